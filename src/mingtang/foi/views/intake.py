"""Keying in what came on paper; finding who asked before; the slip with the query code."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mingtang.files.refusal import FileRefused
from mingtang.foi import services
from mingtang.foi.desk.choosing import KEEPERS
from mingtang.foi.desk.effects import due_from
from mingtang.foi.desk.uploads import store_all
from mingtang.foi.forms.intake import BY_STAFF, IntakeForm, receipt_rule
from mingtang.foi.models import Applicant, Request
from mingtang.foi.services.papers import Paper
from mingtang.foi.states import Purpose
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.text.dates import DateError, parse_date
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse

from .base import tell

FILED = "foi_filed"
MOST_KEPT = 20
MOST_FOUND = 8


class Intake(StaffView):
    """A new request. ``?who=`` looks for an applicant, ``?applicant=`` takes one over."""

    roles = KEEPERS

    def get(self, request: HttpRequest) -> HttpResponse:
        key = whole_number(request.GET.get("applicant", ""))
        record = self._known().filter(pk=key).first() if key else None
        form = self._form(record=record, initial={"once": secrets.token_urlsafe(16)})
        return self._page(form, record=record)

    def post(self, request: HttpRequest) -> HttpResponse:
        filed = request.session.get(FILED, {}).get(request.POST.get("once", ""))
        if filed is not None:
            messages.info(request, "这件申请已经录入过，没有重复录入。")
            return redirect("foi:request", pk=filed)
        form = self._form(request.POST, request.FILES)
        if "look" in request.POST or not form.is_valid():
            return self._page(form, status=200 if "look" in request.POST else 422)
        try:
            received = self._receive(form)
        except RuleViolation as violation:
            refuse(form, violation)
            return self._page(form, status=422)
        except FileRefused as fault:
            form.add_error("papers", fault.text_zh)
            return self._page(form, status=422)
        self._remember(form.cleaned_data["once"], received.request)
        return self._slip(received, register=form.cleaned_data["register_now"])

    # --- the form ------------------------------------------------------------------------------
    def _units(self) -> Any:
        units = Unit.objects.existing_on(self.today)
        if self.access.has(Role.DISCLOSURE_OFFICE):
            return units
        own = [held.unit_id for held in self.access.held if held.role == Role.CLERK]
        return units.filter(pk__in=own)

    def _form(self, *args: Any, **more: Any) -> IntakeForm:
        return IntakeForm(*args, units=self._units(), today=self.today, **more)

    def _known(self) -> Any:
        return Applicant.objects.in_use().visible_to(self.access)

    def _page(
        self, form: IntakeForm, *, record: Applicant | None = None, status: int = 200
    ) -> HttpResponse:
        who = self.request.GET.get("who", "").strip()[:100]
        found = None
        if who:
            alike = Q(name__startswith=who) | Q(id_number=who.upper()) | Q(phone=who)
            found = list(self._known().filter(alike).order_by("pk")[:MOST_FOUND])
        context = {
            "form": form,
            "who": who,
            "found": found,
            "record": record,
            "rules": [_rule_row(form, value, label, self.today) for value, label in BY_STAFF],
        }
        page = render(self.request, "foi/desk/intake.html", context, status=status)
        page["Cache-Control"] = "no-store"
        return page

    # --- what happens --------------------------------------------------------------------------
    def _actor(self, unit: Unit) -> Actor:
        return self.actor(Role.CLERK, Role.DISCLOSURE_OFFICE, unit_id=unit.pk)

    def _receive(self, form: IntakeForm) -> services.Received:
        data = form.cleaned_data
        unit = data["unit"]
        by = self._actor(unit)
        files: list[Paper] = []
        for name, purpose in (("identity", Purpose.IDENTITY), ("papers", Purpose.REQUEST)):
            files += store_all(
                data[name], purpose=purpose, by=by, unit=unit, at=self.now, already=len(files)
            )
        return services.receive(
            unit=unit,
            applicant=form.details(),
            asked=form.asked(),
            channel=data["channel"],
            by=by,
            at=self.now,
            submitted_at=form.submitted_at(self.now),
            arrived_on=data["arrived_on"] or self.today,
            files=files,
        )

    def _remember(self, once: str, row: Request) -> None:
        """So that the same form sent twice makes one request."""
        if not once:
            return
        filed = dict(list(self.request.session.get(FILED, {}).items())[-MOST_KEPT:])
        self.request.session[FILED] = {**filed, once: row.pk}

    def _slip(self, received: services.Received, *, register: bool) -> HttpResponse:
        row = received.request
        day, _ = receipt_rule(row.channel, timezone.localdate(row.submitted_at), row.arrived_on)
        if register and day is not None:
            try:
                row = services.register(
                    row, by=self._actor(row.unit), at=self.now, edition=row.edition
                )
            except RuleViolation as violation:
                tell(self.request, violation)
        return slip(self.request, row, received.code)


def slip(request: HttpRequest, row: Request, code: str) -> HttpResponse:
    """The page that tells the query code, this once, to be printed for the applicant."""
    row = Request.objects.select_related("unit", "applicant").get(pk=row.pk)
    context = {
        "row": row,
        "code": code,
        "due_on": due_from(row.receipt_on) if row.receipt_on else None,
    }
    page = render(request, "foi/desk/slip.html", context)
    page["Cache-Control"] = "no-store"
    return page


class ReceiptDay(StaffView):
    """The day of receipt for a channel and days, as JSON, while somebody keys in."""

    roles = KEEPERS

    def get(self, request: HttpRequest) -> HttpResponse:
        sent, came = (_day(request.GET.get(name, "")) for name in ("submitted_on", "arrived_on"))
        return JsonResponse(
            {"words": receipt_sentence(request.GET.get("channel", ""), sent, came, self.today)}
        )


def _day(value: str) -> date | None:
    try:
        return parse_date(value)
    except DateError:
        return None


def receipt_sentence(
    channel: str, submitted_on: date | None, arrived_on: date | None, today: date
) -> str:
    """``收到之日 = 2026-11-20，答复期限到 …`` or why it is not known yet."""
    came = arrived_on or today
    try:
        day, rule = receipt_rule(channel, submitted_on or came, came)
    except ValueError:
        return "日期的先后不对，或者没有选择渠道。"
    if day is None:
        return f"收到之日 = 与申请人确认之日（{rule}），录入后请当天联系确认。"
    due = due_from(day)
    return f"收到之日 = {day}（{rule}）" + (f"，答复期限到 {due}。" if due else "。")


def _rule_row(form: IntakeForm, value: str, label: str, today: date) -> tuple[str, str, str, bool]:
    """One channel with its sentence for the days typed so far, and whether it is chosen."""
    sent, came = (_day(str(form[name].value() or "")) for name in ("submitted_on", "arrived_on"))
    chosen = str(form["channel"].value() or "") == value
    return value, label, receipt_sentence(value, sent, came, today), chosen
