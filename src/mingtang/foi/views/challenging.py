"""The ledger of reviews and suits, case by case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingtang.foi import services
from mingtang.foi.desk.choosing import READERS, actors_for
from mingtang.foi.forms.challenges import OpenForm, ResultForm, StagesForm
from mingtang.foi.models import Challenge, Request
from mingtang.journal.actor import Actor
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse

from .base import RequestView

WORKERS = (Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE)


class ChallengeNew(RequestView):
    """A review or suit about a request, entered."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        return self._page(row, OpenForm(request=row))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        form = OpenForm(request.POST, request=row)
        by = self.desk(row).worker
        if not form.is_valid():
            return self._page(row, form, status=422)
        try:
            if by is None:
                raise RuleViolation("role", "复议和诉讼由受理单位登记。", "")
            made = services.open_challenge(row, by=by, at=self.now, **form.cleaned_data)
        except RuleViolation as violation:
            refuse(form, violation)
            return self._page(row, form, status=422)
        messages.success(request, "已登记。")
        return redirect("foi:challenge", pk=made.pk)

    def _page(self, row: Request, form: OpenForm, *, status: int = 200) -> HttpResponse:
        context = {"row": row, "form": form, "works": self.desk(row).worker is not None}
        return render(self.request, "foi/desk/challenge_new.html", context, status=status)


class ChallengePage(StaffView):
    """One case: its stages and its result. POST with ``stages`` or ``result``."""

    roles = READERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self._challenge(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        challenge = self._challenge(pk)
        deciding = "result" in request.POST or "decide" in request.POST
        form: forms.Form
        if deciding:
            form = ResultForm(request.POST, auto_id="id_result_%s")
        else:
            form = StagesForm(request.POST, challenge=challenge)
        if not form.is_valid():
            return self._page(challenge, form, status=422)
        try:
            self._save(challenge, form)
        except RuleViolation as violation:
            refuse(form, violation)
            return self._page(challenge, form, status=422)
        messages.success(request, "结果已登记。" if deciding else "进展已登记。")
        return redirect("foi:challenge", pk=challenge.pk)

    def _challenge(self, pk: int) -> Challenge:
        rows = Challenge.objects.select_related("request__unit", "after")
        return self.scoped(rows, pk=pk)

    def _worker(self, challenge: Challenge) -> Actor | None:
        found = actors_for(self.access, challenge.request.unit_id, WORKERS)
        return found[0] if found else None

    def _save(self, challenge: Challenge, form: forms.Form) -> None:
        by = self._worker(challenge)
        if by is None:
            raise RuleViolation("role", "复议和诉讼由受理单位登记。", "")
        if isinstance(form, StagesForm):
            services.advance_challenge(
                challenge,
                stages=form.stages(),
                case_number=form.cleaned_data["case_number"],
                by=by,
                at=self.now,
            )
            return
        services.decide_challenge(challenge, by=by, at=self.now, **form.cleaned_data)

    def _page(
        self, challenge: Challenge, form: forms.Form | None = None, *, status: int = 200
    ) -> HttpResponse:
        pending = challenge.decided_on is None and self._worker(challenge) is not None
        context: dict[str, Any] = {
            "challenge": challenge,
            "row": challenge.request,
            "pending": pending,
        }
        if pending:
            stages = form if isinstance(form, StagesForm) else StagesForm(challenge=challenge)
            result = form if isinstance(form, ResultForm) else ResultForm(auto_id="id_result_%s")
            context |= {"stages": stages, "result": result}
        return render(self.request, "foi/desk/challenge.html", context, status=status)
