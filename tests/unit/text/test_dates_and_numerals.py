"""Dates read strictly, and Chinese numerals both ways."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.text import dates, numerals

DAY = dt.date(2019, 4, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "2019年4月1日",
        "2019年04月01日",
        "２０１９年４月１日",
        "2019 年 4 月 1 日",
        "2019-04-01",
        "2019－4－1",
        "2019/4/1",
        "2019.4.1",
        "20190401",
        "二〇一九年四月一日",
        "二○一九年四月一日",
        "2019-04-01 08:30",
        "2019-04-01T08:30:00+08:00",
        "2019年4月1日 08:30",
    ],
)
def test_usual_forms_are_read(typed: str) -> None:
    assert dates.parse_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "未填写"),
        ("2019年2月30日", "只有1日至28日"),
        ("2020-02-30", "只有1日至29日"),
        ("2019-13-01", "没有13月"),
        ("19年4月1日", "四位"),
        ("一九年四月一日", "四位"),
        ("0019-04-01", "不合理"),
        ("二〇一九年二月三十日", "不存在"),
        ("四月一日", "不是可识别的日期"),
        ("2019-04/01", "不是可识别的日期"),
        ("2019-04-01x", "不是可识别的日期"),
    ],
)
def test_impossible_dates_are_refused_with_the_reason(typed: str, said: str) -> None:
    assert said in (dates.date_fault(typed) or "")


def test_limits_are_inclusive() -> None:
    assert dates.date_fault("2019-04-01", earliest=DAY, latest=DAY) is None
    assert "晚于" in (dates.date_fault("2019-04-02", latest=DAY) or "")
    assert "早于" in (dates.date_fault("2019-03-31", earliest=DAY) or "")


def test_dates_are_found_where_they_stand() -> None:
    text = (
        "（二〇一九年四月一日印发）自2019年5月15日起施行，2019年2月30日无效，"
        "见2019-06-01。版本1.2019.4.1.2"
    )
    found = dates.find_dates(text)
    assert [f.date for f in found] == [DAY, dt.date(2019, 5, 15), dt.date(2019, 6, 1)]
    assert all(text[f.start : f.end] == f.text for f in found)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_is_read_back_from_both_forms(day: dt.date) -> None:
    assert dates.parse_date(dates.format_date(day)) == day
    assert dates.parse_date(day.isoformat()) == day
    chinese = (
        f"{numerals.year_to_chinese(day.year)}年{numerals.int_to_chinese(day.month)}月"
        f"{numerals.int_to_chinese(day.day)}日"
    )
    assert dates.parse_date(chinese) == day


@given(st.text() | st.text(alphabet="0123456789年月日-/.〇一二三十 :T", max_size=24))
def test_no_string_breaks_a_date_parser(text: str) -> None:
    dates.date_fault(text)
    dates.find_dates(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十九", 19),
        ("二十", 20),
        ("廿一", 21),
        ("卅", 30),
        ("一百零五", 105),
        ("两千", 2000),
        ("一万零一十", 10010),
        ("壹佰贰拾叁", 123),
        ("二〇一九", 2019),
        ("三亿五千万", 350000000),
        ("〇", 0),
    ],
)
def test_numerals_are_read(text: str, value: int) -> None:
    assert numerals.chinese_to_int(text) == value


@pytest.mark.parametrize("text", ["", "百", "十百", "万", "一二十", "甲", "一百百", "3"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    assert numerals.chinese_to_int(text) is None


@given(st.integers(0, 10**12 - 1))
def test_numerals_go_both_ways(number: int) -> None:
    assert numerals.chinese_to_int(numerals.int_to_chinese(number)) == number


@given(st.text() | st.text(alphabet=numerals.NUMERAL_CHARACTERS, max_size=12))
def test_no_string_breaks_the_numeral_reader(text: str) -> None:
    value = numerals.chinese_to_int(text)
    assert value is None or value >= 0
