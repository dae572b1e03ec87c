"""办理情况统计 for everyone: the page, the requests behind a number, the table of dates."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from mingtang.orgs.models import Unit

from .charts import months
from .choosing import Chosen, chosen, counted, rows_of
from .counting import summary_of, units_of
from .dates import table

PER_PAGE = 50


def page_of(choice: Chosen, *, rows_url: str, dates_url: str, **more: Any) -> dict[str, Any]:
    """What the public page and that of the desk both show."""
    today = timezone.localdate()
    summary = summary_of(choice.year, choice.unit, today=today)
    whose = choice.unit.name if choice.unit else "全部单位"
    title = f"{choice.year}年{whose}每月收到和办结的申请"
    return {
        "choice": choice,
        "summary": summary,
        "units": units_of(choice.year, today=today) if choice.unit is None else [],
        "all_units": Unit.objects.filter(foi_requests__isnull=False).distinct(),
        "chart": months(summary.months, title),
        "chart_title": title,
        "rows_url": f"{rows_url}?{choice.query()}",
        "dates_url": f"{dates_url}?{choice.query()}",
        "present": choice.year == today.year,
        **more,
    }


@require_safe
@conditional_page
def page(request: HttpRequest) -> HttpResponse:
    """The year in numbers."""
    choice = chosen(request.GET, timezone.localdate())
    context = page_of(
        choice,
        rows_url=reverse("apply:statistics-rows"),
        dates_url=reverse("apply:statistics-dates"),
        crumbs=_crumbs(("办理情况统计", "")),
        door="apply",
        meta={"column_name": "依申请公开", "description": "依申请公开的办理情况统计。"},
    )
    return render(request, "foi/statistics/page.html", context)


@require_safe
@conditional_page
def rows(request: HttpRequest) -> HttpResponse:
    """The requests behind a number: what anyone may know of each."""
    today = timezone.localdate()
    choice, figure = chosen(request.GET, today), counted(request.GET)
    found = rows_of(figure, choice, today).select_related("unit", "applicant")
    shown = found.order_by("arrived_on", "pk").only(
        "number", "unit__name", "unit__short_name", "channel", "applicant__kind", "arrived_on",
        "receipt_on", "answered_on", "row", "round",
    )  # fmt: skip
    context = {
        "choice": choice,
        "figure": figure,
        "page_obj": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "back": f"{reverse('apply:statistics')}?{choice.query()}",
        "crumbs": _crumbs(
            ("办理情况统计", f"{reverse('apply:statistics')}?{choice.query()}"),
            (figure.title_zh, ""),
        ),
        "door": "apply",
        "meta": {"noindex": True},
    }
    return render(request, "foi/statistics/rows.html", context)


@require_safe
def dates(request: HttpRequest) -> StreamingHttpResponse:
    """One line per request with the dates of its steps, as CSV."""
    return dates_file(chosen(request.GET, timezone.localdate()))


def dates_file(choice: Chosen) -> StreamingHttpResponse:
    """The file of a choice."""
    response = StreamingHttpResponse(
        table(choice.year, choice.unit), content_type="text/csv; charset=utf-8"
    )
    name = f"requests-{choice.year}" + (f"-{choice.unit.pk}" if choice.unit else "")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("首页", "/"), ("办申请", reverse("apply:guide")), *more]
