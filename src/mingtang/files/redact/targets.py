"""What has to go from one page: everything under its boxes, and what its crop does not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .geometry import (
    IDENTITY,
    Matrix,
    Rect,
    corners,
    is_straight,
    overlap,
    quad_meets,
    span,
    within,
)

_SIDE, _HEIGHT = 0.1, 0.2
_POINT = 0.05


class Unsure(Exception):
    """Something under a box cannot be removed for certain; the page must become a picture.

    The message is a Chinese clause for the report.
    """


class Targets:
    """The boxes of a page in its content's plane, and what was removed because of them.

    A glyph goes when a box covers a tenth of its width and a fifth of its height: its neighbours,
    which touch the box of a word at most, stay. ``removed`` counts characters by box, ``texts``
    keeps them for the check afterwards.
    """

    def __init__(self, boxes: Sequence[Rect] = (), shown: Rect | None = None) -> None:
        self.boxes = list(boxes)
        self.shown = shown
        self.hits = 0
        self.pictures = 0
        self.removed: Counter[int] = Counter()
        self.texts: list[str] = []

    def clear_of(self, rect: Rect) -> bool:
        """Whether a whole drawing can be left as it is: shown, and no box touches it."""
        if self.shown is not None and not within(rect, self.shown):
            return False
        return not any(overlap(rect, box) for box in self.boxes)

    def touching(self, rect: Rect) -> list[Rect]:
        """The boxes that overlap the rectangle."""
        return [box for box in self.boxes if overlap(rect, box)]

    def unseen(self, rect: Rect) -> bool:
        """Whether the rectangle lies outside of what the page shows."""
        return self.shown is not None and not overlap(rect, self.shown)

    def takes_glyph(self, matrix: Matrix, rect: Rect, text: str) -> bool:
        """Whether the glyph at ``rect`` in the plane of ``matrix`` goes; it is then counted."""
        x0, y0, x1, y1 = rect
        wide, high = x1 - x0, y1 - y0
        core = (x0 + _SIDE * wide, y0 + _HEIGHT * high, x1 - _SIDE * wide, y1 - _HEIGHT * high)
        around = span(matrix, core)
        if around[2] - around[0] < _POINT or around[3] - around[1] < _POINT:
            around, matrix = _thickened(around), IDENTITY
        quad = None if is_straight(matrix) else corners(matrix, core)
        for number, box in enumerate(self.boxes):
            if overlap(around, box) and (quad is None or quad_meets(quad, box)):
                self.removed[number] += max(1, len(text))
                self._took(text)
                return True
        if self.unseen(around):
            self._took(text)
            return True
        return False

    def hide(self, text: str) -> None:
        """Count text of a hidden layer as removed."""
        self._took(text)

    def _took(self, text: str) -> None:
        self.hits += 1
        self.texts.append(text)


def _thickened(rect: Rect) -> Rect:
    """A glyph without width or height still has a place."""
    return rect[0] - _POINT, rect[1] - _POINT, rect[2] + _POINT, rect[3] + _POINT
