"""Strings of text: where each glyph stands, and the string without those that go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pikepdf

from .fonts import Font, Glyph
from .geometry import IDENTITY, Matrix, Rect, span, times
from .targets import Targets, Unsure


@dataclass(slots=True)
class TextState:
    """The text parameters of the graphics state. ``stretch`` is horizontal scaling, 1 = none."""

    font: Font | None = None
    size: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> TextState:
        """A state that can be changed alone."""
        return replace(self)


GlyphSink = Callable[[Glyph, Matrix, Rect, "TextState"], None]
"""Told of each glyph that stays: the glyph, its plane, its rectangle in that plane, the state."""


class Strings:
    """The text object that is being drawn: its matrices, and the rewriting of its strings."""

    def __init__(self, targets: Targets, sink: GlyphSink | None) -> None:
        self._targets = targets
        self._sink = sink
        self.matrix: Matrix = IDENTITY
        self.line: Matrix = IDENTITY

    def begin(self) -> None:
        """BT."""
        self.matrix = self.line = IDENTITY

    def place(self, matrix: Matrix) -> None:
        """Tm."""
        self.matrix = self.line = matrix

    def move(self, x: float, y: float) -> None:
        """Td: to the start of a line, ``x`` and ``y`` from the start of the last."""
        self.matrix = self.line = times((1, 0, 0, 1, x, y), self.line)

    def show(
        self, items: list[Any], state: TextState, ctm: Matrix, *, hidden: bool
    ) -> list[Any] | None:
        """Draw a TJ array: ``None`` when it stays as it is, else the array without what goes.

        The gaps keep every other glyph in its place. Raises :class:`Unsure` without a font.
        """
        font = state.font
        if font is None:
            raise Unsure("页面文字没有可识别的字体")
        plane = times(self.matrix, ctm)
        pieces, length, extent = self._measured(items, font, state)
        changed = None
        if pieces and (hidden or not self._targets.clear_of(span(plane, extent))):
            changed = self._without(pieces, plane, state, font, hidden=hidden)
        else:
            font.drawn.update(each[0].code for each in pieces if each[0] is not None)
            for glyph, _, _, rect in pieces if self._sink else ():
                if glyph is not None and self._sink:
                    self._sink(glyph, plane, rect, state)
        step = (0.0, length) if font.vertical else (length, 0.0)
        self.matrix = times((1, 0, 0, 1, *step), self.matrix)
        return changed

    def _measured(
        self, items: list[Any], font: Font, state: TextState
    ) -> tuple[list[tuple[Glyph | None, float, float, Rect]], float, Rect]:
        """Per glyph (``None`` for a gap): its step, the number a gap has, its rectangle."""
        size, stretch = state.size, state.stretch
        pieces: list[tuple[Glyph | None, float, float, Rect]] = []
        at = 0.0
        low = high = left = right = 0.0
        for item in items:
            if not isinstance(item, pikepdf.String):
                number = float(item)
                step = -number / 1000 * size * (1.0 if font.vertical else stretch)
                pieces.append((None, step, number, (0.0, 0.0, 0.0, 0.0)))
                at += step
                continue
            for glyph in font.glyphs(bytes(item)):
                step, rect = _glyph_place(glyph, font, state, at)
                pieces.append((glyph, step, 0.0, rect))
                left, right = min(left, rect[0]), max(right, rect[2])
                low, high = min(low, rect[1]), max(high, rect[3])
                at += step
        return pieces, at, (left, low, right, high)

    def _without(
        self,
        pieces: list[tuple[Glyph | None, float, float, Rect]],
        plane: Matrix,
        state: TextState,
        font: Font,
        *,
        hidden: bool,
    ) -> list[Any] | None:
        stretch = 1.0 if font.vertical else state.stretch
        unit = state.size * stretch / 1000
        out: list[Any] = []
        run = bytearray()
        gap = 0.0
        gone = False
        for glyph, step, number, rect in pieces:
            if glyph is not None and not self._goes(glyph, plane, rect, hidden=hidden):
                if gap:
                    _put_gap(out, run, gap)
                    gap = 0.0
                run += glyph.code
                font.drawn.add(glyph.code)
                if self._sink:
                    self._sink(glyph, plane, rect, state)
                continue
            if glyph is None:
                gap += number
                continue
            if font.is_type3:
                raise Unsure("文字使用 Type3 字体，字形无法逐字去除")
            gone = True
            font.dropped.add(glyph.code)
            gap += -step / unit if unit else 0.0
        if not gone:
            return None
        _put_gap(out, run, gap)
        return out

    def _goes(self, glyph: Glyph, plane: Matrix, rect: Rect, *, hidden: bool) -> bool:
        if hidden:
            self._targets.hide(glyph.text)
            return True
        return self._targets.takes_glyph(plane, rect, glyph.text)


def _glyph_place(glyph: Glyph, font: Font, state: TextState, at: float) -> tuple[float, Rect]:
    size, stretch, rise = state.size, state.stretch, state.rise
    extra = state.letter_gap + (state.word_gap if glyph.code == b" " else 0.0)
    if font.vertical:
        x = -glyph.shift[0] * size * stretch
        rect = (x, at + glyph.down * size, x + glyph.width * size * stretch, at)
        return glyph.down * size + extra, (rect[0], rect[1] + rise, rect[2], rect[3] + rise)
    end = at + glyph.width * size * stretch
    low, high = font.descent * size + rise, font.ascent * size + rise
    rect = (min(at, end), min(low, high), max(at, end), max(low, high))
    return (glyph.width * size + extra) * stretch, rect


def _put_gap(out: list[Any], run: bytearray, gap: float) -> None:
    if run:
        out.append(pikepdf.String(bytes(run)))
        run.clear()
    if gap:
        out.append(Decimal(f"{gap:.4f}"))
