"""Corrections of what the time limit to publish runs from: reasoned, told, and not to hide delay.

政府信息公开条例 art. 26 counts 20 working days from the making or the change. The dates are typed
in by the unit itself; so a correction that moves a running limit gives its reason, and one that
would make an overdue limit vanish leaves it standing as late until the disclosure office, by
another person, has accepted the correction (art. 47: it supervises and has corrected).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.disclosure.models import Document
from mingtang.disclosure.states import ACCESS_RULE
from mingtang.duties.models import Duty
from mingtang.duties.services import excuse
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.journal.services import record
from mingtang.orgs.roles import Role
from mingtang.register.genres import Attribute
from mingtang.statute.violations import RuleViolation

from . import clock

DATED = ("made_on", "changed_on", "earlier_published_on", "attribute")
"""The fields that decide whether and from when the time limit runs."""
SUPERVISION = "政府信息公开条例第四十七条"


def dated_values(document: Document) -> dict[str, Any]:
    """The fields that move the time limit, as they stand."""
    return {name: getattr(document, name) for name in DATED}


def moved_values(
    document: Document, before: dict[str, Any], *, reason: str, today: date
) -> dict[str, Any]:
    """What the journal keeps of a save: each dated field that changed, old → new, and how the
    running limit moves. Raises :class:`RuleViolation` when it moves without a reason."""
    after = dated_values(document)
    changed = [name for name in DATED if after[name] != before[name]]
    if not changed:
        return {}
    lines = [f"{label(name)} {_told(before[name])} → {_told(after[name])}" for name in changed]
    move = clock.move_of(document, today)
    if move is None:
        return {"dates": lines}
    if not reason.strip():
        late = "原期限已经逾期，照计为逾期，由政务公开办核实。" if move.from_late else ""
        raise RuleViolation(
            "document.clock_reason",
            f"改动{'、'.join(label(name) for name in changed)}会使公开时限{move.words}，"
            f"请写明理由。{late}",
            clock.BASIS,
        )
    late = "，更正前已逾期" if move.from_late else ""
    return {"dates": lines, "clock": f"{move.words}{late}"}


def label(name: str) -> str:
    """What the form calls a field."""
    return str(Document._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _told(value: Any) -> str:
    if value is None:
        return "未填"
    return str(Attribute(value).label) if isinstance(value, str) else str(value)


@transaction.atomic
def accept_correction(
    document: Document, duty: Duty, *, reason: str, by: Actor, at: datetime
) -> Duty:
    """The disclosure office finds that the correction was right: the lapsed limit never ran.

    Not by the person who made the correction. Raises :class:`RuleViolation`.
    """
    if by.role != Role.DISCLOSURE_OFFICE:
        raise RuleViolation("role", "更正由政务公开办认可。", ACCESS_RULE)
    if not Duty.objects.about(document._meta.label_lower, document.pk).filter(pk=duty.pk).exists():
        raise RuleViolation("duty.other", "这项时限属于另一份文件。")
    if not reason.strip():
        raise RuleViolation("duty.reason", "请写明认可更正的理由和核实的依据。", SUPERVISION)
    if by.account_id == _corrected_by(duty):
        raise RuleViolation("not_own_work", "不能认可自己所作的更正，请另一人办理。", SUPERVISION)
    logged = record(
        act="document.accept_correction",
        subject=document,
        by=by,
        at=at,
        unit_id=document.unit_id,
        basis=SUPERVISION,
        reason=reason.strip(),
        detail={"due_on": duty.due_on.isoformat()},
    )
    return excuse(
        duty, on=timezone.localdate(at), reason="政务公开办认可更正", entry_seq=logged.seq
    )


def _corrected_by(duty: Duty) -> int | None:
    """The account by whose act the duty lapsed."""
    lapsed = duty.events.filter(kind="lapsed").order_by("-pk").first()
    if lapsed is None:
        return None
    return JournalEntry.objects.get(seq=lapsed.entry_seq).actor_id


__all__ = ["accept_correction", "dated_values", "label", "moved_values"]
