"""What an entry's validity is by its own text, its period, and the documents that change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .genres import RelationKind, Validity
from .models import Entry, Relation

EFFECTS = {
    RelationKind.AMENDS: Validity.AMENDED,
    RelationKind.REPLACES: Validity.REPEALED,
    RelationKind.REPEALS: Validity.REPEALED,
}
"""What a link does to the validity of its target (国办发〔2017〕47号: mark the original)."""

ENDED = frozenset({Validity.REPEALED, Validity.EXPIRED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A validity, the day it began (``None``: with the publication), and the entry that follows."""

    validity: str
    since: date | None
    successor_id: int | None


def in_force(entry: Entry) -> bool:
    """Whether what an entry says of others holds: it is public, and its day has come."""
    return not entry.withdrawn and entry.validity != Validity.PENDING


def standing_of(entry: Entry, *, on: date, former: Entry) -> Standing:
    """The standing that an entry has on a day by what changes it now; ``former`` does no longer,
    at least not as before.

    Of several repeals the first counts, of several amendments the last. A repeal outweighs the
    end of the period, that an amendment, and that what the text said of itself.
    """
    changing = [
        each
        for each in Relation.objects.filter(target=entry, kind__in=list(EFFECTS)).select_related(
            "source"
        )
        if in_force(each.source)
    ]
    changing.sort(key=lambda each: (_begun(each.source), each.pk))
    heirs = [each.source_id for each in changing if each.kind == RelationKind.REPLACES]
    heir = entry.successor_id if entry.successor_id != former.pk else None
    if heirs:
        heir = heirs[-1]
    repeals = [each for each in changing if EFFECTS[RelationKind(each.kind)] == Validity.REPEALED]
    if repeals:
        return Standing(Validity.REPEALED, _begun(repeals[0].source), heir)
    if entry.valid_until is not None and entry.valid_until < on:
        return Standing(Validity.EXPIRED, entry.valid_until + timedelta(days=1), heir)
    if changing:
        return Standing(Validity.AMENDED, _begun(changing[-1].source), heir)
    return Standing(_own(entry, on), on, heir)


def _own(entry: Entry, on: date) -> str:
    """What the last publication said of itself; valid is only what has come into force."""
    last = entry.snapshots.order_by("-number").values_list("metadata", flat=True).first() or {}
    said = str(last.get("validity", Validity.VALID))
    if said == Validity.VALID and entry.valid_from is not None and entry.valid_from > on:
        return Validity.PENDING
    return said


def _begun(source: Entry) -> date:
    """The day on which what a document says of others began to hold."""
    return max(source.published_on, source.valid_from or source.published_on)
