"""The black boxes with their codes, drawn over a page whose text is already gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

from .geometry import View
from .model import Passage

FONT = "/FontOfGrounds"
_LARGEST, _SMALLEST = 9.0, 3.5
_WIDTH = 0.6
"""Width of a letter or digit of Helvetica, at most, in units of its size."""


def label_size(passage: Passage) -> float:
    """The size of the code in its box in points; 0 where it does not fit."""
    wide = passage.box.x1 - passage.box.x0
    high = passage.box.bottom - passage.box.top
    size = min(_LARGEST, 0.8 * high, 0.9 * wide / (_WIDTH * len(passage.ground)))
    return size if size >= _SMALLEST else 0.0


def stamps(passages: Sequence[Passage], view: View) -> bytes:
    """The content that draws the boxes, upright on the page as it is shown."""
    high = view.size[1]
    lines = ["q", " ".join(f"{each:.4f}" for each in view.upright) + " cm", "0 g"]
    for passage in passages:
        box = passage.box
        size = f"{box.x0:.3f} {high - box.bottom:.3f} {box.x1 - box.x0:.3f}"
        lines.append(f"{size} {box.bottom - box.top:.3f} re f")
    for passage in passages:
        points = label_size(passage)
        if points:
            box = passage.box
            left = (box.x0 + box.x1) / 2 - _WIDTH * points * len(passage.ground) / 2
            base = high - (box.top + box.bottom) / 2 - 0.35 * points
            lines.append(
                f"BT 1 g 0 Tr 0 Tc 0 Tw 100 Tz 0 Ts {FONT} {points:.2f} Tf"
                f" {left:.3f} {base:.3f} Td ({passage.ground}) Tj ET"
            )
    return "\n".join([*lines, "Q", ""]).encode("ascii")


def label_font(pdf: pikepdf.Pdf) -> Any:
    """Helvetica, which every viewer has."""
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
