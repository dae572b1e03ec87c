"""Several reviewed documents published at once by the office, each through its own act."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingtang.disclosure import services
from mingtang.disclosure.models import Comment, Document
from mingtang.disclosure.queries import SUBJECT
from mingtang.disclosure.remarks import open_words
from mingtang.disclosure.states import State
from mingtang.orgs.roles import Role
from mingtang.register.genres import Attribute
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.workbench.access import StaffView
from mingtang.workbench.lists import attach_dues

MOST = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its index number, or why it stayed."""

    document: Document
    index_number: str = ""
    fault: str = ""


class Release(StaffView):
    """Documents that wait for the final check, to be published together."""

    roles = frozenset({Role.DISCLOSURE_OFFICE})

    def _waiting(self) -> list[Document]:
        rows = Document.objects.visible_to(self.access).filter(
            state=State.WITH_OFFICE, attribute=Attribute.PROACTIVE
        )
        found = list(rows.select_related("unit").defer("body_html").order_by("updated_at")[:MOST])
        attach_dues(found, SUBJECT, today=self.today)
        remarked = set(
            Comment.objects.filter(document__in=found, resolved_at__isnull=True).values_list(
                "document_id", flat=True
            )
        )
        for document in found:
            document.reminder = open_words(document) if document.pk in remarked else ""  # type: ignore[attr-defined]
        return found

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"documents": self._waiting(), "all_chosen": "all" in request.GET}
        return render(request, "disclosure/release.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = {text for text in request.POST.getlist("document") if ":" in text}
        outcomes = [self._publish(text) for text in sorted(chosen)[:MOST]]
        context = {
            "documents": self._waiting(),
            "outcomes": [each for each in outcomes if each is not None],
            "none_chosen": not chosen,
        }
        return render(request, "disclosure/release.html", context)

    def _publish(self, chosen: str) -> Outcome | None:
        """``chosen`` is the document's key and the edition that was seen."""
        first, _, second = chosen.partition(":")
        key, edition = whole_number(first), whole_number(second)
        if key is None or edition is None:
            return None
        rows = Document.objects.visible_to(self.access)
        document = rows.filter(pk=key).first()
        if document is None:
            return None
        try:
            entry = services.publish(
                document,
                by=self.access.actor(Role.DISCLOSURE_OFFICE),
                at=self.now,
                edition=edition,
            )
        except RuleViolation as violation:
            return Outcome(document, fault=violation.text)
        return Outcome(document, index_number=entry.index_number)
