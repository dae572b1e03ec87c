"""A renamed unit keeps its credit code and its numbers; its staff go on at the successor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mingtang.disclosure import services as disclosure
from mingtang.disclosure.models import ConfidentialityReview, ImportBatch
from mingtang.duties.models import Duty
from mingtang.files.services import store_chunks
from mingtang.journal.actor import Actor
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.access import access_of
from mingtang.orgs.models import Account, Grant, Succession, Unit
from mingtang.orgs.services import create_unit, grant_role
from mingtang.orgs.sheets import SheetRow
from mingtang.orgs.succession import rename_unit, succeed
from mingtang.orgs.unit_sheet import take_units
from mingtang.register.models import Entry, NumberSeries
from tests.spine import (
    NOW,
    TODAY,
    credit_code,
    make_account,
    make_actor,
    make_publication,
    make_region,
    make_section,
    make_unit,
    refusal,
)
from tests.unit.register.office import publish

pytestmark = pytest.mark.django_db
OFFICE = Actor(1, "李敏", "disclosure_office", 1, "云溪县人民政府办公室")
OFFICE = Actor(9_000_001, "钱宁", "disclosure_office", 1, "云溪县人民政府办公室")
DAY = timedelta(days=1)
OPEN = date(2020, 1, 1)


def rename(unit: Unit, **changes: Any) -> Unit:
    given = {"name": "云溪县教育体育局", "short_name": "县教体局", "on": TODAY} | changes
    return rename_unit(unit, by=OFFICE, at=NOW, **given)


def grants(account: Account) -> list[tuple[str, str, date, date | None]]:
    rows = Grant.objects.filter(account=account).order_by("since", "pk")
    return [(row.unit.name, row.role, row.since, row.until) for row in rows]


# --- the code and the numbers -----------------------------------------------------------------


def test_renamed_unit_keeps_code_parent_region_and_contacts() -> None:
    government = make_unit("云溪县人民政府", 9)
    facts = {"phone": "0871-1", "address": "东风路1号", "doc_prefix": "云教", "order": 7}
    old = make_unit("云溪县教育局", 1, parent=government, founded_on=OPEN, **facts)
    school = make_unit("某学校", 2, parent=old)
    new = rename(old, document="云委发〔2026〕1号", doc_prefix="云教体")
    school.refresh_from_db()
    old.refresh_from_db()
    assert (new.uscc, new.region_id, new.kind) == (old.uscc, old.region_id, old.kind)
    assert (new.parent, new.phone, new.address, new.order) == (
        government,
        "0871-1",
        "东风路1号",
        7,
    )
    assert (new.doc_prefix, old.doc_prefix, old.name) == ("云教体", "云教", "云溪县教育局")
    assert (old.ended_on, new.founded_on, new.ended_on) == (TODAY, TODAY, None)
    assert school.parent == new
    row = Succession.objects.get()
    assert (row.predecessor, row.successor, row.kind, row.main) == (old, new, "renamed", True)
    assert row.document == "云委发〔2026〕1号"
    acts = list(JournalEntry.objects.order_by("seq").values_list("act", flat=True))
    assert acts[:2] == ["unit.create", "unit.succeed"]


def test_numbers_of_one_year_go_on_after_the_renaming_without_collision() -> None:
    old = make_unit("云溪县教育局", 1)
    before = publish(make_publication(old))
    new = rename(old)
    after = publish(make_publication(new, "2"))
    third = publish(make_publication(rename(new, name="云溪县教育委员会"), "3"))
    front = credit_code(1)
    assert [each.index_number for each in (before, after, third)] == [
        f"{front}/2026-{number:05d}" for number in (1, 2, 3)
    ]
    assert NumberSeries.objects.get().last == 3
    assert Entry.objects.get(pk=before.pk).unit.name == "云溪县教育委员会"


def test_drafts_and_duties_follow_the_new_name_and_can_be_finished_there() -> None:
    old = make_unit("云溪县教育局", 1)
    clerk = make_actor("赵磊", "clerk", old)
    values = {
        "title": "关于开学的通知",
        "made_on": TODAY,
        "home": make_section(),
        "body_html": "文",
    }
    draft = disclosure.create(unit=old, content=disclosure.Content(values), by=clerk, at=NOW)
    new = rename(old)
    draft.refresh_from_db()
    assert (draft.unit, Duty.objects.get().unit) == (new, new)
    access = access_of(Account.objects.get(pk=clerk.account_id), TODAY)
    saved = disclosure.save(
        draft,
        disclosure.Content({"title": "关于秋季开学的通知"}),
        by=access.actor("clerk", new.pk),
        at=NOW,
        edition=draft.edition,
    )
    assert saved.title == "关于秋季开学的通知"
    assert verify_chain().whole


def test_files_ledger_and_imports_follow_and_a_clean_copy_may_take_their_place() -> None:
    old = make_unit("云溪县教育局", 1)
    clerk = make_actor("赵磊", "clerk", old)
    stored = store_chunks([b"a,b\n"], name="表.csv", by=clerk, unit=old, at=NOW)
    values = {
        "title": "关于开学的通知",
        "made_on": TODAY,
        "home": make_section(),
        "body_html": "文",
    }
    draft = disclosure.create(unit=old, content=disclosure.Content(values), by=clerk, at=NOW)
    row = disclosure.attach(draft, stored, by=clerk, at=NOW, edition=1)
    batch = ImportBatch.objects.create(unit=old, started_by_name="赵磊", started_at=NOW)
    line = ConfidentialityReview.objects.create(
        document=draft,
        unit=old,
        title="通知",
        reviewer_id=clerk.account_id,
        reviewer_name="赵磊",
        reviewed_on=TODAY,
        finding="pass",
        entry_seq=1,
    )
    new = rename(old)
    access = access_of(Account.objects.get(pk=clerk.account_id), TODAY)
    assert list(ImportBatch.objects.visible_to(access)) == [batch]
    assert list(ConfidentialityReview.objects.visible_to(access)) == [line]
    assert ConfidentialityReview.objects.get().unit == old
    stranger = access_of(make_account("周平"), TODAY)
    assert not ConfidentialityReview.objects.visible_to(stranger).exists()
    by = access.actor("clerk", new.pk)
    stored.refresh_from_db()
    row.refresh_from_db()
    copy = store_chunks([b"c,d\n"], name="表.csv", by=by, unit=stored.unit, at=NOW)
    disclosure.replace_file(row, copy, by=by, at=NOW, edition=2)
    assert JournalEntry.objects.get(act="file.hand_over").detail == {
        "from": "云溪县教育局",
        "files": 1,
    }


def test_code_belongs_to_one_living_unit_and_to_any_number_that_ended() -> None:
    new = rename(rename(make_unit("第1局", 1), name="第2局"), name="第3局")
    assert Unit.objects.filter(uscc=credit_code(1)).count() == 3
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        create_unit(
            name="第4局",
            short_name="四局",
            uscc=new.uscc,
            kind="department",
            region=make_region(),
            by=OFFICE,
            at=NOW,
        )
    assert refused.value.message_dict == {"uscc": ["第3局正在使用这个统一社会信用代码"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(name="第2局").update(ended_on=None)


def test_refused_renamings_change_nothing() -> None:
    unit = make_unit("第1局", 1, founded_on=OPEN)
    make_unit("第2局", 2)
    account = Account.objects.get(pk=make_actor("赵磊", "clerk", unit).account_id)
    for code, changes in (
        ("unit.name", {"name": "第1局"}),
        ("unit.early", {"on": TODAY + DAY}),
        ("unit.early", {"on": OPEN - DAY}),
    ):
        with refusal(code):
            rename(unit, **changes)
    for changes in ({"name": "第2局"}, {"name": ""}, {"short_name": ""}, {"uscc": credit_code(2)}):
        with pytest.raises(ValidationError), transaction.atomic():
            rename(unit, **changes)
    unit.refresh_from_db()
    assert unit.ended_on is None
    assert grants(account) == [("第1局", "clerk", OPEN, None)]
    assert not Succession.objects.exists()
    rename(unit)
    with refusal("unit.ended"):
        rename(unit, name="第5局")


# --- finding a unit by its code ---------------------------------------------------------------


def test_code_and_short_name_mean_the_unit_that_lives_and_a_full_name_its_bearer() -> None:
    old = make_unit("云溪县教育局", 1, short_name="县教育局")
    new = rename(old, short_name="县教育局")
    assert Unit.objects.of_code(credit_code(1)) == new
    for words in (credit_code(1), credit_code(1).lower(), "县教育局", "云溪县教育体育局"):
        assert Unit.objects.meant_by(words) == [new]
    assert Unit.objects.meant_by("云溪县教育局") == [old]
    twin = make_unit("河东县教育局", 2, short_name="县教育局")
    assert Unit.objects.meant_by("县教育局") == [new, twin]
    assert Unit.objects.meant_by("没有这个局") == []


def test_sheet_changes_the_living_unit_of_a_code_and_refuses_a_dissolved_one() -> None:
    old, merged, heir = make_unit("第1局", 1), make_unit("第2局", 2), make_unit("第3局", 3)
    new = rename(old, name="第4局")
    succeed(merged, successors=[heir], kind="merged", on=TODAY, by=OFFICE, at=NOW)

    def row(number: int, name: str, code: str) -> SheetRow:
        values = {"单位全称": name, "统一社会信用代码": code, "联系电话": "0871-2"}
        return SheetRow(number, values | {"类别": "部门", "行政区划代码": "530102"})

    result = take_units(
        [row(2, "第4局", credit_code(1)), row(3, "第2局", credit_code(2))], by=OFFICE, at=NOW
    )
    for unit in (old, new, merged):
        unit.refresh_from_db()
    assert (result.changed, [each.row.number for each in result.refused]) == (1, [3])
    assert "已于 2026-11-20 撤销" in result.refused[0].faults[0].reason
    assert (old.phone, new.phone, merged.phone) == ("", "0871-2", "")


# --- the staff --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["renamed", "merged"])
def test_staff_hold_their_roles_at_the_successor_from_the_day_of_the_change(kind: str) -> None:
    old, new = make_unit("第1局", 1), make_unit("第2局", 2)
    account = Account.objects.get(pk=make_actor("赵磊", "clerk", old).account_id)
    end = TODAY + 30 * DAY
    grant_role(account, role="leader", unit=old, since=OPEN, until=end, by=OFFICE, at=NOW)
    gone = make_account("周平")
    last = TODAY - DAY
    grant_role(gone, role="clerk", unit=old, since=OPEN, until=last, by=OFFICE, at=NOW)
    on = TODAY - 3 * DAY
    succeed(old, successors=[new], kind=kind, on=on, by=OFFICE, at=NOW)
    assert grants(account) == [
        ("第1局", "clerk", OPEN, on - DAY),
        ("第1局", "leader", OPEN, on - DAY),
        ("第2局", "clerk", on, None),
        ("第2局", "leader", on, end),
    ]
    assert grants(gone) == [("第1局", "clerk", OPEN, last)]
    entries = JournalEntry.objects.filter(act="staff.end_grant")
    assert [(each.unit_id, each.reason[-9:]) for each in entries] == [(old.pk, "第1局 → 第2局")] * 2
    moved = JournalEntry.objects.filter(act="staff.grant", unit_id=new.pk)
    assert [each.detail["role"] for each in moved] == ["clerk", "leader"]
    assert access_of(account, TODAY).unit_ids == {new.pk}


def test_role_granted_for_later_begins_at_the_successor() -> None:
    old = make_unit("第1局", 1)
    account, since = make_account("赵磊"), TODAY + 10 * DAY
    grant_role(account, role="clerk", unit=old, since=since, by=OFFICE, at=NOW)
    new = rename(old)
    assert grants(account) == [
        ("第1局", "clerk", since, since),
        (new.name, "clerk", since, None),
    ]


@pytest.mark.parametrize(
    ("held", "added"),
    [
        ([(OPEN, None)], []),
        ([(OPEN, TODAY + 9 * DAY)], [(TODAY + 10 * DAY, None)]),
        ([(TODAY + 9 * DAY, None)], [(TODAY, TODAY + 8 * DAY)]),
        ([(OPEN, OPEN + DAY)], [(TODAY, None)]),
        (
            [(TODAY + 5 * DAY, TODAY + 6 * DAY), (TODAY + 9 * DAY, TODAY + 9 * DAY)],
            [
                (TODAY, TODAY + 4 * DAY),
                (TODAY + 7 * DAY, TODAY + 8 * DAY),
                (TODAY + 10 * DAY, None),
            ],
        ),
    ],
    ids=["always", "for now", "later", "long ago", "twice"],
)
def test_role_already_held_at_the_successor_is_not_granted_twice(
    held: list[tuple[date, date | None]], added: list[tuple[date, date | None]]
) -> None:
    old, new = make_unit("第1局", 1), make_unit("第2局", 2)
    account = make_account("赵磊")
    grant_role(account, role="clerk", unit=old, since=OPEN, by=OFFICE, at=NOW)
    for since, until in held:
        grant_role(account, role="clerk", unit=new, since=since, until=until, by=OFFICE, at=NOW)
    succeed(old, successors=[new], kind="merged", on=TODAY, by=OFFICE, at=NOW)
    rows = Grant.objects.filter(unit=new).values_list("since", "until")
    assert sorted(rows, key=str) == sorted(held + added, key=str)
    assert Grant.objects.get(unit=old).until == TODAY - DAY


def test_staff_stay_when_told_so_and_in_a_split_unless_told_otherwise() -> None:
    units = [make_unit(f"第{number}局", number) for number in range(1, 8)]
    actors = [make_actor(f"某{number}", "clerk", units[number]) for number in range(4)]
    told: list[tuple[str, list[Unit], bool | None]] = [
        ("merged", [units[4]], False),
        ("split", [units[4], units[5]], None),
        ("split", [units[4], units[5]], True),
    ]
    for number, (kind, successors, move) in enumerate(told):
        succeed(
            units[number],
            successors=successors,
            kind=kind,
            on=TODAY,
            by=OFFICE,
            at=NOW,
            move_staff=move,
        )
    rename(units[3], move_staff=False)
    at_heir = Grant.objects.filter(unit=units[4]).values_list("account_id", flat=True)
    assert list(at_heir) == [actors[2].account_id]
    assert Grant.objects.filter(until__isnull=True).count() == 4
