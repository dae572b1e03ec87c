"""One request: what it is, its clock, what may be done now, what was done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from mingtang.foi.desk.choosing import Desk
from mingtang.foi.desk.effects import TURNS, receipt_words
from mingtang.foi.desk.matters import matters_of
from mingtang.foi.desk.offering import offers
from mingtang.foi.desk.withholding import withhold
from mingtang.foi.lifecycle import LIFECYCLE
from mingtang.foi.models import Request
from mingtang.foi.queries import (
    SUBJECT,
    answered_before,
    asked_by_others,
    duplicates_of,
    followed_by,
    same_request,
)
from mingtang.foi.states import FROM_APPLICANT, State
from mingtang.notices.models import Message
from mingtang.workbench.history import history_of

from .base import RequestView
from .standing import standing_of

MOST = 10
PROCEDURES = (
    "corrections",
    "assistances",
    "extensions",
    "reasons_asked",
    "suspensions",
    "checks",
    "deliveries",
)
"""Of the page's procedures, those with typed texts."""


class RequestDetail(RequestView):
    """The page of one request."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        desk = self.desk(row)
        keeps = desk.keeper is not None
        context = {
            "row": row,
            "turn": TURNS[row.state].format(unit=row.unit.short_name or row.unit.name),
            "receipt": receipt_words(desk.facts()),
            "offers": offers(desk),
            "keeps": keeps,
            "works": desk.worker is not None,
            "masks": desk.worker is None,
            "matters": matters_of(self._items(desk), row),
            "letters": list(row.letters.select_related("docx", "pdf")),
            "files": self._files(row, desk),
            "cautions": list(row.cautions.all()),
            "messages_sent": list(Message.objects.about(row)[:MOST]),
            "rating": getattr(row, "rating", None),
            "may_attach": desk.worker is not None and (row.is_open or row.state == State.ANSWERED),
            "history": history_of((SUBJECT, row.pk)),
            "chart": mark_safe(LIFECYCLE.as_svg(row.state)),
            **self._procedures(row),
            **self._related(row, keeps),
            **standing_of(row, today=self.today),
        }
        if desk.worker is None:
            self._withhold(row, context)
        page = render(request, "foi/desk/request.html", context)
        page["Cache-Control"] = "no-store"
        return page

    def _items(self, desk: Desk) -> list[Any]:
        """The matters; without the people for whoever only reads."""
        items = list(desk.facts().items)
        if desk.worker is None:
            withhold(desk.request, items)
        return items

    def _withhold(self, row: Request, context: dict[str, Any]) -> None:
        """Take the people out of everything typed that the page shows."""
        shown = [row, *(file for file, _ in context["files"])]
        for name in PROCEDURES:
            shown += context[name]
        if context["rating"] is not None:
            shown.append(context["rating"])
        withhold(row, shown)

    def _files(self, row: Request, desk: Desk) -> list[tuple[Any, bool]]:
        """The files, and whether this person may open each."""
        works = desk.worker is not None
        rows = row.files.select_related("file")
        return [(each, works or each.purpose not in FROM_APPLICANT) for each in rows]

    def _procedures(self, row: Request) -> dict[str, Any]:
        return {
            "corrections": list(row.corrections.all()),
            "consultations": list(row.consultations.all()),
            "assistances": list(row.assistances.select_related("unit")),
            "extensions": list(row.extensions.all()),
            "reasons_asked": list(row.reasons_asked.all()),
            "fee_notices": list(row.fee_notices.all()),
            "suspensions": list(row.suspensions.all()),
            "checks": list(row.legality_checks.all()),
            "deliveries": list(row.deliveries.select_related("letter")),
            "challenges": list(row.challenges.all()),
        }

    def _related(self, row: Request, keeps: bool) -> dict[str, Any]:
        """Where it came from and went to; requests and records that look alike."""
        visible = Request.objects.visible_to(self.access).select_related("unit")
        alike = {
            "same": list(same_request(row, visible)[:MOST]),
            "before": list(answered_before(row, visible)[:MOST]),
            "others_asked": asked_by_others(row, visible).count(),
        }
        return {
            **alike,
            "followed": [(each, self.access.sees_unit(each.unit_id)) for each in followed_by(row)],
            "came_from": [
                (each, words, self.access.sees_unit(each.unit_id))
                for each, words in ((row.split_from, "拆分自"), (row.moved_from, "转办自"))
                if each is not None
            ],
            "absorbed": list(row.absorbed.all()),
            "duplicates": list(duplicates_of(row.applicant, self.access)[:MOST]) if keeps else [],
        }
