"""Draws a transition table as an SVG narrow enough for a telephone.

The ordinary way runs straight down the middle; states beside it hang on the right; on the left one
dashed rail leads back to the start, and arrows come in that lead here from several states. See
:mod:`mingtang.statute.lifecycle_plan` for what is drawn and what is told in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from mingtang.statute.lifecycle_plan import Exit, Node, plan_chart

if TYPE_CHECKING:
    from mingtang.statute.lifecycle import Lifecycle

WIDTH = 380
RAIL = 7  # x of the rail
LEFT = 12  # x where the words on the left begin
SPINE, SPINE_WIDTH = 116, 134
SIDE, SIDE_WIDTH = 264, 110
MIDDLE = SPINE + SPINE_WIDTH / 2
TRUNK = 257  # x of the line that the side states hang on
FONT, SMALL, LINE = 14, 12, 16
MARGIN = 10
_CLOSERS = "，。、；："
_PIECE = re.compile(r"（[^）]*）?|[^，。、；：（]+[，。、；：]*|[，。、；：]+")


def text_width(text: str, size: float) -> float:
    """Width of ``text`` in pixels at ``size``: a full em for wide characters, 0.6 em for others."""
    return sum(size if east_asian_width(char) in "WFA" else 0.6 * size for char in text)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """``text`` in lines not wider than ``width``, broken after ， or before （ where it can be.

    Words without such a place are halved; a ， at the end of a line may stand out.
    """
    rows: list[str] = []
    for piece in _PIECE.findall(text):
        bare = piece.rstrip(_CLOSERS)
        if rows and text_width(rows[-1] + bare, size) <= width:
            rows[-1] += piece
            continue
        count = max(1, -(-int(text_width(bare, size)) // int(width)))
        share = -(-len(bare) // count)
        parts = [bare[start : start + share] for start in range(0, len(bare), share)] or [""]
        parts[-1] += piece[len(bare) :]
        rows.extend(parts)
    return rows or [""]


@dataclass(slots=True)
class _Canvas:
    """The picture so far: lines first, boxes over them, words last."""

    table: Lifecycle
    current: str | None
    lines: list[str]
    boxes: list[str]
    words: list[str]

    def text(self, x: float, y: float, rows: list[str]) -> float:
        """Rows of text from the top ``y``; returns where they end."""
        spans = "".join(
            f'<tspan x="{x:g}" y="{y + LINE * (place + 0.75):g}">{escape(row)}</tspan>'
            for place, row in enumerate(rows)
        )
        self.words.append(
            f'<text class="lifecycle-act" font-size="{SMALL}" fill="currentColor">{spans}</text>'
        )
        return y + LINE * len(rows)

    def line(self, points: list[tuple[float, float]], kind: str = "on") -> None:
        """A line through ``points`` without a head: ``main``, ``on`` or (dashed) ``back``."""
        path = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
        dash = {"back": ' stroke-dasharray="4 3"', "main": ' stroke-width="2"'}.get(kind, "")
        self.lines.append(
            f'<path class="lifecycle-line lifecycle-{kind}" d="{path}" fill="none" '
            f'stroke="currentColor"{dash}/>'
        )

    def head(self, x: float, y: float, *, down: bool = False) -> None:
        """The head of an arrow whose point is at ``x``, ``y``."""
        base = f"{x - 4:g} {y - 7:g} L{x + 4:g} {y - 7:g}"
        if not down:
            base = f"{x - 7:g} {y - 4:g} L{x - 7:g} {y + 4:g}"
        self.lines.append(
            f'<path class="lifecycle-head" d="M{base} L{x:g} {y:g} Z" fill="currentColor"/>'
        )

    def box(self, node: Node, x: float, y: float, width: float, height: float) -> None:
        """The box of a state with its name and the acts that leave it as it is."""
        rows = _name_rows(node, width)
        loops = _loop_rows(node, width)
        top = y + (height - 18 * len(rows) - LINE * len(loops)) / 2
        spans = [(FONT, top + 18 * (place + 0.75), row) for place, row in enumerate(rows)]
        top += 18 * len(rows)
        middle = x + width / 2
        name = "".join(
            f'<tspan x="{middle:g}" y="{at:g}">{escape(row)}</tspan>' for _, at, row in spans
        )
        self.boxes.append(
            f"<g class={quoteattr(self._classes(node))}>"
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="4" fill="none" '
            f'stroke="currentColor" stroke-width="{3 if node.state == self.current else 1}"/>'
            f'<text font-size="{FONT}" text-anchor="middle" fill="currentColor">{name}</text></g>'
        )
        for row in loops:
            self.words.append(
                f'<text class="lifecycle-act" x="{middle:g}" y="{top + LINE * 0.75:g}" '
                f'font-size="{SMALL}" text-anchor="middle" fill="currentColor">{escape(row)}</text>'
            )
            top += LINE

    def _classes(self, node: Node) -> str:
        classes = ["lifecycle-state"]
        if node.state == self.table.initial:
            classes.append("lifecycle-first")
        if node.state in self.table.final_states:
            classes.append("lifecycle-last")
        if node.state == self.current:
            classes.append("lifecycle-current")
        return " ".join(classes)


def _name_rows(node: Node, width: float) -> list[str]:
    return wrapped(node.label, width - 12, FONT)


def _loop_rows(node: Node, width: float) -> list[str]:
    return [row for loop in node.loops for row in wrapped(f"↻ {loop}", width - 10, SMALL)]


def _height(node: Node, width: float) -> float:
    return 16 + 18 * len(_name_rows(node, width)) + LINE * len(_loop_rows(node, width))


def draw(table: Lifecycle, current: str | None = None) -> str:
    """The flow chart of ``table`` as an SVG document fragment, sized by its ``viewBox``."""
    canvas = _Canvas(table, current, [], [], [])
    height = _draw_spine(canvas, plan_chart(table))
    key = f"lifecycle-{crc32(table.name.encode()):08x}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="lifecycle" role="img" '
            f'aria-labelledby="{key}-title {key}-desc" '
            f'viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}">',
            f'<title id="{key}-title">{escape(table.name)}流程图</title>',
            f'<desc id="{key}-desc">{escape("；".join(table.as_steps()))}</desc>',
            *canvas.lines,
            *canvas.boxes,
            *canvas.words,
            "</svg>",
        ]
    )


def _draw_spine(canvas: _Canvas, spine: list[Node]) -> float:
    """All rows from the top; returns the height of the picture."""
    y: float = MARGIN
    entry = lowest = 0.0
    for place, node in enumerate(spine):
        notes = _left_notes(node)
        above = LINE * len(notes[0][0]) if notes else 0
        top = y + max(0, above - 8)
        height = max(_height(node, SPINE_WIDTH), _ports(notes)[-1] + 14 if notes else 0)
        canvas.box(node, SPINE, top, SPINE_WIDTH, height)
        if place == 0:
            entry = top + height / 2
        left_end, feeder = _draw_left(canvas, notes, top)
        lowest = feeder or lowest
        right_end = _draw_right(canvas, node, top, height)
        end = max(top + height, right_end, left_end)
        if place + 1 < len(spine):
            end = _draw_onward(canvas, node, spine[place + 1], top + height, end)
        y = end
    if lowest:
        canvas.line([(RAIL, lowest), (RAIL, entry), (SPINE - 7, entry)], "back")
        canvas.head(SPINE, entry)
    return y + MARGIN


_Notes = list[tuple[list[str], bool]]
"""What stands left of a box: its rows of words, and whether it leads back to the rail."""


def _left_notes(node: Node) -> _Notes:
    width = SPINE - LEFT - 6
    notes: _Notes = []
    for jump in node.jumps:
        rows = wrapped(jump.label, width, SMALL)
        sources = [row for name in jump.sources for row in wrapped(name, width, SMALL)]
        notes.append(([*rows, "可从：", *sources], False))
    if node.back:
        notes.append((wrapped(node.back, width, SMALL), True))
    return notes


def _ports(notes: _Notes) -> list[float]:
    """How far below the top of the box each line meets it; the first has its words above it."""
    ports = [12.0]
    for place in range(1, len(notes)):
        below = 0 if place == 1 else LINE * len(notes[place - 1][0])
        ports.append(ports[-1] + below + 14)
    return ports


def _draw_left(canvas: _Canvas, notes: _Notes, top: float) -> tuple[float, float]:
    """The words and lines left of a box: where they end, and where a line joins the rail (or 0)."""
    end = joined = 0.0
    for place, ((rows, back), port) in enumerate(zip(notes, _ports(notes), strict=False)):
        y = top + port
        if back:
            canvas.line([(SPINE, y), (RAIL, y)], "back")
            joined = y
        else:
            canvas.line([(LEFT, y), (SPINE - 7, y)])
            canvas.head(SPINE, y)
        end = canvas.text(LEFT, y - LINE * len(rows) - 3 if place == 0 else y + 2, rows)
    return end, joined


def _told(leave: Exit) -> list[str]:
    """An act told in words: its name, and the state that it leads to below."""
    rows = wrapped(leave.label, SIDE_WIDTH, SMALL)
    return [*rows, *wrapped(f"→{leave.target}", SIDE_WIDTH, SMALL)]


def _draw_right(canvas: _Canvas, node: Node, top: float, height: float) -> float:
    """The states beside a box, hanging on a trunk; returns where they end."""
    y, stem = top, top + height / 2
    last = 0.0
    for leave in node.exits:
        y = canvas.text(SIDE, y, _told(leave)) + 4
    for side in node.sides:
        y = canvas.text(SIDE, y, wrapped(side.reached_by, SIDE_WIDTH, SMALL)) + 4
        tall = _height(side, SIDE_WIDTH)
        canvas.box(side, SIDE, y, SIDE_WIDTH, tall)
        last = y + tall / 2
        canvas.line([(TRUNK, last), (SIDE - 6, last)])
        canvas.head(SIDE, last)
        y += tall + 2
        for jump in side.jumps:
            told = f"{jump.label}（可从{'、'.join(jump.sources)}）"
            y = canvas.text(SIDE, y, wrapped(told, SIDE_WIDTH, SMALL))
        for leave in side.exits:
            y = canvas.text(SIDE, y, _told(leave))
        y += 12
    if last:
        canvas.line([(SPINE + SPINE_WIDTH, stem), (TRUNK, stem), (TRUNK, last)])
    return y


def _draw_onward(canvas: _Canvas, node: Node, following: Node, start: float, end: float) -> float:
    """The arrow to the next box of the spine; returns where the next row begins."""
    rows = wrapped(node.onward, TRUNK - MIDDLE - 14, SMALL)
    end = max(end, start + LINE * len(rows) + 16) + 6
    notes = _left_notes(following)
    tip = end + (max(0, LINE * len(notes[0][0]) - 8) if notes else 0)
    canvas.line([(MIDDLE, start), (MIDDLE, tip - 7)], "main")
    canvas.head(MIDDLE, tip, down=True)
    canvas.text(MIDDLE + 7, start + 5, rows)
    return end
