"""An officer chooses passages by words, by a search, or takes what is proposed."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from mingtang.files import redact
from mingtang.files.redact import Box, Passage
from mingtang.files.refusal import FileRefused
from tests.samples import SAMPLES
from tests.unit.files import builders
from tests.unit.files.redact import checks, pages

ID_NUMBER = builders.ID_NUMBER


def letter(*lines: str) -> bytes:
    """A Chinese letter, one string a line."""
    pdf = pikepdf.new()
    text = "".join(lines)
    font, code = pages.chinese_font(pdf, text)
    drawn, at = [], 0
    for number, line in enumerate(lines):
        part = code[4 * at : 4 * (at + len(line))]
        drawn.append(f"BT /C 14 Tf 40 {240 - 20 * number} Td <{part}> Tj ET")
        at += len(line)
    return pages.written(pages.new("\n".join(drawn).encode(), fonts={"/C": font}, pdf=pdf))


def test_words_are_cut_by_the_dictionary_and_stand_where_they_are_drawn():
    (page,) = redact.words_of(letter("申请人要求公开信息", "Tel 12345"))
    assert (page.page, page.width, page.height) == (1, 400, 300)
    assert [word.text for word in page.words][:3] == ["申请人", "要求", "公开"]
    first, *_, last = page.words
    assert (first.box.x0, round(first.box.x1)) == (40, 82)
    assert 45 < first.box.top < first.box.bottom < 65
    assert last.text == "12345"


def test_a_search_finds_every_place_whatever_the_width_of_its_signs():
    content = letter("张三的电话：１２３", "张 三电话:123")
    assert len(redact.find(content, "张三")) == 2
    assert len(redact.find(content, "电话:123")) == 2
    assert redact.find(content, "李四") == []


def test_a_search_runs_across_the_end_of_a_line_and_gives_one_passage_a_line():
    found = redact.find(letter("申请人住幸福路", "八号院"), "幸福路八号", ground="X16b")
    assert [each.ground for each in found] == ["X16b", "X16b"]
    assert found[0].box.bottom <= found[1].box.top + 1
    assert found[1].box.x0 == 40


def test_a_search_on_a_turned_page_finds_the_place_as_it_is_shown():
    upright, turned = (redact.find(pages.plain(turn=n), pages.SECRET)[0].box for n in (0, 90))
    assert turned.x1 - turned.x0 == pytest.approx(upright.bottom - upright.top)
    assert turned.x0 == pytest.approx(300 - upright.bottom)
    assert turned.top == pytest.approx(upright.x0)


def test_personal_data_is_proposed_with_its_kind_and_goes_when_accepted():
    content = letter(
        "申请人身份证号" + ID_NUMBER[:10],
        ID_NUMBER[10:] + "，手机13812345678，",
        "家住幸福路8号院2号楼3单元401室。办公电话公开",
    )
    proposed = redact.suggest(content)
    reasons = "".join(each.why for each in proposed)
    for kind in ("公民身份号码", "手机号码", "住址"):
        assert kind in reasons
    assert {each.ground for each in proposed} == {"X15"}
    result = redact.redact_pdf(content, proposed)
    assert result.report.rasterised_pages == ()
    for text in checks.texts(result.content).values():
        assert "13812345678" not in text
        assert ID_NUMBER[:10] not in text
        assert "401" not in text
        assert "申请人身份证号" in text
        assert "办公电话公开" in text
    assert redact.suggest(result.content) == []


def test_the_page_for_the_screen_has_the_size_of_the_page():
    content = redact.page_png(pages.plain(turn=90), 1, dpi=144)
    with Image.open(io.BytesIO(content)) as shown:
        assert (shown.format, shown.size) == ("PNG", (600, 800))


def test_the_index_of_what_was_withheld_says_where_why_and_how_long_but_not_what():
    found = redact.find(pages.plain(), pages.SECRET)
    result = redact.redact_pdf(pages.plain(), [Passage(1, Box(60, 150, 100, 160), "X16a"), *found])
    first, second = redact.withheld_index(result)
    assert (first.page, first.ground, first.length) == (1, "X15", len(pages.SECRET))
    assert (first.article, second.article) == ("第十五条", "第十六条第一款")
    assert second.length == 0
    assert pages.SECRET not in repr((first, second))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (builders.locked_pdf(), "encrypted"),
        (b"%PDF-1.7\n" + b"\0" * 500, "damaged"),
        (pages.written(pikepdf.new()), "empty"),
    ],
)
def test_a_locked_a_broken_and_an_empty_file_are_refused_in_chinese(content, code):
    with pytest.raises(FileRefused) as refused:
        redact.redact_pdf(content, [Passage(1, Box(0, 0, 9, 9), "X15")])
    assert refused.value.code == code
    assert any("\u4e00" <= each <= "\u9fff" for each in refused.value.text_zh)


@pytest.mark.parametrize(
    ("passage", "code"),
    [
        (Passage(2, Box(0, 0, 9, 9), "X15"), "no_such_page"),
        (Passage(1, Box(500, 0, 509, 9), "X15"), "outside_page"),
        (Passage(1, Box(0, 0, 9, 9), "secret"), "unknown_ground"),
    ],
)
def test_a_passage_that_is_nowhere_or_without_a_ground_is_refused(passage, code):
    with pytest.raises(FileRefused) as refused:
        redact.redact_pdf(pages.plain(), [passage])
    assert refused.value.code == code


def test_a_file_that_had_to_be_mended_is_redacted_all_the_same():
    content = pages.plain()
    broken = content[: content.rfind(b"startxref")]
    result = redact.redact_pdf(broken, redact.find(broken, pages.SECRET))
    assert not checks.mentions(result.content, pages.SECRET)
    assert "before" in checks.texts(result.content)["pypdf"]


def test_files_above_the_limits_are_refused():
    limits = redact.RedactionLimits(max_pages=2, max_passages=1)
    pdf = pages.new(b"")
    for _ in range(2):
        pages.new(b"", pdf=pdf)
    passage = Passage(1, Box(0, 0, 9, 9), "X15")
    for passages, code in (([passage], "too_large"), ([passage, passage], "too_many")):
        with pytest.raises(FileRefused) as refused:
            redact.redact_pdf(pages.written(pdf), passages, limits=limits)
        assert refused.value.code == code


def test_a_box_needs_a_size():
    with pytest.raises(ValueError, match="width"):
        Box(5, 5, 5, 9)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not on this machine")
@pytest.mark.parametrize("word", ["政府信息", "公开", "2023"])
def test_a_published_report_loses_a_word_everywhere_and_keeps_the_rest(word):
    path = SAMPLES / "hongze-2023.pdf"
    passages = redact.find(path, word)
    result = redact.redact_pdf(path, passages)
    assert result.report.rasterised_pages == ()
    before, after = checks.texts(path.read_bytes()), checks.texts(result.content)
    for name in before:
        assert word not in after[name], name
        expected = len(before[name]) - len(word) * before[name].count(word)
        labels = 3 * len(passages)
        assert abs(len(after[name]) - expected) <= labels
    assert len(result.content) <= 1.5 * path.stat().st_size
    # A sign that is set into the space of its neighbour goes with it.
    same = checks.looks_the_same_elsewhere(path.read_bytes(), result.content, passages, 16)
    assert same
