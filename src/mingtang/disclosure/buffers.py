"""What a person has typed and not yet saved: kept beside the document, no act, no journal."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from .models import Document, DraftBuffer

PRESENT = timedelta(minutes=3)
"""Whoever kept something within this time is at work on the document."""
KEPT = timedelta(days=30)
"""What nobody came back to goes after so long."""
MOST_CHARACTERS = 2_000_000


def keep(
    document: Document, account_id: int, payload: dict[str, list[str]] | None, at: datetime
) -> DraftBuffer:
    """Keep what was typed; without a payload only that the person is here."""
    buffer, fresh = DraftBuffer.objects.get_or_create(
        account_id=account_id,
        document=document,
        defaults={"edition": document.edition, "payload": payload or {}, "saved_at": at},
    )
    if not fresh:
        buffer.saved_at = at
        if payload is not None:
            buffer.payload, buffer.edition = payload, document.edition
        buffer.save()
    return buffer


def of(document: Document, account_id: int) -> DraftBuffer | None:
    """What the person typed and did not save, if anything."""
    found = DraftBuffer.objects.filter(document=document, account_id=account_id).first()
    return found if found is not None and found.payload else None


def drop(document: Document, account_id: int) -> None:
    """It was saved, or is not wanted any more."""
    DraftBuffer.objects.filter(document=document, account_id=account_id).delete()


def sweep_buffers(now: datetime) -> int:
    """Remove what was typed and left for longer than ``KEPT``; how many."""
    return DraftBuffer.objects.filter(saved_at__lt=now - KEPT).delete()[0]


def others_at_work(document: Document, account_id: int, at: datetime) -> list[str]:
    """The names of the other people at work on the document now."""
    rows = DraftBuffer.objects.filter(document=document, saved_at__gte=at - PRESENT)
    rows = rows.exclude(account_id=account_id).select_related("account").order_by("saved_at")
    return [row.account.name for row in rows]


def readable(payload: Any) -> dict[str, list[str]] | None:
    """What a browser sent as name → values, or None when it is not that or too long."""
    if not isinstance(payload, dict) or not payload:
        return None
    kept: dict[str, list[str]] = {}
    for name, values in payload.items():
        if not isinstance(values, list) or not all(_is_text(each) for each in values):
            return None
        if name not in ("csrfmiddlewaretoken", "edition", "files"):
            kept[str(name)[:40]] = values
    if sum(len(each) for values in kept.values() for each in values) > MOST_CHARACTERS:
        return None
    return kept


def _is_text(value: Any) -> bool:
    """Whether it can be stored and shown again: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str) or "\0" in value:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value)


def as_form_data(buffer: DraftBuffer) -> QueryDict:
    """The buffer as a form's data, on the edition that it was typed on: when another person
    saved since then, saving it shows first what he changed."""
    data = QueryDict(mutable=True)
    for name, values in buffer.payload.items():
        data.setlist(name, values)
    data["edition"] = str(buffer.edition)
    return data
