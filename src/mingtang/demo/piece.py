"""What is planned of one document before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from random import Random
from typing import Any

from mingtang.disclosure.models import Document
from mingtang.orgs.models import Unit
from mingtang.register.models import Entry, Section


class Course(StrEnum):
    """Which way a document takes through the reviews."""

    STRAIGHT = "straight"
    RETURNED = "returned"
    MASKED = "masked"
    JUSTIFIED = "justified"
    FIXED = "fixed"
    REFERRED = "referred"
    REFUSED = "refused"
    EMERGENCY = "emergency"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"
    REVISED = "revised"
    DISCARDED = "discarded"
    HANDED_OVER = "handed over"


@dataclass
class Piece:
    """A document to be: who drafts it and when, its content, its course.

    ``links`` are (earlier piece, kind of relation). ``stop`` is the state in which it is left for
    the visitor; ``None`` lets it go to its end. ``pace`` is the longest wait between two acts in
    minutes of office hours.
    """

    key: str
    unit: Unit
    rng: Random
    created_at: datetime
    made_on: date
    values: dict[str, Any]
    links: list[tuple[Piece, str]] = field(default_factory=list)
    further: tuple[Section, ...] = ()
    attachment: str = ""
    course: Course = Course.STRAIGHT
    stop: str | None = None
    pace: int = 420
    release_at: datetime | None = None
    entry: Entry | None = None
    document: Document | None = None

    @property
    def title(self) -> str:
        return str(self.values["title"])
