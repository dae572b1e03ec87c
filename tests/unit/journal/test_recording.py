"""Entering: with its act or not at all, as things were, and equal after reading it back."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry
from mingtang.journal.services import NoTransaction, record
from tests.spine import NOW, make_account, make_unit
from tests.unit.journal.rows import CLERK, enter


@pytest.mark.django_db(transaction=True)
def test_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NoTransaction):
        record(act="test.act", subject=("tests.thing", 1, "件"), by=CLERK, at=NOW)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_act_rolled_back_leaves_no_entry_and_no_gap() -> None:
    enter(1)

    class Broken(Exception):
        pass

    with pytest.raises(Broken), transaction.atomic():
        enter(2)
        raise Broken
    assert enter(3).seq == 2
    assert verify_chain().checked == 2


@pytest.mark.django_db
def test_entry_keeps_the_actor_as_he_was() -> None:
    unit = make_unit("云溪县教育局", 1)
    account = make_account("赵磊")
    by = CLERK.__class__(account.pk, account.name, "clerk", unit.pk, unit.name)
    entry = enter(1, by=by)
    account.name = "赵雷"
    account.save()
    unit.name = "云溪县教育体育局"
    unit.save()
    entry.refresh_from_db()
    assert (entry.actor_name, entry.actor_unit_name) == ("赵磊", "云溪县教育局")
    assert verify_chain().whole


@pytest.mark.django_db
def test_model_instance_is_named_by_kind_key_and_label() -> None:
    unit = make_unit("云溪县教育局", 1)
    entry = enter(1, subject=unit)
    assert (entry.subject_type, entry.subject_id) == ("orgs.unit", str(unit.pk))
    assert entry.subject_label == "云溪县教育局"
    assert list(Entry.objects.about("orgs.unit", unit.pk)) == [entry]


@pytest.mark.django_db
def test_unit_of_the_actor_counts_unless_another_is_named() -> None:
    assert enter(1).unit_id == CLERK.unit_id
    assert enter(2, unit_id=44).unit_id == 44


DETAILS: dict[str, Any] = {
    "dates": {"at": NOW, "on": date(2026, 11, 20), "span": timedelta(days=2), "hour": time(8)},
    "decimal": {"fee": Decimal("12.50")},
    "whole floats": {"one": 1.0, "zero": -0.0, "large": 1e16, "larger": 1.5e300},
    "fractions": {"small": 1e-7, "tenth": 0.1, "third": 1 / 3, "tiny": 5e-324},
    "large numbers": {"n": 2**63 + 1, "m": 10**40, "minus": -(2**70)},
    "unicode": {"文": "㐀𠮷👩‍👩‍👧é", "quote": "\"'\\ </script>\u2028"},
    "key order": {"b": 1, "a": 2, "aa": 3, "B": 4, "10": 5, "9": 6, "": 7},
    "number keys": {1: "a", 2: "b"},
    "nothing": {"none": None, "empty": [], "object": {}, "true": True},
    "nested": {"a": [[1, 2.0, {"c": "d"}], []]},
    "nul": {"te\0xt": "a\0b"},
    "broken surrogate": {"text": "a\ud800b"},
    "uuid": {"id": UUID(int=5)},
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", DETAILS)
def test_detail_is_equal_after_reading_it_back(name: str) -> None:
    entry = enter(1, detail=DETAILS[name])
    stored = Entry.objects.get(pk=1)
    assert stored.detail == entry.detail
    assert verify_chain().whole


@pytest.mark.django_db
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_number_that_json_has_not_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        enter(1, detail={"value": value})


@pytest.mark.django_db
def test_text_that_no_database_stores_does_not_stop_an_act() -> None:
    entry = enter(1, reason="理\0由\udc00", subject=("tests.thing", 1, "名\0称"))
    assert Entry.objects.get(pk=1).reason == entry.reason == "理\ufffd由\ufffd"
    assert verify_chain().whole


@pytest.mark.django_db
def test_texts_longer_than_their_columns_are_cut() -> None:
    by = CLERK.__class__(1, "名" * 200, "clerk", 1, "局" * 300, "代" * 200)
    enter(1, by=by, basis="据" * 400, subject=("tests.thing", 1, "题" * 400))
    assert verify_chain().whole


@pytest.mark.django_db
def test_personal_data_in_title_and_reason_is_masked_because_it_stays_for_ever() -> None:
    entry = enter(
        1,
        subject=("tests.thing", 1, "关于张三（身份证号11010519491231002X）的决定"),
        reason="本人来电13812345678要求更正",
    )
    assert entry.subject_label == "关于张三（身份证号1101************2X）的决定"
    assert entry.reason == "本人来电138****5678要求更正"


@pytest.mark.django_db
def test_time_is_one_moment_whatever_zone_it_was_told_in() -> None:
    enter(1, at=NOW.astimezone(UTC))
    enter(2, at=NOW + timedelta(microseconds=1))
    assert Entry.objects.get(pk=1).at == NOW
    assert verify_chain().whole


@pytest.mark.django_db
def test_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        enter(1, at=datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001 that is what is refused


@pytest.mark.django_db
def test_clock_set_back_is_noted_and_the_chain_holds() -> None:
    enter(1)
    behind = enter(2, at=NOW - timedelta(hours=2))
    further = enter(3, at=NOW - timedelta(hours=1))
    later = enter(4, at=NOW + timedelta(seconds=1))
    assert behind.at == NOW - timedelta(hours=2)
    assert behind.detail["clock_behind_seconds"] == 7200
    assert further.detail["clock_behind_seconds"] == 3600
    assert "clock_behind_seconds" not in later.detail
    assert verify_chain().whole
