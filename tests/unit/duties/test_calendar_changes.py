"""A holiday notice comes late, is corrected or taken back: every running date follows."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from mingtang.duties import services
from mingtang.duties.law import current_calendar
from mingtang.duties.models import CardGiven, Duty, HolidayNotice
from mingtang.duties.notices import enter_notice, follow_calendar, recompute, remove_notice
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry
from mingtang.statute.notice_file import NoticeFileError
from mingtang.statute.violations import RuleViolation
from tests.spine import NOW, TODAY
from tests.unit.duties.clockwork import OFFICE, open_one

pytestmark = pytest.mark.django_db
NUMBER = "国办发明电〔2026〕9号"
LINES = "元旦 01-01/01-03\n春节 02-05/02-13 +02-20"


def enter(lines: str = LINES, **changes: Any) -> tuple[HolidayNotice, int]:
    given = {"year": 2027, "number": NUMBER, "by": OFFICE, "at": NOW, "today": TODAY} | changes
    return enter_notice(lines=lines, **given)


def test_date_in_a_year_without_notice_is_provisional_and_settles_when_it_comes() -> None:
    duty = open_one("foi.publish", date(2026, 12, 14))
    assert (duty.due_on, duty.provisional) == (date(2027, 1, 11), True)
    _, moved = enter()
    duty.refresh_from_db()
    assert (duty.due_on, duty.provisional) == (date(2027, 1, 12), False)
    assert moved == 1


def test_date_that_does_not_move_settles_too() -> None:
    open_one("foi.publish", date(2027, 6, 1))
    _, moved = enter()
    assert moved == 0
    assert not Duty.objects.get().provisional


def test_dates_in_known_years_and_of_ended_duties_stay() -> None:
    settled = open_one("foi.publish", date(2026, 11, 16))
    ended = open_one("foi.publish", date(2026, 12, 14))
    services.fulfil(ended, on=date(2027, 1, 12), entry_seq=2)
    enter()
    settled.refresh_from_db()
    ended.refresh_from_db()
    assert settled.due_on == date(2026, 12, 14)
    # It was late by the calendar of its day, and stays so.
    assert (ended.due_on, ended.met) == (date(2027, 1, 11), False)


def test_correcting_a_notice_replaces_it_even_within_the_same_second() -> None:
    duty = open_one("foi.publish", date(2026, 12, 14))
    enter("元旦 01-01/01-05")
    duty.refresh_from_db()
    assert duty.due_on == date(2027, 1, 14)
    enter()
    duty.refresh_from_db()
    assert duty.due_on == date(2027, 1, 12)
    assert HolidayNotice.objects.get().lines == LINES
    assert Entry.objects.filter(act="calendar.notice").count() == 2


def test_notice_taken_back_makes_the_dates_provisional_again() -> None:
    duty = open_one("foi.publish", date(2026, 12, 14))
    enter()
    moved = remove_notice(year=2027, reason="年份录错", by=OFFICE, at=NOW, today=TODAY)
    duty.refresh_from_db()
    assert (duty.due_on, duty.provisional, moved) == (date(2027, 1, 11), True, 1)
    assert not current_calendar().notices.get(2027)
    assert verify_chain().whole
    for year, reason in ((2027, "再删"), (2030, "没有")):
        with pytest.raises(RuleViolation):
            remove_notice(year=year, reason=reason, by=OFFICE, at=NOW, today=TODAY)


def test_notice_may_correct_a_year_that_ships_with_the_system() -> None:
    duty = open_one("foi.publish", date(2026, 11, 16))
    enter("元旦 01-01/01-03 +01-04\n临时假 11-23/11-24", year=2026)
    duty.refresh_from_db()
    assert duty.due_on == date(2026, 12, 16)


def test_notice_is_journalled_with_what_it_moved() -> None:
    open_one("foi.publish", date(2026, 12, 14))
    enter()
    told = Entry.objects.get(act="calendar.recompute")
    entered = Entry.objects.get(act="calendar.notice")
    assert told.detail == {"year": 2027, "moved": 1, "notice_entry": entered.seq}
    assert entered.detail["lines"] == LINES.splitlines()
    assert verify_chain().whole


def test_cards_follow_the_moved_dates_at_once() -> None:
    duty = open_one("foi.publish", date(2026, 12, 14))
    enter(today=date(2027, 1, 12))
    duty.refresh_from_db()
    assert duty.card == Duty.Card.YELLOW
    assert CardGiven.objects.get().due_on == date(2027, 1, 12)


def test_lines_typed_in_full_width_are_read() -> None:
    kept, _ = enter("  元旦　０１-０１／０１-０３  \n\n春节 02-05/02-13   ＋02-20\n")
    assert kept.lines == LINES


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ("元旦 01-01/01-03\n春节 二月五日", "第 2 行"),
        ("元旦 01-01/01-03\n春节 02-30/03-02", "第 2 行"),
        ("元旦 01-03/01-01", "第 1 行"),
        ("元旦 01-01/01-03 +01-02", "第 1 行"),
        ("元旦 01-01/01-03 +01-04", "第 1 行"),
        ("春节 02-05/02-13 +02-20\n元旦 01-01/01-03 +02-06", "第 2 行"),
        ("春节 02-05/02-13 +02-20\n元旦 01-01/01-03 +02-20", "第 2 行"),
        ("  \n", "空"),
    ],
    ids=["form", "30 February", "backwards", "both", "weekday worked", "off", "twice", "empty"],
)
def test_malformed_line_is_named_in_chinese_and_nothing_is_stored(lines: str, named: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        enter(lines)
    assert named in refused.value.text
    assert not any("a" <= letter.lower() <= "z" for letter in refused.value.text)
    assert not HolidayNotice.objects.exists()


@pytest.mark.parametrize("changes", [{"number": " "}, {"year": 9999}, {"year": 1990}])
def test_notice_without_number_or_of_no_calendar_year_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(RuleViolation):
        enter(**changes)
    assert current_calendar().day(TODAY)


def _own_file(settings: Any, folder: Path, text: str, *, age: int = 0) -> Path:
    settings.DATA = folder
    settings.MINGTANG_CALENDAR_FILE = "own.toml"
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
    return path


OWN = '[[notice]]\nyear = 2027\nnumber = "试"\ndays = ["元旦 01-01/01-03"]\n'


def test_own_calendar_file_counts_and_dates_follow_it(settings: Any, tmp_path: Path) -> None:
    duty = open_one("foi.publish", date(2026, 12, 14))
    assert follow_calendar(NOW) == 0
    _own_file(settings, tmp_path, OWN)
    assert services.due_date("foi.publish", date(2026, 12, 14)) == date(2027, 1, 12)
    assert follow_calendar(NOW) == 1
    duty.refresh_from_db()
    assert (duty.due_on, duty.provisional) == (date(2027, 1, 12), False)


def test_changed_calendar_file_is_read_anew_and_an_entered_notice_counts_before_it(
    settings: Any, tmp_path: Path
) -> None:
    _own_file(settings, tmp_path, OWN, age=60)
    assert not current_calendar().is_working_day(date(2027, 1, 1))
    _own_file(settings, tmp_path, OWN.replace("01-01/01-03", "01-02/01-03"))
    assert current_calendar().is_working_day(date(2027, 1, 1))
    enter("元旦 01-01/01-04")
    assert not current_calendar().is_working_day(date(2027, 1, 4))


def test_malformed_calendar_file_is_named(settings: Any, tmp_path: Path) -> None:
    _own_file(settings, tmp_path, '[[notice]]\nyear = 2027\ndays = ["元旦"]\n')
    with pytest.raises(NoticeFileError, match=r"own\.toml"):
        current_calendar()


def test_dates_are_derived_anew_once_when_a_limit_setting_changes(settings: Any) -> None:
    duty = open_one("foi.internal_assist", TODAY)
    before = duty.due_on
    assert follow_calendar(NOW) == 0
    settings.MINGTANG_LIMITS = {"foi.internal_assist": 10}
    assert follow_calendar(NOW) == 1
    assert follow_calendar(NOW + timedelta(hours=1)) == 0
    duty.refresh_from_db()
    assert duty.due_on > before
    assert Entry.objects.filter(act="calendar.recompute").last().actor_role == "system"


def test_duty_opened_at_the_very_moment_of_the_notice_is_found_by_the_next_run() -> None:
    duty = open_one("foi.publish", date(2026, 12, 14))
    assert follow_calendar(NOW) == 0
    enter()
    # As a transaction leaves it that read the calendar before and was committed after.
    Duty.objects.update(due_on=date(2027, 1, 11), provisional=True)
    assert follow_calendar(NOW) == 1
    duty.refresh_from_db()
    assert (duty.due_on, duty.provisional) == (date(2027, 1, 12), False)
    assert follow_calendar(NOW) == 0


def test_recompute_without_a_change_moves_nothing() -> None:
    for start in range(1, 28):
        open_one("foi.publish", date(2026, 12, start))
    assert recompute(today=TODAY) == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("元旦 01-01/01-03 +01-04", "第 2 行：+01-04 是星期一，本来就上班，不能作为补班日。"),
        ("劳动节 05-01/05-05 +05-02", "+05-02 在放假的 05-01 至 05-05 之内，不能又作为补班日"),
        ("劳动节 05-05/05-01", "放假末日 05-01 早于首日 05-05"),
        ("劳动节 04-31/05-01", "2027 年没有 04-31 这一天"),
        ("劳动节 5月1日至5日", "“5月1日至5日”应写作放假首日/末日"),
        ("劳动节", "放假日期缺失"),
        ("05-01/05-05", "缺少节日名称"),
        ("劳动节 05-01/05-05 04-25", "“04-25”看不懂，调休上班日应写作 +10-10"),
        ("春节 12-25/12-31 +12-32", "2027 年没有 12-32 这一天"),
    ],
)
def test_refused_line_names_the_part_and_why(line: str, reason: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        enter(f"国庆节 10-01/10-07\n{line}")
    assert reason in refusal.value.text and refusal.value.text.startswith("第 2 行：")
