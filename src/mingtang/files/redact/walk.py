"""One content stream, read as a viewer draws it and written again without what goes.

Marked content (ActualText, alternative texts, layers' names, structure numbers) is left out
everywhere: nobody sees it, and it repeats what the glyphs said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pikepdf

from . import paths
from .cmaps import UnknownCoding
from .drawing import Drawing
from .geometry import IDENTITY, Matrix, times
from .objects import Objects
from .strings import GlyphSink, Strings, TextState
from .targets import Targets, Unsure
from .used import Resources

Instruction = tuple[list[Any], str]
_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_PAINTED = frozenset({"sh"})
_DEEPEST = 16


@dataclass(slots=True)
class _State:
    ctm: Matrix
    text: TextState


class Walk:
    """The reading of one stream. ``resources`` are those in force; the new ones are in
    :attr:`resources` afterwards."""

    def __init__(
        self,
        drawing: Drawing,
        targets: Targets,
        resources: Any,
        *,
        ctm: Matrix = IDENTITY,
        text: TextState | None = None,
        sink: GlyphSink | None = None,
        depth: int = 0,
    ) -> None:
        if depth > _DEEPEST:
            raise Unsure("页面内容嵌套过深")
        self.resources = Resources(resources)
        self._drawing = drawing
        self._targets = targets
        self._sink = sink
        self._state = _State(ctm, text.copy() if text else TextState())
        self._saved: list[_State] = []
        self._marks: list[bool] = []
        self._hidden = 0
        self._strings = Strings(targets, sink)
        self._paths = paths.Paths(targets)
        self._out: list[Any] = []
        self._objects = Objects(drawing, targets, self.resources, resources, sink, depth, Walk)

    def rewrite(self, instructions: Iterable[Any]) -> bytes:
        """The new content; graphics states left open are closed."""
        count = 0
        for each in instructions:
            count += 1
            operator = str(each.operator)
            if operator == "INLINE IMAGE":
                self._inline(each)
            else:
                self._step(operator, each)
        self._drawing.count(count)
        for _ in self._saved:
            self._put([], "Q")
        return pikepdf.unparse_content_stream(self._out)

    def _step(self, operator: str, instruction: Any) -> None:
        operands = instruction.operands
        if operator in paths.BUILDING:
            self._paths.build(operator, list(operands), self._state.ctm)
        elif operator in paths.CLIPPING:
            self._paths.clip(operator)
        elif operator in paths.PAINTING:
            for given, name in self._paths.paint(operator, hidden=self._is_hidden):
                self._put(given, name)
        elif operator in _SHOWING:
            self._show(operator, instruction)
        elif operator in _MARKS:
            self._mark(operator, list(operands))
        elif operator == "Do":
            self._draw(operands[0])
        elif operator in _PAINTED and self._is_hidden:
            self._targets.hits += 1
        else:
            change = _CHANGES.get(operator)
            if change is None or change(self, list(operands)) is not False:
                self._out.append(instruction)

    @property
    def _is_hidden(self) -> bool:
        return self._hidden > 0

    def _put(self, operands: list[Any], operator: str) -> None:
        self._out.append(paths.as_instruction(operands, operator))

    # Text

    def _show(self, operator: str, instruction: Any) -> None:
        operands = list(instruction.operands)
        state = self._state.text
        if operator == '"':
            state.word_gap, state.letter_gap = float(operands[0]), float(operands[1])
        if operator in {"'", '"'}:
            self._strings.move(0, -state.leading)
        items = list(operands[0]) if operator == "TJ" else [operands[-1]]
        try:
            changed = self._strings.show(items, state, self._state.ctm, hidden=self._is_hidden)
        except (UnknownCoding, Unsure) as unknown:
            if self._targets.boxes or self._is_hidden:
                raise Unsure("文字的字体或编码无法识别") from unknown
            changed = None
            if state.font is not None:
                state.font.keep_all()
        if changed is None:
            self._out.append(instruction)
            return
        if operator == '"':
            self._put([operands[0]], "Tw")
            self._put([operands[1]], "Tc")
        if operator in {"'", '"'}:
            self._put([], "T*")
        self._put([pikepdf.Array(changed)], "TJ")

    def _set_font(self, operands: list[Any]) -> None:
        self.resources.keep("/Font", operands[0])
        self._use_font(self.resources.find("/Font", operands[0]), operands[1])

    def _use_font(self, source: Any, size: Any) -> None:
        state = self._state.text
        state.size = float(size)
        state.font = None
        if source is not None:
            try:
                state.font = self._drawing.font(source)
            except UnknownCoding:
                state.font = None

    # Layers and marked content

    def _mark(self, operator: str, operands: list[Any]) -> None:
        if operator in {"BMC", "BDC"}:
            hides = False
            if operator == "BDC" and str(operands[0]) == "/OC":
                group = operands[1]
                if isinstance(group, pikepdf.Name):
                    group = self.resources.find("/Properties", group)
                hides = not self._drawing.layers.shows(group)
            self._marks.append(hides)
            self._hidden += hides
        elif operator == "EMC" and self._marks:
            self._hidden -= self._marks.pop()

    # Pictures and forms

    def _draw(self, name: Any) -> None:
        state = self._state
        for operands, operator in self._objects.draw(
            name, state.ctm, state.text, hidden=self._is_hidden
        ):
            self._put(operands, operator)

    def _inline(self, instruction: Any) -> None:
        done = self._objects.draw_inline(
            instruction.iimage, self._state.ctm, hidden=self._is_hidden
        )
        if done is None:
            self._out.append(instruction)
        elif done:
            self._put(*done)

    # Graphics state

    def _save(self, operands: list[Any]) -> None:
        self._saved.append(_State(self._state.ctm, self._state.text.copy()))

    def _restore(self, operands: list[Any]) -> bool:
        if not self._saved:
            return False
        self._state = self._saved.pop()
        return True

    def _concat(self, operands: list[Any]) -> None:
        self._state.ctm = times(_matrix(operands), self._state.ctm)

    def _graphics(self, operands: list[Any]) -> bool:
        found = self.resources.find("/ExtGState", operands[0])
        if found is None:
            return False
        if "/Font" in found:
            self._use_font(found["/Font"][0], found["/Font"][1])
        name = self._objects.graphics(operands[0], found, self._state.ctm)
        self._put([name], "gs")
        return False

    def _begin(self, operands: list[Any]) -> None:
        self._strings.begin()

    def _move(self, operands: list[Any]) -> None:
        self._strings.move(float(operands[0]), float(operands[1]))

    def _move_leading(self, operands: list[Any]) -> None:
        self._state.text.leading = -float(operands[1])
        self._move(operands)

    def _next_line(self, operands: list[Any]) -> None:
        self._strings.move(0, -self._state.text.leading)

    def _place(self, operands: list[Any]) -> None:
        self._strings.place(_matrix(operands))

    def set_text(self, field: str, value: float) -> None:
        """Set one parameter of :class:`TextState`."""
        setattr(self._state.text, field, value)

    def _colour(self, operands: list[Any]) -> None:
        if operands and isinstance(operands[-1], pikepdf.Name):
            self._objects.pattern(operands[-1])

    def _shade(self, operands: list[Any]) -> None:
        self.resources.keep("/Shading", operands[0])


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return a, b, c, d, e, f


def _setting(field: str, scale: float = 1.0) -> Callable[[Walk, list[Any]], None]:
    """A change of one text parameter."""

    def change(walk: Walk, operands: list[Any]) -> None:
        walk.set_text(field, float(operands[0]) * scale)

    return change


_CHANGES: dict[str, Callable[[Walk, list[Any]], bool | None]] = {
    "q": Walk._save,
    "Q": Walk._restore,
    "cm": Walk._concat,
    "gs": Walk._graphics,
    "BT": Walk._begin,
    "Td": Walk._move,
    "TD": Walk._move_leading,
    "T*": Walk._next_line,
    "Tm": Walk._place,
    "Tf": Walk._set_font,
    "Tc": _setting("letter_gap"),
    "Tw": _setting("word_gap"),
    "Tz": _setting("stretch", 0.01),
    "TL": _setting("leading"),
    "Ts": _setting("rise"),
    "scn": Walk._colour,
    "SCN": Walk._colour,
    "sh": Walk._shade,
}
