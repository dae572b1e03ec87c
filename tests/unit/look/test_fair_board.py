"""The fair board measures every unit on one scale and flatters nobody."""

from __future__ import annotations

from mingtang.look import fair_board


def row(**more: object) -> dict[str, object]:
    return {"unit": "县教育局", "on_time": 9, "total": 10, "median_days": 7} | more


def test_all_rows_share_one_day_scale():
    board = fair_board.build([row(median_days=7), row(median_days=18)])
    assert board.top_days == 20
    assert [item.days_at for item in board.rows] == [35.0, 90.0]


def test_a_unit_without_cases_has_no_share():
    only = fair_board.build([row(on_time=0, total=0, median_days=None)]).rows[0]
    assert only.share is None
    assert only.share_text == "没有件"


def test_one_late_case_in_a_thousand_is_not_a_hundred_percent():
    assert fair_board.build([row(on_time=999, total=1000)]).rows[0].share_text == "99%"


def test_rows_keep_the_order_they_are_given():
    board = fair_board.build([row(unit="乙", on_time=1), row(unit="甲", on_time=10)])
    assert [item.unit for item in board.rows] == ["乙", "甲"]
