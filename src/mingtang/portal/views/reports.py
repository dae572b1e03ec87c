"""我要纠错: a reader reports an error on a page and follows what becomes of it."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mingtang.duties.clocks import explanation_of
from mingtang.duties.models import Duty
from mingtang.orgs.lockout import client_address
from mingtang.portal.forms import ReportForm
from mingtang.register.models import Entry, ErrorReport
from mingtang.register.services import report_error
from mingtang.statute.violations import RuleViolation

from .document import entry_or_404, gone

MOST_REPORTS = 5
"""Reports that one address may send within ``WINDOW_SECONDS``, in each server process."""
WINDOW_SECONDS = 600
UNKNOWN_CODE = "没有这个查询码，请对照当时记下的逐位核对。字母不分大小写。"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, front: str, back: str) -> HttpResponse:
    """The form, and taking it in."""
    entry = entry_or_404(front, back)
    if entry.withdrawn:
        return gone(request, entry)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _too_many(request):
            form.add_error(None, "您刚才已经提交了几次，请十分钟后再来，或拨打网站联系电话。")
            status = 429
        elif form.is_valid():
            try:
                return _taken_in(entry, form)
            except RuleViolation as refusal:
                form.add_error(None, refusal.text)
        if status == 200:
            status = 422
    context = {
        "entry": entry,
        "form": form,
        "opened": _stamp_for(form),
        "crumbs": [("首页", "/"), ("正文", entry.get_absolute_url()), ("我要纠错", "")],
        "meta": {"noindex": True},
    }
    return render(request, "portal/report.html", context, status=status)


def _taken_in(entry: Entry, form: ReportForm) -> HttpResponse:
    values = form.cleaned_data
    row = report_error(
        entry,
        kind=values["kind"],
        text=values["text"],
        contact=values["contact"],
        at=timezone.now(),
    )
    return HttpResponseRedirect(reverse("portal:report-status", args=[row.query_code]))


def _stamp_for(form: ReportForm) -> str:
    """The stamp to send along: the one that came, as long as it holds, so that a second try of a
    form that came too quickly is not too quick again."""
    sent = str(form.data.get("opened", "")) if form.is_bound else ""
    return sent if sent and ReportForm.holds(sent) else ReportForm.stamp()


def _too_many(request: HttpRequest) -> bool:
    """Count this address's reports. The address is kept in memory only, and only so long."""
    key = f"report:{client_address(request)}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return int(cache.incr(key)) > MOST_REPORTS
    except ValueError:
        return False


@never_cache
@require_safe
def status(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a report, by the code its reader was given."""
    row = _reports().filter(query_code=code.upper()).first()
    if row is None:
        return _ask_for_code(request, code.upper(), UNKNOWN_CODE, status=404)
    duty = Duty.objects.about(row._meta.label_lower, row.pk).first()
    today = timezone.localdate()
    context = {
        "report": row,
        "duty": duty,
        "explanation": explanation_of(duty, today=today) if duty else None,
        "today": today,
        "crumbs": [("首页", "/"), ("我要纠错", reverse("portal:report-help")), ("办理情况", "")],
        "meta": {"noindex": True},
    }
    return render(request, "portal/report_status.html", context)


@never_cache
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to report an error on this site, and asking for a result by code."""
    if "code" not in request.GET:
        return _ask_for_code(request, "", "")
    code = "".join(request.GET["code"].split())[:20].upper()
    if not code:
        return _ask_for_code(request, "", "请填写查询码，提交纠错时页面上给出过。")
    if code.isascii() and code.isalnum() and _reports().filter(query_code=code).exists():
        return HttpResponseRedirect(reverse("portal:report-status", args=[code]))
    return _ask_for_code(request, code, UNKNOWN_CODE)


def _reports() -> QuerySet[ErrorReport]:
    return ErrorReport.objects.select_related("entry", "unit")


def _ask_for_code(
    request: HttpRequest, code: str, error: str, *, status: int = 200
) -> HttpResponse:
    """The help page with what is wrong with the code said at its field."""
    context: dict[str, Any] = {
        "crumbs": [("首页", "/"), ("我为政府网站找错", "")],
        "meta": {"noindex": bool(error)},
        "code": code,
        "error": error,
        "latest": Entry.objects.public().newest_first().first(),
    }
    return render(request, "portal/report_help.html", context, status=status)
