"""The registry of named counts. One definition counts a figure and lists the rows behind it.

Each app registers its own figures from ``AppConfig.ready``; reports, bulletins and dashboards
name a figure by its code and never query another app's tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mingtang.orgs.models import Unit

Rows = Callable[[int, Unit | None], QuerySet[Any]]


class UnknownFigure(KeyError):
    """No figure of that code is registered."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A named count over what the acts left behind.

    ``rows(year, unit)`` gives the rows of a calendar year, of one unit or (``None``) of all.
    ``unit_of_count`` is the Chinese measure word, ``definition_zh`` says what is counted and by
    which date, ``source`` names the rule or form that asks for it. ``unit_field`` leads from a
    row to its unit, for counts by unit; empty where a row has none.
    """

    code: str
    title_zh: str
    title_en: str
    unit_of_count: str
    definition_zh: str
    source: str
    rows: Rows
    unit_field: str = "unit_id"

    def count(self, year: int, unit: Unit | None = None) -> int:
        """How many rows there are. One query."""
        return self.rows(year, unit).count()


_figures: dict[str, Figure] = {}


def register(figure: Figure) -> Figure:
    """Add a figure. A code names one figure for good: raises ``ValueError`` for a second one."""
    known = _figures.get(figure.code)
    if known is not None and known != figure:
        raise ValueError(f"figure {figure.code} is registered twice")
    _figures[figure.code] = figure
    return figure


def figure(code: str) -> Figure:
    """The figure of a code. Raises :class:`UnknownFigure`."""
    try:
        return _figures[code]
    except KeyError:
        raise UnknownFigure(code) from None


def all_figures() -> Iterator[Figure]:
    """Every figure, in the order of registration (the apps from the lowest up)."""
    return iter(list(_figures.values()))


def rows(code: str, year: int, unit: Unit | None = None) -> QuerySet[Any]:
    """The rows behind a number. Raises :class:`UnknownFigure`."""
    return figure(code).rows(year, unit)


def count_all(year: int, unit: Unit | None = None) -> dict[str, int]:
    """Every figure of a year, code → value. One query a figure."""
    return {each.code: each.count(year, unit) for each in all_figures()}


def count_by_unit(code: str, year: int) -> dict[int, int]:
    """A figure split by unit: key of the unit → value; units without a row are left out."""
    found = figure(code)
    if not found.unit_field:
        raise ValueError(f"{code} is not counted by unit")
    keys = found.rows(year, None).order_by().values_list(found.unit_field, flat=True)
    return dict(Counter(keys))
