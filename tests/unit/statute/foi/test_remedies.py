"""The remedy clause of a reply: review first or not, by whom, until when."""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.foi.outcomes import OUTCOMES
from mingtang.statute.foi.remedies import (
    Level,
    Remedy,
    remedy,
    review_authority,
    suit_after_review,
)
from mingtang.statute.foi.rules import NotKnown

CHINA = china_calendar()


def told(code: str, on: str = "2026-03-10", **more: object) -> Remedy:
    wanted: dict[str, object] = {
        "level": Level.COUNTY_DEPARTMENT,
        "review_authority": "青山县人民政府",
        "court": "青山县人民法院",
    }
    wanted.update(more)
    return remedy(code, served_on=date.fromisoformat(on), calendar=CHINA, **wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", [f"C3.{n}" for n in range(1, 8)])
def test_a_refusal_is_reviewed_first_since_2024(code: str) -> None:
    found = told(code)
    assert found.review_first
    assert found.suit_until is None
    assert found.review_until == date(2026, 5, 9)  # 21 + 30 + 9 days, a worked Saturday
    assert "应当先" in found.text and "6个月" not in found.text
    assert any(basis.article.startswith("第二十三条") for basis in found.basis)


def test_the_withheld_part_is_reviewed_first_and_the_rest_need_not_be() -> None:
    found = told("C2")
    assert (found.review_first, found.part_review_first) == (False, True)
    assert "不予公开的部分" in found.text and "6个月" in found.text
    assert found.suit_until == date(2026, 9, 10)
    plain = told("C2", part_review_first=False)
    assert not plain.part_review_first and "应当先" not in plain.text


@pytest.mark.parametrize(
    "code",
    [item.code for item in OUTCOMES if item.code not in {"C2", *(f"C3.{n}" for n in range(1, 8))}],
)
def test_every_other_answer_may_be_sued_directly(code: str) -> None:
    found = told(code)
    assert not found.review_first
    assert found.suit_until == date(2026, 9, 10)
    assert "60日" in found.text and "6个月" in found.text


def test_the_law_changes_with_the_year_2024() -> None:
    before, after = told("C3.1", "2023-12-31"), told("C3.1", "2024-01-01")
    assert not before.review_first and after.review_first
    assert before.known and "核对" in before.note
    # 60 days from 31 December: 31 in January, 29 in February.
    assert before.review_until == date(2024, 2, 29)
    assert before.suit_until == date(2024, 7, 1)  # 30 June (no 31st) is a Sunday


def test_what_the_sources_do_not_tell_is_not_invented() -> None:
    found = told("O4a", "2015-06-01")
    assert not found.known
    assert (found.text, found.review_until, found.suit_until) == ("", None, None)
    assert "人工" in found.note
    with pytest.raises(NotKnown):
        suit_after_review(date(2016, 1, 4), calendar=CHINA)
    with pytest.raises(NotKnown):
        review_authority(Level.TOWNSHIP, county="县", upper="市", on=date(2023, 12, 31))


@pytest.mark.parametrize(
    ("level", "authority"),
    [
        (Level.COUNTY_DEPARTMENT, "青山县人民政府"),
        (Level.TOWNSHIP, "青山县人民政府"),
        (Level.COUNTY_GOVERNMENT, "江州市人民政府"),
    ],
)
def test_the_county_reviews_its_departments_and_the_city_the_county(
    level: Level, authority: str
) -> None:
    found = review_authority(
        level, county="青山县人民政府", upper="江州市人民政府", on=date(2026, 1, 4)
    )
    assert found == authority


def test_a_reply_served_online_needs_an_online_way_to_review() -> None:
    lacking = told("C3.1", served_online=True)
    assert [need.code for need in lacking.lacks] == ["online_route"]
    whole = told("C3.1", served_online=True, online_route="行政复议网")
    assert whole.lacks == () and "行政复议网" in whole.text


def test_a_clause_without_its_authority_or_court_says_so() -> None:
    found = told("C1", review_authority=" ", court="")
    assert [need.code for need in found.lacks] == ["review_authority", "court"]


def test_after_the_review_there_are_fifteen_days() -> None:
    # 12 days in September, 3 October: off until the 7th.
    assert suit_after_review(date(2026, 9, 18), calendar=CHINA) == date(2026, 10, 8)
