"""The fair board: how units do, small multiples on one scale, in the order they are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit as drawn. Shares are 0–100; ``days_at`` is its place on the common day scale."""

    unit: str
    url: str
    on_time: int
    total: int
    share: float | None
    share_text: str
    median_days: float | None
    days_at: float | None
    open_overdue: int
    yellow: int
    red: int


@dataclass(frozen=True, slots=True)
class Board:
    """All rows and the top of the common day scale (working days)."""

    rows: list[BoardRow]
    top_days: int


def build(rows: Iterable[Mapping[str, Any]]) -> Board:
    """A board from mappings with ``unit, url, on_time, total, median_days, open_overdue, yellow,
    red``; ``median_days`` in working days, None while nothing is closed.

    ``total`` counts open overdue ones too, so a late answer not given is never better than a late
    answer given. A unit without cases has no share, rather than 0 % or 100 %.
    """
    given = list(rows)
    days = [float(row["median_days"]) for row in given if row.get("median_days") is not None]
    top = max(5, -(-int(max(days, default=0) + 0.999) // 5) * 5)
    return Board(rows=[_row(row, top) for row in given], top_days=top)


def _row(row: Mapping[str, Any], top: int) -> BoardRow:
    total, on_time = int(row.get("total") or 0), int(row.get("on_time") or 0)
    median = row.get("median_days")
    share = 100 * on_time / total if total else None
    return BoardRow(
        unit=str(row["unit"]),
        url=str(row.get("url") or ""),
        on_time=on_time,
        total=total,
        share=None if share is None else round(share, 1),
        share_text="没有件" if share is None else f"{_percent(on_time, total)}%",
        median_days=None if median is None else float(median),
        days_at=None if median is None else round(100 * float(median) / top, 1),
        open_overdue=int(row.get("open_overdue") or 0),
        yellow=int(row.get("yellow") or 0),
        red=int(row.get("red") or 0),
    )


def _percent(part: int, whole: int) -> int:
    """Whole percent, rounded down, so that 100 % is only said when nothing was late."""
    return 100 * part // whole
