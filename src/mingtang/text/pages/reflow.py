"""Paragraphs out of lines that were broken at the margin."""

from __future__ import annotations

import re
from statistics import quantiles

from .chinese import HEADING, close_spaces, is_row, joined, width
from .lines import facts_of

_ENDS = "。！？；：.!?;:"
_LEAST_LINES = 8
_WIDEST_PAPER = 120


def is_broken_at_margin(lines: list[str]) -> bool:
    """Whether most lines end because the paper did: many near one width, without a stop."""
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) < _LEAST_LINES:
        return False
    widths = [width(line) for line in filled]
    margin = margin_of(widths)
    if margin > _WIDEST_PAPER or margin < 30:
        return False
    full = [
        line for line, wide in zip(filled, widths, strict=True) if margin - 8 <= wide <= margin + 4
    ]
    open_ended = sum(1 for line in full if line[-1] not in _ENDS)
    return len(full) >= len(filled) * 0.2 and open_ended >= len(full) * 0.6


def margin_of(widths: list[int]) -> int:
    """The width of a full line: most lines are not wider."""
    return round(quantiles(widths, n=20)[17]) if len(widths) > 1 else (widths or [0])[0]


def paragraphs(lines: list[str]) -> list[str]:
    """Join lines to paragraphs: a line that fills the width goes on in the next.

    An empty line, a heading's number or a short line ends a paragraph.
    """
    margin = margin_of([width(line.strip()) for line in lines if line.strip()])
    found: list[str] = []
    goes_on = False
    for line in lines:
        text = line.strip()
        if not text:
            goes_on = False
            continue
        if is_row(text):
            found.append(text)
            goes_on = False
            continue
        begins = HEADING.match(text) is not None and _stands_alone(found, text)
        if goes_on and not begins:
            found[-1] = joined(found[-1], text)
        else:
            found.append(text)
        goes_on = width(text) >= margin - 6 and facts_of(text) is None
    return [text if is_row(text) else close_spaces(text) for text in found]


def _stands_alone(found: list[str], text: str) -> bool:
    """Whether a number begins a paragraph rather than going on in a sentence (``第(1)项``)."""
    before = found[-1][-1] if found and found[-1] else ""
    return before in _ENDS or bool(
        re.match(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]", text)
    )
