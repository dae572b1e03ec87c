"""Reads of the public register. Everything here is what anyone may read: nothing withdrawn but
its bare entry, nothing of a working table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from mingtang.journal.statements import Prepared
from mingtang.orgs.models import Unit

from .genres import INVERSE_LABELS, RelationKind
from .models import Entry, Relation, Section, Snapshot, SnapshotFile
from .models.entries import EntryQuerySet

LIST_FIELDS = (
    "index_number",
    "title",
    "summary",
    "publisher_name",
    "published_on",
    "published_at",
    "changed_at",
    "validity",
    "genre",
    "doc_number",
)
"""What a row of a public list shows."""


def entry_at(front: str, back: str) -> Entry | None:
    """The entry of an index number, withdrawn or not, with what its page always names.

    The rest (unit, successor, section above) is fetched where it is there: wide joins for what
    most documents lack would cost each page more than the extra query costs some.
    """
    rows = Entry.objects.select_related("home", "current", "views")
    return rows.filter(index_number=f"{front}/{back}").first()


@dataclass(frozen=True, slots=True)
class Related:
    """Another public entry and how the two stand: ``outward`` when this one relates to it."""

    kind: str
    outward: bool
    entry: Entry

    @property
    def label(self) -> str:
        """The relation in Chinese from this one's side."""
        kind = RelationKind(self.kind)
        return str(kind.label) if self.outward else INVERSE_LABELS[kind]


def related_to(entry: Entry) -> list[Related]:
    """Relations from and to an entry, as far as the other side is public.

    Two that name each other as related are told of once.
    """
    rows = list(
        Relation.objects.filter(Q(source=entry) | Q(target=entry))
        .order_by("kind", "pk")
        .values_list("kind", "source_id", "target_id")
    )
    if not rows:
        return []
    others = {source if target == entry.pk else target for _, source, target in rows}
    public = Entry.objects.public().only(*LIST_FIELDS, "made_on").in_bulk(others)
    found = [
        Related(kind, source == entry.pk, public[other])
        for kind, source, target in rows
        if (other := target if source == entry.pk else source) in public
    ]
    neutral = RelationKind.RELATED
    named = {each.entry.pk for each in found if each.kind == neutral and each.outward}
    return [
        each for each in found if each.kind != neutral or each.outward or each.entry.pk not in named
    ]


FILE_FIELDS = ("public_id", "name", "kind", "mime", "size", "sha256", "path")
"""What is read of a public file; never the text found in it, which may be long."""


def public_files(entry: Entry) -> list[SnapshotFile]:
    """The attachments of the current snapshot; none once the entry is withdrawn."""
    if entry.current_id is None:
        return []
    rows = SnapshotFile.objects.filter(snapshot_id=entry.current_id).select_related("file")
    return list(rows.only("name", "snapshot_id", *(f"file__{name}" for name in FILE_FIELDS)))


def public_file(entry: Entry, public_id: object) -> SnapshotFile | None:
    """One attachment, when the current snapshot holds it."""
    return next(
        (each for each in public_files(entry) if str(each.file.public_id) == str(public_id)), None
    )


