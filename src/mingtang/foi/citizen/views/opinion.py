"""The third party's own page: what is asked, never by whom; to consent or to object."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mingtang.duties.law import current_calendar
from mingtang.files.refusal import FileRefused
from mingtang.foi import services
from mingtang.foi.citizen import access, limiting, uploads
from mingtang.foi.citizen.headers import personal
from mingtang.foi.citizen.small_forms import OpinionForm, PartyCodeForm
from mingtang.foi.models import Consultation
from mingtang.foi.queries import find_consultation
from mingtang.foi.services import THIRD_PARTY_ACTOR
from mingtang.foi.services.noticing import limit_of
from mingtang.foi.states import Progress, Purpose
from mingtang.orgs.lockout import client_address
from mingtang.statute.due import due
from mingtang.statute.explain import Explanation
from mingtang.statute.violations import RuleViolation

from .another import another_is_open

WRONG = "没有找到：意见码不对，请对照征求意见书核对。"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The code of the letter. Its link carries the code behind ``#``, which no server sees."""
    form = PartyCodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        now, address = timezone.now(), client_address(request)
        if limiting.exhausted(limiting.CODES, address, now):
            return limiting.too_often(request, limiting.CODES)
        found = find_consultation(str(form.data.get("code", ""))[:100])
        if found is not None:
            access.open_consultation(request, found)
            return HttpResponseRedirect(reverse("apply:opinion-page"))
        limiting.count(limiting.CODES, address, now)
        form.add_error(None, WRONG)
        status = 403
    return render(
        request, "foi/citizen/opinion_enter.html", _context({"form": form}), status=status
    )


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What the party is asked, and taking its answer."""
    found = access.opened_consultation(request)
    if found is None:
        return HttpResponseRedirect(reverse("apply:opinion"))
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, found, form)
    if not access.is_drawn_for(request, found):
        return another_is_open(request, form, enter="apply:opinion", here="apply:opinion-page")
    now = timezone.now()
    if not limiting.taken(limiting.ACTS, client_address(request), now):
        return limiting.too_often(request, limiting.ACTS)
    if form.is_valid():
        try:
            _give(found, form, request, now)
        except RuleViolation as violation:
            form.add_error(None, violation.text)
        except FileRefused as fault:
            form.add_error(None, f"材料没有收下：{fault.text_zh}")
        else:
            messages.success(request, "您的意见已经收到。")
            return HttpResponseRedirect(reverse("apply:opinion-page"))
    return _page(request, access.opened_consultation(request) or found, form, status=422)


@transaction.atomic
def _give(found: Consultation, form: OpinionForm, request: HttpRequest, now: datetime) -> None:
    """In time, or late: what comes late is kept and weighed, the clock does not move."""
    values = form.cleaned_data
    if found.progress == Progress.LAPSED:
        services.late_opinion(
            found.request,
            consultation=found,
            opinion=values["opinion"],
            reasons=values["reasons"],
            by=THIRD_PARTY_ACTOR,
            at=now,
            edition=None,
        )
        return
    papers = uploads.store_all(
        request.FILES.getlist("files"),
        purpose=Purpose.OPINION,
        unit=found.request.unit,
        by=THIRD_PARTY_ACTOR,
        at=now,
    )
    services.give_opinion(
        found.request,
        consultation=found,
        opinion=values["opinion"],
        reasons=values["reasons"],
        files=papers,
        by=THIRD_PARTY_ACTOR,
        at=now,
        edition=None,
    )


def _page(
    request: HttpRequest, found: Consultation, form: OpinionForm, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    lapsed = found.progress == Progress.LAPSED
    context = _context(
        {
            "it": found,
            "mark": access.mark(found),
            "unit": found.request.unit,
            "form": form,
            "answered": found.answered_on is not None,
            "may": found.request.is_open
            and (found.waiting or (lapsed and found.answered_on is None)),
            "over": lapsed or bool(found.last_on and today > found.last_on),
            "explanation": _explained(found),
            "today": today,
        }
    )
    return render(request, "foi/citizen/opinion.html", context, status=status)


def _explained(found: Consultation) -> Explanation | None:
    """How the party's last day is counted, where the law gives it a period."""
    code = limit_of(found)
    if not code or found.received_on is None or found.days is not None:
        return None
    overrides = dict(settings.MINGTANG_LIMITS)
    return due(code, found.received_on, current_calendar(), overrides, timezone.localdate())


def _context(values: dict[str, Any]) -> dict[str, Any]:
    crumbs = [("首页", "/"), ("办申请", reverse("apply:guide")), ("征求意见", "")]
    return {**values, "crumbs": crumbs, "meta": {"noindex": True}, "door": "apply"}
