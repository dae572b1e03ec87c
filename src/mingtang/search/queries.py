"""Finding entries of the register by words and filters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Case, CharField, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Left

from mingtang.orgs.models import Unit
from mingtang.register.genres import SUBJECT_CLASSES, Genre, Validity
from mingtang.register.models import Entry, Section
from mingtang.register.models.entries import EntryQuerySet
from mingtang.register.queries import LIST_FIELDS
from mingtang.text.counts import whole_number
from mingtang.text.docnumber import DocNumberError, normalise
from mingtang.text.folding import strip_invisible
from mingtang.text.segment import snippet

from . import engines
from .words import query_tokens

MAX_QUERY = 200
"""Characters of a query that are read."""
CAP = 10_000
"""Hits are counted up to here; more are told as "more than"."""
_THIN = "[\u2000-\u200a\u202f\u205f]+"
_HAN = "[\u3400-\u9fff]"
_THIN_SPACES = re.compile(rf"(?<={_HAN}){_THIN}(?=\w)|(?<=\w){_THIN}(?={_HAN})")
"""What typesetting puts between Chinese and figures, and copying takes along."""
_SIGNS = re.compile("[^0-9A-Za-z\u0080-\U0010ffff]+")
_LONE_SIGN = re.compile(r"[^0-9A-Za-z\u0080-\U0010ffff]*[0-9A-Za-z][^0-9A-Za-z\u0080-\U0010ffff]*")
"""One letter or figure and nothing else that is read: index numbers hold every one of them, so it
is looked for in titles alone."""
PAGE = 20
EXTRACT = 120
"""Characters of an extract."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to narrow a search to; empty text means everything. ``year`` is that of publication,
    ``since`` the first day of publication (``2026-10-23``)."""

    unit: str = ""
    genre: str = ""
    year: str = ""
    subject: str = ""
    validity: str = ""
    section: str = ""
    since: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Filters:
        """The filters of an address; values that cannot be are left out."""

        def number(name: str, **bounds: int) -> str:
            value = whole_number(given.get(name, ""), **bounds)
            return "" if value is None else str(value)

        def one_of(name: str, known: Mapping[str, object] | list[str]) -> str:
            text = given.get(name, "")
            return text if text in known else ""

        slug = given.get("section", "")
        return cls(
            unit=number("unit"),
            genre=one_of("genre", list(Genre.values)),
            year=number("year", least=1900, most=2200),
            subject=one_of("subject", SUBJECT_CLASSES),
            validity=one_of("validity", list(Validity.values)),
            since=_day(given.get("since", "")),
            section=slug if len(slug) <= 40 and slug.replace("-", "").isalnum() else "",
        )

    def chosen(self) -> dict[str, str]:
        """Those in use, by name."""
        named = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in named.items() if value}

    def apply(self, rows: EntryQuerySet) -> EntryQuerySet:
        """The rows that pass every filter in use."""
        if self.section:
            here = Section.objects.filter(slug=self.section).first()
            rows = rows.in_section(here) if here else rows.none()
        if self.year:
            rows = rows.published_in(int(self.year))
        if self.since:
            rows = rows.filter(published_on__gte=self.since)
        exact = {
            "unit_id": self.unit,
            "genre": self.genre,
            "subject_class": self.subject,
            "validity": self.validity,
        }
        return rows.filter(**{name: value for name, value in exact.items() if value})


def _day(text: str) -> str:
    """The text when it is a day written as ``2026-10-23``, else nothing."""
    try:
        return text if date.fromisoformat(text).isoformat() == text else ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry found. Fragments are (text, whether it is a word of the query)."""

    entry: Entry
    title: list[tuple[str, bool]]
    extract: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a filter, how it is called, and how many of the hits have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. ``total`` is at most ``CAP``; ``capped`` says that there are more.

    ``cut`` says that the query was too long and only its beginning was looked for.
    """

    query: str
    filters: Filters
    page: int
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    capped: bool = False
    cut: bool = False
    pages: int = 0
    facets: dict[str, list[Facet]] = field(default_factory=dict)

    def address(self, **changes: str) -> str:
        """The query string of this search with some filters (or the page) changed."""
        asked = {"q": self.query, **self.filters.chosen(), **changes}
        return urlencode({name: value for name, value in asked.items() if value})


def find(
    query: str, filters: Filters, page: int, *, size: int = PAGE, newest_first: bool = False
) -> Results:
    """The public entries that hold every word of ``query`` and pass the filters.

    An exact document or index number comes first, then hits in the title, then the others; equal
    ones newest first (``newest_first`` orders by nothing else). Any text is a valid query; one
    without a word finds nothing, an empty one lists what the filters leave.
    """
    whole = strip_invisible(_THIN_SPACES.sub("", query))
    typed = " ".join("".join(char if char.isprintable() else " " for char in whole).split())
    asked = typed[:MAX_QUERY]
    cut = len(typed) > MAX_QUERY
    tokens = query_tokens(asked)
    if (asked and not tokens) or not (asked or filters.chosen()):
        return Results(asked, filters, 1, cut=cut)
    rows = filters.apply(Entry.objects.public())
    if _LONE_SIGN.fullmatch(asked):
        rows = rows.filter(title__icontains=_SIGNS.sub("", asked))
    elif tokens:
        rows = rows.filter(pk__in=engines.matching(connection, tokens, "everything"))
    total, facets = _counted(rows)
    pages = -(-total // size)
    page = min(max(page, 1), max(pages, 1))
    ordered = rows.newest_first() if newest_first or not tokens else _ranked(rows, asked, tokens)
    start = (page - 1) * size
    return Results(
        query=asked,
        filters=filters,
        page=page,
        hits=[_hit(entry, asked) for entry in _read(ordered[start : start + size])],
        total=total,
        capped=total >= CAP,
        cut=cut,
        pages=pages,
        facets=facets,
    )


def _ranked(rows: EntryQuerySet, asked: str, tokens: list[str]) -> EntryQuerySet:
    number = Q(doc_number__in=_document_numbers(asked)) | Q(index_number=asked.upper())
    title = Q(pk__in=engines.matching(connection, tokens, "title"))
    rank = Case(
        When(number, then=Value(2)),
        When(title, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return rows.alias(rank=rank).order_by("-rank", "-published_on", "-pk")


def _read(ordered: EntryQuerySet) -> list[Entry]:
    """The entries of one page with their text. The order is settled on keys alone: to sort all
    that was found with its text would take the most of the time."""
    keys = list(ordered.values_list("pk", flat=True))
    wanted = Entry.objects.public().select_related("current").only(*LIST_FIELDS, "current__text")
    found = wanted.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _document_numbers(asked: str) -> list[str]:
    """The query as a document number: as typed, and in its right form where it has one."""
    try:
        return [asked, normalise(asked)]
    except DocNumberError:
        return [asked]


def _hit(entry: Entry, asked: str) -> Hit:
    text = entry.current.text if entry.current else ""
    body = snippet(text, asked, EXTRACT)
    if not any(found for _, found in body) and entry.summary:
        body = snippet(entry.summary, asked, EXTRACT)
    title = snippet(entry.title, asked, max(len(entry.title), 8))
    return Hit(entry, title=title, extract=body)


_COUNTED = (
    "unit_id",
    "genre",
    # The day as text: ten thousand dates read as dates would take longer than finding them.
    Left(Cast("published_on", CharField()), 4),
    "subject_class",
    "validity",
    "home_id",
)
_NAMES = ("unit", "genre", "year", "subject", "validity", "section")
FACET_LENGTH = 12
"""Values of one filter that are offered."""


def _counted(rows: EntryQuerySet) -> tuple[int, dict[str, list[Facet]]]:
    """How many hits there are (at most ``CAP``), and how they fall into each filter."""
    found = list(rows.order_by().values_list(*_COUNTED)[:CAP])
    if not found:
        return 0, {}
    counts = {name: Counter(map(itemgetter(at), found)) for at, name in enumerate(_NAMES)}
    facets: dict[str, list[Facet]] = {}
    for name, counter in counts.items():
        if name == "year":
            common = sorted(counter.items(), reverse=True)[:FACET_LENGTH]
        else:
            common = counter.most_common(FACET_LENGTH)
        labels = _labels(name, [value for value, _ in common])
        facets[name] = [Facet(*labels[value], count) for value, count in common if value in labels]
    return len(found), facets


def _labels(name: str, values: list[Any]) -> dict[Any, tuple[str, str]]:
    """For each value as stored: what stands in the address, and what it is called."""
    match name:
        case "unit":
            units = Unit.objects.filter(pk__in=values).values_list("pk", "name")
            return {pk: (str(pk), label) for pk, label in units}
        case "section":
            sections = Section.objects.filter(pk__in=values).values_list("pk", "slug", "name")
            return {pk: (slug, label) for pk, slug, label in sections}
        case "year":
            return {value: (str(value), f"{value} 年") for value in values}
        case "genre":
            return {value: (str(value), str(Genre(str(value)).label)) for value in values}
        case "validity":
            return {value: (str(value), str(Validity(str(value)).label)) for value in values}
        case _:
            return {value: (str(value), SUBJECT_CLASSES.get(str(value), "")) for value in values}
