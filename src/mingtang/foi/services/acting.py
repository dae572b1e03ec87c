"""What every act on a request has in common: lock, edition, transition table, journal, edition.

begin(request, "register", by=…, edition=…, at=…) → the locked request and its transition
done(acting, …) → state changed, edition raised, journal written
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from mingtang.foi.facts import Facts
from mingtang.foi.lifecycle import LIFECYCLE
from mingtang.foi.models import Request
from mingtang.foi.states import APPLICANT, THIRD_PARTY
from mingtang.foi.wording import without_names
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.journal.services import record
from mingtang.journal.statements import Prepared, update
from mingtang.statute.lifecycle import Transition
from mingtang.statute.violations import RuleViolation

_LOCKED = Prepared(
    lambda key: Request.objects.select_for_update(of=("self",)).filter(pk=key).order_by(), int
)

APPLICANT_ACTOR = Actor(None, "申请人", APPLICANT)
"""The applicant in the journal: never by name."""
THIRD_PARTY_ACTOR = Actor(None, "第三方", THIRD_PARTY)


@dataclass(frozen=True, slots=True)
class Acting:
    """An act under way inside its transaction."""

    request: Request
    transition: Transition
    facts: Facts
    by: Actor
    at: datetime

    @property
    def today(self) -> date:
        """The day of the act in China."""
        return self.facts.today


def lock(request: Request, edition: int | None) -> Request:
    """The request as it stands, locked; refused when somebody else was faster.

    ``edition`` is the one that the person saw; ``None`` for the programme itself and for people
    outside, who see no edition.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act needs a transaction")
    found = _LOCKED.instances(request.pk)
    if not found:
        raise Request.DoesNotExist(request.pk)
    fresh = found[0]
    if edition is not None and fresh.edition != edition:
        raise RuleViolation(
            "foi.stale", "这件申请刚刚被他人办理过，请刷新后再办。您填写的内容已保留。"
        )
    return fresh


def begin(request: Request, act: str, *, by: Actor, edition: int | None, at: datetime) -> Acting:
    """Lock the request and ask the table. Raises :class:`RuleViolation` with every reason."""
    fresh = lock(request, edition)
    facts = Facts(fresh, by, at)
    transition = LIFECYCLE.step(act, state=fresh.state, roles={by.role}, facts=facts)
    return Acting(fresh, transition, facts, by, at)


def done(
    acting: Acting,
    *,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    changed: Iterable[str] = (),
) -> JournalEntry:
    """Move to the new state, raise the edition, save, and write the act into the journal.

    ``changed`` names further fields of the request that the act set. ``detail`` holds keys, codes,
    dates and counts alone; in ``reason`` the names that are known here are taken out.
    """
    request, transition = acting.request, acting.transition
    before = request.state
    request.state = transition.to
    request.edition += 1
    request.updated_at = acting.at
    update(request, ["state", "edition", "updated_at", *changed])
    return record(
        act=f"request.{transition.act}",
        subject=request,
        by=acting.by,
        at=acting.at,
        unit_id=request.unit_id,
        basis=transition.basis,
        reason=impersonal(request, reason),
        detail={"from": before, "to": request.state, "edition": request.edition, **(detail or {})},
    )


def impersonal(request: Request, text: str) -> str:
    """A text that may stand in the journal or on a duty: no name known to the request in it."""
    if not text.strip():
        return ""
    return without_names(text.strip(), known_words(request))


def known_words(request: Request) -> list[str]:
    """The names and contacts of the people of a request, empty ones among them."""
    applicant = request.applicant
    names = [
        applicant.name,
        applicant.contact_person,
        applicant.legal_representative,
        request.agent_name,
        *request.consultations.values_list("party", flat=True),
    ]
    contacts = [applicant.phone, applicant.email, applicant.address, applicant.id_number]
    return [*names, *contacts, request.agent_phone]


def wanted(text: str, code: str, chinese: str, basis: str = "") -> str:
    """The text without blanks around it. Raises :class:`RuleViolation` when nothing is left."""
    if not text.strip():
        raise RuleViolation(code, chinese, basis)
    return text.strip()


def day_of(
    on: date | None, acting: Acting, *, since: date | None, what: str, code: str = "foi.day"
) -> date:
    """The day of something that happened: ``on``, or today. Refused in the future and when it
    lies before ``since``, the day of what it follows."""
    day = on or acting.today
    if day > acting.today:
        raise RuleViolation(code, f"{what} {day} 晚于今天，请核对。")
    if since is not None and day < since:
        raise RuleViolation(code, f"{what} {day} 早于 {since}，请核对。")
    return day
