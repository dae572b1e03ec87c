"""Searching the register: words, filters, order, hostile input; the same on either database."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.register.services import revise, set_validity, withdraw
from mingtang.search import engines
from mingtang.search.index import out_of_step, rebuild
from mingtang.search.queries import CAP, Filters, find
from mingtang.search.units import units_named
from tests.spine import CHINA, NOW, make_publication, make_section, make_unit
from tests.web.portal_data import SYSTEM, entry_with_file, public_entry

pytestmark = pytest.mark.django_db


def titles(query: str, filters: Filters | None = None, **options: Any) -> list[str]:
    found = find(query, filters or Filters(), 1, **options)
    return [hit.entry.title for hit in found.hits]


def test_every_entry_with_all_words_is_found() -> None:
    for number in range(3):
        public_entry(str(number), title=f"农村供水第{number}号方案")
    public_entry("other", title="城市道路方案")
    assert len(titles("农村供水")) == 3
    assert titles("农村 道路") == []


def test_a_hit_in_the_title_comes_before_a_newer_one_in_the_text() -> None:
    public_entry("old", title="畜禽养殖管理办法", at=datetime(2024, 1, 5, 9, tzinfo=CHINA))
    public_entry("new", title="年度工作总结", body_html="<p>加强畜禽养殖管理。</p>")
    assert titles("畜禽养殖") == ["畜禽养殖管理办法", "年度工作总结"]


def test_newest_first_among_equals() -> None:
    for year in (2024, 2026, 2025):
        at = datetime(year, 3, 1, 9, tzinfo=CHINA)
        public_entry(str(year), title=f"供暖通知{year}", at=at)
    assert titles("供暖") == ["供暖通知2026", "供暖通知2025", "供暖通知2024"]


@pytest.mark.parametrize(
    "typed", ["云政办发〔2026〕18号", "云政办发[2026]18号", " 云政办发〔2026〕18号 "]
)
def test_the_document_with_the_number_asked_for_comes_first(typed: str) -> None:
    public_entry(
        "a", title="供水方案", doc_number="云政办发〔2026〕18号", at=NOW.replace(year=2025)
    )
    public_entry("b", title="关于落实云政办发〔2026〕18号的通知")
    assert titles(typed)[0] == "供水方案"


@pytest.mark.parametrize(
    "typed",
    ["2019\u2009年", "2019\u202f年", "做好\u20092019\u202f年防汛", "云政\u200b发〔2019\u2060〕5号"],
)
def test_spaces_of_typesetting_that_copying_takes_along_are_ignored(typed: str) -> None:
    public_entry("a", title="做好2019年防汛工作", doc_number="云政发〔2019〕5号")
    found = find(typed, Filters(), 1)
    assert [hit.entry.title for hit in found.hits] == ["做好2019年防汛工作"]
    assert found.query == "".join(char for char in typed if char.isprintable())
    assert titles("防汛\u2009道路") == []


def test_an_index_number_finds_its_entry() -> None:
    entry = public_entry()
    assert titles(entry.index_number) == [entry.title]
    assert titles(entry.index_number.lower()) == [entry.title]


def test_text_of_attachments_is_found() -> None:
    entry = entry_with_file("品种,数量\n猕猴桃,12\n".encode())
    assert titles("猕猴桃") == [entry.title]


def test_one_character_finds_it() -> None:
    public_entry(title="饮用水管理")
    assert titles("水") == ["饮用水管理"]


HOSTILE = [
    '"', '""', "*", "NEAR", "NEAR(供水 管理, 2)", "供水*", 'title:"供水"', "-供水", "^供水",
    "a OR b", "'; DROP TABLE search_index; --", "\\", "%", "_", "(((", "😀", "供水😀", "\x00",
    "供水\x00", "！", "\u202e供水", "𠮷", "ﷺ", "ก็", " ", "&", "|", "!", "<->", "a:*",
    "供" * 10_000, "x" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_safe(query: str) -> None:
    public_entry(title="供水管理")
    found = find(query, Filters(), 1)
    assert found.total in (0, 1)
    assert len(found.query) <= 200


def test_operators_are_words_and_nothing_else() -> None:
    public_entry("1", title="NEAR 系统")
    public_entry("2", title="其他")
    assert titles("near") == ["NEAR 系统"]
    assert titles("供水 OR 其他") == []


def test_rare_characters_are_found_on_either_engine() -> None:
    public_entry("1", title="𠮷田村和𫍯村的公告")
    assert titles("𠮷田") == ["𠮷田村和𫍯村的公告"]
    assert titles("𫍯") == ["𠮷田村和𫍯村的公告"]


def test_a_query_too_long_is_cut_and_says_so() -> None:
    assert find("水" * 201, Filters(), 1).cut
    assert not find("水" * 200, Filters(), 1).cut


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=60))
def test_any_text_is_a_valid_query(text: str) -> None:
    find(text, Filters(year="2026"), 1)


def test_an_empty_query_lists_what_the_filters_leave() -> None:
    public_entry()
    assert titles("") == []
    assert len(titles("", Filters(year="2026"))) == 1
    assert titles("", Filters(year="2025")) == []


def test_each_filter_narrows() -> None:
    water, school = make_unit("云溪县水务局", 1), make_unit("云溪县教育局", 2)
    news = make_section("dongtai")
    public_entry("1", water, title="供水甲", genre="notice", subject_class="06")
    public_entry(
        "2", school, title="供水乙", genre="news", subject_class="11", home_id=news.pk,
        at=datetime(2024, 5, 6, 9, tzinfo=CHINA), made_on=date(2024, 5, 6),
    )  # fmt: skip
    repealed = public_entry("3", school, title="供水丙")
    set_validity(
        repealed, validity="repealed", on=date(2026, 11, 20), by=SYSTEM, at=NOW, reason="不再适用"
    )
    assert titles("供水", Filters(unit=str(water.pk))) == ["供水甲"]
    assert titles("供水", Filters(genre="news")) == ["供水乙"]
    assert titles("供水", Filters(year="2024")) == ["供水乙"]
    assert titles("供水", Filters(subject="06")) == ["供水甲"]
    assert titles("供水", Filters(validity="repealed")) == ["供水丙"]
    assert titles("供水", Filters(section="dongtai")) == ["供水乙"]
    assert titles("供水", Filters(section="没有")) == []


def test_facets_count_the_hits() -> None:
    water, school = make_unit("云溪县水务局", 1), make_unit("云溪县教育局", 2)
    for number in range(3):
        public_entry(str(number), water, title=f"供水{number}")
    public_entry("s", school, title="供水学校", genre="news")
    facets = find("供水", Filters(), 1).facets
    assert [(each.label, each.count) for each in facets["unit"]] == [
        ("云溪县水务局", 3),
        ("云溪县教育局", 1),
    ]
    assert {(each.value, each.count) for each in facets["genre"]} == {("notice", 3), ("news", 1)}


def test_filters_that_cannot_be_are_left_out() -> None:
    given = {"unit": "1;drop", "year": "99999", "genre": "x", "subject": "99", "validity": "y"}
    assert Filters.read(given) == Filters()


def test_pages_do_not_repeat_and_stay_in_range() -> None:
    for number in range(5):
        public_entry(str(number), title=f"供水{number}")
    first, second = find("供水", Filters(), 1, size=3), find("供水", Filters(), 2, size=3)
    seen = [hit.entry.pk for hit in (*first.hits, *second.hits)]
    assert len(set(seen)) == 5
    assert find("供水", Filters(), 10**9, size=3).page == 2
    assert first.total == 5 <= CAP


def test_words_found_are_marked() -> None:
    public_entry(title="供水管理办法", body_html="<p>为保障供水，制定本办法。</p>")
    hit = find("供水", Filters(), 1).hits[0]
    assert ("供水", True) in hit.title
    assert ("供水", True) in hit.extract
    assert "".join(text for text, _ in hit.title) == "供水管理办法"


def test_a_revision_replaces_the_old_words() -> None:
    entry = public_entry(title="供水管理办法")
    fresh = make_publication(entry.unit, "1", title="燃气管理办法")
    revise(entry, fresh, by=SYSTEM, at=NOW)
    assert titles("供水") == []
    assert titles("燃气") == ["燃气管理办法"]


def test_withdrawal_takes_it_out_of_the_index_itself() -> None:
    entry = public_entry(title="供水管理办法")
    withdraw(entry, by=SYSTEM, at=NOW, reason="内容有误")
    assert entry.pk not in engines.indexed_ids(connection)
    assert titles("供水") == []


def test_the_index_is_undone_with_the_act() -> None:
    def publish_and_fail() -> None:
        with transaction.atomic():
            public_entry(title="供水管理办法")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert engines.indexed_ids(connection) == set()


def test_rebuilding_finds_the_same_and_mends_a_broken_index() -> None:
    kept, gone = public_entry("1", title="供水一"), public_entry("2", title="供水二")
    engines.remove(connection, kept.pk)
    engines.put(connection, 99_999, title=["x"], everything=["x"])
    assert out_of_step() == (1, 1)
    assert rebuild() == 2
    assert out_of_step() == (0, 0)
    assert set(titles("供水")) == {kept.title, gone.title}


def test_queries_are_few(django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        public_entry(str(number), title=f"供水{number}")
    with django_assert_max_num_queries(6):
        find("供水", Filters(), 1)


@pytest.mark.parametrize("query", ["b", "<b>&", "B", "1", " 2 ", "(0)"])
def test_one_letter_or_figure_does_not_find_index_numbers(query: str) -> None:
    entry = public_entry(title="饮用水管理")
    assert set("B012") <= set(entry.index_number), "all of them stand in it"
    assert titles(query) == []


def test_one_letter_is_found_in_a_title() -> None:
    public_entry("1", title="B超检查公告")
    public_entry("2", title="饮用水管理")
    assert titles("b") == ["B超检查公告"]


def test_since_leaves_what_was_published_on_that_day_or_later() -> None:
    public_entry("1", title="旧", at=NOW.replace(day=1))
    public_entry("2", title="新", at=NOW)
    found = Filters.read({"since": NOW.date().isoformat()})
    assert titles("", found) == ["新"]
    for nonsense in ("20261101", "2026-02-30", "x", "2026-1-1"):
        assert Filters.read({"since": nonsense}).since == ""


# --- units ---------------------------------------------------------------------------------------


def named(query: str) -> list[str]:
    return [unit.name for unit in units_named(query, NOW.date())]


@pytest.fixture
def _units() -> None:
    for number, (name, short) in enumerate(
        (
            ("云溪县人民政府", "县政府"),
            ("云溪县人民政府办公室", "县政府办"),
            ("云溪县教育局", "县教育局"),
            ("云溪县水务局", "县水务局"),
            ("云溪县财政局", "县财政局"),
        ),
        1,
    ):
        make_unit(name, number, short_name=short)


@pytest.mark.usefixtures("_units")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("教育局", ["云溪县教育局"]),
        ("教育局电话", ["云溪县教育局"]),
        ("县教育局 地址", ["云溪县教育局"]),
        ("云溪县教育局联系方式", ["云溪县教育局"]),
        ("教育局的电话是多少？", ["云溪县教育局"]),
        ("教育", ["云溪县教育局"]),
        ("县政府办电话", ["云溪县人民政府办公室"]),
        ("云溪县人民政府办公室", ["云溪县人民政府办公室"]),
        ("教育局 水务局", ["云溪县教育局", "云溪县水务局"]),
        ("局", []),
        ("云溪县", []),
        ("电话", []),
        ("供水", []),
        ("政府工作报告", []),
        ("云溪县教育局关于做好2026年义务教育学校招生入学工作的通知", []),
    ],
)
def test_a_query_for_a_unit_names_it(query: str, expected: list[str]) -> None:
    assert named(query) == expected


def test_a_unit_that_has_ended_is_not_named() -> None:
    make_unit("云溪县扶贫办", 1, ended_on=NOW.date())
    assert named("扶贫办") == []
