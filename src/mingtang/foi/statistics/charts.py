"""Small charts drawn on the server. Colours and type come from the style sheet by class."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, BASE, TOP = 372, 132, 108, 14
STEP, BAR = 30, 11


def months(counts: Sequence[tuple[int, int, int]], title: str) -> SafeString:
    """Two bars a month: what came, what ended. ``counts`` are (month, came, ended)."""
    most = max((max(came, ended) for _, came, ended in counts), default=0)
    scale = (BASE - TOP) / most if most else 0
    bars = format_html_join("", "{}", ((_month(each, scale),) for each in counts))
    return format_html(
        '<svg class="stat-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line class="stat-axis" x1="4" y1="{}" x2="{}" y2="{}"/>{}</svg>',
        WIDTH,
        HEIGHT,
        title,
        BASE,
        WIDTH - 4,
        BASE,
        bars,
    )


def _month(counts: tuple[int, int, int], scale: float) -> SafeString:
    month, came, ended = counts
    left = 8 + (month - 1) * STEP
    return format_html(
        '<g>{}{}<text class="stat-label" x="{}" y="{}">{}月</text></g>',
        _bar("stat-came", left, came, scale),
        _bar("stat-ended", left + BAR + 1, ended, scale),
        left + BAR,
        HEIGHT - 6,
        month,
    )


def _bar(name: str, left: int, count: int, scale: float) -> SafeString:
    if not count:
        return SafeString("")
    high = max(1.0, round(count * scale, 1))
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="stat-count" x="{}" y="{}">{}</text>',
        name,
        left,
        round(BASE - high, 1),
        BAR,
        high,
        left + BAR / 2,
        round(BASE - high - 2, 1),
        count,
    )
