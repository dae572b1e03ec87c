"""What time removes of the public side: forms nobody sent, counts of tries."""

from __future__ import annotations

from datetime import datetime

from . import drafts, limiting


def sweep_visitors(now: datetime) -> int:
    """Remove drafts whose day is over and tries a day old; returns how many rows went."""
    return drafts.sweep(now) + limiting.sweep(now)
