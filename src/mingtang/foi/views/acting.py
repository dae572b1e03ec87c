"""Doing an act: its page, its form, the refusal that keeps what was typed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingtang.files.refusal import FileRefused
from mingtang.foi.desk.choosing import Choice, Desk
from mingtang.foi.desk.offering import SERVICES, form_of, offer_of, perform
from mingtang.foi.forms.base import ActForm
from mingtang.foi.lifecycle import LIFECYCLE
from mingtang.foi.models import Request
from mingtang.foi.services import Consulting
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.acts import refuse

from .base import RequestView, back_to, seen_edition, tell
from .standing import standing_of


class Act(RequestView):
    """One act of the transition table: its form (GET), its doing (POST)."""

    def get(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        row, desk, choice = self._found(pk, act)
        return self._page(row, desk, choice, form_of(choice, desk))

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        row, desk, choice = self._found(pk, act)
        form = form_of(choice, desk, request.POST, request.FILES)
        if "look" in request.POST:
            return self._page(row, desk, choice, form)
        if not choice.verdict.allowed or choice.by is None:
            return self._not_now(row, desk, choice, form)
        if form is not None and not form.is_valid():
            return self._page(row, desk, choice, form, status=422)
        try:
            made = perform(choice, desk, edition=seen_edition(request), form=form)
        except RuleViolation as violation:
            return self._refused(row, choice, form, violation)
        except FileRefused as fault:
            if form is not None:
                form.add_error("papers", fault.text_zh)
            return self._page(row, desk, choice, form, status=422)
        return self._done(row, choice, made)

    def _found(self, pk: int, act: str) -> tuple[Request, Desk, Choice]:
        row = self.foi_request(pk)
        if act not in SERVICES:
            raise Http404
        desk = self.desk(row)
        return row, desk, desk.choice(act)

    def _page(
        self,
        row: Request,
        desk: Desk,
        choice: Choice,
        form: ActForm | None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "row": row,
            "act": choice.act,
            "heading": LIFECYCLE.label_of(choice.act),
            "offer": offer_of(choice, desk, form),
            "form": form,
            "preview": form.preview() if form is not None and choice.verdict.allowed else [],
            "looks": choice.act == "charge",
            "multipart": form is not None and form.is_multipart(),
            **standing_of(row, today=self.today),
        }
        return render(self.request, "foi/desk/act.html", context, status=status)

    def _not_now(
        self, row: Request, desk: Desk, choice: Choice, form: ActForm | None
    ) -> HttpResponse:
        """It may not be done (any more): the page says why and keeps what was typed."""
        if form is None or not form.visible_fields():
            reasons = "；".join(each.text for each in choice.verdict.reasons)
            messages.error(self.request, reasons)
            return back_to(row)
        return self._page(row, desk, choice, form, status=409)

    def _refused(
        self, row: Request, choice: Choice, form: ActForm | None, violation: RuleViolation
    ) -> HttpResponse:
        fresh = self.foi_request(row.pk)
        if form is None:
            tell(self.request, violation)
            return back_to(fresh)
        refuse(form, violation)
        status = 409 if violation.code == "foi.stale" else 422
        desk = self.desk(fresh)
        return self._page(fresh, desk, desk.choice(choice.act), form, status=status)

    def _done(self, row: Request, choice: Choice, made: object) -> HttpResponse:
        """Where one goes on afterwards; a code that is told once is told here."""
        if isinstance(made, Consulting):
            context = {"row": row, "code": made.code, "consultation": made.consultation}
            page = render(self.request, "foi/desk/told_party_code.html", context)
            page["Cache-Control"] = "no-store"
            return page
        label = LIFECYCLE.label_of(choice.act)
        if choice.act == "move" and isinstance(made, Request):
            messages.success(self.request, f"已转给{made.unit.name}，新编号 {made.number}。")
            return back_to(made if self.access.sees_unit(made.unit_id) else row)
        if choice.act == "merge" and isinstance(made, Request):
            messages.success(self.request, f"已并入 {made.number}。")
            return redirect(made.get_absolute_url())
        row.refresh_from_db()
        state = LIFECYCLE.states[row.state]
        messages.success(self.request, f"{label}：现在的状态是“{state}”。")
        return back_to(row)
