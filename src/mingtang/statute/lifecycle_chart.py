"""Draws a transition table: boxes in layers from the top, one labelled arrow per pair of states.

Every arrow leaves a box at its bottom and enters at the top. It runs in a lane of its own in the
gap below its source, so that no two labels share a row, and, where it skips a layer or goes back
up, in a lane of its own in the right margin. So no arrow crosses a box.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

if TYPE_CHECKING:
    from mingtang.statute.lifecycle import Lifecycle

BOX_HEIGHT = 40
BOX_GAP = 36
LANE = 26  # height of a lane in a gap: one row of label text
SIDE_LANE = 14
MARGIN = 20
FONT = 14
LABEL_FONT = 12


@dataclass(slots=True)
class _Box:
    state: str
    label: str
    layer: int
    x: float = 0
    y: float = 0
    width: float = 0
    out_ports: int = 0
    in_ports: int = 0
    used_out: int = 0
    used_in: int = 0

    def next_out(self) -> float:
        self.used_out += 1
        return self.x + self.width * self.used_out / (self.out_ports + 1)

    def next_in(self) -> float:
        self.used_in += 1
        return self.x + self.width * self.used_in / (self.in_ports + 1)


@dataclass(slots=True)
class _Arrow:
    source: _Box
    target: _Box
    label: str
    lane: int = 0
    entry_lane: int = 0
    side: int = 0

    @property
    def direct(self) -> bool:
        """True when the target is in the very next layer."""
        return self.target.layer == self.source.layer + 1


@dataclass(slots=True)
class _Plan:
    boxes: dict[str, _Box]
    arrows: list[_Arrow]
    lanes: list[int] = field(default_factory=list)  # lanes in the gap above each layer, and below
    gap_tops: list[float] = field(default_factory=list)
    right: float = 0
    height: float = 0
    width: float = 0


def text_width(text: str, size: float) -> float:
    """Width of ``text`` in pixels at ``size``: a full em for wide characters, 0.6 em for others."""
    return sum(size if east_asian_width(char) in "WF" else 0.6 * size for char in text)


def draw(table: Lifecycle, current: str | None = None) -> str:
    """The flow chart of ``table`` as an SVG document fragment, sized by its ``viewBox``."""
    plan = _plan(table)
    _assign_lanes(plan)
    _place_boxes(plan)
    arrows = [_arrow_svg(plan, arrow) for arrow in plan.arrows]
    plan.width = plan.right + MARGIN
    boxes = [_box_svg(box, box.state == current, table) for box in plan.boxes.values()]
    key = f"lifecycle-{crc32(table.name.encode()):08x}"
    title = f"{table.name}流程图"
    description = "；".join(table.as_steps())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="lifecycle" role="img" '
            f'aria-labelledby="{key}-title {key}-desc" '
            f'viewBox="0 0 {plan.width:.0f} {plan.height:.0f}" '
            f'width="{plan.width:.0f}" height="{plan.height:.0f}">',
            f'<title id="{key}-title">{escape(title)}</title>',
            f'<desc id="{key}-desc">{escape(description)}</desc>',
            *(line for line, _ in arrows),
            *boxes,
            *(label for _, label in arrows),
            "</svg>",
        ]
    )


def _plan(table: Lifecycle) -> _Plan:
    layers = _layers(table)
    boxes = {
        state: _Box(state, label, layers[state], width=max(88, text_width(label, FONT) + 28))
        for state, label in table.states.items()
    }
    labels: dict[tuple[str, str], list[str]] = {}
    for line in table.transitions:
        names = labels.setdefault((line.state, line.to), [])
        if line.label not in names:
            names.append(line.label)
    arrows = [
        _Arrow(boxes[source], boxes[target], "、".join(names))
        for (source, target), names in labels.items()
    ]
    for arrow in arrows:
        arrow.source.out_ports += 1
        arrow.target.in_ports += 1
    return _Plan(boxes, arrows)


def _layers(table: Lifecycle) -> dict[str, int]:
    """The layer of each state: one below the deepest state before it in the order of the table."""
    order = {state: place for place, state in enumerate(table.states)}
    layers = dict.fromkeys(order, 0)
    for state in order:
        for line in table.acts(state):
            if order[line.to] > order[state]:
                layers[line.to] = max(layers[line.to], layers[state] + 1)
    return layers


def _assign_lanes(plan: _Plan) -> None:
    layers = 1 + max(box.layer for box in plan.boxes.values())
    plan.lanes = [0] * (layers + 1)
    sides = 0
    # Ports go from left to right, straight arrows first; lanes go deeper from right to left, so
    # that no line crosses the label of a line that starts left of it.
    places = {state: place for place, state in enumerate(plan.boxes)}
    plan.arrows.sort(key=lambda arrow: (places[arrow.source.state], not arrow.direct))
    for arrow in reversed(plan.arrows):
        arrow.lane = plan.lanes[arrow.source.layer + 1]
        plan.lanes[arrow.source.layer + 1] += 1
    for arrow in plan.arrows:
        if not arrow.direct:
            arrow.entry_lane = plan.lanes[arrow.target.layer]
            plan.lanes[arrow.target.layer] += 1
            arrow.side = sides
            sides += 1


def _place_boxes(plan: _Plan) -> None:
    layers = len(plan.lanes) - 1
    rows = [[b for b in plan.boxes.values() if b.layer == layer] for layer in range(layers)]
    widths = [sum(b.width for b in row) + BOX_GAP * (len(row) - 1) for row in rows]
    inner = max(widths)
    y: float = MARGIN
    for layer, row in enumerate(rows):
        plan.gap_tops.append(y)
        y += _gap(plan.lanes[layer], first=layer == 0)
        x = MARGIN + (inner - widths[layer]) / 2
        for box in row:
            box.x, box.y = x, y
            x += box.width + BOX_GAP
        y += BOX_HEIGHT
    plan.gap_tops.append(y)
    plan.height = y + _gap(plan.lanes[layers], first=plan.lanes[layers] == 0) + MARGIN
    plan.right = MARGIN + inner


def _gap(lanes: int, *, first: bool) -> float:
    if lanes == 0 and first:
        return 0
    return LANE * lanes + 22


def _arrow_svg(plan: _Plan, arrow: _Arrow) -> tuple[str, str]:
    """The line with its head, and the label, which is drawn last."""
    start_x, start_y = arrow.source.next_out(), arrow.source.y + BOX_HEIGHT
    end_x, end_y = arrow.target.next_in(), arrow.target.y
    lane_y = plan.gap_tops[arrow.source.layer + 1] + LANE * (arrow.lane + 1)
    points = [(start_x, start_y), (start_x, lane_y)]
    label_end = start_x + 6 + text_width(arrow.label, LABEL_FONT)
    if not arrow.direct:
        side_x = _side_x(plan, arrow)
        entry_y = plan.gap_tops[arrow.target.layer] + LANE * (arrow.entry_lane + 1)
        points += [(side_x, lane_y), (side_x, entry_y), (end_x, entry_y)]
        plan.right = max(plan.right, side_x)
    else:
        points.append((end_x, lane_y))
    plan.right = max(plan.right, label_end)
    points.append((end_x, end_y - 6))
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    base = f"{end_y - 8:.1f}"
    head = f"M{end_x - 5:.1f} {base} L{end_x + 5:.1f} {base} L{end_x:.1f} {end_y:.1f} Z"
    kind = "lifecycle-back" if arrow.target.layer <= arrow.source.layer else "lifecycle-on"
    line = (
        f'<path class="lifecycle-line {kind}" d="{path}" fill="none" stroke="currentColor"/>'
        f'<path class="lifecycle-head" d="{head}" fill="currentColor"/>'
    )
    label = (
        f'<text class="lifecycle-act" x="{start_x + 6:.1f}" y="{lane_y - 6:.1f}" '
        f'font-size="{LABEL_FONT}" fill="currentColor">{escape(arrow.label)}</text>'
    )
    return line, label


def _side_x(plan: _Plan, arrow: _Arrow) -> float:
    """The margin lane of an arrow, right of every box and of every label."""
    boxes = max(box.x + box.width for box in plan.boxes.values())
    labels = max(
        other.source.x + other.source.width + text_width(other.label, LABEL_FONT)
        for other in plan.arrows
    )
    return max(boxes, labels) + MARGIN + SIDE_LANE * arrow.side


def _box_svg(box: _Box, is_current: bool, table: Lifecycle) -> str:
    classes = ["lifecycle-state"]
    if box.state == table.initial:
        classes.append("lifecycle-first")
    if box.state in table.final_states:
        classes.append("lifecycle-last")
    if is_current:
        classes.append("lifecycle-current")
    middle, base = box.x + box.width / 2, box.y + BOX_HEIGHT / 2 + FONT * 0.36
    return (
        f"<g class={quoteattr(' '.join(classes))}>"
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{BOX_HEIGHT}" '
        f'rx="4" fill="none" stroke="currentColor" stroke-width="{3 if is_current else 1}"/>'
        f'<text x="{middle:.1f}" y="{base:.1f}" '
        f'font-size="{FONT}" text-anchor="middle" fill="currentColor">{escape(box.label)}</text>'
        "</g>"
    )
