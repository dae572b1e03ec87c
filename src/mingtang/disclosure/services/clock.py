"""The duty to publish: 20 working days from making or change (政府信息公开条例 art. 26)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from mingtang.disclosure.models import Document
from mingtang.duties.law import limit
from mingtang.duties.models import Duty
from mingtang.duties.services import fulfil_all, open_duty, running_duties, void_all
from mingtang.register.genres import Attribute
from mingtang.statute.limits import UnknownLimit
from mingtang.statute.limits.model import UNIT_ZH

RULE = "foi.publish"


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
    if running:
        void_all(
            subject=document,
            on=today,
            entry_seq=entry_seq,
            reason="起算日或公开属性已更改",
            rule=RULE,
        )
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
    """The document will not be published."""
    void_all(subject=document, on=on, entry_seq=entry_seq, reason=reason, rule=RULE)
