"""Names of attachments: fit for an address whatever was typed, true to the file, not journalled."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mingtang.disclosure import services
from mingtang.disclosure.models import Document, DocumentFile
from mingtang.disclosure.services.attaching import name_for
from mingtang.files.models import StoredFile
from mingtang.files.names import display_name
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import SnapshotFile
from mingtang.register.publication import PublishedFile
from mingtang.statute.violations import RuleViolation
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.test_gate import stored
from tests.unit.disclosure.world import NOW, World

SECRET = "王小明的病历"
NASTY = (
    "a/b.txt",
    "..\\..\\x",
    "表\u202egpj.exe",
    "一\n二\r.txt",
    "铃\a.txt",
    "50%#?&.txt",
    "e\u200d\u0301",
)


def attached(world: World, name: str = "名单.txt") -> tuple[Document, DocumentFile]:
    document = world.draft()
    file = stored(world, name, kind="txt", mime="text/plain")
    row = services.attach(document, file, by=world.clerk, at=NOW, edition=1)
    document.refresh_from_db()
    return document, row


def renamed(world: World, document: Document, row: DocumentFile, name: str) -> str:
    services.arrange(document, [(row.pk, name)], by=world.clerk, at=NOW, edition=document.edition)
    document.refresh_from_db()
    row.refresh_from_db()
    return row.name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a/b.txt", "b.txt"),
        ("表\u202egpj.exe", "表gpj.exe.txt"),
        ("工具.exe", "工具.exe.txt"),
        ("一\n二\a.TXT", "一 二.TXT"),
        ("年度名单", "年度名单.txt"),
        ("第1.2版", "第1.2版.txt"),
        ("长" * 300, "长" * 176 + ".txt"),
    ],
)
def test_typed_name_becomes_one_for_an_address_with_the_true_ending(
    world: World, typed: str, kept: str
) -> None:
    document, row = attached(world)
    assert renamed(world, document, row, typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "...", "\u202e", "??", "a/"])
def test_name_of_which_nothing_is_left_is_refused(world: World, typed: str) -> None:
    document, row = attached(world)
    with refused("document.file_name"):
        renamed(world, document, row, typed)
    row.refresh_from_db()
    assert row.name == "名单.txt"


def test_name_given_on_attaching_is_made_fit_too(world: World) -> None:
    file = stored(world, "甲.txt", kind="txt")
    row = services.attach(
        world.draft(), file, by=world.clerk, at=NOW, edition=1, name="目录/乙\u202e.pdf"
    )
    assert row.name == "乙.pdf.txt"


def test_clean_copy_of_another_kind_brings_its_ending(world: World) -> None:
    document, row = attached(world, "甲.doc")
    copy = stored(world, "甲.docx", sha256="1" * 64)
    services.replace_file(row, copy, by=world.clerk, at=NOW, edition=document.edition)
    row.refresh_from_db()
    assert row.name == "甲.docx"


def test_names_do_not_reach_the_journal(world: World) -> None:
    document, row = attached(world, f"{SECRET}.txt")
    renamed(world, document, row, f"{SECRET}二.txt")
    copy = stored(world, f"{SECRET}.txt", sha256="1" * 64)
    services.replace_file(row, copy, by=world.clerk, at=NOW, edition=document.edition)
    document.refresh_from_db()
    services.detach(row, by=world.clerk, at=NOW, edition=document.edition)
    rows = list(JournalEntry.objects.values())
    assert len(rows) >= 5
    assert [each for each in rows if SECRET in str(each)] == []


@pytest.mark.parametrize("name", NASTY)
def test_published_page_opens_whatever_name_a_draft_had_kept(world: World, name: str) -> None:
    document, row = attached(world)
    DocumentFile.objects.filter(pk=row.pk).update(name=name)  # kept before names were made fit
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    entry = services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    assert SnapshotFile.objects.get().name == display_name(name)
    assert Client().get(entry.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", NASTY)
def test_page_opens_with_a_name_that_the_register_took_before(world: World, name: str) -> None:
    document, _ = attached(world)
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    entry = services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    snapshot = entry.current
    assert snapshot is not None
    row = SnapshotFile.objects.get()
    rows = SnapshotFile.objects.bulk_create(
        [SnapshotFile(snapshot=snapshot, file=row.file, name=name, order=1)]
    )
    assert rows
    assert Client().get(entry.get_absolute_url()).status_code == 200


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=250))
@example("e\u200d\u0301")
@example("长" * 179 + ". 尾")
@example("a/b.txt")
def test_any_name_made_fit_has_an_address_and_may_be_published(typed: str) -> None:
    name = display_name(typed)
    assert display_name(name) == name
    assert 0 < len(name) <= 180
    assert PublishedFile(1, name).name == name
    args: list[Any] = [
        "11530102MB0000001X",
        "2026-00001",
        "6a1f0000-0000-4000-8000-000000000000",
        name,
    ]
    assert reverse("portal:file", args=args)


@settings(max_examples=200)
@given(typed=st.text(max_size=250), ending=st.sampled_from(["", ".txt", ".pdf", ".docx"]))
def test_name_for_a_file_is_fit_and_has_its_ending(typed: str, ending: str) -> None:
    try:
        name = name_for(StoredFile(name=f"甲{ending}"), typed)
    except RuleViolation:
        return
    assert display_name(name) == name and name.lower().endswith(ending)


def test_register_refuses_a_name_that_can_be_no_address() -> None:
    for name in NASTY:
        if name != display_name(name):
            with refused("register.file_name"):
                PublishedFile(1, name)
