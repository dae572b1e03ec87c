"""Planes and rectangles: from the page as shown to the page as written, and what meets what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .model import Box

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in the plane of the page's content, y upwards."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LETTER: Rect = (0.0, 0.0, 612.0, 792.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies ``first`` and ``then`` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """The point (x, y) moved by the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def inverse(matrix: Matrix) -> Matrix | None:
    """The way back; ``None`` for a matrix that squeezes the plane into a line."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if abs(size) < 1e-12:
        return None
    return (
        d / size,
        -b / size,
        -c / size,
        a / size,
        (c * f - d * e) / size,
        (b * e - a * f) / size,
    )


def corners(matrix: Matrix, rect: Rect) -> list[Point]:
    """The four corners of a rectangle after the matrix."""
    x0, y0, x1, y1 = rect
    return [apply(matrix, *each) for each in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]


def bounds(points: Iterable[Point]) -> Rect:
    """The rectangle around the points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def span(matrix: Matrix, rect: Rect) -> Rect:
    """The rectangle around ``rect`` after the matrix."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = rect
    if b == 0 and c == 0:
        left, right, low, high = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
    elif a == 0 and d == 0:
        left, right, low, high = c * y0 + e, c * y1 + e, b * x0 + f, b * x1 + f
    else:
        return bounds(corners(matrix, rect))
    if left > right:
        left, right = right, left
    return (left, low, right, high) if low <= high else (left, high, right, low)


def is_straight(matrix: Matrix) -> bool:
    """Whether rectangles stay rectangles with level edges."""
    return (matrix[1] == 0 and matrix[2] == 0) or (matrix[0] == 0 and matrix[3] == 0)


def overlap(first: Rect, second: Rect) -> bool:
    """Whether two rectangles share more than an edge."""
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def within(inner: Rect, outer: Rect, slack: float = 0.0) -> bool:
    """Whether ``inner`` lies in ``outer``, ``slack`` beyond its edges allowed."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def quad_meets(quad: Sequence[Point], rect: Rect) -> bool:
    """Whether a convex four-sided figure and a rectangle share more than an edge."""
    if not overlap(bounds(quad), rect):
        return False
    x0, y0, x1, y1 = rect
    other = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    for (ax, ay), (bx, by) in ((quad[0], quad[1]), (quad[1], quad[2])):
        nx, ny = ay - by, bx - ax
        if nx == 0 and ny == 0:
            continue
        mine = [nx * x + ny * y for x, y in quad]
        theirs = [nx * x + ny * y for x, y in other]
        if max(mine) <= min(theirs) or max(theirs) <= min(mine):
            return False
    return True


def line_meets(start: Point, end: Point, rect: Rect) -> bool:
    """Whether the straight line between two points enters the rectangle (Liang and Barsky)."""
    low, high = 0.0, 1.0
    for at, step, least, most in (
        (start[0], end[0] - start[0], rect[0], rect[2]),
        (start[1], end[1] - start[1], rect[1], rect[3]),
    ):
        if step == 0:
            if not least < at < most:
                return False
            continue
        enter, leave = sorted(((least - at) / step, (most - at) / step))
        low, high = max(low, enter), min(high, leave)
    return low < high


@dataclass(frozen=True, slots=True)
class View:
    """How a page is shown: its crop in the content's plane and its turn clockwise in degrees."""

    crop: Rect
    turn: int

    @classmethod
    def of(cls, page: Any) -> View:
        """The view of a pikepdf page. A broken box counts as US letter, as viewers do."""
        media = _rect(page.mediabox) or _LETTER
        crop = _rect(page.cropbox) or media
        shown = (
            max(media[0], crop[0]),
            max(media[1], crop[1]),
            min(media[2], crop[2]),
            min(media[3], crop[3]),
        )
        if not (shown[0] < shown[2] and shown[1] < shown[3]):
            shown = media
        return cls(shown, int(page.rotation) % 360)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown, in points."""
        wide, high = self.crop[2] - self.crop[0], self.crop[3] - self.crop[1]
        return (high, wide) if self.turn in {90, 270} else (wide, high)

    @property
    def upright(self) -> Matrix:
        """From the shown page (origin bottom left, y upwards) into the content's plane."""
        x0, y0, x1, y1 = self.crop
        return {
            90: (0.0, 1.0, -1.0, 0.0, x1, y0),
            180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
            270: (0.0, -1.0, 1.0, 0.0, x0, y1),
        }.get(self.turn, (1.0, 0.0, 0.0, 1.0, x0, y0))

    @property
    def shown(self) -> Matrix:
        """The way back: from the content's plane onto the shown page, y upwards."""
        x0, y0, x1, y1 = self.crop
        return {
            90: (0.0, -1.0, 1.0, 0.0, -y0, x1),
            180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
            270: (0.0, 1.0, -1.0, 0.0, y1, -x0),
        }.get(self.turn, (1.0, 0.0, 0.0, 1.0, -x0, -y0))

    def rect(self, box: Box) -> Rect:
        """The box in the content's plane."""
        high = self.size[1]
        shown = (box.x0, high - box.bottom, box.x1, high - box.top)
        return span(self.upright, shown)


def _rect(values: Any) -> Rect | None:
    try:
        a, b, c, d = (float(each) for each in values)
    except (TypeError, ValueError):
        return None
    found = (min(a, c), min(b, d), max(a, c), max(b, d))
    return found if found[0] < found[2] and found[1] < found[3] else None
