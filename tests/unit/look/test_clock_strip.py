"""The clock strip draws what the law package explains."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from mingtang.look import clock_strip
from mingtang.statute.calendar import china_calendar
from mingtang.statute.events import Event, Fulfilled, Opened, Restarted, Stopped, Voided
from mingtang.statute.explain import Explanation, explain
from mingtang.statute.limits import registry

TODAY = date(2026, 10, 21)


def explained(*events: Event, today: date = TODAY) -> Explanation:
    return explain(registry.get("foi.reply", TODAY), events, china_calendar(), today)


def cells(strip: clock_strip.Strip) -> dict[date, clock_strip.Cell]:
    return {cell.day: cell for week in strip.weeks for cell in week.cells}


def test_every_day_from_start_to_due_has_one_cell():
    strip = clock_strip.build(explained(Opened(date(2026, 9, 28))))
    drawn = [cell.day for week in strip.weeks for cell in week.cells]
    assert drawn == [date(2026, 9, 28) + timedelta(days=n) for n in range(len(drawn))]
    assert drawn[-1] == strip.due
    assert strip.counted == 20


def test_weeks_break_on_monday_and_cells_know_their_column():
    strip = clock_strip.build(explained(Opened(date(2026, 9, 30))))
    assert [len(week.cells) for week in strip.weeks][:2] == [5, 7]
    assert "col-3" in strip.weeks[0].cells[0].classes
    assert all(week.cells[0].day.isoweekday() == 1 for week in strip.weeks[1:])


def test_holidays_show_their_name_and_make_up_days_count():
    drawn = cells(clock_strip.build(explained(Opened(date(2026, 9, 28)))))
    assert drawn[date(2026, 10, 1)].face == "国庆"
    assert "不计入" in drawn[date(2026, 10, 1)].sentence
    makeup = drawn[date(2026, 10, 10)]
    assert (makeup.flag, makeup.face) == ("班", "5")
    assert "第 5 个工作日" in makeup.sentence


def test_stopped_days_name_their_reason_and_their_article():
    drawn = cells(
        clock_strip.build(
            explained(
                Opened(date(2026, 9, 28)),
                Stopped(date(2026, 10, 9), "征求第三方意见", "第三十三条第三款"),
                Restarted(date(2026, 10, 16)),
            )
        )
    )
    stopped = drawn[date(2026, 10, 13)]
    assert stopped.kind == "stopped"
    assert "征求第三方意见" in stopped.sentence
    assert stopped.article == "第三十三条第三款"


def test_today_is_flagged_and_days_before_it_are_past():
    drawn = cells(clock_strip.build(explained(Opened(date(2026, 9, 28)))))
    assert drawn[TODAY].flag == "今"
    assert "今天" in drawn[TODAY].sentence
    assert "is-past" in drawn[TODAY - timedelta(days=1)].classes
    assert "is-past" not in drawn[TODAY].classes


def test_key_holds_only_the_kinds_that_are_drawn():
    strip = clock_strip.build(explained(Opened(date(2026, 10, 12))))
    kinds = {kind for kind, _, _ in strip.key}
    assert kinds == {"start", "counted", "weekend", "due"}


def test_steps_come_from_the_explanation_with_their_articles():
    explanation = explained(Opened(date(2026, 9, 28)))
    steps = clock_strip.build(explanation).steps
    assert [sentence for sentence, _ in steps] == [step.zh for step in explanation.steps]
    assert any("第三十三条" in article for _, article in steps)


def test_without_steps_runs_of_like_days_are_told_in_words():
    days = [
        {"date": date(2026, 10, 12) + timedelta(days=n), "kind": "counted", "number": n + 1}
        for n in range(3)
    ]
    strip = clock_strip.build({"days": days, "due": date(2026, 10, 14)})
    assert strip.steps == [("2026-10-12 至 2026-10-14：计入，第 1 至 3 日", "")]


def test_long_clocks_leave_out_their_middle_and_say_how_many_weeks():
    start = date(2026, 1, 5)
    days = [
        {"date": start + timedelta(days=n), "kind": "counted", "number": n + 1} for n in range(364)
    ]
    strip = clock_strip.build({"days": days}, today=date(2026, 7, 1))
    assert len(strip.weeks) < clock_strip.MOST_WEEKS
    assert len(strip.weeks) + sum(week.skipped for week in strip.weeks) == 52
    assert date(2026, 7, 1) in cells(strip)


def test_an_unknown_kind_of_day_is_still_drawn():
    odd = SimpleNamespace(
        date=date(2026, 10, 12), kind="comet", number=None, name="彗星", article=""
    )
    strip = clock_strip.build(SimpleNamespace(days=[odd]))
    assert cells(strip)[date(2026, 10, 12)].sentence.endswith("彗星")


def test_day_it_was_done_is_flagged_and_time_runs_no_more():
    done = date(2026, 10, 13)
    strip = clock_strip.build(
        explained(Opened(date(2026, 9, 28)), Fulfilled(done)), TODAY, "已公开"
    )
    assert (strip.today, strip.done_on, strip.done_word) == (None, done, "已公开")
    drawn = cells(strip)
    assert (drawn[done].flag, "is-done" in drawn[done].classes) == ("毕", True)
    assert "办结" in drawn[done].sentence
    assert not any("is-today" in cell.classes or "今天" in cell.sentence for cell in drawn.values())
    past = {day for day, cell in drawn.items() if "is-past" in cell.classes}
    assert max(past) == done


def test_clock_that_fell_away_runs_no_more():
    strip = clock_strip.build(explained(Opened(date(2026, 9, 28)), Voided(date(2026, 10, 13))))
    assert (strip.today, strip.done_on) == (None, None)
    assert not any("is-today" in cell.classes for cell in cells(strip).values())


def test_flag_of_a_day_that_shows_its_month_stands_below():
    began = date(2026, 9, 28)
    crowded = "is-crowded"
    first = cells(clock_strip.build(explained(Opened(began)), began))[began]
    assert (first.label, first.flag) == ("9/28", "今")
    assert crowded in first.classes
    same_day = cells(clock_strip.build(explained(Opened(began), Fulfilled(began))))[began]
    assert same_day.flag == "毕" and crowded in same_day.classes
    later = cells(clock_strip.build(explained(Opened(began))))
    assert crowded not in later[began].classes, "without a flag there is room"
    assert crowded not in later[TODAY].classes
