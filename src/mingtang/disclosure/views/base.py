"""What the views of one document share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mingtang.disclosure.acts import Desk
from mingtang.disclosure.models import Document
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.workbench.access import BUSINESS, StaffView


class DocumentView(StaffView):
    """A view of one document that the person may see; any other is not found."""

    roles = BUSINESS

    def document(self, pk: int) -> Document:
        rows = Document.objects.select_related("unit", "home", "entry", "created_by")
        return self.scoped(rows, pk=pk)

    def desk(self, document: Document) -> Desk:
        return Desk(document, self.access, self.now)


def seen_edition(request: HttpRequest) -> int:
    """The edition that the person decided on; 0, which fits none, when it was not sent."""
    return whole_number(request.POST.get("edition", "")) or 0


def tell(request: HttpRequest, violation: RuleViolation) -> None:
    """Show a refusal with its basis on the next page."""
    basis = f"（{violation.basis}）" if violation.basis else ""
    messages.error(request, f"{violation.text}{basis}")


def back_to(document: Document, anchor: str = "") -> HttpResponse:
    """To the page of the document, at a place of it."""
    return redirect(document.get_absolute_url() + (f"#{anchor}" if anchor else ""))


def words_of(form: Any) -> str:
    """The faults of a small form in one sentence."""
    return "；".join(str(error) for errors in form.errors.values() for error in errors)
