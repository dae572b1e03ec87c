"""The first screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingtang.workbench.access import StaffView
from mingtang.workbench.inbox import boxes_for


class TodayView(StaffView):
    """What is due, what is late, what waits."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"boxes": boxes_for(self.access, self.today)}
        return render(request, "workbench/today.html", context)
