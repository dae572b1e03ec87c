"""One call from the code of a limit and a day to an explained due date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mingtang.statute.calendar import WorkingCalendar, china_calendar
from mingtang.statute.events import Opened
from mingtang.statute.explain import Explanation, explain
from mingtang.statute.limits import LimitBook


def due(
    code: str,
    start: date,
    calendar: WorkingCalendar | None = None,
    overrides: Mapping[str, int | tuple[int, int]] | None = None,
    today: date | None = None,
) -> Explanation:
    """When limit ``code`` is due if it starts on ``start``, in the version in force that day.

    ``calendar`` defaults to the notices that ship with the system, ``today`` (only flagged on the
    strip) to ``start``. Raises UnknownLimit, FixedByLaw (an override of what the law fixes) and
    NotDated (limits in hours, minutes or seconds).
    """
    limit = LimitBook(overrides).get(code, start)
    return explain(limit, [Opened(start)], calendar or china_calendar(), today or start)
