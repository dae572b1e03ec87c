"""A due date that explains itself: dated steps with their article, and one cell a day.

The steps add up: the ``days`` of the counting steps are the limit's amount plus its extensions.
The cells are the clock strip that citizens, clerks and supervisors see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from mingtang.statute.calendar import WorkingCalendar
from mingtang.statute.clock import Clock, replay
from mingtang.statute.events import Event
from mingtang.statute.explain_days import Cell, clock_cells
from mingtang.statute.explain_steps import Step, clock_steps
from mingtang.statute.instruments import basis_en
from mingtang.statute.limits.model import TimeLimit

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A clock with the steps and the days that lead to its due date."""

    clock: Clock
    steps: tuple[Step, ...]
    days: tuple[Cell, ...]

    @property
    def due(self) -> date:
        """The due day (a projection while the clock stands still)."""
        return self.clock.due

    @property
    def provisional(self) -> bool:
        """True when a year on the way has no holiday notice yet."""
        return self.clock.provisional

    def as_text(self, language: Language = "zh") -> str:
        """The explanation as lines of text: a heading, then one line a step."""
        rule = self.clock.rule
        if language == "zh":
            lines = [f"{rule.name_zh}（{rule.code}）：{rule.length_zh}，{rule.basis}"]
            lines += [f"{step.on.isoformat()}  {step.zh}{_cite_zh(step)}" for step in self.steps]
        else:
            lines = [f"{rule.name_en} ({rule.code}): {rule.length_en}, {basis_en(rule.basis)}"]
            lines += [f"{step.on.isoformat()}  {step.en}{_cite_en(step)}" for step in self.steps]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """The explanation as JSON values; dates in ISO form."""
        clock, rule = self.clock, self.clock.rule
        return {
            "code": rule.code,
            "name": rule.name_zh,
            "name_en": rule.name_en,
            "amount": rule.amount,
            "counting": rule.counting.value,
            "length": rule.length_zh,
            "instrument": rule.instrument,
            "article": rule.article,
            "basis_en": basis_en(rule.basis),
            "sureness": rule.sureness,
            "setting": rule.is_setting,
            "start": clock.start.isoformat(),
            "due": clock.due.isoformat(),
            "provisional": clock.provisional,
            "stopped": clock.stopped,
            "met": clock.met,
            "extended_days": clock.extended_days,
            "paused_days": clock.paused_days,
            "remaining_days": clock.remaining_days,
            "steps": [step.as_dict() for step in self.steps],
            "days": [cell.as_dict() for cell in self.days],
        }


def _cite_zh(step: Step) -> str:
    return f"（{step.article}）" if step.article else ""


def _cite_en(step: Step) -> str:
    return f" [{basis_en(step.article)}]" if step.article else ""


def explain_clock(clock: Clock, calendar: WorkingCalendar) -> Explanation:
    """The explanation of a clock that was already replayed."""
    cells = clock_cells(clock, calendar)
    return Explanation(clock, clock_steps(clock, cells, calendar), cells)


def explain(
    rule: TimeLimit, events: Sequence[Event], calendar: WorkingCalendar, today: date
) -> Explanation:
    """Replay ``events`` under ``rule`` and explain the due date as of ``today``.

    Raises ClockError when the events make no clock, NotDated for limits shorter than a day.
    """
    return explain_clock(replay(rule, events, calendar, today), calendar)
