"""What the applicant does: correct, give reasons, rate, withdraw. Each by its service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingtang.files.refusal import FileRefused
from mingtang.foi import services
from mingtang.foi.citizen import access, limiting, uploads
from mingtang.foi.citizen.headers import personal
from mingtang.foi.citizen.small_forms import (
    CorrectionForm,
    RatingForm,
    ReasonsForm,
    WithdrawalForm,
    Worded,
)
from mingtang.foi.models import Request
from mingtang.foi.services import APPLICANT_ACTOR
from mingtang.foi.states import Purpose
from mingtang.orgs.lockout import client_address
from mingtang.statute.violations import RuleViolation

from .another import another_is_open
from .status import status_page

Act = Callable[[Request, Worded, HttpRequest, datetime], object]


def _perform(request: HttpRequest, form: Worded, name: str, act: Act, done: str) -> HttpResponse:
    """One act on the request that this session opened; with faults the page comes back with what
    was written."""
    found = access.opened_request(request)
    if found is None:
        return HttpResponseRedirect(reverse("apply:status"))
    if not access.is_drawn_for(request, found):
        return another_is_open(request, form, enter="apply:status", here="apply:mine")
    now = timezone.now()
    if not limiting.taken(limiting.ACTS, client_address(request), now):
        return limiting.too_often(request, limiting.ACTS)
    if form.is_valid():
        try:
            act(found, form, request, now)
        except RuleViolation as violation:
            form.add_error(None, violation.text)
        except FileRefused as fault:
            form.add_error(None, f"材料没有收下：{fault.text_zh}")
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("apply:mine"))
    found = access.opened_request(request) or found
    return status_page(request, found, status=422, **{name: form})


@personal
@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    """补正, with files."""
    form = CorrectionForm(request.POST)
    done = "补正已经收到，答复期限从今天起重新计算。"
    return _perform(request, form, "correction_form", _correct, done)


@transaction.atomic
def _correct(found: Request, form: Worded, request: HttpRequest, now: datetime) -> None:
    papers = uploads.store_all(
        request.FILES.getlist("files"),
        purpose=Purpose.CORRECTION,
        unit=found.unit,
        by=APPLICANT_ACTOR,
        at=now,
    )
    services.correct(
        found,
        answer=form.cleaned_data["answer"],
        files=papers,
        by=APPLICANT_ACTOR,
        at=now,
        edition=None,
    )


@personal
@require_POST
def give_reasons(request: HttpRequest) -> HttpResponse:
    """说明理由."""
    done = "理由已经收到，由受理单位判断。"
    return _perform(request, ReasonsForm(request.POST), "reasons_form", _give_reasons, done)


def _give_reasons(found: Request, form: Worded, request: HttpRequest, now: datetime) -> None:
    services.give_reasons(
        found, reasons=form.cleaned_data["reasons"], by=APPLICANT_ACTOR, at=now, edition=None
    )


@personal
@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """评价."""
    return _perform(request, RatingForm(request.POST), "rating_form", _rate, "谢谢您的评价。")


def _rate(found: Request, form: Worded, request: HttpRequest, now: datetime) -> None:
    values = form.cleaned_data
    services.rate(
        found, stars=values["stars"], comment=values["comment"], by=APPLICANT_ACTOR, at=now
    )


@personal
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """撤回."""
    form = WithdrawalForm(request.POST)
    return _perform(request, form, "withdrawal_form", _withdraw, "申请已经撤回，不再办理。")


def _withdraw(found: Request, form: Worded, request: HttpRequest, now: datetime) -> None:
    reason = form.cleaned_data["reason"].strip()
    told = "申请人凭查询码在网上撤回" + (f"：{reason}" if reason else "")
    services.withdraw(found, reason=told, by=APPLICANT_ACTOR, at=now, edition=None)
