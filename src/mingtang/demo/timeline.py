"""Many lives side by side, each act at its time: a queue over generators.

A life yields the moment of its next act and is woken then. Since the queue always wakes the
earliest, the journal is written in the order of time, as it would be in a real office.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction

Life = Iterator[datetime]

BATCH = 100
"""Acts committed together: the demo need not survive a power cut half way."""


def run(lives: Iterable[Life], progress: Callable[[int, int], None]) -> int:
    """Let every life run to its end; returns the number of acts. ``progress`` gets lives ended."""
    waiting: list[tuple[datetime, int, Life]] = []
    started = 0
    for number, life in enumerate(lives):
        started += 1
        first = next(life, None)
        if first is not None:
            waiting.append((first, number, life))
    heapq.heapify(waiting)
    acts = 0
    while waiting:
        with transaction.atomic():
            for _ in range(min(BATCH, len(waiting))):
                at, number, life = waiting[0]
                following = next(life, None)
                acts += 1
                if following is None:
                    heapq.heappop(waiting)
                else:
                    heapq.heapreplace(waiting, (max(following, at), number, life))
        progress(started - len(waiting), started)
    return acts
