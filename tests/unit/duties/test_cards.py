"""Due soon, yellow, red: from today's date alone, each once, whatever runs were missed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from mingtang.duties import periodic, services
from mingtang.duties.cards import Thresholds, days_left, give_cards
from mingtang.duties.models import CardGiven, Duty
from mingtang.statute.calendar import china_calendar
from tests.spine import CHINA
from tests.unit.duties.clockwork import extend, open_one, restart, stop

pytestmark = pytest.mark.django_db
STARTS = date(2026, 11, 16)  # due on Monday 2026-12-14
SIGNS = [
    (date(2026, 12, 4), Duty.Card.NONE),
    (date(2026, 12, 7), Duty.Card.SOON),
    (date(2026, 12, 10), Duty.Card.SOON),
    (date(2026, 12, 11), Duty.Card.YELLOW),
    (date(2026, 12, 13), Duty.Card.YELLOW),
    (date(2026, 12, 14), Duty.Card.YELLOW),
    (date(2026, 12, 15), Duty.Card.RED),
]


def card_of(duty: Duty) -> str:
    return str(Duty.objects.get(pk=duty.pk).card)


@pytest.mark.parametrize(("today", "card"), SIGNS)
def test_card_of_each_day(today: date, card: str) -> None:
    duty = open_one("foi.publish", STARTS)
    give_cards(today=today)
    assert card_of(duty) == card


def test_thresholds_are_settings(settings: Any) -> None:
    duty = open_one("foi.publish", STARTS)
    settings.MINGTANG_DUTY_YELLOW_DAYS_LEFT = 3
    settings.MINGTANG_DUTY_RED_DAYS_OVER = 2
    give_cards(today=date(2026, 12, 9))
    assert card_of(duty) == Duty.Card.YELLOW
    give_cards(today=date(2026, 12, 15))
    assert card_of(duty) == Duty.Card.YELLOW
    give_cards(today=date(2026, 12, 16))
    assert card_of(duty) == Duty.Card.RED


def test_days_left_count_down_to_nought_and_below() -> None:
    due = date(2026, 12, 14)
    left = [days_left(due, date(2026, 12, number), china_calendar()) for number in range(10, 17)]
    assert left == [2, 1, 1, 1, 0, -1, -2]


def test_second_run_on_a_day_gives_nothing() -> None:
    open_one("foi.publish", STARTS)
    assert give_cards(today=date(2026, 12, 11)) == 1
    assert give_cards(today=date(2026, 12, 11)) == 0
    assert CardGiven.objects.count() == 1


def test_each_colour_once_per_due_date_and_anew_for_a_new_one() -> None:
    duty = open_one("foi.publish", STARTS)
    give_cards(today=date(2026, 12, 14))
    duty = extend(duty, 1, date(2026, 12, 14))
    assert give_cards(today=date(2026, 12, 14)) == 1
    give_cards(today=date(2026, 12, 20))
    given_cards = set(CardGiven.objects.values_list("colour", "due_on"))
    assert given_cards == {
        ("yellow", date(2026, 12, 14)),
        ("yellow", date(2026, 12, 15)),
        ("red", date(2026, 12, 15)),
    }


@examples(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sets(st.integers(0, 40)))
def test_missed_runs_lose_no_card(run_on: set[int]) -> None:
    CardGiven.objects.all().delete()
    services.DutyEvent.objects.all().delete()
    Duty.objects.all().delete()
    for start in (date(2026, 10, 26), STARTS, date(2026, 11, 30)):
        open_one("foi.publish", start)
    first = date(2026, 11, 16)
    for offset in sorted(run_on):
        give_cards(today=first + timedelta(days=offset))
    give_cards(today=date(2027, 1, 5))
    assert sorted(CardGiven.objects.values_list("colour", "due_on")) == sorted(
        (colour, due)
        for due in Duty.objects.values_list("due_on", flat=True)
        for colour in ("yellow", "red")
        if colour == "yellow" or due < date(2027, 1, 5)
    )


def test_clock_that_stands_still_gets_no_card_and_its_date_moves_on() -> None:
    duty = stop(open_one("foi.reply", date(2026, 11, 2)), date(2026, 11, 10))
    give_cards(today=date(2026, 11, 20))
    duty.refresh_from_db()
    assert (duty.card, duty.due_on) == (Duty.Card.NONE, date(2026, 12, 10))
    give_cards(today=date(2027, 3, 1))
    duty.refresh_from_db()
    assert duty.card == Duty.Card.NONE
    assert not Duty.objects.overdue_on(date(2027, 3, 1)).exists()
    duty = restart(duty, date(2026, 11, 17))
    give_cards(today=date(2026, 12, 8))
    assert card_of(duty) == Duty.Card.RED


def test_stop_after_the_due_day_does_not_take_the_red_card_away() -> None:
    duty = open_one("foi.reply", date(2026, 11, 2))
    give_cards(today=date(2026, 12, 2))
    duty = stop(duty, date(2026, 12, 3))
    give_cards(today=date(2026, 12, 4))
    assert card_of(duty) == Duty.Card.RED


def test_ended_duty_gets_no_card_any_more() -> None:
    duty = open_one("foi.publish", STARTS)
    services.fulfil(duty, on=date(2026, 11, 20), entry_seq=2)
    assert give_cards(today=date(2027, 1, 5)) == 0
    assert card_of(duty) == Duty.Card.NONE


def test_thresholds_can_be_handed_in() -> None:
    duty = open_one("foi.publish", STARTS)
    give_cards(today=date(2026, 11, 17), thresholds=Thresholds(soon=30, yellow=25, red=1))
    assert card_of(duty) == Duty.Card.YELLOW


def test_periodic_run_is_idempotent_and_a_failing_job_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(periodic, "_jobs", dict(periodic._jobs))
    monkeypatch.setattr(periodic, "_jobs", {"broken": ("坏", _broken)} | dict(periodic._jobs))
    open_one("foi.publish", STARTS)
    now = datetime(2026, 12, 15, 6, 0, tzinfo=CHINA)
    first = {result.name: result for result in periodic.run_all(now)}
    second = {result.name: result for result in periodic.run_all(now + timedelta(minutes=5))}
    assert first["broken"].fault == "ValueError: 坏了"
    assert first["duties.cards"].count == 2
    assert {result.count for result in second.values()} == {0}
    assert list(first).index("duties.calendar") < list(first).index("duties.cards")


def _broken(now: datetime) -> int:
    raise ValueError("坏了")
