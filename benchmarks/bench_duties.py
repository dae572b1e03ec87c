"""100,000 duties: deriving all dates anew, giving cards, and the lists that staff open.

Run: ``python benchmarks/bench_duties.py``. Works in a data folder of its own that it removes.
Prints each time with its ratio to the limit; exits 1 when a limit is missed. Long works are
measured in processor time of this process, which holds the database too, so that other load does
not count; list queries by the clock, at p95 over many units and days.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

COUNT = 100_000
UNITS = 86
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
RECOMPUTE_LIMIT = 5.0
CARDS_LIMIT = 5.0
BACKLOG_LIMIT = 60.0  # every duty gets its first cards at once, which no office sees
LIST_LIMIT = 0.150
LINES = "元旦 01-01/01-03\n春节 02-05/02-13 +02-20"


def main() -> int:
    """Build, measure, print; the exit code says whether every limit holds."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINGTANG_DATA_FOLDER"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "mingtang.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _build()
        held = [_derive_all(), _all_cards(), *_lists()]
    return 0 if all(held) else 1


def _build() -> None:
    """Duties opened on the working days of a year, by units in turn, a tenth of them extended."""
    from mingtang.duties.law import limit
    from mingtang.duties.models import Duty, DutyEvent
    from mingtang.orgs.models import Region, Unit
    from mingtang.statute.calendar import china_calendar
    from mingtang.statute.clock import replay
    from mingtang.statute.events import Extended, Opened

    region = Region.objects.create(code="530102", name="县")
    units = Unit.objects.bulk_create(
        Unit(name=f"第{n}局", short_name=f"{n}", uscc=f"{n:018d}", kind="department", region=region)
        for n in range(UNITS)
    )
    calendar = china_calendar()
    duties, events = [], []
    for number in range(COUNT):
        start = TODAY - timedelta(days=number % 365 - 40)
        extended = number % 10 == 0
        law = limit("foi.reply", start)
        happened = [Opened(start), *([Extended(20, start)] if extended else [])]
        clock = replay(law, happened, calendar, TODAY)
        key = number + 1
        duties.append(
            Duty(
                pk=key,
                rule="foi.reply",
                rule_day=start,
                unit=units[number % UNITS],
                subject_type="bench.request",
                subject_id=str(number),
                subject_label=f"第{number}件申请",
                start_on=start,
                due_on=clock.due,
                provisional=clock.provisional,
            )
        )
        events.append(DutyEvent(duty_id=key, kind="opened", on=start, entry_seq=1))
        if extended:
            events.append(DutyEvent(duty_id=key, kind="extended", days=20, on=start, entry_seq=1))
    Duty.objects.bulk_create(duties, batch_size=2000)
    DutyEvent.objects.bulk_create(events, batch_size=2000)


def _derive_all() -> bool:
    from mingtang.duties.models import HolidayNotice
    from mingtang.duties.notices import recompute

    quiet = _seconds(lambda: recompute(today=TODAY), time.process_time)
    HolidayNotice.objects.create(year=2027, number="试", lines=LINES, entered_at=NOW)
    moved: list[int] = []
    noticed = _seconds(lambda: moved.append(recompute(today=TODAY)), time.process_time)
    held = _tell("all dates derived anew, none moved", quiet, RECOMPUTE_LIMIT)
    return held & _tell(f"all dates derived anew, {moved[0]:,} moved", noticed, RECOMPUTE_LIMIT)


def _all_cards() -> bool:
    from mingtang.duties.cards import give_cards

    given: list[int] = []
    first = _seconds(lambda: given.append(give_cards(today=TODAY)), time.process_time)
    again = _seconds(lambda: give_cards(today=TODAY), time.process_time)
    held = _tell("cards, second run of the day", again, CARDS_LIMIT)
    return held & _tell(f"cards, first run, {given[0]:,} given", first, BACKLOG_LIMIT)


def _lists() -> list[bool]:
    """The first fifty rows of each list, with the unit's name, as the workbench shows them."""
    from mingtang.duties.models import Duty

    rows = Duty.objects.select_related("unit", "assignee")

    def of_unit(n: int) -> object:
        return list(rows.running().filter(unit_id=n % UNITS + 1).by_due_date()[:50])

    def overdue(n: int) -> object:
        return list(rows.overdue_on(TODAY - timedelta(days=n % 90)).by_due_date()[:50])

    def due_today(n: int) -> object:
        day = TODAY + timedelta(days=n % 30)
        return list(rows.running().filter(due_on=day).by_due_date()[:50])

    def far_page(n: int) -> object:
        day = TODAY - timedelta(days=n % 300)
        return list(rows.running().filter(due_on__gte=day).by_due_date()[:50])

    def count_of_unit(n: int) -> object:
        return Duty.objects.overdue_on(TODAY).filter(unit_id=n % UNITS + 1).count()

    named: dict[str, Callable[[int], object]] = {
        "my unit's duties": of_unit,
        "overdue, all units": overdue,
        "due on a day": due_today,
        "a page further on": far_page,
        "overdue count of a unit": count_of_unit,
    }
    return [_tell(f"list, p95: {name}", _p95(query), LIST_LIMIT) for name, query in named.items()]


def _p95(query: Callable[[int], object]) -> float:
    query(0)
    times = sorted(_seconds(lambda n=n: query(n)) for n in range(200))
    return times[int(len(times) * 0.95)]


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    begin = clock()
    work()
    return clock() - begin


def _tell(what: str, seconds: float, limit: float) -> bool:
    print(f"{what}: {seconds * 1000:.1f} ms, {seconds / limit:.3f} of the limit of {limit} s")
    return seconds <= limit


if __name__ == "__main__":
    sys.exit(main())
