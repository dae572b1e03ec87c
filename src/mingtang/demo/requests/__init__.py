"""The county's requests for information: who asks, what for, and what becomes of it.

``plan`` reads the scenario's table, ``life`` lets one request happen act by act through the
services, ``present`` sets up those under way on the visitor's day.
"""

from __future__ import annotations

from datetime import datetime

from mingtang.demo.county import County
from mingtang.demo.scenarios import Scenario
from mingtang.demo.timeline import Life
from mingtang.demo.worktime import CHINA

from .life import RequestLife
from .plan import asks
from .present import under_way

__all__ = ["lives"]


def lives(county: County, scenario: Scenario, now: datetime) -> list[Life]:
    """Every request of the scenario's year, and those of the visitor's days; none lives on
    after ``now``."""
    past = [RequestLife(county, ask).live() for ask in asks(county, scenario)]
    present = under_way(county, now.astimezone(CHINA).date())
    return [_until(now, life) for life in (*past, *present)]


def _until(now: datetime, life: Life) -> Life:
    for at in life:
        if at > now:
            return
        yield at
