"""Every instrument of law that a limit cites has an English name, and so has its article."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.counting import ROLL_BASIS
from mingtang.statute.due import due
from mingtang.statute.festivals import FESTIVALS_EN, festival_en
from mingtang.statute.instruments import (
    INSTRUMENTS_EN,
    NoEnglishName,
    article_en,
    basis_en,
    instrument_en,
)
from mingtang.statute.limits import TimeLimit, all_limits

HAN = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("limit", all_limits(), ids=lambda limit: limit.code)
def test_every_limit_cites_its_source_in_english(limit: TimeLimit) -> None:
    name, article = instrument_en(limit.instrument), article_en(limit.article)
    assert name and not HAN.search(name + article)
    assert basis_en(limit.basis).startswith(name)


def test_the_table_names_no_instrument_that_nothing_cites() -> None:
    cited = {limit.instrument for limit in all_limits()}
    assert {name for name in INSTRUMENTS_EN if name not in cited} == {"《民事诉讼法》"}


@pytest.mark.parametrize(
    ("article", "english"),
    [
        ("第三十三条第二款", "art. 33(2)"),
        ("第十条", "art. 10"),
        ("第十八条", "art. 18"),
        ("第二十条", "art. 20"),
        ("第五十六条至第六十条、第八十八条", "art. 56–art. 60, art. 88"),
        ("第三十二条第四项、第八十二条", "art. 32(4), art. 82"),
        ("第一百零二条", "art. 102"),
        ("第一百一十条", "art. 110"),
        ("—", ""),
    ],
)
def test_articles_are_numbered_as_in_english(article: str, english: str) -> None:
    assert article_en(article) == english


def test_what_has_no_english_name_is_refused_or_left_as_it_was_typed() -> None:
    with pytest.raises(NoEnglishName):
        instrument_en("《没有的条例》")
    with pytest.raises(NoEnglishName):
        article_en("某个部分")
    assert basis_en("当面说的") == "当面说的"
    assert basis_en("《没有的条例》第三条") == "《没有的条例》第三条"


def test_holiday_notices_and_the_roll_are_cited_in_english() -> None:
    assert basis_en("国办发明电〔2025〕7号") == "Guobanfa Mingdian [2025] No. 7"
    assert basis_en(ROLL_BASIS) == "Civil Procedure Law, art. 85"


def test_every_festival_of_the_shipped_notices_has_an_english_name() -> None:
    notices = china_calendar().notices.values()
    names = {each.name for notice in notices for each in notice.festivals}
    assert [name for name in names if HAN.search(festival_en(name))] == []
    assert festival_en("国庆节、中秋节") == "National Day and Mid-Autumn Festival"
    assert all(FESTIVALS_EN.values())


@pytest.mark.parametrize("code", ["foi.reply", "foi.publish", "review.apply"])
def test_the_english_explanation_has_no_chinese_word(code: str) -> None:
    text = due(code, date(2026, 9, 28)).as_text("en")
    assert not HAN.search(text)
    assert "State Council" in text or "Law" in text
