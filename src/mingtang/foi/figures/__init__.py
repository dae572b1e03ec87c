"""The named counts of requests: tables 3 and 4 of the annual report, channels, clocks, fees.

``cases`` says what counts as one case and when it came and ended.
"""

from __future__ import annotations

from mingtang.figures.registry import register

from . import challenges, fees, requests


def register_figures() -> None:
    """Called once from ``AppConfig.ready``."""
    for figures in (requests.figures(), challenges.figures(), fees.figures()):
        for figure in figures:
            register(figure)
