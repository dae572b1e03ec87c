"""The disclosure office accepts a correction that took an overdue time limit away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from mingtang.disclosure import services
from mingtang.disclosure.queries import SUBJECT
from mingtang.duties.models import Duty
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation

from .base import DocumentView, back_to, tell


class Accept(DocumentView):
    """``duty`` is one that lapsed about the document."""

    def post(self, request: HttpRequest, pk: int, duty: int) -> HttpResponse:
        document = self.document(pk)
        found = get_object_or_404(Duty.objects.about(SUBJECT, document.pk), pk=duty)
        if not self.access.has(Role.DISCLOSURE_OFFICE):
            messages.error(request, "更正由政务公开办认可。")
            return back_to(document)
        try:
            services.accept_correction(
                document,
                found,
                reason=request.POST.get("reason", "")[:300],
                by=self.access.actor(Role.DISCLOSURE_OFFICE),
                at=self.now,
            )
        except RuleViolation as violation:
            tell(request, violation)
        else:
            messages.success(request, "已认可更正，原逾期不计。")
        return back_to(document)
