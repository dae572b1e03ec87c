"""A clock is a limit and its events; everything else about it is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mingtang.statute.calendar import WorkingCalendar
from mingtang.statute.counting import period_end
from mingtang.statute.events import (
    Event,
    Extended,
    Fulfilled,
    Opened,
    Reset,
    Restarted,
    Stopped,
    Voided,
    in_order,
)
from mingtang.statute.limits.model import Counting, TimeLimit


class ClockError(ValueError):
    """The events make no clock: none opened it, or a restart has no stop."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Days ``since < d <= until`` do not count; ``until`` is today while the pause goes on.

    ``days`` is how far the due date moved: working days for a working-day limit, else days.
    """

    since: date
    until: date
    open: bool
    reason: str
    basis: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """The state of a clock as of ``today``.

    ``due`` while the clock stands still is a projection: the due day if it restarted today.
    ``met`` is True when fulfilled in time, False when late (fulfilled or not), None while running
    in time, standing still or void. ``remaining_days`` counts from today to the due day, in
    working days for a working-day limit and in days for others, negative when late.
    """

    rule: TimeLimit
    opened_on: date
    start: date
    raw_due: date
    due: date
    provisional: bool
    today: date
    stopped: bool
    pauses: tuple[Pause, ...]
    resets: tuple[Reset, ...]
    extensions: tuple[Extended, ...]
    fulfilled_on: date | None
    voided_on: date | None
    met: bool | None
    remaining_days: int
    days_used: int

    @property
    def extended_days(self) -> int:
        """The sum of the extensions since the last start."""
        return sum(extension.days for extension in self.extensions)

    @property
    def paused_days(self) -> int:
        """By how many days the pauses moved the due date."""
        return sum(pause.days for pause in self.pauses)

    @property
    def total_days(self) -> int:
        """Amount and extensions, in the limit's own days (0 plus extensions for a fixed day)."""
        return self.rule.amount + self.extended_days

    @property
    def running(self) -> bool:
        """True while the duty is open and its time is passing."""
        return self.fulfilled_on is None and self.voided_on is None and not self.stopped

    @property
    def overdue(self) -> bool:
        """True when the duty is still open past its due day."""
        return self.met is False and self.fulfilled_on is None


@dataclass(slots=True)
class _Tally:
    """What the events add up to, before any counting."""

    opened_on: date
    start: date
    pauses: list[Pause]
    resets: list[Reset]
    extensions: list[Extended]
    depth: int = 0
    since: Stopped | None = None
    fulfilled_on: date | None = None
    voided_on: date | None = None

    def stop(self, event: Stopped) -> None:
        self.depth += 1
        if self.since is None:
            self.since = event

    def restart(self, on: date) -> None:
        if self.depth == 0:
            if not self.resets:
                raise ClockError(f"restarted on {on} without having been stopped")
            return  # the stop was wiped out by a new start
        self.depth -= 1
        if self.depth == 0:
            self.close_pause(on, still_open=False)

    def close_pause(self, until: date, *, still_open: bool) -> None:
        if self.since is None:
            return
        stop, self.since = self.since, None
        until = max(until, stop.on)
        self.pauses.append(Pause(stop.on, until, still_open, stop.reason, stop.basis))

    def reset(self, event: Reset) -> None:
        self.start = event.on
        self.resets.append(event)
        self.pauses.clear()
        self.extensions.clear()
        self.depth, self.since = 0, None


def _tally(events: Iterable[Event]) -> _Tally:
    ordered = in_order(events)
    opened = next((event for event in ordered if isinstance(event, Opened)), None)
    if opened is None:
        raise ClockError("no event opened the clock")
    tally = _Tally(opened.on, opened.on, [], [], [])
    for event in ordered:
        if isinstance(event, Stopped):
            tally.stop(event)
        elif isinstance(event, Restarted):
            tally.restart(event.on)
        elif isinstance(event, Reset):
            tally.reset(event)
        elif isinstance(event, Extended):
            tally.extensions.append(event)
        elif isinstance(event, Fulfilled):
            tally.fulfilled_on = event.on
        elif isinstance(event, Voided):
            tally.voided_on = event.on
    return tally


