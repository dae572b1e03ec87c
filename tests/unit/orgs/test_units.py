"""Units and regions: right codes, a tree without circles, a successor for each that ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from mingtang.disclosure import services as disclosure
from mingtang.disclosure.models import Document
from mingtang.duties.models import Duty
from mingtang.journal.actor import Actor
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.models import Region, Succession, Unit
from mingtang.orgs.services import change_unit, create_unit
from mingtang.orgs.succession import succeed
from mingtang.register.models import Entry
from tests.spine import (
    NOW,
    TODAY,
    credit_code,
    make_actor,
    make_publication,
    make_region,
    make_section,
    make_unit,
    refusal,
)
from tests.unit.register.office import publish

pytestmark = pytest.mark.django_db
IT = Actor(1, "郑宇", "it", 1, "云溪县人民政府办公室")
OFFICE = Actor(2, "李敏", "disclosure_office", 1, "云溪县人民政府办公室")


def create(**changes: Any) -> Unit:
    given = {
        "name": "云溪县教育局",
        "short_name": "县教育局",
        "uscc": credit_code(1),
        "kind": "department",
        "region": make_region(),
    } | changes
    return create_unit(by=IT, at=NOW, **given)


def test_unit_is_created_with_its_journal_entry() -> None:
    unit = create()
    entry = JournalEntry.objects.get(act="unit.create")
    assert (entry.subject_id, entry.unit_id) == (str(unit.pk), unit.pk)


@pytest.mark.parametrize(
    "code",
    [
        credit_code(1)[:-1] + ("0" if credit_code(1)[-1] != "0" else "1"),
        credit_code(1)[:-2] + "9" + credit_code(1)[-1],
        credit_code(1)[:17],
        credit_code(1).lower(),
        "I" + credit_code(1)[1:],
        "",
    ],
    ids=["check digit", "body", "short", "lower case", "letter I", "empty"],
)
def test_forged_credit_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        create(uscc=code)
    assert "uscc" in refused.value.message_dict
    assert not Unit.objects.exists()
    assert not JournalEntry.objects.exists()


def test_name_and_code_belong_to_one_unit() -> None:
    create()
    for changes in ({"uscc": credit_code(2)}, {"name": "云溪县水务局"}):
        with pytest.raises(ValidationError), transaction.atomic():
            create(**changes)


def test_change_is_journalled_with_old_and_new_and_no_change_is_none() -> None:
    unit = create()
    change_unit(unit, by=IT, at=NOW, address="东风路1号", order=1000)
    assert JournalEntry.objects.get(act="unit.change").detail == {
        "changed": {"address": ["", "东风路1号"]}
    }
    change_unit(unit, by=IT, at=NOW, address="东风路1号")
    assert JournalEntry.objects.filter(act="unit.change").count() == 1


def test_circle_of_parents_is_refused() -> None:
    top = create()
    below = create(name="县教科所", uscc=credit_code(2), parent=top)
    lowest = create(name="县教科所一室", uscc=credit_code(3), parent=below)
    for unit, parent in ((top, top), (top, lowest), (below, lowest)):
        with pytest.raises(ValidationError), transaction.atomic():
            change_unit(Unit.objects.get(pk=unit.pk), by=IT, at=NOW, parent=parent)


def test_unit_exists_from_its_founding_to_the_day_before_its_end() -> None:
    unit = create(founded_on=date(2019, 3, 1), ended_on=date(2026, 3, 1))
    days = [date(2019, 2, 28), date(2019, 3, 1), date(2026, 2, 28), date(2026, 3, 1)]
    assert [unit.exists_on(day) for day in days] == [False, True, True, False]
    assert [Unit.objects.existing_on(day).exists() for day in days] == [False, True, True, False]
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.update(ended_on=date(2019, 2, 1))


@pytest.mark.parametrize(
    ("code", "parent", "right"),
    [
        ("530000", None, True),
        ("530100", "530000", True),
        ("530102", "530100", True),
        ("530102", "530000", True),
        ("530102001", "530102", True),
        ("530102001003", "530102001", True),
        ("530102", "110000", False),
        ("530102", "530200", False),
        ("530100", "530102", False),
        ("530102001", "530103", False),
        ("530102001003", "530102", False),
        ("53010", None, False),
        ("53010A", None, False),
        ("５３０１０２", None, False),
    ],
)
def test_code_of_a_region_lies_in_that_of_its_parent(
    code: str, parent: str | None, right: bool
) -> None:
    if parent:
        Region.objects.create(code=parent, name="上级")
    region = Region(code=code, name="某地", parent_id=parent)
    if right:
        region.full_clean()
    else:
        with pytest.raises(ValidationError):
            region.full_clean()


# --- succession -------------------------------------------------------------------------------


def test_work_entries_and_duties_go_to_the_successor_and_the_old_name_stays() -> None:
    old, new = make_unit("云溪县教育局", 1), make_unit("云溪县教育体育局", 2)
    clerk = make_actor("赵磊", "clerk", old)
    section = make_section()
    draft = disclosure.create(
        unit=old,
        content=disclosure.Content(
            {
                "title": "通知",
                "made_on": date(2026, 11, 16),
                "home": section,
                "body_html": "<p>文</p>",
            }
        ),
        by=clerk,
        at=NOW,
    )
    entry = publish(make_publication(old))
    succeed(
        old, successors=[new], kind="renamed", on=TODAY, by=OFFICE, at=NOW, document="云办发1号"
    )
    draft.refresh_from_db()
    entry.refresh_from_db()
    old.refresh_from_db()
    duty = Duty.objects.get()
    assert old.ended_on == TODAY
    assert (draft.unit, duty.unit, duty.assignee, entry.unit) == (new, new, None, new)
    assert (entry.publisher_name, entry.index_parts[0]) == ("云溪县教育局", old.uscc)
    assert entry.current is not None
    assert entry.current.metadata["publisher_name"] == "云溪县教育局"
    acts = set(JournalEntry.objects.values_list("act", flat=True))
    assert {"unit.succeed", "duty.hand_over", "register.hand_over", "document.hand_over"} <= acts
    assert JournalEntry.objects.get(act="unit.succeed").public
    assert verify_chain().whole


def test_chain_of_successions_carries_everything_to_the_last() -> None:
    first, second, third = (make_unit(f"第{number}局", number) for number in (1, 2, 3))
    publish(make_publication(first))
    succeed(first, successors=[second], kind="merged", on=TODAY, by=OFFICE, at=NOW)
    publish(make_publication(second, "2"))
    succeed(second, successors=[third], kind="renamed", on=TODAY, by=OFFICE, at=NOW)
    assert {entry.unit for entry in Entry.objects.all()} == {third}
    assert {entry.publisher_name for entry in Entry.objects.all()} == {"第1局", "第2局"}


def test_split_names_all_successors_and_the_first_takes_the_work() -> None:
    old, one, two = (make_unit(f"第{number}局", number) for number in (1, 2, 3))
    publish(make_publication(old))
    succeed(old, successors=[one, two], kind="split", on=TODAY, by=OFFICE, at=NOW)
    assert Entry.objects.get().unit == one
    rows = Succession.objects.filter(predecessor=old)
    assert [(row.successor, row.main) for row in rows] == [(one, True), (two, False)]


def test_subunits_stand_below_the_successor_even_one_that_stood_there_itself() -> None:
    government = make_unit("云溪县人民政府", 9)
    old = make_unit("第1局", 1, parent=government)
    heir = make_unit("第2局", 2, parent=old)
    school = make_unit("某学校", 3, parent=old)
    gone = make_unit("旧学校", 4, parent=old, ended_on=date(2020, 1, 1))
    succeed(old, successors=[heir], kind="merged", on=TODAY, by=OFFICE, at=NOW)
    for unit in (heir, school, gone):
        unit.refresh_from_db()
    assert (heir.parent, school.parent, gone.parent) == (government, heir, old)


def test_refused_successions_change_nothing() -> None:
    old = make_unit("第1局", 1, founded_on=date(2020, 1, 1))
    one, two = make_unit("第2局", 2), make_unit("第3局", 3)
    young = make_unit("第4局", 4, founded_on=date(2026, 12, 1))
    ended = make_unit("第5局", 5, ended_on=date(2026, 1, 1))
    faults: list[tuple[str, dict[str, Any]]] = [
        ("unit.successor", {"successors": []}),
        ("unit.successor", {"successors": [old]}),
        ("unit.successor", {"successors": [one, one], "kind": "split"}),
        ("unit.successor", {"successors": [one], "kind": "split"}),
        ("unit.successor", {"successors": [one, two], "kind": "merged"}),
        ("unit.successor", {"successors": [young]}),
        ("unit.successor", {"successors": [ended]}),
        ("unit.kind", {"kind": "vanished"}),
        ("unit.early", {"on": date(2026, 11, 21)}),
        ("unit.early", {"on": date(2019, 1, 1)}),
    ]
    for code, changes in faults:
        given = {"successors": [one], "kind": "merged", "on": TODAY} | changes
        with refusal(code):
            succeed(old, by=OFFICE, at=NOW, **given)
    assert not Succession.objects.exists()
    succeed(old, successors=[one], kind="merged", on=TODAY, by=OFFICE, at=NOW)
    with refusal("unit.ended"):
        succeed(old, successors=[two], kind="merged", on=TODAY, by=OFFICE, at=NOW)


def test_failing_follower_undoes_the_succession(monkeypatch: pytest.MonkeyPatch) -> None:
    from mingtang.orgs import succession

    def fail(*_: Any) -> None:
        raise OSError("index is full")

    old, new = make_unit("第1局", 1), make_unit("第2局", 2)
    publish(make_publication(old))
    monkeypatch.setattr(succession, "_followers", [*succession._followers, fail])
    with pytest.raises(OSError, match="full"), transaction.atomic():
        succeed(old, successors=[new], kind="merged", on=TODAY, by=OFFICE, at=NOW)
    old.refresh_from_db()
    assert old.ended_on is None
    assert Entry.objects.get().unit == old
    assert not Document.objects.exists()


def test_unit_with_a_past_is_never_deleted() -> None:
    old = make_unit("第1局", 1)
    publish(make_publication(old))
    with pytest.raises(ProtectedError):
        old.delete()
