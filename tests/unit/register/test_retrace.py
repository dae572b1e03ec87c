"""What stands in the register is what the acts in the journal left there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from mingtang.journal.faults import Fault
from mingtang.orgs.models import Unit
from mingtang.register import services
from mingtang.register.genres import Validity
from mingtang.register.integrity import check_register
from mingtang.register.models import Entry
from tests.spine import NOW, make_publication, make_unit
from tests.unit.register.office import OFFICE, publish

pytestmark = pytest.mark.django_db


def words(faults: Iterable[Fault]) -> str:
    return "；".join(fault.chinese for fault in faults)


@pytest.fixture
def unit() -> Unit:
    return make_unit("云溪县教育局", 1)


@pytest.fixture
def entry(unit: Unit) -> Entry:
    return publish(make_publication(unit))


def test_entries_that_were_acted_on_by_the_services_agree(unit: Unit, entry: Entry) -> None:
    day = date(2026, 11, 20)
    services.set_validity(
        entry, validity=Validity.REPEALED, on=day, by=OFFICE, at=NOW, reason="已不适用"
    )
    services.revise(entry, make_publication(unit, title="改过的标题"), by=OFFICE, at=NOW)
    services.withdraw(entry, by=OFFICE, at=NOW, reason="内容有误")
    assert not list(check_register())
    services.revise(entry, make_publication(unit), by=OFFICE, at=NOW)
    assert not list(check_register())


@pytest.mark.parametrize(
    ("forged", "told"),
    [
        ({"published_at": NOW - timedelta(days=900)}, "发布时间与日志不符"),
        ({"published_on": date(2019, 1, 1)}, "发布时间与日志不符"),
        ({"validity": Validity.REPEALED}, "不是日志里的办理结果"),
        ({"validity": Validity.PENDING}, "不是日志里的办理结果"),
    ],
)
def test_forged_date_or_validity_is_found(entry: Entry, forged: dict[str, Any], told: str) -> None:
    Entry.objects.filter(pk=entry.pk).update(**forged)
    assert told in words(check_register())


def test_withdrawn_content_made_public_again_below_the_programme_is_found(entry: Entry) -> None:
    current = entry.current
    services.withdraw(entry, by=OFFICE, at=NOW, reason="内容有误")
    Entry.objects.filter(pk=entry.pk).update(
        withdrawn_at=None, withdrawal_reason="", current=current
    )
    assert "撤下与否与日志不符" in words(check_register())


def test_withdrawal_that_no_act_made_is_found(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(withdrawn_at=NOW, withdrawal_reason="无", current=None)
    assert "撤下与否与日志不符" in words(check_register())


def test_entry_put_in_below_the_programme_is_found(entry: Entry) -> None:
    entry.pk, entry.index_number, entry.source_id = None, f"{entry.index_number[:-1]}9", "999"
    entry._state.adding = True
    entry.save()
    assert "日志里没有公开" in words(check_register())
