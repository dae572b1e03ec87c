"""The statistics page: what it counts, what its numbers open, and nothing about a person."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.foi import services
from mingtang.foi.models import Request
from mingtang.foi.statistics.counting import percentile, summary_of, units_of
from tests.unit.foi.world import ADDRESS, ASKED, ID_NUMBER, NAME, PHONE, World, moment
from tests.web.foi_desk import login, page

PAGE, ROWS, DATES = (
    "/requests/statistics/",
    "/requests/statistics/rows/",
    "/requests/statistics/dates.csv",
)
TODAY = date(2026, 11, 22)


@pytest.fixture
def world(db: Any) -> World:
    return World()


def _asked(name: str) -> Any:
    return replace(ASKED, subject=name)


def _year(world: World) -> None:
    """3 working days, 17 after 7 stopped, late by one day, and one open past its date."""
    world.answered("2026-03-06", world.in_hand("2026-03-03"))
    stopped = world.in_hand("2026-03-03", asked=_asked("乙"))
    services.suspend(
        stopped,
        reason="案卷被调取",
        basis="调卷函",
        by=world.leader,
        at=moment("2026-03-04"),
        edition=stopped.edition,
    )
    stopped.refresh_from_db()
    services.resume(
        stopped, reason="归还", by=world.leader, at=moment("2026-03-13"), edition=stopped.edition
    )
    stopped.refresh_from_db()
    for day, act in (("2026-03-31", "decided"), ("2026-03-31", "submitted")):
        if act == "decided":
            world.decided(day, stopped)
    services.submit(stopped, by=world.clerk, at=moment("2026-04-01"), edition=stopped.edition)
    stopped.refresh_from_db()
    services.sign_off(
        stopped,
        opinion="合法",
        fields={"remedy": "可以申请行政复议。"},
        by=world.leader,
        at=moment("2026-04-02"),
        edition=stopped.edition,
    )
    stopped.refresh_from_db()
    services.serve(
        stopped, way="direct", by=world.clerk, at=moment("2026-04-03"), edition=stopped.edition
    )
    world.answered("2026-04-01", world.in_hand("2026-03-03", asked=_asked("丙")))
    world.in_hand("2026-03-03", asked=_asked("丁"))


def test_open_overdue_requests_lower_the_rate(world: World) -> None:
    _year(world)
    found = summary_of(2026, None, today=TODAY)
    assert (found.received, found.done, found.in_time, found.late) == (4, 3, 2, 1)
    assert (found.overdue, found.rate) == (1, 50.0)


def test_days_that_do_not_count_are_taken_out(world: World) -> None:
    _year(world)
    found = summary_of(2026, None, today=TODAY)
    # 3 to 6 March are 3 working days, 3 March to 1 April 21; 3 March to 3 April are 23, of which
    # the 7 from 5 to 13 March stood still.
    assert (found.median, found.p90) == (16, 21)


def test_the_day_itself_is_not_overdue(world: World) -> None:
    world.in_hand("2026-03-03")
    assert summary_of(2026, None, today=date(2026, 3, 31)).overdue == 0
    assert summary_of(2026, None, today=date(2026, 4, 1)).overdue == 1


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([5, 1, 4, 2, 3, 6, 7, 8, 9, 10], 90) == 9
    assert percentile([7], 90) == 7
    assert percentile([], 90) is None


def test_units_are_counted_apart_and_sum_to_the_whole(world: World) -> None:
    _year(world)
    world.in_hand("2026-03-03", unit=world.other)
    lines = units_of(2026, today=TODAY)
    assert [(line.unit, line.received, line.overdue) for line in lines] == [
        (world.unit, 4, 1),
        (world.other, 1, 1),
    ]
    assert sum(line.received for line in lines) == summary_of(2026, None, today=TODAY).received


def test_the_page_says_that_overdue_ones_count_and_every_number_opens(world: World) -> None:
    _year(world)
    text = page(Client().get(PAGE, {"year": "2026"}))
    assert "拖着不办的也算在分母里" in text
    assert f"{ROWS}?year=2026&amp;figure=foi.outcome.C1" in text
    assert "<style" not in text
    assert " style=" not in text
    for code, count in (("received", 4), ("outcome.C1", 3), ("overdue_open", 1), ("late", 1)):
        opened = Client().get(ROWS, {"year": "2026", "figure": f"foi.{code}"})
        assert opened.context["page_obj"].paginator.count == count, code


def test_an_empty_year_has_a_page(world: World) -> None:
    assert Client().get(PAGE).status_code == 200
    assert Client().get(PAGE, {"unit": world.unit.pk}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"year": "1999"},
        {"year": "3000"},
        {"year": "x"},
        {"unit": "99999"},
        {"unit": "9" * 30},
        {"year": "²⁰²⁶"},
    ],
)
def test_what_there_is_not_is_not_found(world: World, query: dict[str, str]) -> None:
    assert Client().get(PAGE, query).status_code == 404


@pytest.mark.parametrize(
    "code", ["", "foi.nothing", "register.entries", "foi.review.open", "foi.fee.paid"]
)
def test_rows_of_other_figures_are_not_shown(world: World, code: str) -> None:
    assert Client().get(ROWS, {"year": "2026", "figure": code}).status_code == 404


def test_the_table_of_dates_has_a_line_for_each_request(world: World) -> None:
    _year(world)
    response = Client().get(DATES, {"year": "2026"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == 4
    second = next(line for line in lines if line["中止"])
    assert (second["中止"], second["恢复"], second["答复日期"], second["是否按期"]) == (
        "2026-03-04",
        "2026-03-13",
        "2026-04-03",
        "是",
    )
    assert {line["是否按期"] for line in lines} == {"是", "否", ""}
    assert {line["统计行"] for line in lines} == {"C1", ""}


def test_a_request_carried_over_stands_in_the_tables_of_both_years(world: World) -> None:
    world.answered("2026-03-06", world.in_hand("2025-12-30"))
    for year in ("2025", "2026"):
        response = Client().get(DATES, {"year": year})
        text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
        assert text.count("2025-12-30") > 0


def test_nothing_public_says_who_asked_or_what(world: World) -> None:
    _year(world)
    shown = page(Client().get(PAGE, {"year": "2026"}))
    for code in ("received", "done", "overdue_open"):
        shown += page(Client().get(ROWS, {"year": "2026", "figure": f"foi.{code}"}))
    table = Client().get(DATES, {"year": "2026"})
    shown += b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]
    secrets = (NAME, PHONE, ID_NUMBER, ADDRESS, ASKED.subject, ASKED.description, "案卷被调取")
    assert [each for each in secrets if each in shown] == []


def test_the_page_takes_as_many_queries_for_ten_requests_as_for_two(
    world: World, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            summary_of(2026, None, today=TODAY)
            units_of(2026, today=TODAY)
        return len(taken)

    world.answered("2026-03-06", world.in_hand("2026-03-03"))
    world.in_hand("2026-03-03", asked=_asked("乙"))
    few = queries()
    for number in range(4):
        row = world.in_hand("2026-03-03", asked=_asked(f"丙{number}"))
        world.answered("2026-03-06", row)
        world.in_hand("2026-03-03", asked=_asked(f"丁{number}"))
    assert queries() == few


def test_the_desk_opens_the_requests_of_ones_own_units(world: World) -> None:
    _year(world)
    world.in_hand("2026-03-03", unit=world.other)
    address = reverse("foi:statistics-rows")
    query = {"year": "2026", "figure": "foi.received"}
    for who, count in ((world.office, 5), (world.clerk, 4), (world.stranger, 1)):
        opened = login(who).get(address, query)
        assert opened.context["page_obj"].paginator.count == count
    first = Request.objects.filter(unit=world.unit).first()
    assert first is not None
    assert first.get_absolute_url() in page(login(world.clerk).get(address, query))


def test_the_desk_shows_where_the_clocks_stand(world: World) -> None:
    _year(world)
    response = login(world.office).get(reverse("foi:statistics"), {"year": "2026"})
    stages = {label: count for label, count, _ in response.context["stages"]}
    assert stages["已经逾期"] == 1
    assert [label for label, _, _ in response.context["states"]] == ["办理中"]
    assert Client().get(reverse("foi:statistics")).status_code == 302
