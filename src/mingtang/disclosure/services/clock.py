"""The duty to publish: 20 working days from making or change (政府信息公开条例 art. 26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mingtang.disclosure.models import Document
from mingtang.duties.law import limit
from mingtang.duties.models import Duty
from mingtang.duties.services import (
    due_date,
    fulfil_all,
    lapse,
    open_duty,
    running_duties,
    void,
)
from mingtang.register.genres import Attribute
from mingtang.statute.limits import UnknownLimit
from mingtang.statute.limits.model import UNIT_ZH

RULE = "foi.publish"
BASIS = "政府信息公开条例第二十六条"


def follow_content(document: Document, *, entry_seq: int, today: date, fresh: bool = False) -> None:
    """Open, move or void the duty, as the document now says.

    It runs from the making, or, for a revision, from the change. None arises while an import's
    guesses are unconfirmed, for what was public elsewhere before, for what is not disclosed
    proactively, or before the Regulation was in force. Of a ``fresh`` document no duty runs yet.
    """
    start = _start(document)
    running = [] if fresh else running_duties(document, RULE)
    if running and running[0].start_on == start:
        _keep_label(running[0], document)
        return
    due = _due(start)
    for duty in running:
        _close(duty, new_due=due, on=today, entry_seq=entry_seq, reason="起算日或公开属性已更改")
    if start is None or not _limited_on(start):
        return
    open_duty(
        rule=RULE,
        unit_id=document.unit_id,
        subject=document,
        label=document.title,
        path=document.get_absolute_url(),
        start_on=start,
        entry_seq=entry_seq,
        assignee_id=document.created_by_id,
    )


def _close(duty: Duty, *, new_due: date | None, on: date, entry_seq: int, reason: str) -> None:
    """End a duty that a correction takes away: void, or as late when only the correction makes it
    late no more (while the new date is past too, the new duty tells it)."""
    end = lapse if goes_from_late(duty, new_due, on) else void
    end(duty, on=on, reason=reason, entry_seq=entry_seq)


def goes_from_late(duty: Duty, new_due: date | None, today: date) -> bool:
    """Whether a duty that is overdue would be so no more with the new due date (None: no duty)."""
    return duty.due_on < today and (new_due is None or new_due >= today)


def _due(start: date | None) -> date | None:
    return due_date(RULE, start) if start is not None and _limited_on(start) else None


@dataclass(frozen=True, slots=True)
class Move:
    """What the content, as it is set now, does to the duty that runs; nothing is stored."""

    duty: Duty
    new_due: date | None
    from_late: bool

    @property
    def words(self) -> str:
        """From when to when."""
        return f"由 {self.duty.due_on} 变为{f' {self.new_due}' if self.new_due else '不再计算'}"


def move_of(document: Document, today: date) -> Move | None:
    """How the running duty would move; None when none runs, or it stays."""
    running = running_duties(document, RULE)
    start = _start(document)
    if not running or running[0].start_on == start:
        return None
    due = _due(start)
    return Move(running[0], due, goes_from_late(running[0], due, today))


def due_missed_on(document: Document, day: date) -> date | None:
    """The due day of the running duty, when a publication on ``day`` would come after it."""
    running = running_duties(document, RULE)
    return running[0].due_on if running and running[0].due_on < day else None


def _limited_on(day: date) -> bool:
    """Whether a limit to publish was in force on that day (there was none before 2008-05-01).

    Asked beforehand: a refusal inside the transaction would undo the act with it.
    """
    try:
        limit(RULE, day)
    except UnknownLimit:
        return False
    return True


def _keep_label(duty: Duty, document: Document) -> None:
    """The duty is listed under the title that the document now has."""
    if duty.subject_label != document.title[:300]:
        duty.subject_label = document.title[:300]
        duty.save(update_fields=["subject_label"])


def _start(document: Document) -> date | None:
    if document.attribute != Attribute.PROACTIVE or document.guesses:
        return None
    if document.revision > 1:
        return document.changed_on
    return None if document.earlier_published_on else document.made_on


def awaited(document: Document) -> str:
    """Why no time limit runs of a draft whose guesses nobody has confirmed yet, and what the
    confirmation will begin; empty where something else decides."""
    if not document.guesses or document.attribute != Attribute.PROACTIVE or document.revision > 1:
        return ""
    if document.earlier_published_on:
        return "此前已公开日期待确认，确认后不计公开时限"
    if document.made_on is None:
        return f"成文日期待填写，填写后起算 {_length(timezone.localdate(document.created_at))}"
    if not _limited_on(document.made_on):
        return "成文日期待确认，当时没有公开时限"
    return f"成文日期待确认，确认后起算 {_length(document.made_on)}"


def _length(day: date) -> str:
    rule = limit(RULE, day)
    return f"{rule.amount} {UNIT_ZH[rule.counting]}"


def fulfilled(document: Document, *, on: date, entry_seq: int) -> list[Duty]:
    """The document was published; whether in time is on the duty."""
    return fulfil_all(subject=document, on=on, entry_seq=entry_seq, rule=RULE)


def fallen_away(document: Document, *, on: date, entry_seq: int, reason: str) -> None:
    """The disclosure office decided that the document is not published: nothing is owed."""
    for duty in running_duties(document, RULE):
        void(duty, on=on, entry_seq=entry_seq, reason=reason)


def given_up(document: Document, *, on: date, entry_seq: int, reason: str) -> None:
    """The unit itself gave the draft or the revision up: what was overdue counts as late."""
    for duty in running_duties(document, RULE):
        _close(duty, new_due=None, on=on, entry_seq=entry_seq, reason=reason)
