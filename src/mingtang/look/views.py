"""The page that shows every component, for those who build screens and those who review them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingtang.look import specimen as sample


@require_safe
def specimen(request: HttpRequest) -> HttpResponse:
    """Show all components with made-up contents; public, and kept out of search engines."""
    form = sample.SpecimenForm({"title": "", "kind": "notice", "made_on": "2月30日"})
    form.is_valid()
    context = {
        "site": sample.SITE,
        "form": form,
        "today": sample.TODAY,
        "plain_clock": sample.clock(),
        "moved_clock": sample.moved_clock(),
        "entry": sample.ENTRY,
        "entries": sample.ENTRIES,
        "board": sample.BOARD,
        "duties": sample.DUTIES,
        "page_obj": Paginator(range(243), 10).page(7),
        "crumbs": [("首页", "/"), ("政策文件", "/"), ("部件样张", "")],
        "meta": {"noindex": True},
        "long_title": sample.LONG_TITLE,
    }
    response = render(request, "look/specimen.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
