"""The same document in other bytes: known by what was read, told, and drafted if a person wants."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingtang.disclosure.importing import draft_duplicate, import_folder
from mingtang.disclosure.models import Document, ImportBatch, ImportItem
from mingtang.disclosure.services import discard
from mingtang.files.models import StoredFile
from mingtang.journal.check import verify_chain
from mingtang.statute.violations import RuleViolation
from tests.unit.disclosure.world import NOW, World, later, make_unit
from tests.unit.text.pages.sites import SITES, Article

NOTICE = """云溪县水务局关于做好防汛值守工作的通知
云溪水发〔2026〕7号

各乡镇水务站：
主汛期将至，现就防汛值守有关事项通知如下，请结合实际认真抓好落实。
一、严格执行二十四小时值班制度。

云溪县水务局
2026年3月2日
"""
REPLY = "关于{}的批复\n\n同意。\n\n云溪县水务局\n2026年3月{}日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def bring(world: World, folder: Path, **options: object) -> ImportBatch:
    settings = {"unit": world.other, "home": world.home, "by": world.stranger, "at": NOW} | options
    return import_folder(folder, **settings)  # type: ignore[arg-type]


def outcomes(batch: ImportBatch) -> list[str]:
    return [item.outcome for item in batch.items.all()]


def test_same_text_in_two_encodings_becomes_one_draft(world: World, folder: Path) -> None:
    (folder / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    (folder / "b.txt").write_bytes(NOTICE.encode())
    (folder / "c.txt").write_bytes(NOTICE.replace("\n", "\r\n").encode("utf-16"))
    first, *others = bring(world, folder).items.all()
    document = Document.objects.get()
    assert first.document == document
    for item in others:
        assert (item.outcome, item.document) == ("duplicate", document)
        assert item.remarks == [
            f"标题和正文与编号 {document.pk} 的文件《{document.title}》相同，"
            "没有另存草稿；原件已留存"
        ]
        assert item.original is not None and item.original.sha256 == item.sha256
    assert StoredFile.objects.count() == 3
    assert verify_chain().whole


def test_same_page_with_another_site_around_it_becomes_one_draft(
    world: World, folder: Path
) -> None:
    for name, draw in SITES.items():
        (folder / f"{name}.html").write_text(draw(Article()), "utf-8")
    found = outcomes(bring(world, folder))
    assert found == ["drafted"] + ["duplicate"] * (len(SITES) - 1)


def test_run_again_leaves_out_what_was_drafted_and_what_was_a_duplicate(
    world: World, folder: Path
) -> None:
    (folder / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    (folder / "b.txt").write_bytes(NOTICE.encode())
    bring(world, folder)
    assert outcomes(bring(world, folder)) == ["known", "duplicate"]
    assert (Document.objects.count(), StoredFile.objects.count()) == (1, 2)


def test_known_again_after_a_person_corrected_the_draft(world: World, folder: Path) -> None:
    (folder / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    bring(world, folder)
    Document.objects.update(title="防汛值守通知", made_on="2026-03-05", doc_number="")
    (folder / "a.txt").write_bytes(NOTICE.encode())
    assert outcomes(bring(world, folder)) == ["duplicate"]


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("〔2026〕7号", "〔2026〕8号"),
        ("3月2日", "3月9日"),
        ("二十四小时", "十二小时"),
        ("防汛值守工作", "防汛值班工作"),
    ],
)
def test_another_number_day_text_or_title_is_another_document(
    world: World, folder: Path, change: str, to: str
) -> None:
    (folder / "a.txt").write_text(NOTICE, "utf-8")
    (folder / "b.txt").write_text(NOTICE.replace(change, to), "utf-8")
    assert outcomes(bring(world, folder)) == ["drafted", "drafted"]


def test_short_text_is_told_apart_by_its_day(world: World, folder: Path) -> None:
    for name, day in (("a", 2), ("b", 3)):
        (folder / f"{name}.txt").write_text(REPLY.format("河道清理", day), "utf-8")
    assert outcomes(bring(world, folder)) == ["drafted", "drafted"]


def test_two_units_may_have_the_same_text(world: World, folder: Path) -> None:
    make_unit("云溪县财政局", 9)
    for number, source in enumerate(("云溪县财政局", "云溪县水务局")):
        (folder / f"{number}.html").write_text(SITES["trs"](Article(source=source)), "utf-8")
    batch = bring(world, folder, by=world.publisher, unit=world.office)
    assert outcomes(batch) == ["drafted", "drafted"]


def test_flag_makes_drafts_of_duplicates_with_the_remark(world: World, folder: Path) -> None:
    (folder / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    (folder / "b.txt").write_bytes(NOTICE.encode())
    batch = bring(world, folder, duplicates=True)
    assert outcomes(batch) == ["drafted", "drafted"]
    assert any("可能与编号" in text for text in batch.items.last().remarks)  # type: ignore[union-attr]


def duplicate(world: World, folder: Path) -> ImportItem:
    (folder / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    (folder / "b.txt").write_bytes(NOTICE.encode())
    return bring(world, folder).items.get(outcome="duplicate")


def test_person_brings_a_duplicate_in_all_the_same(world: World, folder: Path) -> None:
    item = duplicate(world, folder)
    made = draft_duplicate(item, by=world.stranger, at=later())
    assert made.outcome == "drafted" and made.document is not None
    assert made.document.files.get().file == item.original
    assert Document.objects.count() == 2
    assert sorted(outcomes(item.batch)) == ["drafted", "drafted"]
    with pytest.raises(RuleViolation):
        draft_duplicate(item, by=world.stranger, at=later())
    assert Document.objects.count() == 2


def test_duplicate_of_a_discarded_draft_says_so(world: World, folder: Path) -> None:
    (folder / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    document = bring(world, folder).items.get().document
    assert document is not None
    discard(document, reason="重录", by=world.stranger, at=later(), edition=document.edition)
    (folder / "a.txt").write_bytes(NOTICE.encode())
    item = bring(world, folder).items.get()
    assert item.outcome == "duplicate" and "已作废" in item.remarks[-1]


def test_who_may_not_draft_for_the_unit_brings_no_duplicate_in(world: World, folder: Path) -> None:
    item = duplicate(world, folder)
    for by in (world.clerk, world.leader, world.supervisor):
        with pytest.raises(RuleViolation):
            draft_duplicate(item, by=by, at=later())
    first = item.batch.items.get(outcome="drafted")
    with pytest.raises(RuleViolation):
        draft_duplicate(first, by=world.stranger, at=later())
    assert Document.objects.count() == 1
