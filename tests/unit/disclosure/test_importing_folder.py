"""Folders of files become drafts: guesses marked, originals kept, nothing twice, nothing lost."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.disclosure.importing import import_folder, import_uploads, names_unlisted_issuer
from mingtang.disclosure.models import Document, ImportBatch, ImportItem
from mingtang.duties.models import Duty
from mingtang.files.models import StoredFile
from mingtang.journal.check import verify_chain
from mingtang.orgs.models import Unit
from mingtang.statute.violations import RuleViolation
from tests.unit.disclosure.world import NOW, World, make_unit
from tests.unit.text.pages.sites import SITES, Article, list_page


@pytest.fixture
def water(world: World) -> Unit:
    return world.other


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def bring(world: World, folder: Path, **options: object) -> ImportBatch:
    settings = {"unit": world.other, "home": world.home, "by": world.stranger, "at": NOW} | options
    return import_folder(folder, **settings)  # type: ignore[arg-type]


def test_page_becomes_a_draft_with_its_guesses_and_its_original(
    world: World, folder: Path, water: Unit
) -> None:
    content = SITES["ucap"](Article()).encode()
    (folder / "12.html").write_bytes(content)
    item = bring(world, folder).items.get()
    document = item.document
    assert item.outcome == "drafted" and document is not None
    assert (document.title, document.unit, document.state) == (Article().title, water, "draft")
    assert document.made_on == date(2023, 5, 16)
    assert document.earlier_published_on == date(2023, 5, 18)
    assert (document.doc_number, document.genre) == ("云溪水发〔2023〕12号", "notice")
    assert {"title", "made_on", "unit", "doc_number", "genre"} <= set(document.guesses)
    assert document.guesses["doc_number"] == "取自页首的文号，把握大"
    original = document.files.get()
    assert original.original and original.file == item.original
    assert original.file.size == len(content)


def test_no_duty_to_publish_arises_from_guesses(world: World, folder: Path) -> None:
    (folder / "a.html").write_text(SITES["trs"](Article()), "utf-8")
    bring(world, folder)
    assert not Duty.objects.exists()


def test_second_run_imports_nothing_twice(world: World, folder: Path) -> None:
    (folder / "a.html").write_text(SITES["trs"](Article()), "utf-8")
    (folder / "copy.html").write_text(SITES["trs"](Article()), "utf-8")
    first = bring(world, folder)
    again = bring(world, folder)
    draft = first.items.get(outcome="drafted").document
    assert Document.objects.count() == StoredFile.objects.count() == 1
    assert [item.outcome for item in again.items.all()] == ["known", "known"]
    assert {item.document for item in again.items.all()} == {draft}


def test_title_unit_and_day_of_another_text_are_remarked_upon(world: World, folder: Path) -> None:
    (folder / "a.html").write_text(SITES["trs"](Article()), "utf-8")
    other = SITES["ucap"](Article(paragraphs=("另有一份同名的通知，内容与前一份没有一句相同。",)))
    (folder / "b.html").write_text(other, "utf-8")
    first, second = bring(world, folder).items.all()
    assert first.document is not None and second.outcome == "drafted"
    assert f"可能与编号 {first.document.pk} 的文件重复：标题、日期和单位相同" in second.remarks


def test_refusals_name_the_file_and_the_way_out(world: World, folder: Path) -> None:
    (folder / "list.html").write_text(list_page(), "utf-8")
    (folder / "run.pdf").write_bytes(b"MZ" + bytes(200))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "table.csv").write_text("a,b\n1,2\n", "utf-8")
    (folder / "good.txt").write_text("关于停水的公告\n\n明日停水一天，请提前储水。\n", "utf-8")
    outcomes = {item.name: (item.outcome, item.reason) for item in bring(world, folder).items.all()}
    assert outcomes["list.html"] == ("refused", "列表页，没有正文。请导入列表中的各篇文章。")
    assert "可执行程序" in outcomes["run.pdf"][1]
    assert "空" in outcomes["empty.txt"][1]
    assert "--csv" in outcomes["table.csv"][1]
    assert outcomes["good.txt"] == ("drafted", "")
    assert Document.objects.count() == 1


def test_what_a_browser_saved_beside_a_page_is_left_out(world: World, folder: Path) -> None:
    (folder / "a_files").mkdir()
    (folder / "a_files" / "frame.html").write_text("<p>广告</p>", "utf-8")
    (folder / "site.js").write_text("var a", "utf-8")
    (folder / ".hidden.txt").write_text("x", "utf-8")
    assert not bring(world, folder).items.exists()


def test_clerk_gets_drafts_of_the_own_unit_only(world: World, folder: Path) -> None:
    article = Article(source="云溪县教育局")
    (folder / "a.html").write_text(SITES["trs"](article), "utf-8")
    item = bring(world, folder).items.get()
    assert item.document is not None and item.document.unit == world.other
    assert any("云溪县教育局" in remark for remark in item.remarks)


def test_office_gets_each_draft_at_the_unit_that_the_page_names(world: World, folder: Path) -> None:
    make_unit("云溪县财政局", 9)
    names = ("云溪县教育局", "县财政局", "云溪县水务局", "邻县财政局")
    for number, source in enumerate(names):
        article = Article(title=f"关于第{number}项工作的通知", source=source)
        (folder / f"{number}.html").write_text(SITES["trs"](article), "utf-8")
    bring(world, folder, by=world.publisher, unit=world.office)
    found = list(Document.objects.order_by("pk").values_list("unit__name", flat=True))
    assert found == ["云溪县教育局", "云溪县财政局", "云溪县水务局", "云溪县人民政府办公室"]


@pytest.mark.parametrize("who", ["clerk", "leader", "supervisor"])
def test_who_may_not_draft_for_the_unit_may_not_import(
    world: World, folder: Path, who: str
) -> None:
    with pytest.raises(RuleViolation):
        bring(world, folder, by=getattr(world, who))
    assert not ImportBatch.objects.exists()


def test_table_of_metadata_overrides_guesses_and_wrong_rows_are_named(
    world: World, folder: Path, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        article = Article(title=f"关于{name}项工作的通知")
        (folder / f"{name}.html").write_text(SITES["trs"](article), "utf-8")
    sheet = tmp_path / "表.csv"
    sheet.write_bytes(
        "文件,标题,成文日期,文号,栏目\n"
        "a.html,县水务局的一份通知,2022年3月4日,云溪水发[2022]3号,教育信息\n"
        "b.html,,2022年2月30日,,\n"
        "c.html,,,三号,没有的栏目\n"
        ",没有文件名,,,\n".encode("gb18030")
    )
    batch = bring(world, folder, csv=sheet)
    a, b, c = (batch.items.get(name=f"{name}.html") for name in "abc")
    assert a.document is not None and b.document is not None and c.document is not None
    assert (a.document.title, a.document.made_on) == ("县水务局的一份通知", date(2022, 3, 4))
    assert (a.document.doc_number, a.document.home) == ("云溪水发〔2022〕3号", world.more)
    assert not {"title", "made_on", "doc_number"} & set(a.document.guesses)
    assert b.document.made_on == date(2023, 5, 16)
    refused = {item.name: item.reason for item in batch.items.filter(outcome="refused")}
    assert set(refused) == {"表.csv:3", "表.csv:4", "表.csv:5"}
    assert "2022年2月30日不存在" in refused["表.csv:3"]
    assert "没有名为“没有的栏目”的栏目" in refused["表.csv:4"]
    assert "没有写文件名" in refused["表.csv:5"]


TABLE = "文件,标题\nin/a.html,县水务局的一份通知\nb.html,另一份通知\n"


def packed(**members: str) -> SimpleUploadedFile:
    """A ZIP of the files, below one folder."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"in/{name.replace('_', '.')}", text)
    return SimpleUploadedFile("一批.zip", target.getvalue())


