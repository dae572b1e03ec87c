"""Acts of the demo happen in office hours, counted over China's working days."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

import pytest

from mingtang.demo.worktime import CHINA, WorkTime
from mingtang.statute.calendar import china_calendar

WORK = WorkTime(china_calendar())


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2019-04-01 08:30", 30, "2019-04-01 09:00"),
        ("2019-04-01 11:30", 60, "2019-04-01 14:30"),
        ("2019-04-01 17:00", 60, "2019-04-02 09:00"),
        # Friday 27 September 2019; Sunday the 29th was worked for the holiday of October.
        ("2019-09-27 17:00", 60, "2019-09-29 09:00"),
        ("2019-09-30 17:00", 60, "2019-10-08 09:00"),
        # A Saturday: counting begins with Monday's opening.
        ("2019-04-13 10:00", 30, "2019-04-15 09:00"),
    ],
)
def test_minutes_run_in_office_hours_only(start: str, minutes: int, end: str) -> None:
    begun = datetime.fromisoformat(start).replace(tzinfo=CHINA)
    found = WORK.after(begun, minutes, Random(1))
    assert found.strftime("%Y-%m-%d %H:%M") == end


def test_the_opening_of_a_day_off_is_that_of_the_next_working_day() -> None:
    assert WORK.opening(date(2019, 10, 3)) == datetime(2019, 10, 8, 8, 30, tzinfo=CHINA)
