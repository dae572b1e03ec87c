"""The first screen: what is due, what is late, what waits, by role."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mingtang.duties.models import Duty
from mingtang.orgs.models import Account, Grant
from mingtang.orgs.roles import Role
from mingtang.workbench.access import OVERSEERS, StaffView
from mingtang.workbench.inbox import boxes_for
from mingtang.workbench.models import CheckRun
from mingtang.workbench.queries import board_rows, due_now, late_and_today, working_duties

BOARD_DAYS = 90
WITHOUT_DUTIES = frozenset({Role.SUPERVISOR, Role.IT})
"""Roles that do no work with a date of its own: they watch, or keep the system."""


class TodayView(StaffView):
    """Every role finds here what its next act is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        roles = self.access.roles
        context: dict[str, Any] = {
            "boxes": boxes_for(self.access, self.today),
            "today": self.today,
            "all_url": reverse("workbench:duties"),
        }
        if self.access.unit_ids and roles - WITHOUT_DUTIES:
            context["due"] = due_now(working_duties(self.access), self.today)
        if roles & OVERSEERS:
            context["late_url"] = f"{reverse('workbench:duties')}?status=open&when=late"
            context["today_url"] = f"{reverse('workbench:duties')}?status=open&when=today"
            context["county"] = late_and_today(Duty.objects.running(), self.today)
            context["board"] = self._late_units()
            context["board_period"] = f"{self._board_since()} 至 {self.today}"
        if Role.IT in roles:
            context["it"] = self._system()
        return render(request, "workbench/today.html", context)

    def _board_since(self) -> date:
        return self.today - timedelta(days=BOARD_DAYS)

    def _late_units(self) -> list[dict[str, Any]]:
        rows = board_rows(
            self.access,
            since=self._board_since(),
            until=self.today,
            today=self.today,
        )
        late = [row for row in rows if row["open_overdue"]]
        for row in late:
            row["url"] = (
                f"{reverse('workbench:duties')}?status=open&when=late&unit={row['unit_id']}"
            )
        return sorted(late, key=lambda row: (-row["open_overdue"], row["unit"]))[:10]

    def _system(self) -> dict[str, Any]:
        held = Account.objects.filter(is_active=True).exclude(
            pk__in=Grant.objects.in_force_on(self.today).values("account_id")
        )
        return {
            "runs": list(CheckRun.objects.all()),
            "without_roles": held.count(),
            "accounts_url": f"{reverse('workbench:accounts')}?roles=none",
        }
