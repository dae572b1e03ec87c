"""Due dates that explain themselves."""

from __future__ import annotations

import json
from datetime import date

import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.due import due
from mingtang.statute.events import Event, Extended, Opened, Reset, Restarted, Stopped
from mingtang.statute.explain import Explanation, explain
from mingtang.statute.limits import FixedByLaw, all_limits, get

CHINA = china_calendar()


def on(text: str) -> date:
    return date.fromisoformat(text)


def told(*events: Event, today: str, code: str = "foi.reply") -> Explanation:
    return explain(get(code), events, CHINA, on(today))


def test_the_explanation_of_a_reply_across_national_day() -> None:
    answer = due("foi.reply", on("2026-09-28"))
    assert answer.as_text().splitlines() == [
        "答复政府信息公开申请（foi.reply）：20个工作日，"
        "《政府信息公开条例》（2019，国务院令第711号）第三十三条第二款",
        "2026-09-28  收到申请之日为2026年9月28日（星期一），当日不计（《民事诉讼法》第八十五条）",
        "2026-09-29  9月29日至9月30日计2个工作日（第1–2个）"
        "（《政府信息公开条例》（2019，国务院令第711号）第三十三条第二款）",
        "2026-10-01  国庆节放假，10月1日至10月7日不计（国办发明电〔2025〕7号）",
        "2026-10-08  10月8日至10月9日计2个工作日（第3–4个）"
        "（《政府信息公开条例》（2019，国务院令第711号）第三十三条第二款）",
        "2026-10-10  10月10日星期六国庆节调休上班，计1个工作日（第5个）（国办发明电〔2025〕7号）",
        "2026-10-12  10月12日至10月30日计15个工作日（第6–20个）"
        "（《政府信息公开条例》（2019，国务院令第711号）第三十三条第二款）",
        "2026-10-30  2026年10月30日（星期五）到期"
        "（《政府信息公开条例》（2019，国务院令第711号）第三十三条第二款）",
    ]


def test_english_tells_the_same_days() -> None:
    answer = due("foi.reply", on("2026-09-28"))
    chinese, english = answer.as_text("zh").splitlines(), answer.as_text("en").splitlines()
    assert [line[:10] for line in chinese[1:]] == [line[:10] for line in english[1:]]
    assert "Saturday 2026-10-10 is a make-up working day and counts (no. 5)" in english[5]


def test_the_dictionary_is_json_with_its_three_promised_keys() -> None:
    row = json.loads(json.dumps(due("foi.reply", on("2026-09-28")).as_dict()))
    assert (row["due"], row["provisional"]) == ("2026-10-30", False)
    assert [step["days"] for step in row["steps"]] == [0, 2, 0, 2, 1, 15, 0]
    assert row["article"] == "第三十三条第二款"
    assert row["start"] == "2026-09-28"
    assert len(row["days"]) == 33


def test_a_sunday_that_was_worked_is_numbered_on_the_strip() -> None:
    strip = {cell.date: cell for cell in due("foi.reply", on("2025-09-24")).days}
    sunday = strip[on("2025-09-28")]
    assert (sunday.kind, sunday.number, sunday.name) == ("makeup", 3, "国庆节、中秋节调休上班")
    assert sunday.article == "国办发明电〔2024〕12号"
    assert strip[on("2025-10-05")].kind == "holiday"
    assert strip[on("2025-09-27")].kind == "weekend"
    assert strip[on("2025-09-24")].kind == "start"
    assert strip[on("2025-10-28")].kind == "due"


def test_stopped_and_extension_days_show_their_article() -> None:
    answer = told(
        Opened(on("2026-09-01")),
        Stopped(on("2026-09-07"), "征求第三方意见", "条例第三十三条第三款"),
        Restarted(on("2026-09-15")),
        Extended(20, on("2026-09-28"), basis="条例第三十三条第二款"),
        today="2026-09-30",
    )
    strip = {cell.date: cell for cell in answer.days}
    stopped = strip[on("2026-09-09")]
    assert (stopped.kind, stopped.number, stopped.article) == (
        "stopped", None, "条例第三十三条第三款",
    )  # fmt: skip
    extension = strip[on("2026-10-14")]
    assert (extension.kind, extension.number) == ("extension", 21)
    assert extension.article == "条例第三十三条第二款"
    assert strip[on("2026-09-30")].is_today
    assert strip[on("2026-09-12")].kind == "weekend"
    text = answer.as_text()
    assert "征求第三方意见，9月8日至9月15日不计入期限，共6个工作日（条例第三十三条第三款）" in text
    assert "延长期限，延长20个工作日（条例第三十三条第二款）" in text