def pages() -> dict[str, str]:
    return {f"{name}_html": SITES["trs"](Article(title=f"关于{name}项工作的通知")) for name in "ab"}


def test_the_one_table_in_an_archive_is_the_table_of_metadata(world: World) -> None:
    batch = import_uploads(
        [packed(**pages(), 表_csv=TABLE + "c.html,\n,没有文件名\n")],
        unit=world.other, home=world.home, by=world.stranger, at=NOW,
    )  # fmt: skip
    titles = set(Document.objects.values_list("title", flat=True))
    assert titles == {"县水务局的一份通知", "另一份通知"}
    fault = batch.items.get(outcome="refused")
    assert fault.name == "一批.zip/in/表.csv:5" and "没有写文件名" in fault.reason


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        ({"表_csv": "a,b\n1,2\n"}, "第 1 行要有“文件”一栏"),
        ({"表_csv": TABLE, "表2_csv": TABLE}, "作元数据表用的 CSV 一次只放一份"),
    ],
)
def test_tables_in_an_archive_that_cannot_be_used_are_named_and_the_rest_comes_in(
    world: World, tables: dict[str, str], reason: str
) -> None:
    batch = import_uploads(
        [packed(**pages(), **tables)],
        unit=world.other, home=world.home, by=world.stranger, at=NOW,
    )  # fmt: skip
    assert batch.items.filter(outcome="drafted").count() == 2
    refusals = batch.items.filter(outcome="refused").values_list("reason", flat=True)
    assert len(refusals) == len(tables)
    assert all(reason in each and "--csv" not in each for each in refusals)


