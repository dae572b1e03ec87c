"""The remedies of a reply as the applicant reads them: matters that differ are told apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.foi.models import Item, Request
from mingtang.foi.redress import remedies_of, review_body
from mingtang.foi.services import Asked
from tests.unit.foi.world import World, make_unit

SERVED = date(2026, 3, 6)  # a Friday


def decided(world: World, *outcomes: str) -> Request:
    """A request with one matter for each outcome."""
    matters = tuple(f"第{n}份方案" for n in range(1, len(outcomes) + 1))
    request = world.arrived(asked=Asked(subject="方案", matters=matters))
    for n, outcome in enumerate(outcomes, 1):
        Item.objects.filter(request=request, n=n).update(outcome=outcome, basis="条例")
    return request


def test_matters_with_the_same_remedy_share_it(world: World) -> None:
    [(concerns, remedy)] = remedies_of(decided(world, "C1", "C4.1"), served_on=SERVED)
    assert concerns == ""
    assert not remedy.review_first
    # 60 days end on the holiday of 2026-05-05, six months on Sunday 2026-09-06: the next days.
    assert (remedy.review_until, remedy.suit_until) == (date(2026, 5, 6), date(2026, 9, 7))


def test_a_refused_matter_must_be_reviewed_first_and_the_other_need_not(world: World) -> None:
    found = remedies_of(decided(world, "C1", "C3.1", "C3.4"), served_on=SERVED)
    assert [(concerns, each.review_first) for concerns, each in found] == [
        ("第1项", False),
        ("第2、3项", True),
    ]
    assert found[1][1].suit_until is None


def test_nothing_is_told_before_an_answer(world: World) -> None:
    assert remedies_of(world.in_hand()) == []


def test_who_reviews_is_one_level_up(world: World, settings: Any) -> None:
    settings.MINGTANG_COUNTY_NAME = "云溪县"
    settings.MINGTANG_REVIEW_AUTHORITY_UPPER = "示范市人民政府"
    government = make_unit("云溪县人民政府", 9, kind="government")
    township = make_unit("云溪县城关镇人民政府", 10, kind="township")
    assert review_body(world.unit) == review_body(township) == "云溪县人民政府"
    assert review_body(government) == "示范市人民政府"
    settings.MINGTANG_REVIEW_AUTHORITY = "云溪县行政复议机构"
    assert review_body(world.unit) == "云溪县行政复议机构"
