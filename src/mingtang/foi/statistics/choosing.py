"""Year and unit of a page, and the rows behind its numbers, out of its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from mingtang.figures.registry import Figure, UnknownFigure, figure
from mingtang.foi.figures import cases
from mingtang.orgs.models import Unit
from mingtang.text.counts import whole_number

from .counting import years

EARLIEST = 2008
"""The first Regulation came into force on 1 May 2008."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a page shows."""

    year: int
    unit: Unit | None
    years: list[int]

    def query(self, **more: str) -> str:
        """The address of the same choice, with more."""
        unit = {"unit": str(self.unit.pk)} if self.unit else {}
        return urlencode({"year": str(self.year), **unit, **more})


def chosen(given: QueryDict, today: date) -> Chosen:
    """The choice of an address; 404 for a unit or a year that there is not."""
    known = years()
    year = whole_number(given.get("year", "")) if given.get("year") else None
    if given.get("year") and (year is None or not EARLIEST <= year <= today.year):
        raise Http404
    unit = None
    if given.get("unit"):
        key = whole_number(given.get("unit", ""))
        unit = Unit.objects.filter(pk=key).first() if key else None
        if unit is None:
            raise Http404
    return Chosen(year or (known[0] if known else today.year), unit, known)


def counted(given: QueryDict) -> Figure:
    """The figure whose rows an address opens: one that counts requests; else 404."""
    code = given.get("figure", "")
    if not code.startswith("foi.") or code.startswith(("foi.review", "foi.suit", "foi.fee")):
        raise Http404
    try:
        return figure(code)
    except UnknownFigure:
        raise Http404 from None


def rows_of(code: Figure, choice: Chosen, today: date) -> cases.Rows:
    """The cases behind a number; of overdue ones those that are so by now."""
    if code.code == "foi.overdue_open":
        from .counting import last_day

        return cases.overdue_on(cases.cases(choice.unit), last_day(choice.year, today))
    return code.rows(choice.year, choice.unit)