def test_the_one_table_in_a_folder_is_used_by_itself(world: World, folder: Path) -> None:
    for name, text in pages().items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    (folder / "表.csv").write_text(TABLE, "utf-8")
    batch = bring(world, folder)
    assert {item.outcome for item in batch.items.all()} == {"drafted"}
    assert Document.objects.filter(title="另一份通知").exists()


SIGNED = """关于加强山塘水库管理的通知

各乡镇人民政府：
现将山塘水库汛期管理的有关事项通知如下，请认真执行。

长兴县人民政府
2023年5月16日
"""


@pytest.mark.parametrize("who", ["stranger", "publisher"])
def test_signature_of_a_body_that_is_no_unit_is_said_and_counted(
    world: World, folder: Path, who: str
) -> None:
    (folder / "a.txt").write_text(SIGNED, "utf-8")
    item = bring(world, folder, by=getattr(world, who)).items.get()
    said = "原文署名：长兴县人民政府（不在本县单位名录中），请确认是否应由本单位公开"
    assert item.document is not None and item.document.guesses["unit"] == said
    assert said in item.remarks and names_unlisted_issuer(item.remarks)


def test_signature_of_a_unit_and_no_signature_are_not_called_unlisted(
    world: World, folder: Path
) -> None:
    (folder / "a.txt").write_text(SIGNED.replace("长兴县人民政府", "云溪县水务局"), "utf-8")
    (folder / "b.txt").write_text(
        SIGNED.replace("长兴县人民政府\n", "").replace("山塘", "堤防"), "utf-8"
    )
    for item in bring(world, folder).items.all():
        assert item.outcome == "drafted" and not names_unlisted_issuer(item.remarks)


def test_uploads_and_the_files_of_an_archive_are_brought_in(world: World) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/a.html", SITES["trs"](Article()))
        archive.writestr("in/b.html", list_page())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(60_000_000))
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as archive:
        archive.writestr("../../out.txt", "x")
    files = [
        SimpleUploadedFile("一批.zip", packed.getvalue()),
        SimpleUploadedFile("停水.txt", "关于停水的公告\n明日停水一天，请提前储水。".encode()),
        SimpleUploadedFile("炸弹.zip", bomb.getvalue()),
        SimpleUploadedFile("越界.zip", climbing.getvalue()),
    ]
    batch = import_uploads(files, unit=world.other, home=world.home, by=world.stranger, at=NOW)
    outcomes = {item.name: item.outcome for item in batch.items.all()}
    assert outcomes == {
        "一批.zip/in/a.html": "drafted",
        "一批.zip/in/b.html": "refused",
        "停水.txt": "drafted",
        "炸弹.zip": "refused",
        "越界.zip": "refused",
    }


def test_run_is_journalled_and_the_chain_holds(world: World, folder: Path) -> None:
    from mingtang.journal.models import Entry

    (folder / "a.html").write_text(SITES["trs"](Article()), "utf-8")
    batch = bring(world, folder)
    entries = Entry.objects.about("disclosure.importbatch", batch.pk).order_by("seq")
    acts = list(entries.values_list("act", flat=True))
    assert acts == ["import.begin", "import.finish"]
    assert entries.last().detail == {"drafted": 1}  # type: ignore[union-attr]
    assert verify_chain().whole


def test_item_without_draft_cannot_remain_after_a_failure_between(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mingtang.disclosure.importing import filing

    (folder / "a.html").write_text(SITES["trs"](Article()), "utf-8")

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(filing, "attach", broken)
    with pytest.raises(OSError, match="disk"):
        bring(world, folder)
    assert not Document.objects.exists() and not ImportItem.objects.exists()
    monkeypatch.undo()
    bring(world, folder)
    assert Document.objects.count() == StoredFile.objects.count() == 1
