"""Until when a step may be taken, and why not any more."""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.clock import Clock, replay
from mingtang.statute.events import Event, Extended, Fulfilled, Opened, Stopped
from mingtang.statute.foi.course import (
    ServiceWay,
    after_correction,
    after_payment,
    answered_on,
    correction_until,
    may_become_proactive,
    most_extension,
    payment_until,
    refusal_of_correction,
    refusal_of_extension,
    refusal_of_fee_notice,
    refusal_of_post,
)
from mingtang.statute.limits import get
from mingtang.statute.violations import RuleViolation

CHINA = china_calendar()
RECEIVED = date(2026, 9, 18)  # a Friday; day 7 is Tue 29 September: Sun 20, 21–24, 28, 29
SEVENTH, EIGHTH = date(2026, 9, 29), date(2026, 9, 30)
JULY, DUE = date(2026, 7, 1), date(2026, 7, 29)


def clock(*events: Event, received: date = JULY, today: date = DUE) -> Clock:
    return replay(get("foi.reply", received), [Opened(received), *events], CHINA, today)


def code(refusal: RuleViolation | None) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("on", "asked_before", "refused"),
    [
        (RECEIVED, False, ""),
        (SEVENTH, False, ""),
        (EIGHTH, False, "foi.correction_late"),
        (SEVENTH, True, "foi.correction_once"),
    ],
)
def test_a_correction_is_asked_for_once_and_by_day_seven(
    on: date, asked_before: bool, refused: str
) -> None:
    found = refusal_of_correction(RECEIVED, on, calendar=CHINA, asked_before=asked_before)
    assert code(found) == refused


def test_the_refusal_names_the_day_and_the_article() -> None:
    found = refusal_of_correction(RECEIVED, EIGHTH, calendar=CHINA, asked_before=False)
    assert found is not None
    assert "2026-09-29" in found.text and found.basis.endswith("第三十条")


def test_the_rules_of_2007_set_no_day_and_no_once() -> None:
    old = date(2018, 9, 3)
    assert correction_until(old, calendar=CHINA) is None
    late = date(2018, 9, 28)
    assert refusal_of_correction(old, late, calendar=CHINA, asked_before=True) is None


@pytest.mark.parametrize(
    ("days", "on", "refused"),
    [
        (20, DUE, ""),
        (1, JULY, ""),
        (20, date(2026, 7, 30), "foi.extension_late"),
        (21, DUE, "foi.extension_too_long"),
        (0, DUE, "foi.extension_too_long"),
    ],
)
def test_an_answer_is_put_off_by_at_most_twenty_days_before_its_day(
    days: int, on: date, refused: str
) -> None:
    assert code(refusal_of_extension(clock(), days, on, receipt_on=JULY)) == refused


def test_the_day_before_which_an_answer_is_put_off_moves_with_the_stops() -> None:
    waiting = clock(Stopped(date(2026, 7, 20)), today=date(2026, 8, 20))
    on = date(2026, 8, 20)
    assert refusal_of_extension(waiting, 5, on, receipt_on=JULY) is None


def test_an_answer_is_put_off_once_and_not_after_it_was_given() -> None:
    on = date(2026, 7, 20)
    longer = clock(Extended(5, on), today=on)
    assert code(refusal_of_extension(longer, 5, on, receipt_on=JULY)) == "foi.extension_once"
    again = refusal_of_extension(longer, 15, on, receipt_on=JULY, once=False)
    assert again is None
    too_long = refusal_of_extension(longer, 16, on, receipt_on=JULY, once=False)
    assert code(too_long) == "foi.extension_too_long"
    done = clock(Fulfilled(on), today=on)
    assert code(refusal_of_extension(done, 5, on, receipt_on=JULY)) == "foi.extension_closed"


def test_the_rules_of_2007_allow_fifteen_days_more() -> None:
    received = date(2019, 5, 14)
    old = clock(received=received, today=received)
    assert (most_extension(received), most_extension(date(2019, 5, 15))) == (15, 20)
    assert refusal_of_extension(old, 15, received, receipt_on=received) is None
    found = refusal_of_extension(old, 16, received, receipt_on=received)
    assert found is not None and "492号" in found.basis


def test_a_fee_is_asked_for_within_the_period() -> None:
    assert refusal_of_fee_notice(clock(), DUE) is None
    assert code(refusal_of_fee_notice(clock(), date(2026, 7, 30))) == "foi.fee_notice_late"


def test_there_are_twenty_days_to_pay() -> None:
    assert payment_until(date(2026, 5, 20), calendar=CHINA) == date(2026, 6, 17)


def test_a_correction_and_a_payment_start_the_clock_anew() -> None:
    day = date(2026, 8, 3)
    # 4–7, 10–14, 17–21, 24–28, 31 August.
    for event in (after_correction(day), after_payment(day)):
        assert clock(Stopped(date(2026, 7, 8)), event, today=day).due == date(2026, 8, 31)
    # 15 days are left where an office lets the clock only go on: until 24 August.
    goes_on = clock(Stopped(date(2026, 7, 8)), after_payment(day, anew=False), today=day)
    assert goes_on.due == date(2026, 8, 24)


@pytest.mark.parametrize(
    ("way", "day"),
    [
        (ServiceWay.DIRECT, date(2026, 7, 30)),
        (ServiceWay.ENTRUSTED, date(2026, 7, 30)),
        (ServiceWay.POST, date(2026, 7, 28)),
        (ServiceWay.ELECTRONIC, date(2026, 7, 27)),
    ],
)
def test_an_answer_counts_as_given_on_the_day_of_its_way(way: ServiceWay, day: date) -> None:
    days = {
        "signed_on": date(2026, 7, 30),
        "posted_on": date(2026, 7, 28),
        "sent_on": date(2026, 7, 27),
    }
    assert answered_on(way, **days) == day
    assert answered_on(way) is None
    assert way.basis.is_setting == (way is ServiceWay.ELECTRONIC)


def test_a_letter_goes_by_the_post_and_at_the_agencys_cost() -> None:
    assert refusal_of_post(postal_enterprise=True, freight_collect=False) is None
    courier = refusal_of_post(postal_enterprise=False, freight_collect=False)
    collect = refusal_of_post(postal_enterprise=True, freight_collect=True)
    assert (code(courier), code(collect)) == ("foi.service_courier", "foi.service_collect")


def test_how_many_are_several_applicants_is_left_to_the_office() -> None:
    assert [may_become_proactive(number) for number in (9, 10)] == [False, True]
    assert may_become_proactive(3, threshold=3)
