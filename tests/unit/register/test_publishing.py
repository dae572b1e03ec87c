"""Publishing, revising and withdrawing: what is public, what is kept, what can never be."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from mingtang.files.models import StoredFile
from mingtang.journal.check import verify_chain
from mingtang.journal.models import AppendOnly
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.models import Unit
from mingtang.register import services
from mingtang.register.followers import follow_entries
from mingtang.register.models import Entry, Relation, Snapshot, SnapshotFile
from mingtang.register.publication import (
    ENTRY_FIELDS,
    Link,
    PassedReview,
    Publication,
    PublishedFile,
    content_hash,
)
from mingtang.register.queries import canonical_content
from tests.spine import CHINA, NOW, make_publication, make_section, make_unit, refusal
from tests.unit.register.office import OFFICE, publish, stored_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("云溪县教育局", 1)


def test_published_item_has_entry_snapshot_and_public_proof(unit: Unit) -> None:
    entry = publish(make_publication(unit, body_html="<p>正文<b>甲</b></p>"))
    assert entry.current is not None
    assert (entry.current.number, entry.current.text) == (1, "正文甲")
    assert not entry.withdrawn
    proof = JournalEntry.objects.showable().get(act="register.publish")
    assert proof.seq == entry.current.journal_seq
    assert proof.detail["index_number"] == entry.index_number
    assert proof.detail["content_hash"] == entry.content_hash == entry.current.content_hash
    assert "第二十六条" in proof.basis


def test_day_of_publication_is_the_chinese_one(unit: Unit) -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=CHINA)
    entry = services.publish(make_publication(unit), by=OFFICE, at=late.astimezone())
    assert entry.published_on == date(2026, 12, 31)


def test_second_publication_of_a_source_is_refused(unit: Unit) -> None:
    publish(make_publication(unit))
    with refusal("register.twice"):
        publish(make_publication(unit))
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            **{
                field.attname: getattr(Entry.objects.get(), field.attname)
                for field in Entry._meta.concrete_fields
                if field.name not in ("id", "index_number")
            },
            index_number="X/2026-00009",
        )


def test_revision_keeps_number_and_former_snapshot(unit: Unit) -> None:
    entry = publish(make_publication(unit))
    first = entry.current
    later = NOW + timedelta(days=1)
    changed = make_publication(unit, title="更正后的通知", body_html="<p>更正</p>")
    revised = services.revise(entry, changed, by=OFFICE, at=later)
    assert revised.index_number == entry.index_number
    assert revised.published_at == NOW
    assert revised.changed_at == later
    assert [each.body_html for each in revised.snapshots.all()] == [
        "<p>现将有关事项通知如下。</p>",
        "<p>更正</p>",
    ]
    assert revised.current != first
    assert JournalEntry.objects.get(act="register.revise").detail["version"] == 2


def test_withdrawal_takes_the_content_and_leaves_the_entry(unit: Unit) -> None:
    entry = publish(make_publication(unit))
    withdrawn = services.withdraw(entry, by=OFFICE, at=NOW, reason=" 内容有误 ")
    assert (withdrawn.current, withdrawn.withdrawal_reason) == (None, "内容有误")
    assert not Entry.objects.public().exists()
    assert Snapshot.objects.filter(entry=entry).count() == 1
    for code, reason in (("withdraw.reason", "  "), ("withdraw.twice", "再撤")):
        with refusal(code):
            services.withdraw(entry, by=OFFICE, at=NOW, reason=reason)
    assert JournalEntry.objects.get(act="register.withdraw").public


def test_withdrawn_item_returns_under_its_number(unit: Unit) -> None:
    entry = publish(make_publication(unit))
    services.withdraw(entry, by=OFFICE, at=NOW, reason="核对")
    back = services.revise(entry, make_publication(unit), by=OFFICE, at=NOW)
    assert (back.index_number, back.withdrawn, back.current.number) == (
        entry.index_number,
        False,
        2,
    )
    assert Entry.objects.public().get() == back


@pytest.mark.parametrize(
    "change",
    [
        {"current": None},
        {"withdrawn_at": NOW},
        {"withdrawn_at": NOW, "current": None, "withdrawal_reason": ""},
        {"withdrawn_at": NOW, "withdrawal_reason": "有内容"},
    ],
    ids=["no content", "withdrawn with content", "no reason", "reason but content"],
)
def test_database_refuses_half_states(unit: Unit, change: dict[str, Any]) -> None:
    publish(make_publication(unit))
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(**change)


def test_database_refuses_relations_to_itself_and_twice(unit: Unit) -> None:
    one, two = (publish(make_publication(unit, number)) for number in "12")
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(source=one, target=one, kind="amends")
    Relation.objects.create(source=one, target=two, kind="interprets")
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(source=one, target=two, kind="interprets")
    with refusal("register.itself"):
        services.revise(
            one, make_publication(unit, links=(Link(one.pk, "amends"),)), by=OFFICE, at=NOW
        )


# --- the hash ---------------------------------------------------------------------------------

CHANGES: dict[str, Any] = {
    "unit_id": 2,
    "publisher_name": "云溪县水务局",
    "joint_names": "云溪县水务局",
    "title": "别的标题",
    "summary": "概述",
    "genre": "opinion",
    "subject_class": "04",
    "doc_number": "云溪教发〔2026〕18号",
    "keywords": "教育",
    "normative": True,
    "made_on": date(2026, 11, 15),
    "earlier_published_on": date(2026, 11, 17),
    "validity": "expired",
    "valid_from": date(2026, 12, 1),
    "valid_until": date(2031, 12, 1),
    "home_id": 99,
    "review_steps": 3,
    "emergency": True,
    "body_html": "<p>改了。</p>",
}


def test_every_field_of_the_catalogue_is_tried_below() -> None:
    assert set(CHANGES) == {*ENTRY_FIELDS, "body_html"}
    told_elsewhere = {"source_type", "source_id", "section_ids", "files", "links", "reviews"}
    assert {field.name for field in fields(Publication)} == {*CHANGES, *told_elsewhere}


@pytest.mark.parametrize("name", CHANGES)
def test_hash_changes_with_every_field(unit: Unit, name: str) -> None:
    item = make_publication(unit)
    assert content_hash(item) == content_hash(make_publication(unit))
    assert content_hash(replace(item, **{name: CHANGES[name]})) != content_hash(item)


def test_hash_does_not_change_with_the_reviews(unit: Unit) -> None:
    item = make_publication(unit)
    review = PassedReview("保密审查", "confidentiality", NOW, 7)
    assert content_hash(replace(item, reviews=(review,))) == content_hash(item)
    kept = publish(replace(item, reviews=(review,))).current
    assert kept is not None
    kept.refresh_from_db()
    assert [PassedReview.from_row(row) for row in kept.reviews] == [review]


def test_hash_changes_with_the_files_their_names_and_order(unit: Unit) -> None:
    one, two = stored_file("a" * 64), stored_file("b" * 64)
    sets = [
        (),
        (PublishedFile(one.pk, "甲.pdf"),),
        (PublishedFile(one.pk, "乙.pdf"),),
        (PublishedFile(two.pk, "甲.pdf"),),
        (PublishedFile(one.pk, "甲.pdf"), PublishedFile(two.pk, "乙.pdf")),
        (PublishedFile(two.pk, "乙.pdf"), PublishedFile(one.pk, "甲.pdf")),
    ]
    hashes = {content_hash(make_publication(unit, files=files)) for files in sets}
    assert len(hashes) == len(sets)


def test_anyone_can_compute_the_hash_from_what_is_published(unit: Unit) -> None:
    files = (PublishedFile(stored_file("c" * 64).pk, "附件1：名单.xlsx"),)
    entry = publish(
        make_publication(unit, files=files, body_html="<p>𠮷“引号”&amp;</p>", normative=True)
    )
    assert entry.current is not None
    snapshot = Snapshot.objects.get(pk=entry.current.pk)
    assert hashlib.sha256(canonical_content(snapshot)).hexdigest() == entry.content_hash


# --- nothing published is ever changed --------------------------------------------------------


def test_orm_refuses_to_change_what_was_published(unit: Unit) -> None:
    entry = publish(make_publication(unit, files=(PublishedFile(stored_file().pk, "甲.pdf"),)))
    for row in (entry.current, SnapshotFile.objects.get()):
        assert row is not None
        with pytest.raises(AppendOnly):
            row.save()
        with pytest.raises(AppendOnly):
            row.delete()


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "way",
    [
        lambda: Snapshot.objects.update(body_html="<p>篡改</p>"),
        lambda: SnapshotFile.objects.update(name="别的.pdf"),
        lambda: SnapshotFile.objects.all().delete(),
        lambda: _sql("UPDATE register_snapshot SET body_html = 'x'"),
        lambda: _sql("DELETE FROM register_snapshot"),
    ],
    ids=["update", "rename a file", "remove a file", "sql update", "sql delete"],
)
def test_database_refuses_to_change_what_was_published(unit: Unit, way: Any) -> None:
    entry = publish(make_publication(unit, files=(PublishedFile(stored_file().pk, "甲.pdf"),)))
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        way()
    assert Snapshot.objects.get(entry=entry).body_html == "<p>现将有关事项通知如下。</p>"
    assert StoredFile.objects.count() == SnapshotFile.objects.count() == 1


# --- followers --------------------------------------------------------------------------------


def test_followers_hear_of_every_change_inside_the_act(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingtang.register.followers._followers", [])
    told: list[tuple[str, bool]] = []
    follow_entries(lambda entry: told.append((entry.validity, entry.withdrawn)))
    entry = publish(make_publication(unit))
    services.set_validity(
        entry, validity="expired", on=date(2026, 11, 20), by=OFFICE, at=NOW, reason="清理"
    )
    services.withdraw(entry, by=OFFICE, at=NOW, reason="核对")
    assert told == [("valid", False), ("expired", False), ("expired", True)]


def test_act_is_undone_when_a_follower_fails(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(entry: Entry) -> None:
        raise OSError("index is full")

    monkeypatch.setattr("mingtang.register.followers._followers", [fail])
    with pytest.raises(OSError, match="full"), transaction.atomic():
        publish(make_publication(unit))
    assert not Entry.objects.exists()
    assert not JournalEntry.objects.exists()
    monkeypatch.setattr("mingtang.register.followers._followers", [])
    assert publish(make_publication(unit)).index_number.endswith("/2026-00001")
    assert verify_chain().whole


def test_entry_keeps_further_sections(unit: Unit) -> None:
    other = make_section("jiaoyu")
    entry = publish(make_publication(unit, section_ids=(other.pk,)))
    assert list(Entry.objects.in_section(other)) == [entry]
    services.revise(entry, make_publication(unit), by=OFFICE, at=NOW)
    assert not Entry.objects.in_section(other).exists()
