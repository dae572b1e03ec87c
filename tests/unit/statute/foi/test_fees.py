"""The tiers of the processing fee (国办函〔2020〕109号)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.statute.foi.fees import (
    check_charged,
    item_rate,
    items_fee,
    volume_applies,
    volume_fee,
)
from mingtang.statute.foi.rules import NotKnown


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300),
        (50, 7000), (51, 7400),
    ],
)  # fmt: skip
def test_the_fee_of_the_first_items_of_a_month(items: int, yuan: int) -> None:
    assert items_fee(0, items).amount == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)],
)
def test_the_fee_for_the_pages_of_a_request(pages: int, yuan: int) -> None:
    assert volume_fee(pages).amount == yuan


@pytest.mark.parametrize(
    ("nth", "rate"),
    [(1, 0), (10, 0), (11, 100), (30, 100), (31, 200), (40, 200), (41, 300), (51, 400), (100, 800)],
)
def test_the_rate_rises_by_bands_of_ten(nth: int, rate: int) -> None:
    assert item_rate(nth) == rate


@given(st.integers(0, 200), st.integers(0, 100), st.integers(0, 100))
def test_items_cost_the_same_asked_at_once_or_in_parts(already: int, some: int, more: int) -> None:
    whole = items_fee(already, some + more).amount
    assert items_fee(already, some).amount + items_fee(already + some, more).amount == whole


@given(st.integers(0, 1000))
def test_the_tiers_cover_every_page_once(pages: int) -> None:
    fee = volume_fee(pages)
    assert sum(line.count for line in fee.lines) == pages
    assert fee.amount == sum(
        0 if page <= 30 else 10 if page <= 100 else 20 if page <= 200 else 40
        for page in range(1, pages + 1)
    )


@given(st.integers(0, 100), st.integers(1, 100))
def test_the_lines_of_items_follow_one_another(already: int, more: int) -> None:
    lines = items_fee(already, more).lines
    assert lines[0].first == already + 1
    assert lines[-1].last == already + more
    for one, other in pairwise(lines):
        assert other.first == one.last + 1
        assert other.rate > one.rate


def test_every_tier_says_how_it_came_about() -> None:
    free, paid, dear = items_fee(9, 23).lines
    assert free.text == "第10件，共1件，不收费"
    assert paid.text == "第11—30件，共20件，每件100元，计2000元"
    assert dear.text == "第31—32件，共2件，每件200元，计400元"
    assert "109号" in dear.basis.text and dear.basis.article == "第四条"


def test_what_is_already_public_is_not_charged_by_volume() -> None:
    assert not volume_applies("C1", "already_public")
    assert volume_applies("C1", "provided")
    assert volume_applies("C2")


@pytest.mark.parametrize("day", [date(2018, 6, 1), date(2020, 12, 31)])
def test_before_2021_no_tiers_are_known(day: date) -> None:
    with pytest.raises(NotKnown):
        check_charged(day)
    check_charged(date(2021, 1, 1))


@pytest.mark.parametrize(("already", "more"), [(-1, 2), (1, -2)])
def test_a_negative_number_of_items_is_refused(already: int, more: int) -> None:
    with pytest.raises(ValueError):
        items_fee(already, more)


def test_pages_and_items_are_counted_from_one() -> None:
    with pytest.raises(ValueError):
        volume_fee(-1)
    with pytest.raises(ValueError):
        item_rate(0)
