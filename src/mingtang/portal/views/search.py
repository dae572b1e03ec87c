"""The search page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingtang.portal.caching import revalidated
from mingtang.portal.context import preferences_of
from mingtang.search.queries import Filters, Results, find
from mingtang.search.units import units_named
from mingtang.text.counts import whole_number

NAMES = {
    "section": "栏目",
    "unit": "单位",
    "year": "发布年份",
    "genre": "体裁",
    "subject": "主题",
    "validity": "有效性",
    "since": "发布日期不早于",
}
"""The filters in the order they are offered."""


@require_safe
@revalidated
def results(request: HttpRequest) -> HttpResponse:
    """What was found, with ways to narrow it."""
    page = whole_number(request.GET.get("page", "")) or 1
    prefs = preferences_of(request)
    found = find(request.GET.get("q", ""), Filters.read(request.GET), page, size=prefs.page_size)
    units = units_named(found.query, timezone.localdate()) if found.page == 1 else []
    feed = f"{reverse('portal:search-feed')}?{found.address()}"
    context: dict[str, Any] = {
        "results": found,
        "query": found.query,
        "units": units[:1] if prefs.elder else units,
        "chosen": _chosen(found),
        "narrow": [] if prefs.elder else _narrow(found),
        "previous": f"?{found.address(page=str(found.page - 1))}" if found.page > 1 else "",
        "next": f"?{found.address(page=str(found.page + 1))}" if found.page < found.pages else "",
        "feed": feed,
        "crumbs": [("首页", "/"), ("搜索", "")],
        "meta": {"noindex": True, "feed": feed, "feed_title": f"搜索：{found.query}"},
    }
    return render(request, "portal/search.html", context)


def _chosen(found: Results) -> list[tuple[str, str, str]]:
    """The filters in use as (name, value in words, address without it)."""
    chosen = []
    for name, value in found.filters.chosen().items():
        facets = found.facets.get(name, [])
        label = next((each.label for each in facets if each.value == value), value)
        chosen.append((NAMES[name], label, f"?{found.address(**{name: ''})}"))
    return chosen


def _narrow(found: Results) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Filters not in use that would narrow the result, as (name, [(label, count, address)])."""
    offered = []
    for name, title in NAMES.items():
        facets = found.facets.get(name, [])
        if name in found.filters.chosen() or len(facets) < 2:
            continue
        rows = [
            (each.label, each.count, f"?{found.address(**{name: each.value})}") for each in facets
        ]
        offered.append((title, rows))
    return offered
