"""Finding a time limit by its code, in the version in force on a day; overriding defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mingtang.statute.limits import dialogue, documents, foi, publishing, reports, services, site
from mingtang.statute.limits.model import Counting, TimeLimit


class UnknownLimit(LookupError):
    """No time limit has this code, or none of its versions was in force on the day asked for."""


class FixedByLaw(ValueError):
    """An override was given for a limit that the law fixes (its source was read)."""


_ALL: tuple[TimeLimit, ...] = (
    foi.LIMITS
    + publishing.LIMITS
    + documents.LIMITS
    + site.LIMITS
    + services.LIMITS
    + dialogue.LIMITS
    + reports.LIMITS
)


def _by_code() -> dict[str, tuple[TimeLimit, ...]]:
    table: dict[str, tuple[TimeLimit, ...]] = {}
    for limit in _ALL:
        table[limit.code] = (*table.get(limit.code, ()), limit)
    return table


_VERSIONS = _by_code()

_MOST = {Counting.YEARS: 100, Counting.MONTHS: 1200}
_MOST_OF_OTHERS = 3660
"""An office's amount beyond these is a slip of the hand; dates would leave the calendar."""


def all_limits() -> tuple[TimeLimit, ...]:
    """Every version of every limit, in the order of the tables."""
    return _ALL


def versions(code: str) -> tuple[TimeLimit, ...]:
    """All versions of a limit, oldest first. Raises UnknownLimit."""
    try:
        return _VERSIONS[code]
    except KeyError:
        raise UnknownLimit(f"没有名为 {code} 的期限") from None


def get(code: str, on: date | None = None) -> TimeLimit:
    """The version of limit ``code`` in force on the day ``on``; without a day, the newest.

    Raises UnknownLimit when there is no such code or no version was in force then.
    """
    candidates = versions(code)
    if on is None:
        return candidates[-1]
    for limit in candidates:
        if limit.in_force(on):
            return limit
    raise UnknownLimit(f"期限 {code} 在 {on.isoformat()} 无有效规定")


class LimitBook:
    """The limits with the offices' own amounts for those that are settings.

    ``overrides`` maps a code to an amount (in the limit's own unit), or to ``(month, day)`` for a
    fixed day of the year. Raises UnknownLimit for an unknown code, FixedByLaw for a limit whose
    newest version the law fixes (whatever was before), ValueError for an amount that cannot be.
    """

    def __init__(self, overrides: Mapping[str, int | tuple[int, int]] | None = None) -> None:
        self._overrides = dict(overrides or {})
        for code, value in self._overrides.items():
            newest = get(code)
            if not newest.is_setting:
                raise FixedByLaw(f"期限 {code} 由 {newest.basis} 规定，不能更改")
            for limit in versions(code):
                if limit.is_setting:
                    _with_amount(limit, value)

    def get(self, code: str, on: date | None = None) -> TimeLimit:
        """As :func:`get`, with the overriding amount where this version is a setting."""
        limit = get(code, on)
        if code in self._overrides and limit.is_setting:
            return _with_amount(limit, self._overrides[code])
        return limit


def _with_amount(limit: TimeLimit, value: int | tuple[int, int]) -> TimeLimit:
    if limit.fixed_on is not None:
        if isinstance(value, int):
            raise ValueError(f"期限 {limit.code} 需要月和日")
        date(2001, *value)  # refuses a day that no ordinary year has
        return replace(limit, fixed_on=value)
    most = _MOST.get(limit.counting, _MOST_OF_OTHERS)
    if not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError(f"期限 {limit.code} 需要一个 0 至 {most} 的整数")
    return replace(limit, amount=value)
