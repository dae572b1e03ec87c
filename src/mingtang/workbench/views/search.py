"""The search box at the top of every page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingtang.workbench.access import StaffView
from mingtang.workbench.finding import find


class SearchView(StaffView):
    """What the person may see that has the words in its name or number."""

    def get(self, request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").replace("\0", "").strip()[:200]
        context = {"query": words, "found": find(self.access, words) if words else []}
        return render(request, "workbench/search.html", context)
