"""DOCX and PDF: numbers, tables, paragraphs; locked, scanned and hostile files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.text.pages.apart import read_apart
from mingtang.text.pages.docx import read_docx
from mingtang.text.pages.guess import guess
from mingtang.text.pages.model import PageRefused
from mingtang.text.pages.pdf import read_pdf
from tests.unit.files import builders
from tests.unit.text.pages import office

TODAY = dt.date(2026, 11, 20)


def put(folder: Path, content: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(content)
    return path


def test_automatic_numbers_of_a_docx_are_written_out(tmp_path: Path) -> None:
    texts = [block.text for block in read_docx(put(tmp_path, office.red_headed())).blocks]
    assert texts[6:12] == [
        "一、值班安排",
        "（一）汛期实行全天值班。",
        "（二）值班表每月底前报送。",
        "二、工作要求",
        "（一）值班人员不得擅自离岗。",
        "1.确需离岗的，须先安排替班。",
    ]


def test_red_head_of_a_docx_gives_number_title_date_and_issuer(tmp_path: Path) -> None:
    found = guess(read_docx(put(tmp_path, office.red_headed())), name="x", today=TODAY)
    assert found.title.value == "云溪县水务局关于印发防汛值班制度的通知"
    assert found.number and found.number.value == "云溪水发〔2024〕5号"
    assert found.made_on and found.made_on[0] == dt.date(2024, 4, 2)
    assert ("云溪县水务局", "文末署名") in found.issuers
    assert found.body[0].text == "各乡镇水务站："
    assert 'class="align-right"' in found.body[-1].html


def test_merged_cells_of_a_docx_stay_merged(tmp_path: Path) -> None:
    tables = [b for b in read_docx(put(tmp_path, office.red_headed())).blocks if b.is_table]
    assert len(tables) == 1
    assert 'rowspan="2"' in tables[0].html and 'colspan="2"' in tables[0].html


def test_deleted_and_hidden_text_of_a_docx_does_not_surface(tmp_path: Path) -> None:
    text = "".join(b.text for b in read_docx(put(tmp_path, office.with_traces())).blocks)
    assert "请提前储水。" in text
    assert "内部原因" not in text and "隐藏的批语" not in text


def test_lines_of_a_pdf_become_paragraphs_and_page_numbers_go(tmp_path: Path) -> None:
    found = guess(read_pdf(put(tmp_path, office.paper())), name="x", today=TODAY)
    assert found.title.value == "云溪县水务局2023年工作总结"
    texts = [block.text for block in found.body if not block.is_table]
    assert texts[0].startswith("2023年，全局上下") and texts[0].endswith("提高两个百分点。")
    assert texts[1:] == ["下一步将继续推进管网更新。", "云溪县水务局", "2023年12月28日"]
    assert found.made_on and found.made_on[0] == dt.date(2023, 12, 28)


def test_table_of_a_pdf_goes_on_over_the_page(tmp_path: Path) -> None:
    tables = [block for block in read_pdf(put(tmp_path, office.paper())).blocks if block.is_table]
    assert [table.text.splitlines() for table in tables] == [
        ["乡镇\t公里", "青石镇\t12", "白河乡\t8", "合计\t20"]
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (builders.locked_pdf, "打开密码"),
        (office.scan, "扫描件"),
        (lambda: b"%PDF-1.7\n" + b"garbage" * 50, "损坏"),
    ],
)
def test_pdf_that_cannot_be_read_is_refused_with_the_way_out(
    tmp_path: Path, content, words: str
) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PageRefused, match=words):
        read_apart("pdf", put(tmp_path, content()))


def test_reader_apart_gives_what_the_reader_gives(tmp_path: Path) -> None:
    path = put(tmp_path, office.red_headed())
    assert read_apart("docx", path) == read_docx(path)


def test_reader_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(PageRefused, match="超过 0 秒"):
        read_apart("pdf", put(tmp_path, office.paper(pages=60)), seconds=0)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@given(cut=st.integers(0, 4000), noise=st.binary(max_size=40))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_damaged_files_give_a_page_or_a_refusal(
    tmp_path: Path, kind: str, cut: int, noise: bytes
) -> None:
    whole = office.paper() if kind == "pdf" else office.red_headed()
    path = put(tmp_path, whole[:cut] + noise + whole[cut + len(noise) :])
    try:
        page = read_pdf(path) if kind == "pdf" else read_docx(path)
        guess(page, name="x", today=TODAY)
    except PageRefused as refusal:
        assert refusal.reason
