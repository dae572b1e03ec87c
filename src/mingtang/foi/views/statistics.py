"""The statistics at the desk: the public numbers opening the requests, and where clocks stand."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from mingtang.foi.desk.choosing import READERS
from mingtang.foi.desk.queues import QUEUES
from mingtang.foi.models import Request
from mingtang.foi.states import OPEN, State
from mingtang.foi.statistics.choosing import chosen, counted, rows_of
from mingtang.foi.statistics.views import PER_PAGE, dates_file, page_of
from mingtang.orgs.models import Unit
from mingtang.workbench.access import StaffView

STAGES = ("near", "overdue", "stopped", "confirm", "register", "lapsed", "receipt", "moves")


class Statistics(StaffView):
    """A year in numbers; every number opens its rows."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        choice = chosen(request.GET, self.today)
        context = page_of(
            choice,
            rows_url=reverse("foi:statistics-rows"),
            dates_url=reverse("foi:statistics-dates"),
            stages=self._stages(choice.unit),
            states=self._states(choice.unit),
        )
        return render(request, "foi/statistics/desk.html", context)

    def _rows(self, unit: Unit | None) -> Any:
        rows = Request.objects.visible_to(self.access)
        return rows if unit is None else rows.filter(unit=unit)

    def _address(self, unit: Unit | None, **more: str) -> str:
        unit_part = {"unit": str(unit.pk)} if unit else {}
        return f"{reverse('foi:requests')}?{urlencode({**more, **unit_part})}"

    def _stages(self, unit: Unit | None) -> list[tuple[str, int, str]]:
        """Where the clocks of open requests stand now, and what is waited for."""
        rows = self._rows(unit)
        return [
            (QUEUES[code][0], QUEUES[code][1](rows, self.today).count(),
             self._address(unit, queue=code))
            for code in STAGES
        ]  # fmt: skip

    def _states(self, unit: Unit | None) -> list[tuple[str, int, str]]:
        open_ = self._rows(unit).filter(state__in=OPEN).order_by()
        found = Counter(open_.values_list("state", flat=True))
        return [
            (State(state).label, found[state], self._address(unit, state=state))
            for state in OPEN
            if found[state]
        ]


class StatisticsRows(StaffView):
    """The requests behind a number, those that the person may see."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        choice, figure = chosen(request.GET, self.today), counted(request.GET)
        found = rows_of(figure, choice, self.today)
        if not self.access.sees_all_units:
            found = found.filter(unit_id__in=self.access.unit_ids)
        shown = found.select_related("unit", "applicant").order_by("arrived_on", "pk")
        context = {
            "choice": choice,
            "figure": figure,
            "page_obj": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
            "back": f"{reverse('foi:statistics')}?{choice.query()}",
            "sees_all": self.access.sees_all_units,
        }
        return render(request, "foi/statistics/desk_rows.html", context)


class StatisticsDates(StaffView):
    """The table of dates, as anyone may have it."""

    roles = READERS

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        return dates_file(chosen(request.GET, self.today))
