"""What is in a text is found by a query, by dictionary or by pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.text import segment
from mingtang.text.segment import DictionaryCutter, PairCutter, Segmenter

SEGMENTERS = {"pairs": Segmenter(PairCutter()), "dictionary": Segmenter(DictionaryCutter())}
TEXT = "洪泽区人民政府办公室关于印发《行政规范性文件管理办法》的通知（GB/T 9704-2012）"
both = pytest.mark.parametrize("segmenter", SEGMENTERS.values(), ids=SEGMENTERS.keys())


@both
@pytest.mark.parametrize(
    "query",
    [
        "人民政府",
        "政府",
        "规范性文件",
        "管理办法",
        "府",
        "ＧＢ",
        "9704",
        "gb/t 9704",
        "区人民",
        "通知",
    ],
)
def test_what_stands_in_the_text_is_found(segmenter: Segmenter, query: str) -> None:
    assert segmenter.query_words(query)
    assert set(segmenter.query_words(query)) <= set(segmenter.words(TEXT))


@both
def test_what_does_not_stand_there_is_not_found(segmenter: Segmenter) -> None:
    for query in ("教育", "镇政府", "GB 9705"):
        assert not set(segmenter.query_words(query)) <= set(segmenter.words(TEXT))


@pytest.mark.parametrize("name", SEGMENTERS)
@given(text=st.text(alphabet=TEXT + "民政府办市长江大桥", max_size=40), data=st.data())
def test_any_stretch_of_chinese_text_is_found(name: str, text: str, data: st.DataObject) -> None:
    segmenter = SEGMENTERS[name]
    chinese = "".join(c for c in text if "\u4e00" <= c <= "\u9fff")
    if chinese:
        start = data.draw(st.integers(0, len(chinese) - 1))
        end = data.draw(st.integers(start + 1, len(chinese)))
        assert set(segmenter.query_words(chinese[start:end])) <= set(segmenter.words(chinese))


def test_a_taught_name_is_one_word_of_the_query_and_changes_the_fingerprint() -> None:
    segmenter = Segmenter(DictionaryCutter())
    before = segmenter.fingerprint
    assert "洪泽区" not in segmenter.query_words("洪泽区")
    segmenter.add_words(["洪泽区", "老子山镇人民政府"])
    assert segmenter.query_words("洪泽区") == ["洪泽区"]
    assert "洪泽区" in segmenter.words(TEXT)
    assert segmenter.fingerprint != before


def test_a_query_is_limited_and_without_repetition() -> None:
    assert len(segment.query_words("政府" * 5000, limit=16)) <= 16
    assert segment.query_words("政府 政府") == ["政府"]


def test_long_runs_are_cut() -> None:
    assert all(len(word) <= segment.MAX_RUN for word in segment.words("a1" * 500))


@given(st.text())
def test_no_string_breaks_the_segmenter(text: str) -> None:
    for segmenter in SEGMENTERS.values():
        assert all(segmenter.words(text))
        assert all(segmenter.query_words(text))


@pytest.mark.parametrize("query", ['"', "*", "NEAR(", "😀", "", "a" * 10_000, "' OR 1=1 --"])
def test_hostile_queries_give_plain_words(query: str) -> None:
    assert all(word.isalnum() for word in segment.query_words(query))


def test_snippet_shows_the_hits() -> None:
    text = "前言。" * 100 + "本办法所称政务公开，是指。" + "后语。" * 100
    parts = segment.snippet(text, "政务公开", 40)
    assert [fragment for fragment, hit in parts if hit] == ["政务公开"]
    assert parts[0] == ("…", False) and parts[-1] == ("…", False)
    assert "".join(f for f, _ in parts).strip("…") in text


def test_snippet_marks_full_width_forms_in_their_own_place() -> None:
    parts = segment.snippet("依据ＧＢ９７０４印发", "gb9704", 40)
    assert parts == [("依据", False), ("ＧＢ９７０４", True), ("印发", False)]


@given(st.text(max_size=200), st.text(max_size=10), st.integers(-5, 60))
def test_snippet_never_invents_text(text: str, query: str, width: int) -> None:
    parts = segment.snippet(text, query, width)
    joined = "".join(f for f, _ in parts)
    assert joined.removeprefix("…").removesuffix("…") in text or joined in text
