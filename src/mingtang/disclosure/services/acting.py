"""What every act on a document has in common: lock, edition, transition table, journal, edition.

begin(document, "approve", by=…, edition=…, at=…) → the locked document and its transition
done(acting, …) → state changed, edition raised, journal written
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from mingtang.disclosure.facts import Facts
from mingtang.disclosure.lifecycle import LIFECYCLE
from mingtang.disclosure.models import Document
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.journal.services import record
from mingtang.journal.statements import Prepared, update
from mingtang.statute.lifecycle import Transition
from mingtang.statute.violations import RuleViolation

_LOCKED = Prepared(
    lambda key: Document.objects.select_for_update(of=("self",)).filter(pk=key).order_by(), int
)

ACT_FIELDS = (
    "state",
    "edition",
    "revision",
    "round",
    "updated_at",
    "changed_on",
    "scheduled_for",
    "entry",
    "guesses",
)
"""What acts change besides the content."""


@dataclass(frozen=True, slots=True)
class Acting:
    """An act under way inside its transaction."""

    document: Document
    transition: Transition
    facts: Facts
    by: Actor
    at: datetime


def lock(document: Document, edition: int | None) -> Document:
    """The document as it stands, locked; refused when somebody else was faster.

    ``edition`` is the one that the person saw; ``None`` for the programme itself.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act needs a transaction")
    found = _LOCKED.instances(document.pk)
    if not found:
        raise Document.DoesNotExist(document.pk)
    fresh = found[0]
    if edition is not None and fresh.edition != edition:
        raise RuleViolation(
            "document.stale",
            "这份文件刚刚被他人改动，请刷新后再办。您填写的内容已保留。",
            "",
        )
    return fresh


def begin(
    document: Document,
    act: str,
    *,
    by: Actor,
    edition: int | None,
    at: datetime,
    examine: Callable[..., int] | None = None,
) -> Acting:
    """Lock the document and ask the table. Raises :class:`RuleViolation` with every reason.

    ``examine`` is the release gate, for acts that it stands before.
    """
    fresh = lock(document, edition)
    facts = Facts(fresh, by, at)
    if examine is not None:
        facts.open_findings = examine(fresh, by=by, at=at)
    transition = LIFECYCLE.step(act, state=fresh.state, roles={by.role}, facts=facts)
    return Acting(fresh, transition, facts, by, at)


def done(
    acting: Acting,
    *,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    public: bool = False,
    changed: Iterable[str] = (),
) -> JournalEntry:
    """Move to the new state, raise the edition, save, and write the act into the journal.

    ``changed`` names the fields of the content that the act changed.
    """
    document, transition = acting.document, acting.transition
    before = document.state
    document.state = transition.to
    document.edition += 1
    document.updated_at = acting.at
    update(document, [*ACT_FIELDS, *changed])
    return record(
        act=f"document.{transition.act}",
        subject=document,
        by=acting.by,
        at=acting.at,
        unit_id=document.unit_id,
        basis=transition.basis,
        reason=reason,
        detail={
            "from": before,
            "to": document.state,
            "edition": document.edition,
            **(detail or {}),
        },
        public=public,
    )
