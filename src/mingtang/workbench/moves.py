"""The due dates that a holiday notice would move, as a person sees them before confirming it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.http.response import HttpResponseBase
from django.urls import reverse

from mingtang.duties.models import Duty
from mingtang.duties.notices import Move
from mingtang.orgs.access import Access

from .access import BUSINESS
from .lists.export import csv_response, guarded, xlsx_response
from .rules import rule_name

SHOWN = 50
HEADER = ("事项", "时限", "单位", "现在到期", "改为到期")
HIDDEN = "不在您的查看范围"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One line: what the duty is about (told to those who may read it), whose, and both days."""

    label: str
    url: str
    rule: str
    unit: str
    before: date
    after: date


def rows_of(moves: Sequence[Move], access: Access) -> Iterator[MoveRow]:
    """The lines of the moves, in their order; two queries for each 500."""
    reads = bool(access.roles & BUSINESS)
    for start in range(0, len(moves), _BATCH):
        part = moves[start : start + _BATCH]
        keys = [move.duty_id for move in part]
        duties = Duty.objects.select_related("unit").in_bulk(keys)
        seen = set(
            Duty.objects.visible_to(access).filter(pk__in=keys).values_list("pk", flat=True)
            if reads
            else ()
        )
        for move in part:
            duty = duties[move.duty_id]
            told = duty.pk in seen
            yield MoveRow(
                label=duty.subject_label if told else HIDDEN,
                url=reverse("workbench:duty", args=[duty.pk]) if told else "",
                rule=rule_name(duty.rule),
                unit=duty.unit.short_name or duty.unit.name,
                before=move.before,
                after=move.after,
            )


def sheet_of(moves: Sequence[Move], access: Access, kind: str, name: str) -> HttpResponseBase:
    """All moves as a file: ``xlsx``, else CSV."""
    body = (
        [guarded(row.label), row.rule, guarded(row.unit), row.before, row.after]
        for row in rows_of(moves, access)
    )
    return (xlsx_response if kind == "xlsx" else csv_response)(HEADER, body, name)
