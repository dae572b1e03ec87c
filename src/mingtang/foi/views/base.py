"""What the views of one request share."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mingtang.foi.desk.choosing import READERS, Desk
from mingtang.foi.models import Request
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.workbench.access import StaffView


class RequestView(StaffView):
    """A view of one request that the person may see; any other is not found."""

    roles = READERS

    def foi_request(self, pk: int) -> Request:
        rows = Request.objects.select_related(
            "unit", "applicant", "assignee", "move_to", "split_from", "moved_from", "merged_into"
        )
        return self.scoped(rows, pk=pk)

    def desk(self, request: Request) -> Desk:
        return Desk(request, self.access, self.now)


def seen_edition(request: HttpRequest) -> int:
    """The edition that the person decided on; 0, which fits none, when it was not sent."""
    return whole_number(request.POST.get("edition", "")) or 0


def tell(request: HttpRequest, violation: RuleViolation) -> None:
    """Show a refusal with its basis on the next page."""
    basis = f"（{violation.basis}）" if violation.basis else ""
    messages.error(request, f"{violation.text}{basis}")


def back_to(row: Request, anchor: str = "") -> HttpResponse:
    """To the page of the request, at a place of it."""
    return redirect(row.get_absolute_url() + (f"#{anchor}" if anchor else ""))