def _days(rule: TimeLimit, calendar: WorkingCalendar, start: date, end: date) -> int:
    """Days ``start < d <= end`` in the limit's own days."""
    if rule.counting is Counting.WORKING:
        return calendar.working_days_between(start, end)
    return (end - start).days


def _place_pauses(
    rule: TimeLimit, tally: _Tally, calendar: WorkingCalendar
) -> tuple[tuple[Pause, ...], int]:
    """The pauses with the days they cost, and the sum; one after the due day costs nothing.

    One that begins on the due day, while the period still runs, costs its days like any other.
    """
    extra = sum(extension.days for extension in tally.extensions)
    placed: list[Pause] = []
    for pause in tally.pauses:
        due = period_end(rule, tally.start, calendar, extra=extra).raw
        since = max(pause.since, tally.start)
        days = 0
        if since <= due and pause.until > since and not rule.before:
            days = _days(rule, calendar, since, pause.until)
        extra += days
        placed.append(Pause(since, pause.until, pause.open, pause.reason, pause.basis, days))
    return tuple(placed), extra


def replay(
    rule: TimeLimit, events: Sequence[Event], calendar: WorkingCalendar, today: date
) -> Clock:
    """The clock that ``events`` make under ``rule``, as of ``today``.

    Events may come in any order. Overlapping pauses count once; a pause that is still open lasts
    until today (or until the duty ended), so the due day shown meanwhile is a projection.
    Raises ClockError when the events make no clock, NotDated for limits shorter than a day.
    """
    tally = _tally(events)
    ended = tally.fulfilled_on or tally.voided_on
    stopped = tally.since is not None and ended is None
    as_of = today if ended is None else ended
    tally.close_pause(as_of, still_open=stopped)
    pauses, extra = _place_pauses(rule, tally, calendar)
    end = period_end(rule, tally.start, calendar, extra=extra)
    elapsed = _days(rule, calendar, tally.start, max(as_of, tally.start))
    return Clock(
        rule=rule,
        opened_on=tally.opened_on,
        start=tally.start,
        raw_due=end.raw,
        due=end.due,
        provisional=_rests_on_unknown_year(rule, calendar, tally.start, end.raw),
        today=today,
        stopped=stopped,
        pauses=pauses,
        resets=tuple(tally.resets),
        extensions=tuple(tally.extensions),
        fulfilled_on=tally.fulfilled_on,
        voided_on=tally.voided_on,
        met=_met(tally, end.due, today, excused=stopped and pauses[-1].since <= end.due),
        remaining_days=_days(rule, calendar, today, end.due),
        days_used=max(0, elapsed - _days_lost(rule, calendar, pauses, as_of)),
    )


def _days_lost(
    rule: TimeLimit, calendar: WorkingCalendar, pauses: Iterable[Pause], as_of: date
) -> int:
    """Days of the pauses up to ``as_of``."""
    return sum(
        _days(rule, calendar, pause.since, min(pause.until, as_of))
        for pause in pauses
        if pause.days and pause.since < as_of
    )


def _met(tally: _Tally, due: date, today: date, *, excused: bool) -> bool | None:
    """``excused``: the clock stands still since a day on which the period had not run out."""
    if tally.fulfilled_on is not None:
        return tally.fulfilled_on <= due
    if tally.voided_on is not None or excused:
        return None
    return False if today > due else None


def _rests_on_unknown_year(
    rule: TimeLimit, calendar: WorkingCalendar, start: date, raw: date
) -> bool:
    """True when the due day may move once the notice of some year is entered.

    Working days depend on every year on the way, a period that rolls only on where it ends, and a
    fixed day or a period that does not roll on none.
    """
    if rule.counting is Counting.WORKING:
        first, last = sorted((start, raw))
        years = range(first.year, last.year + 1)
        return any(calendar.is_provisional(date(year, 1, 1)) for year in years)
    if rule.counting is Counting.FIXED or not rule.rolls:
        return False
    return calendar.is_provisional(raw)
