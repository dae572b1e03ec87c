"""An applicant's record: put right, and merged with another that is the same person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mingtang.foi import services
from mingtang.foi.desk.choosing import KEEPERS
from mingtang.foi.forms.intake import ApplicantForm
from mingtang.foi.models import Applicant, Request
from mingtang.foi.queries import duplicates_of
from mingtang.journal.actor import Actor
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.history import history_of

from .base import tell

MOST = 50


class ApplicantView(StaffView):
    """A view of one record among those whose requests the person deals with."""

    roles = KEEPERS

    def record(self, pk: int) -> Applicant:
        return self.scoped(Applicant.objects.all(), pk=pk)

    def by(self, record: Applicant) -> Actor:
        """The person as the office, else as clerk of a unit that the applicant asked."""
        if self.access.has(Role.DISCLOSURE_OFFICE):
            return self.access.actor(Role.DISCLOSURE_OFFICE)
        units = set(record.requests.values_list("unit_id", flat=True))
        for held in self.access.held:
            if held.role == Role.CLERK and held.unit_id in units:
                return self.access.actor(Role.CLERK, held.unit_id)
        return self.access.actor(Role.CLERK)


class ApplicantPage(ApplicantView):
    """The record, its requests, records that look alike."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record(pk)
        return self._page(record, ApplicantForm(record=record))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record(pk)
        form = ApplicantForm(request.POST, record=record)
        if not form.is_valid():
            return self._page(record, form, status=422)
        try:
            services.change_applicant(
                record, details=form.details(), by=self.by(record), at=self.now
            )
        except RuleViolation as violation:
            refuse(form, violation)
            return self._page(record, form, status=422)
        messages.success(request, "申请人信息已保存。")
        return redirect("foi:applicant", pk=record.pk)

    def _page(self, record: Applicant, form: ApplicantForm, *, status: int = 200) -> HttpResponse:
        rows = Request.objects.visible_to(self.access).filter(applicant=record)
        context = {
            "record": record,
            "form": form,
            "requests": list(rows.select_related("unit").order_by("-arrived_on", "-pk")[:MOST]),
            "duplicates": list(duplicates_of(record, self.access)[:MOST]),
            "ended": record.merged_into_id is not None or record.anonymised_at is not None,
            "history": history_of((Applicant._meta.label_lower, record.pk)),
        }
        page = render(self.request, "foi/desk/applicant.html", context, status=status)
        page["Cache-Control"] = "no-store"
        return page


class ApplicantMerge(ApplicantView):
    """This record goes into another one that the person sees as well."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record(pk)
        rows = Applicant.objects.visible_to(self.access)
        into = get_object_or_404(rows, pk=whole_number(request.POST.get("into", "")) or 0)
        try:
            kept = services.merge_applicants(
                record,
                into=into,
                by=self.by(record),
                at=self.now,
                reason=request.POST.get("reason", ""),
            )
        except RuleViolation as violation:
            tell(request, violation)
            return redirect("foi:applicant", pk=record.pk)
        messages.success(request, "两条记录已合并，申请都归到这一条。")
        return redirect("foi:applicant", pk=kept.pk)
