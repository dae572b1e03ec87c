"""The published documents that lie beside the project, where they do: what is read out of each.

Made-up ones of the same kinds are read everywhere: test_office, test_plain, test_sites.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mingtang.text.pages.apart import read_apart
from mingtang.text.pages.decode import decode_page
from mingtang.text.pages.guess import Guessed, guess
from mingtang.text.pages.html import read_html
from mingtang.text.pages.plain import read_plain
from tests.samples import SAMPLES

CHROME = ("扫一扫", "打印", "浏览量", "文字大小", "背景色", "当前位置", "字体大小", "文件下载")
RESIDUE = ("标签:", "3028187", "GitHub", "||")


@pytest.fixture
def samples() -> Path:
    if not SAMPLES.is_dir():
        pytest.skip("the sample reports are not beside the project")
    return SAMPLES


def read(samples: Path, start: str) -> Guessed:
    path = next(each for each in sorted(samples.iterdir()) if each.name.startswith(start))
    if path.suffix == ".pdf":
        page = read_apart("pdf", path)
    else:
        text = decode_page(path.read_bytes())
        page = read_html(text) if path.suffix == ".html" else read_plain(text)
    return guess(page, name=path.stem, today=dt.date(2026, 11, 20))


@pytest.mark.parametrize(
    ("start", "title", "genre", "made_on", "published_on", "tables"),
    [
        ("000", "永顺县2014年政务公开工作总结", "other", "2015-01-02", "2015-01-02", 0),
        ("001", "001_aaf83956059972e6", "other", "", "", 0),
        (
            "002",
            "叶集区2016年度政府信息公开工作年度报告",
            "annual_report",
            "2017-03-24",
            "2017-03-24",
            0,
        ),
        ("003", "总结x镇政务公开工作总结范文实用(精选5篇)", "other", "", "", 0),
        ("004", "2019年长兴县政府信息公开年度工作报告", "annual_report", "2020-01-19", "", 0),
        ("suqian", "宿迁市2023年政府信息公开工作年度报告", "annual_report", "", "", 3),
        (
            "hongze-2023.pdf",
            "洪泽区人民政府2023年政府信息公开工作年度报告",
            "annual_report",
            "",
            "",
            3,
        ),
        (
            "hongze-2023.txt",
            "洪泽区人民政府2023年政府信息公开工作年度报告",
            "annual_report",
            "",
            "",
            0,
        ),
        ("shanghai", "2024年上海市科委政府信息公开工作年度报告", "annual_report", "", "", 6),
    ],
)
def test_what_is_found_in_each_sample(
    samples: Path,
    start: str,
    title: str,
    genre: str,
    made_on: str,
    published_on: str,
    tables: int,
) -> None:
    found = read(samples, start)
    assert (found.title.value, found.genre.value) == (title, genre)
    assert (found.made_on[0].isoformat() if found.made_on else "") == made_on
    assert (found.published_on[0].isoformat() if found.published_on else "") == published_on
    assert found.number is None  # each cites numbers, none has one
    assert sum(block.is_table for block in found.body) == tables
    assert [word for word in CHROME + RESIDUE if word in found.body_html] == []


@pytest.mark.parametrize(
    ("start", "issuer"),
    [("000", "永顺县人民政府"), ("004", "长兴县人民政府"), ("hongze", "洪泽区人民政府")],
)
def test_issuer_is_among_what_names_one(samples: Path, start: str, issuer: str) -> None:
    assert any(issuer in text for text, _ in read(samples, start).issuers)


def test_collected_page_is_not_split_and_says_where_its_five_parts_begin(samples: Path) -> None:
    found = read(samples, "003")
    remark = next(text for text in found.remarks if "多篇" in text)
    assert [f"第{each}篇" in remark for each in "一二三四五"] == [True] * 5


def test_sections_whose_tables_were_lost_are_named(samples: Path) -> None:
    remark = next(text for text in read(samples, "004").remarks if "之下没有内容" in text)
    assert [f"“{each}、" in remark for each in "二三四"] == [True] * 3


def test_tables_of_a_pdf_are_whole_across_its_pages(samples: Path) -> None:
    tables = [block for block in read(samples, "hongze-2023.pdf").body if block.is_table]
    rows = [block.text.splitlines() for block in tables]
    assert rows[0][0] == "第二十条第（一）项"
    assert rows[0][-1].split("\t") == ["行政事业性收费", "7730.28"]
    totals = next(row for row in rows[1] if "（七）总计" in row).split("\t")
    assert [cell for cell in totals if cell.isdigit()] == ["21", "0", "0", "0", "0", "0", "21"]
    assert rows[2][-1].replace("	", " ") == "10 1 0 0 0 0 0 0 0 0 5 0 0 0 0"
    assert 'rowspan="12"' in tables[1].html


def test_lines_broken_at_the_margin_are_paragraphs_again(samples: Path) -> None:
    for start in ("hongze-2023.pdf", "hongze-2023.txt", "shanghai"):
        texts = [block.text for block in read(samples, start).body if not block.is_table]
        assert any(len(text) > 150 for text in texts)
        assert not any(text.strip(" -").isdigit() for text in texts)


def test_tables_that_were_broken_stay_as_text_and_are_remarked_upon(samples: Path) -> None:
    found = read(samples, "shanghai")
    assert any("表格残缺不全" in text for text in found.remarks)
    assert any(block.text.startswith("| 1.属于国家秘密") for block in found.body)
