"""The text of a page as a reader sees it: lines of characters, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from .drawing import Drawing
from .fonts import Glyph
from .geometry import IDENTITY, Matrix, Rect, View, span, times
from .layers import Layers
from .model import Box, RedactionLimits
from .opening import opened
from .strings import TextState
from .targets import Targets, Unsure
from .walk import Walk

_GAP, _LEAP, _BACK = 0.25, 4.0, 0.6
_BROKEN = (
    *(pikepdf.PdfError, KeyError, IndexError, TypeError, ValueError, AttributeError),
    *(NotImplementedError, ArithmeticError),
)

Place = tuple[int, Box]
"""The number of a line on its page, and the place of a character."""


@dataclass(slots=True)
class PageText:
    """A page's text, line by line; ``places[i]`` is where ``text[i]`` stands, ``None`` for the
    spaces and line ends that only the reading put there."""

    page: int
    width: float
    height: float
    text: str
    places: list[Place | None]


@dataclass(slots=True)
class _Reading:
    """Joins glyphs, in the order they are drawn, into lines."""

    view: View
    text: list[str] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)
    line: int = 0
    last: tuple[Box, tuple[int, int]] | None = None
    plane: Matrix | None = None
    onto: Matrix = IDENTITY
    heading: tuple[int, int] = (1, 0)

    def see(self, glyph: Glyph, plane: Matrix, rect: Rect, state: TextState) -> None:
        """One glyph that is drawn; told by the walk."""
        if plane is not self.plane:
            self.plane, self.onto = plane, times(plane, self.view.shown)
            self.heading = _heading(self.onto, vertical=bool(state.font and state.font.vertical))
        x0, y0, x1, y1 = span(self.onto, rect)
        if not (glyph.text and x0 < x1 and y0 < y1):
            return
        high = self.view.size[1]
        box = Box(x0, high - y1, x1, high - y0)
        self._join(box, self.heading)
        for character in glyph.text:
            self.text.append(" " if character in "\n\r\t" else character)
            self.places.append((self.line, box))
        self.last = (box, self.heading)

    def _join(self, box: Box, heading: tuple[int, int]) -> None:
        if self.last is None:
            return
        before, way = self.last
        gap, size, beside = _relation(before, box, heading)
        if way != heading or not beside or not -_BACK * size < gap < _LEAP * size:
            self._put("\n")
            self.line += 1
        elif gap > _GAP * size and self.text[-1] != " ":
            self._put(" ")

    def _put(self, character: str) -> None:
        self.text.append(character)
        self.places.append(None)


def _heading(onto: Matrix, *, vertical: bool) -> tuple[int, int]:
    """Which way the writing goes on the shown page: a step right or down."""
    right, up = (-onto[2], -onto[3]) if vertical else (onto[0], onto[1])
    if abs(right) >= abs(up):
        return (1 if right >= 0 else -1, 0)
    return (0, -1 if up > 0 else 1)


def _relation(before: Box, box: Box, heading: tuple[int, int]) -> tuple[float, float, bool]:
    """The gap along the writing, the size across it, and whether both stand on one line."""
    if heading[0]:
        gap = box.x0 - before.x1 if heading[0] > 0 else before.x0 - box.x1
        first, second = (before.top, before.bottom), (box.top, box.bottom)
    else:
        gap = box.top - before.bottom if heading[1] > 0 else before.top - box.bottom
        first, second = (before.x0, before.x1), (box.x0, box.x1)
    least = min(first[1] - first[0], second[1] - second[0])
    shared = min(first[1], second[1]) - max(first[0], second[0])
    return gap, max(first[1] - first[0], second[1] - second[0]), shared > 0.5 * least


def read_lines(path: Path, limits: RedactionLimits) -> Iterator[PageText]:
    """The text of each page; a page that cannot be read has none.

    Raises :class:`~mingtang.files.refusal.FileRefused` as redaction does.
    """
    with opened(path, limits) as file:
        pdf = file.pdf
        drawing = Drawing(pdf, Layers(pdf.Root), limits)
        for number, page in enumerate(pdf.pages, 1):
            yield _read_page(number, page, drawing)


def _read_page(number: int, page: Any, drawing: Drawing) -> PageText:
    view = View.of(page)
    reading = _Reading(view)
    walk = Walk(drawing, Targets((), view.crop), page.resources, sink=reading.see)
    try:
        walk.rewrite(pikepdf.parse_content_stream(page))
    except (Unsure, *_BROKEN):
        reading = _Reading(view)
    wide, high = view.size
    return PageText(number, wide, high, "".join(reading.text), reading.places)
