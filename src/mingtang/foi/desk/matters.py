"""The matters of a request as they are decided: outcome, sub-kind, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingtang.foi.models import Item, Request
from mingtang.foi.replies import faults_of, given_of
from mingtang.foi.services import reply_row
from mingtang.statute.foi.model import Outcome
from mingtang.statute.foi.outcomes import needs_of, outcome


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: its outcome in words, the elements given (label, text), what it lacks."""

    item: Item
    outcome: str
    subkind: str
    given: Sequence[tuple[str, str]]
    fault: str


@dataclass(frozen=True, slots=True)
class Matters:
    """All of a request, and the row of the form in which it is counted once decided."""

    rows: list[Matter]
    counted_in: str


def matters_of(items: Iterable[Item], request: Request) -> Matters:
    """The matters of the present round."""
    found = [matter_of(item) for item in items]
    codes = [each.item.outcome for each in found]
    counted = ""
    if codes and all(codes):
        row = request.row or reply_row(each.item for each in found)
        counted = row_words(outcome(row))
    return Matters(found, counted)


def row_words(kind: Outcome) -> str:
    """Group and label of an outcome, as the form prints them; a group of one row once."""
    return kind.label if kind.label.startswith(kind.group) else kind.row_label


def matter_of(item: Item) -> Matter:
    """One matter in words."""
    fault = "；".join(faults_of([item]))
    if not item.outcome:
        return Matter(item, "", "", (), fault)
    kind = outcome(item.outcome)
    subkind = kind.subkind(item.subkind).label if item.subkind else ""
    told = given_of(item)
    labels = {need.code: need.label for need in needs_of(item.outcome, item.subkind)}
    given = [(labels.get(key, OTHERS.get(key, key)), text) for key, text in told.items() if text]
    return Matter(item, row_words(kind), subkind, given, fault)


OTHERS = {
    "access": "获取的方式、途径",
    "access_time": "获取的时间",
    "agency_unknown": "不能确定负责公开的机关",
    "form": "提供形式",
    "reasons": "理由",
    "explanation": "情况说明",
}
"""Elements that may take the place of another."""
