"""What redaction takes and gives: passages, words, the report, the index of what was withheld."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown: PDF points (1/72 inch) from its top left corner.

    ``top`` < ``bottom``; the turn of the page and its crop are already taken into account. For
    pictures the unit is the pixel.
    """

    x0: float
    top: float
    x1: float
    bottom: float

    def __post_init__(self) -> None:
        if not (self.x0 < self.x1 and self.top < self.bottom):
            raise ValueError("a box needs a width and a height")

    def grown(self, by: float) -> Box:
        """The box with ``by`` added on every side."""
        return Box(self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage to be withheld: ``page`` counts from 1, ``ground`` is a code of
    :data:`mingtang.statute.foi.grounds.GROUNDS`; ``why`` says in Chinese what proposed it."""

    page: int
    box: Box
    ground: str
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """A plain mapping, read back by :meth:`from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Passage:
        """The passage that :meth:`as_json` wrote."""
        return cls(int(given["page"]), Box(**given["box"]), given["ground"], given.get("why", ""))


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, to be chosen by a click."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageWords:
    """One page: its number from 1, its shown size in points, its words in reading order."""

    page: int
    width: float
    height: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """One line of the index of what was withheld: no word of it, only where, why, how long.

    ``length`` counts the characters that were removed; 0 for pictures and drawings.
    """

    page: int
    box: Box
    ground: str
    label_zh: str
    article: str
    basis: str
    length: int


@dataclass(frozen=True, slots=True)
class Report:
    """What redaction did.

    ``lengths`` are the characters removed under each passage, in the order given.
    ``rasterised_pages`` became pictures because their text could not be removed for certain;
    ``reasons`` says why, one sentence a page, in Chinese. ``removed`` names what else was taken
    out of the whole file, in Chinese.
    """

    pages: int
    lengths: tuple[int, ...]
    pictures_blacked: int
    rasterised_pages: tuple[int, ...]
    reasons: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Redacted:
    """The new file, its report, and the passages that were asked for."""

    content: bytes
    report: Report
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class RedactionLimits:
    """Bounds on one redaction: they protect the reader of the file."""

    max_bytes: int = 100 * 1024 * 1024
    max_pages: int = 1000
    max_passages: int = 5000
    max_side: float = 14_400.0
    """Longest side of a page in points (200 inches)."""
    max_pixels: int = 120_000_000
    """Pixels of one picture."""
    max_seconds: float = 180.0


DEFAULT_REDACTION_LIMITS = RedactionLimits()
