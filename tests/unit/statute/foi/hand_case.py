"""A clock worked out on paper: what happened, and the day it must come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mingtang.statute.calendar import WorkingCalendar, china_calendar
from mingtang.statute.clock import Clock, replay
from mingtang.statute.events import (
    Event,
    Extended,
    Fulfilled,
    Opened,
    Reset,
    Restarted,
    Stopped,
    Voided,
)
from mingtang.statute.limits import get
from mingtang.statute.notices import parse_notice


@dataclass(frozen=True)
class Case:
    """``rule`` in the version of the day of opening; ``notice`` is one that was published later."""

    name: str
    rule: str
    events: Sequence[Event]
    due: str
    today: str = ""
    notice: tuple[int, tuple[str, ...]] | None = None

    @property
    def opened(self) -> date:
        """The day the clock was opened."""
        return next(event.on for event in self.events if isinstance(event, Opened))

    @property
    def as_of(self) -> date:
        """The day on which one looks: the last event's, unless the case says otherwise."""
        last = max(event.on for event in self.events)
        return date.fromisoformat(self.today) if self.today else last

    def calendar(self) -> WorkingCalendar:
        """The shipped calendar, with the case's own notice."""
        if self.notice is None:
            return china_calendar()
        year, lines = self.notice
        return china_calendar().with_year(parse_notice(year, None, lines))

    def clock(self) -> Clock:
        """The clock as the system counts it."""
        return replay(get(self.rule, self.opened), self.events, self.calendar(), self.as_of)


def day(text: str) -> date:
    """A date from its ISO form."""
    return date.fromisoformat(text)


def received(text: str) -> Opened:
    """The request (or the letter that starts a period) came in."""
    return Opened(day(text))


def stopped(text: str) -> Stopped:
    """A consultation was sent out, reasons or money were asked for."""
    return Stopped(day(text), "暂停")


def restarted(text: str) -> Restarted:
    """It came back: the last day that does not count."""
    return Restarted(day(text))


def anew(text: str) -> Reset:
    """The corrected request or the payment came in."""
    return Reset(day(text), "重新起算")


def extended(days: int, text: str) -> Extended:
    """The answer was put off."""
    return Extended(days, day(text))


def answered(text: str) -> Fulfilled:
    """The answer was given."""
    return Fulfilled(day(text))


def handed_on(text: str) -> Voided:
    """The request went to another unit."""
    return Voided(day(text))
