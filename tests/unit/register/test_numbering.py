"""Index numbers: unique whoever publishes at once, gapless, never used twice."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.urls import NoReverseMatch, resolve, reverse

from mingtang.journal.check import verify_chain
from mingtang.orgs.models import Unit
from mingtang.register import services
from mingtang.register.models import Entry, NumberSeries
from mingtang.register.numbering import LAST_SERIAL, allocate, front_part
from tests.spine import NOW, make_publication, make_section, make_unit, refusal
from tests.unit.register.office import OFFICE, publish


@pytest.fixture
def unit(db: None) -> Unit:
    return make_unit("云溪县教育局", 1)


def test_number_has_the_front_of_the_unit_the_year_of_making_and_a_serial(unit: Unit) -> None:
    entry = publish(make_publication(unit, made_on=date(2025, 12, 31)))
    assert entry.index_number == f"{unit.uscc}/2025-00001"
    assert entry.index_parts == (unit.uscc, "2025-00001")


def test_other_style_takes_the_organisation_code(unit: Unit) -> None:
    entry = services.publish(make_publication(unit), by=OFFICE, at=NOW, front_style="orgcode")
    assert entry.index_number == f"{unit.uscc[8:17]}/2026-00001"
    assert re.fullmatch(r"[0-9A-Z]{9}/2026-00001", entry.index_number)
    with pytest.raises(ValueError, match="name"):
        front_part(unit, "name")


def test_each_unit_and_year_counts_for_itself(unit: Unit) -> None:
    other = make_unit("云溪县水务局", 2)
    numbers = [
        allocate(unit, year=2026),
        allocate(other, year=2026),
        allocate(unit, year=2025),
        allocate(unit, year=2026),
    ]
    assert [number[-10:] for number in numbers] == [
        "2026-00001",
        "2026-00001",
        "2025-00001",
        "2026-00002",
    ]


def test_publication_that_is_undone_leaves_no_gap(unit: Unit) -> None:
    publish(make_publication(unit, "1"))

    class Broken(Exception):
        pass

    with pytest.raises(Broken), transaction.atomic():
        publish(make_publication(unit, "2"))
        raise Broken
    assert publish(make_publication(unit, "3")).index_number.endswith("-00002")


def test_number_of_a_withdrawn_entry_is_not_given_again(unit: Unit) -> None:
    first = publish(make_publication(unit, "1"))
    services.withdraw(first, by=OFFICE, at=NOW, reason="核对")
    assert publish(make_publication(unit, "2")).index_number.endswith("-00002")


def test_full_series_is_refused_and_others_go_on(unit: Unit) -> None:
    NumberSeries.objects.create(front=unit.uscc, year=2026, last=LAST_SERIAL - 1)
    assert publish(make_publication(unit, "1")).index_number.endswith("-99999")
    with refusal("index.full"):
        publish(make_publication(unit, "2"))
    assert NumberSeries.objects.get().last == LAST_SERIAL
    publish(make_publication(unit, "3", made_on=date(2025, 1, 1)))


@pytest.mark.django_db(transaction=True)
def test_eight_publishers_at_once_get_gapless_different_numbers() -> None:
    unit = make_unit("云溪县教育局", 1)
    make_section()
    together = Barrier(8)

    class GivenUp(Exception):
        pass

    def work(number: int) -> None:
        together.wait()
        try:
            for turn in range(6):
                publish(make_publication(unit, f"{number}-{turn}"))
                if turn % 2:
                    with pytest.raises(GivenUp), transaction.atomic():
                        publish(make_publication(unit, f"{number}-{turn}-undone"))
                        raise GivenUp
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    numbers = sorted(Entry.objects.values_list("index_number", flat=True))
    assert numbers == [f"{unit.uscc}/2026-{serial:05d}" for serial in range(1, 49)]
    assert verify_chain().whole


def test_every_serial_that_can_be_given_has_an_address(unit: Unit) -> None:
    for serial in (1, LAST_SERIAL):
        back = f"2026-{serial:05d}"
        address = reverse("portal:document", args=[unit.uscc, back])
        assert resolve(address).kwargs == {"front": unit.uscc, "back": back}
    with pytest.raises(NoReverseMatch):
        reverse("portal:document", args=[unit.uscc, f"2026-{LAST_SERIAL + 1:05d}"])
