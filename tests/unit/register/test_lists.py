"""The lists of the public register: what stands in them, in which order, and how it is read."""

from __future__ import annotations

from datetime import datetime

import pytest

from mingtang.register.models import Section
from mingtang.register.queries import (
    Place,
    first_and_last_year,
    listed_in,
    page_of,
)
from mingtang.register.services import withdraw
from tests.spine import CHINA, NOW, make_section
from tests.web.portal_data import SYSTEM, public_entry

pytestmark = pytest.mark.django_db


def other_section(slug: str, parent: Section | None = None) -> Section:
    return Section.objects.create(
        slug=slug, name=slug, description="", column_type="其他", parent=parent
    )


def on(year: int, month: int = 3) -> datetime:
    return datetime(year, month, 1, 9, tzinfo=CHINA)


def test_what_is_at_home_and_what_is_lent_stand_in_one_order_without_repetition() -> None:
    here, away = make_section(), other_section("away")
    below = other_section("below", here)
    oldest = public_entry("1", at=on(2021))
    lent = public_entry("2", at=on(2022), home_id=away.pk, section_ids=(here.pk,))
    twice = public_entry("3", at=on(2023), section_ids=(below.pk,))
    newest = public_entry("4", at=on(2024), home_id=below.pk)
    page = page_of(*listed_in(here), size=3)
    assert page.entries == [newest, twice, lent]
    assert page.older == Place.of(lent)
    rest = page_of(*listed_in(here), size=3, after=page.older)
    assert rest.entries == [oldest]
    back = page_of(*listed_in(here), size=2, before=rest.newer)
    assert back.entries == [twice, lent]
    assert back.newer == Place.of(twice)


def test_a_section_that_lends_nothing_is_one_list() -> None:
    here, away = make_section(), other_section("away")
    public_entry("1", home_id=away.pk)
    assert len(listed_in(here)) == 1
    assert page_of(*listed_in(here), size=5).entries == []


def test_the_years_are_those_of_what_is_public_now() -> None:
    assert first_and_last_year() is None
    first = public_entry("1", at=on(2017))
    public_entry("2", at=on(2020))
    last = public_entry("3", at=on(2025))
    assert first_and_last_year() == (2017, 2025)
    for entry in (first, last):
        withdraw(entry, by=SYSTEM, at=NOW, reason="内容有误")
    assert first_and_last_year() == (2020, 2020)
