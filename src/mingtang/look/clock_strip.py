"""The clock strip: a counted time limit drawn as its days, one cell a day, a week a group.

Reads an explanation by its shape (``days`` of ``date, kind, number, name, article``; ``steps`` when
it has them; ``due``), so the law package needs to know nothing about screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

WEEKDAYS = "一二三四五六日"

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
_FLAGS = {"makeup": "班", "stopped": "停", "extension": "延", "due": "限"}


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
class Strip:
    """A whole strip: weeks of cells, the key of kinds in use, its summary and its steps in words."""

    weeks: list[list[Cell]]
    key: list[tuple[str, str]]
    due: date | None
    counted: int
    steps: list[tuple[str, str]]


def build(explanation: Any, today: date | None = None) -> Strip:
    """The strip of an explanation; ``today`` flags its cell and marks the days already used.

    ``counted`` is the highest day number. Unknown kinds are drawn as plain days rather than lost.
    """
    days = sorted(_read(explanation, "days") or (), key=lambda item: _read(item, "date"))
    cells: list[Cell] = []
    for item in days:
        first_of_month = not cells or cells[-1].day.month != _read(item, "date").month
        cells.append(_cell(item, today, first_of_month=first_of_month))
    seen = {cell.kind for cell in cells}
    due = _read(explanation, "due")
    if due is None:
        due = next((cell.day for cell in cells if cell.kind == "due"), None)
    return Strip(
        weeks=_weeks(cells),
        key=[(kind, name) for kind, (name, _) in KINDS.items() if kind in seen],
        due=due,
        counted=max((int(_read(item, "number") or 0) for item in days), default=0),
        steps=_steps(explanation, days),
    )


def _read(item: Any, name: str) -> Any:
    if isinstance(item, dict):
        return item.get(name)
    return getattr(item, name, None)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _kind(item: Any) -> str:
    kind = _read(item, "kind")
    return str(getattr(kind, "value", kind))


def _cell(item: Any, today: date | None, *, first_of_month: bool) -> Cell:
    day: date = _read(item, "date")
    kind, number = _kind(item), _read(item, "number")
    name, article = _text(_read(item, "name")), _text(_read(item, "article"))
    is_today = today is not None and day == today
    classes = ["day", kind, f"col-{day.isoweekday()}"]
    if number:
        classes.append("is-number")
    if today is not None and day < today:
        classes.append("is-past")
    if is_today:
        classes.append("is-today")
    return Cell(
        day=day,
        kind=kind,
        label=f"{day.month}/{day.day}" if first_of_month else str(day.day),
        face=_face(kind, number, name, day),
        flag="今" if is_today else _FLAGS.get(kind, ""),
        classes=" ".join(classes),
        sentence=_sentence(day, kind, number, name, is_today=is_today),
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


def _sentence(day: date, kind: str, number: Any, name: str, *, is_today: bool) -> str:
    meaning = KINDS.get(kind, ("", name))[1]
    parts = [f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"]
    if is_today:
        parts.append("今天")
    if number and kind not in ("start", "weekend", "holiday", "stopped"):
        parts.append(f"第 {number} 日")
    parts.append(f"{name}，{meaning}" if name and name not in meaning else meaning)
    return "，".join(part for part in parts if part)


def _weeks(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells grouped by Monday-to-Sunday weeks, in order; a week without any day is not drawn."""
    weeks: dict[tuple[int, int], list[Cell]] = {}
    for cell in cells:
        year, week, _ = cell.day.isocalendar()
        weeks.setdefault((year, week), []).append(cell)
    return list(weeks.values())


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
        (_text(_read(step, field)) for field in ("text_zh", "text", "zh") if _read(step, field)),
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