def test_steps_follow_the_days() -> None:
    answer = told(Opened(on("2026-09-01")), Extended(20, on("2026-09-28")), today="2026-09-30")
    assert [step.on for step in answer.steps] == sorted(step.on for step in answer.steps)


def test_a_new_start_is_told_with_its_reason() -> None:
    answer = told(
        Opened(on("2026-09-01")), Reset(on("2026-09-28"), "收到补正的申请", "条例第三十条"),
        today="2026-09-30",
    )  # fmt: skip
    first = answer.steps[0]
    assert first.kind == "reset"
    assert first.zh == "收到补正的申请，期限自2026年9月28日（星期一）重新起算，当日不计"
    assert first.article == "条例第三十条"
    assert "first opened on 2026-09-01" in first.en


def test_a_standing_clock_says_that_its_due_day_is_a_projection() -> None:
    answer = told(
        Opened(on("2026-09-01")), Stopped(on("2026-09-07"), "征求意见"), today="2026-09-15"
    )
    assert [step.kind for step in answer.steps][-1] == "projection"
    assert "9月8日起至今不计入期限" in answer.as_text()
    assert "restarts today" in answer.as_text("en")


def test_a_roll_to_the_next_working_day_is_told() -> None:
    answer = due("review.apply", on("2026-08-03"))
    roll = answer.steps[-1]
    assert roll.kind == "roll"
    assert "2026年10月2日（星期五）为休息日，顺延至2026年10月8日（星期四）到期" in roll.zh
    assert [cell.kind for cell in answer.days][-6:] == ["holiday"] * 5 + ["due"]


def test_a_year_without_notice_is_named() -> None:
    answer = due("foi.reply", on("2026-12-14"))
    assert answer.steps[-1].kind == "provisional"
    assert "2027年放假安排尚未录入" in answer.steps[-1].zh
    assert any(cell.provisional for cell in answer.days)


def test_a_count_across_new_year_names_the_year() -> None:
    assert "11月22日至2027年1月20日计60日" in due("review.apply", on("2026-11-21")).as_text()


def test_backwards_limits_run_from_the_due_day_to_the_event() -> None:
    answer = due("hearing.materials", on("2026-10-14"))
    assert answer.days[0].kind == "due"
    assert answer.days[-1].kind == "start"
    assert "为2026年10月7日（星期三），逢休息日提前到前一个工作日" in answer.as_text()


def test_a_label_reads_a_cell_aloud() -> None:
    strip = {cell.date: cell for cell in due("foi.reply", on("2025-09-24")).days}
    assert strip[on("2025-09-28")].label == "9月28日 星期日 国庆节、中秋节调休上班 第3天"
    assert strip[on("2025-09-24")].label == "9月24日 星期三 收到申请之日（今天）"


@pytest.mark.parametrize("code", sorted({limit.code for limit in all_limits() if limit.is_dated}))
def test_every_dated_limit_explains_itself_in_both_languages(code: str) -> None:
    answer = due(code, on("2026-03-02"))
    assert answer.as_dict()["due"] == answer.due.isoformat()
    assert len(answer.as_text("zh").splitlines()) == len(answer.as_text("en").splitlines())
    assert [cell for cell in answer.days if cell.is_due]


def test_an_override_reaches_the_due_date() -> None:
    assert due("letter.consult", on("2026-11-02")).due == on("2026-11-09")
    shorter = due("letter.consult", on("2026-11-02"), overrides={"letter.consult": 3})
    assert shorter.due == on("2026-11-05")
    with pytest.raises(FixedByLaw):
        due("foi.reply", on("2026-11-02"), overrides={"foi.reply": 3})
