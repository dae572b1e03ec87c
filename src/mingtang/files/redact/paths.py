"""Lines and areas: what is drawn under a box goes, a frame or a rule that crosses it stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

from .geometry import Matrix, Point, Rect, apply, bounds, line_meets, overlap, within
from .targets import Targets

BUILDING = frozenset({"m", "l", "c", "v", "y", "h", "re"})
PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
CLIPPING = frozenset({"W", "W*"})
_SIMPLE = 6
_STEPS = 8
_SLACK = 0.5


@dataclass(slots=True)
class _Part:
    """One subpath: its instructions and its course, curves as short lines."""

    instructions: list[tuple[list[Any], str]] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    curved: bool = False


class Paths:
    """The path that is being built, and its painting without the parts that go.

    A part goes when it lies under a box, or when it runs through one and is more than a line, a
    box or a simple figure: outlines of letters, signatures, curves. Straight rules, table frames
    and backgrounds stay, the black covers them.
    """

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._parts: list[_Part] = []
        self._clip = ""

    def build(self, operator: str, operands: list[Any], ctm: Matrix) -> None:
        """One construction operator."""
        numbers = [float(each) for each in operands]
        if operator in {"m", "re"} or not self._parts:
            self._parts.append(_Part())
        part = self._parts[-1]
        part.instructions.append((operands, operator))
        if operator == "re":
            x, y, w, h = numbers
            places = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
            part.points += [apply(ctm, *each) for each in places]
        elif operator in {"m", "l"}:
            part.points.append(apply(ctm, numbers[0], numbers[1]))
        elif operator == "h":
            if part.points:
                part.points.append(part.points[0])
        else:
            self._curve(part, operator, numbers, ctm)

    def _curve(self, part: _Part, operator: str, numbers: list[float], ctm: Matrix) -> None:
        part.curved = True
        given = [apply(ctm, *numbers[at : at + 2]) for at in range(0, len(numbers) - 1, 2)]
        start = part.points[-1] if part.points else given[0]
        if operator == "v":
            given = [start, *given]
        elif operator == "y":
            given = [*given, given[-1]]
        part.points += [_on_curve(start, given, n / _STEPS) for n in range(1, _STEPS + 1)]

    def clip(self, operator: str) -> None:
        """W or W*: the path will also bound what is drawn after it."""
        self._clip = operator

    def paint(self, operator: str, *, hidden: bool) -> list[tuple[list[Any], str]]:
        """The instructions that draw what stays of the path; the path is then over."""
        parts, clip = self._parts, self._clip
        self._parts, self._clip = [], ""
        kept = [part for part in parts if not self._goes(part)]
        if len(kept) < len(parts):
            self._targets.hits += 1
        if hidden:
            operator = "n"
            self._targets.hits += 1
        out = [each for part in kept for each in part.instructions]
        if not out and clip:
            # Clipping by nothing would show what the letters alone let through.
            out = [([0, 0, 0, 0], "re")]
        if clip:
            out.append(([], clip))
        return [*out, ([], operator)] if out or not parts else []

    def _goes(self, part: _Part) -> bool:
        if not part.points:
            return False
        around = bounds(part.points)
        boxes = self._targets.boxes
        if any(within(around, box, _SLACK) and _touches(around, box) for box in boxes):
            return True
        if not part.curved and len(part.points) <= _SIMPLE:
            return False
        return any(_runs_through(part.points, box) for box in self._targets.touching(around))


def _touches(inner: Rect, box: Rect) -> bool:
    """As overlap, for rules that have no height or width of their own."""
    thick = (inner[0] - 0.01, inner[1] - 0.01, inner[2] + 0.01, inner[3] + 0.01)
    return overlap(thick, box)


def _runs_through(points: list[Point], box: Rect) -> bool:
    return any(line_meets(a, b, box) for a, b in pairwise(points))


def _on_curve(start: Point, given: list[Point], t: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, *given[:3]
    u = 1 - t
    a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def as_instruction(operands: list[Any], operator: str) -> Any:
    """What pikepdf writes."""
    return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))
