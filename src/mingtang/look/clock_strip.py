"""The clock strip: a counted time limit drawn as its days, one cell a day, a week a group.

Reads a :class:`mingtang.statute.explain.Explanation`, or anything of its shape: ``days`` of
``date, kind, number, name, article``; ``steps`` of ``on, zh, article``; ``due``; ``provisional``;
``clock``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

WEEKDAYS = "一二三四五六日"
MOST_WEEKS = 20
DONE = "毕"
DONE_WORD = "已办结"
_END_WEEKS = 3

# Kind of day -> (its name in the key, what it means for the count).
KINDS: dict[str, tuple[str, str]] = {
    "start": ("起算日", "起算日，不计入，从次日起算"),
    "counted": ("计入的日子", "计入"),
    "weekend": ("周末", "周末，不计入"),
    "holiday": ("放假", "放假，不计入"),
    "makeup": ("调休上班", "调休上班，计入"),
    "stopped": ("中止不计", "中止期间，不计入"),
    "extension": ("延长期限", "延长的期限，计入"),
    "due": ("到期日", "到期日"),
}
_KEY = {
    "start": "起",
    "weekend": "六",
    "holiday": "假",
    "makeup": "班",
    "extension": "延",
    "due": "限",
}
_FLAGS = {"makeup": "班", "extension": "延", "due": "限"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day as drawn: what shows on its face, its classes, and the sentence told on focus."""

    day: date
    kind: str
    label: str
    face: str
    flag: str
    classes: str
    sentence: str
    article: str


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday, as far as the clock covers it; ``skipped`` weeks before it are left out."""

    cells: list[Cell]
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """A whole strip.

    ``key`` holds the kinds in use as (kind, name, glyph); ``steps`` are (sentence, article);
    ``unit`` is what the numbers count (``个工作日`` or ``日``); ``label`` names the limit.
    ``today`` is ``None`` once the clock has ended; ``done_on`` is the day the duty was done, and
    ``done_word`` what was done then.
    """

    weeks: list[Week]
    key: list[tuple[str, str, str]]
    due: date | None
    counted: int
    unit: str
    label: str
    stopped: bool
    provisional: bool
    today: date | None
    done_on: date | None
    done_word: str
    steps: list[tuple[str, str]]


def build(explanation: Any, today: date | None = None, done_word: str = DONE_WORD) -> Strip:
    """The strip of an explanation; ``today`` (else its clock's own) flags its cell and the past.

    Of a clock that has ended the day it was done is flagged instead: time runs no more.
    ``counted`` is the highest day number. Unknown kinds are drawn as plain days rather than lost.
    """
    clock = _read(explanation, "clock")
    rule = _read(clock, "rule")
    done_on = _read(clock, "fulfilled_on")
    ended_on = done_on or _read(clock, "voided_on")
    now = _Now(ended_on or today or _read(clock, "today"), ended=ended_on is not None, done=done_on)
    unit = "个工作日" if _plain(_read(rule, "counting") or "working") == "working" else "日"
    days = sorted(_read(explanation, "days") or (), key=lambda item: _read(item, "date"))
    cells: list[Cell] = []
    for item in days:
        first_of_month = not cells or cells[-1].day.month != _read(item, "date").month
        cells.append(_cell(item, now, unit, first_of_month=first_of_month))
    seen = {cell.kind for cell in cells}
    due = _read(explanation, "due")
    if due is None:
        due = next((cell.day for cell in cells if cell.kind == "due"), None)
    return Strip(
        weeks=_weeks(cells),
        key=[(kind, name, _KEY.get(kind, "")) for kind, (name, _) in KINDS.items() if kind in seen],
        due=due,
        unit=unit,
        label=_text(_read(rule, "name_zh")),
        stopped=bool(_read(clock, "stopped")),
        provisional=bool(_read(explanation, "provisional")),
        today=None if now.ended else now.day,
        done_on=done_on,
        done_word=done_word,
        counted=max((int(_read(item, "number") or 0) for item in days), default=0),
        steps=_steps(explanation, days),
    )


def _read(item: Any, name: str) -> Any:
    if isinstance(item, dict):
        return item.get(name)
    return getattr(item, name, None)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _plain(value: Any) -> str:
    return str(getattr(value, "value", value))


def _kind(item: Any) -> str:
    return _plain(_read(item, "kind"))


@dataclass(frozen=True, slots=True)
class _Now:
    """The day up to which time has passed: today, or the day the clock ended."""

    day: date | None
    ended: bool
    done: date | None


def _cell(item: Any, now: _Now, unit: str, *, first_of_month: bool) -> Cell:
    day: date = _read(item, "date")
    kind, number = _kind(item), _read(item, "number")
    name, article = _text(_read(item, "name")), _text(_read(item, "article"))
    is_today = not now.ended and day == now.day
    is_done = day == now.done
    classes = ["day", kind, f"col-{day.isoweekday()}"]
    if number:
        classes.append("is-number")
    if now.day is not None and (day < now.day or (day == now.day and now.ended)):
        classes.append("is-past")
    if is_today:
        classes.append("is-today")
    if is_done:
        classes.append("is-done")
    flag = "今" if is_today else DONE if is_done else _FLAGS.get(kind, "")
    if first_of_month and flag:
        classes.append("is-crowded")
    return Cell(
        day=day,
        kind=kind,
        label=f"{day.month}/{day.day}" if first_of_month else str(day.day),
        face=_face(kind, number, name, day),
        flag=flag,
        classes=" ".join(classes),
        sentence=_sentence(
            day,
            kind,
            number,
            name,
            unit,
            mark="今天" if is_today else "这一天办结" if is_done else "",
        ),
        article=article,
    )


def _face(kind: str, number: Any, name: str, day: date) -> str:
    if number:
        return str(number)
    if kind == "start":
        return "起"
    if kind == "holiday":
        return (name.removesuffix("节") or "假")[:2]
    if kind == "weekend":
        return WEEKDAYS[day.weekday()]
    return "停" if kind == "stopped" else ""


def _sentence(day: date, kind: str, number: Any, name: str, unit: str, *, mark: str) -> str:
    meaning = KINDS.get(kind, ("", name))[1]
    parts = [f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"]
    if mark:
        parts.append(mark)
    if number and kind not in ("start", "weekend", "holiday", "stopped"):
        parts.append(f"第 {number} {unit}")
    parts.append(f"{name}，{meaning}" if name and name not in meaning else meaning)
    return "，".join(part for part in parts if part)


def _weeks(cells: Sequence[Cell]) -> list[Week]:
    """Cells by week. Of a long clock only its ends and the weeks around today are drawn."""
    grouped: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells:
        year, week, _ = cell.day.isocalendar()
        grouped.setdefault((year, week), []).append(cell)
    weeks = list(grouped.values())
    if len(weeks) <= MOST_WEEKS:
        return [Week(week) for week in weeks]
    now = next(
        (
            at
            for at, week in enumerate(weeks)
            if any("is-today" in c.classes or "is-done" in c.classes for c in week)
        ),
        0,
    )
    wanted = {*range(_END_WEEKS), *range(len(weeks) - _END_WEEKS, len(weeks))}
    wanted |= set(range(max(now - 1, 0), min(now + 2, len(weeks))))
    drawn: list[Week] = []
    skipped = 0
    for at, members in enumerate(weeks):
        if at in wanted:
            drawn.append(Week(members, skipped))
            skipped = 0
        else:
            skipped += 1
    return drawn


def _steps(explanation: Any, days: Iterable[Any]) -> list[tuple[str, str]]:
    """(sentence, article) steps: the explanation's own, else runs of like days told in words."""
    own = _read(explanation, "steps")
    if own:
        return [_own_step(step) for step in own]
    runs: list[list[Any]] = []
    for item in days:
        last = runs[-1][-1] if runs else None
        alike = last is not None and all(
            _text(_read(last, field)) == _text(_read(item, field))
            for field in ("kind", "name", "article")
        )
        if alike:
            runs[-1].append(item)
        else:
            runs.append([item])
    return [_run(run) for run in runs]


def _own_step(step: Any) -> tuple[str, str]:
    if isinstance(step, str):
        return step, ""
    sentence = next(
        (_text(_read(step, field)) for field in ("zh", "text") if _read(step, field)),
        str(step),
    )
    return sentence, _text(_read(step, "article"))


def _run(run: Sequence[Any]) -> tuple[str, str]:
    first, last = run[0], run[-1]
    start, end = _read(first, "date"), _read(last, "date")
    span = f"{start:%Y-%m-%d}" if start == end else f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}"
    kind, name = _kind(first), _text(_read(first, "name"))
    meaning = KINDS.get(kind, ("", ""))[1]
    what = f"{name}，{meaning}" if name and name not in meaning else meaning
    from_number, to_number = _read(first, "number"), _read(last, "number")
    if from_number:
        count = f"第 {from_number} 日" if len(run) == 1 else f"第 {from_number} 至 {to_number} 日"
        what = f"{what}，{count}"
    return f"{span}：{what}", _text(_read(first, "article"))
