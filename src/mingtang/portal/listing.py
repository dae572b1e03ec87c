"""One page of a public list: its filters read from the address, its neighbours by keyset."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from mingtang.journal.statements import Prepared
from mingtang.orgs.models import Unit
from mingtang.register.models.entries import EntryQuerySet
from mingtang.register.queries import Page, Place, first_and_last_year, page_of
from mingtang.text.counts import whole_number

from .context import preferences_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter and how it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list with the filters in use and the addresses of its neighbours."""

    page: Page
    unit: str
    year: str
    newer_url: str
    older_url: str

    @property
    def filtered(self) -> bool:
        return bool(self.unit or self.year)


def list_page(request: HttpRequest, *lists: EntryQuerySet, by_unit: bool = True) -> Listing:
    """The page of one or more lists that the address asks for. Filters that make no sense are
    left out."""
    unit = _number(request.GET.get("unit", "")) if by_unit else ""
    year = year_of(request.GET.get("year", ""))
    if unit:
        lists = tuple(rows.filter(unit_id=int(unit)) for rows in lists)
    if year:
        lists = tuple(rows.published_in(int(year)) for rows in lists)
    page = page_of(
        *lists,
        size=preferences_of(request).page_size,
        after=Place.parse(request.GET.get("after", "")),
        before=Place.parse(request.GET.get("before", "")),
    )
    kept = {name: value for name, value in (("unit", unit), ("year", year)) if value}

    def to(name: str, place: Place | None) -> str:
        return f"?{urlencode({**kept, name: str(place)})}" if place else ""

    return Listing(page, unit, year, to("before", page.newer), to("after", page.older))


def year_of(text: str) -> str:
    """The text when it is a year from 1900 to 2200, else nothing."""
    return _number(text, least=1900, most=2200)


def _number(text: str, **bounds: int) -> str:
    """The number that stands there as it goes into an address; nothing when there is none."""
    number = whole_number(text, **bounds)
    return "" if number is None else str(number)


def years_to_choose() -> list[Choice]:
    """The years in which anything was published, newest first."""
    found = first_and_last_year()
    if found is None:
        return []
    return [Choice(str(year), f"{year} 年") for year in range(found[1], found[0] - 1, -1)]


_UNITS = Prepared(lambda: Unit.objects.values_list("pk", "name"))


def units_to_choose() -> list[Choice]:
    """Units by their order, those that have ended too."""
    return [Choice(str(pk), name) for pk, name in _UNITS.rows()]
