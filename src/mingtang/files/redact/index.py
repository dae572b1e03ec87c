"""The index of what was withheld and why: attached to a reply, it repeats no word of it."""

from __future__ import annotations

from mingtang.statute.foi.grounds import ground

from .model import Redacted, Withheld


def withheld_index(redacted: Redacted) -> list[Withheld]:
    """One row per passage in the order of the pages (政府信息公开条例 arts. 14 to 16, 37)."""
    rows = []
    for passage, length in zip(redacted.passages, redacted.report.lengths, strict=True):
        found = ground(passage.ground)
        rows.append(
            Withheld(
                page=passage.page,
                box=passage.box,
                ground=found.code,
                label_zh=found.label,
                article=found.basis.article,
                basis=f"{found.basis.instrument}{found.basis.article}",
                length=length,
            )
        )
    return sorted(rows, key=lambda row: (row.page, row.box.top, row.box.x0))
