"""The scenarios before the Regulation was revised, built into an empty database."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mingtang.demo.county import found
from mingtang.demo.requests import lives
from mingtang.demo.scenarios import SCENARIOS
from mingtang.demo.timeline import run
from mingtang.figures.registry import count_all

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "year", "online", "granted"),
    [("county2015", 2015, 6, 8), ("district2016", 2016, 1, 2)],
)
def test_older_scenarios_are_built_under_the_rules_of_2007(
    name: str, year: int, online: int, granted: int
) -> None:
    scenario = SCENARIOS[name]
    begin = datetime(year - 1, 1, 2, 9, tzinfo=CHINA)
    county = found(3, 0.1, lambda *told: None, begin=begin, place=scenario.place)
    run(lives(county, scenario, datetime(year + 1, 3, 2, 12, tzinfo=CHINA)), lambda *told: None)
    counts = count_all(year)
    assert (
        counts["foi.received"] == counts["foi.done"] == counts["foi.in_time"] == scenario.requests
    )
    assert (counts["foi.channel.online"], counts["foi.outcome.C1"]) == (online, granted)
    assert counts["foi.old.3.3"] == scenario.requests