def canonical_content(snapshot: Snapshot) -> bytes:
    """The very bytes whose SHA-256 is the content hash of a snapshot.

    Canonical JSON (sorted keys, no spaces, UTF-8) of metadata, body and the names and hashes of
    the attachments; see :func:`mingtang.register.publication.content_hash`.
    """
    files = snapshot.files.select_related("file").only("name", "snapshot_id", "file__sha256")
    body: dict[str, Any] = {
        "metadata": snapshot.metadata,
        "body_html": snapshot.body_html,
        "files": [[each.name, each.file.sha256] for each in files],
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


# --- lists -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a newest-first list begins: after (or before) this entry."""

    on: date
    pk: int

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """A place from ``20261121-123``; ``None`` for anything else."""
        day, _, number = text.partition("-")
        if len(day) != 8 or not (day + number).isascii() or not (day + number).isdigit():
            return None
        try:
            return cls(date.fromisoformat(day), int(number[:18]))
        except ValueError:
            return None

    @classmethod
    def of(cls, entry: Entry) -> Place:
        return cls(entry.published_on, entry.pk)

    def __str__(self) -> str:
        return f"{self.on:%Y%m%d}-{self.pk}"


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a newest-first list, and the places of its neighbours (``None`` at an end)."""

    entries: list[Entry]
    newer: Place | None
    older: Place | None


def page_of(
    *lists: EntryQuerySet, size: int, after: Place | None = None, before: Place | None = None
) -> Page:
    """``size`` entries older than ``after``, or newer than ``before``, by keyset: the cost does
    not grow with the page number. Without a place, the newest.

    Several lists are read as one, without repetitions, each along its own index.
    """
    if before is not None:
        beyond = Q(published_on__gt=before.on) | Q(published_on=before.on, pk__gt=before.pk)
        lists = tuple(rows.filter(beyond, published_on__gte=before.on) for rows in lists)
        found = _merged(lists, size + 1, newest_first=False)
        more_newer, found = len(found) > size, found[:size][::-1]
        return Page(
            found,
            newer=Place.of(found[0]) if more_newer else None,
            older=Place.of(found[-1]) if found else None,
        )
    if after is not None:
        beyond = Q(published_on__lt=after.on) | Q(published_on=after.on, pk__lt=after.pk)
        lists = tuple(rows.filter(beyond, published_on__lte=after.on) for rows in lists)
    found = _merged(lists, size + 1, newest_first=True)
    more_older, found = len(found) > size, found[:size]
    return Page(
        found,
        newer=Place.of(found[0]) if after is not None and found else None,
        older=Place.of(found[-1]) if more_older else None,
    )


def _merged(lists: Sequence[EntryQuerySet], count: int, *, newest_first: bool) -> list[Entry]:
    """The first ``count`` entries of all the lists."""
    order = ("-published_on", "-pk") if newest_first else ("published_on", "pk")
    found = {
        entry.pk: entry
        for rows in lists
        for entry in rows.only(*LIST_FIELDS).order_by(*order)[:count]
    }
    keys = sorted(found.values(), key=lambda each: (each.published_on, each.pk))
    return (keys[::-1] if newest_first else keys)[:count]


_LENT_TO = Prepared(
    lambda key: Entry.sections.through.objects.filter(
        Q(section_id=key) | Q(section__parent_id=key)
    ).values_list("pk")[:1],
    int,
)


def listed_in(section: Section) -> list[EntryQuerySet]:
    """The public entries at home in a section or below it, and those lent to it, if there are any.

    Two lists for :func:`page_of`: as one, all entries of the section would have to be sorted.
    """
    ids = [section.pk, *(child.pk for child in section.children.all())]
    lists = [Entry.objects.public().filter(home_id__in=ids)]
    if _LENT_TO.first(section.pk):
        lent = Entry.sections.through.objects.filter(section_id__in=ids)
        lists.append(Entry.objects.public().filter(pk__in=lent.values("entry_id")))
    return lists


def newest(count: int) -> list[Entry]:
    """The latest public entries."""
    return list(Entry.objects.public().only(*LIST_FIELDS).newest_first()[:count])


def entries_of(unit: Unit) -> EntryQuerySet:
    """Public entries a unit answers for; of an ended unit, those published under its name."""
    rows = Entry.objects.public()
    if unit.ended_on is None:
        return rows.filter(unit=unit)
    return rows.filter(Q(unit=unit) | Q(publisher_name=unit.name))


_FIRST, _LAST = (
    Prepared(
        lambda order=order: Entry.objects.public().order_by(*order).values_list("published_on")[:1]
    )
    for order in (("published_on", "pk"), ("-published_on", "-pk"))
)


def first_and_last_year() -> tuple[int, int] | None:
    """The years between which anything was published; ``None`` while nothing is.

    Both ends of an index: the least and greatest of one statement would read every entry.
    """
    first, last = _FIRST.first(), _LAST.first()
    return (first[0].year, last[0].year) if first and last else None


def published_since(day: date) -> list[tuple[int, str, int, date]]:
    """What units did lately: (unit id, name, how many since ``day``, last day), newest first."""
    rows = (
        Entry.objects.public()
        .filter(published_on__gte=day)
        .values_list("unit_id", "unit__name")
        .annotate(count=Count("pk"), last=Max("published_on"))
        .order_by("-last", "-count", "unit_id")
    )
    return list(rows)


def counts_by_unit() -> dict[int, int]:
    """How many public entries each unit answers for."""
    rows = Entry.objects.public().order_by().values_list("unit_id").annotate(count=Count("pk"))
    return dict(rows)


@dataclass(frozen=True, slots=True)
class SectionTally:
    """A top-level section with its children, how much it holds and when it was last renewed."""

    section: Section
    children: Sequence[Section]
    count: int
    last: date | None


def sections_with_counts() -> list[SectionTally]:
    """Every top-level section; counts are by home, so that nothing is counted twice."""
    sections = list(Section.objects.all())
    tallies = {
        home: (count, last)
        for home, count, last in Entry.objects.public()
        .order_by()
        .values_list("home_id")
        .annotate(count=Count("pk"), last=Max("published_on"))
    }
    found = []
    for top in (each for each in sections if each.parent_id is None):
        children = [each for each in sections if each.parent_id == top.pk]
        mine = [tallies[each.pk] for each in (top, *children) if each.pk in tallies]
        found.append(
            SectionTally(
                top,
                children,
                sum(count for count, _ in mine),
                max((last for _, last in mine), default=None),
            )
        )
    return found
