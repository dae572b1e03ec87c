"""What a check of stored data found wrong; each app looks through its own rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: the row it is about, and what, in both languages."""

    subject: str
    chinese: str
    english: str
