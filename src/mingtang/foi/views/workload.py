"""Who has how much, and requests handed from one person to another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mingtang.foi import services
from mingtang.foi.desk.blocking import attach_blocks
from mingtang.foi.desk.choosing import READERS, WORKERS, actors_for
from mingtang.foi.desk.workload import loads
from mingtang.foi.forms.base import people_of
from mingtang.foi.models import Request
from mingtang.foi.queries import SUBJECT
from mingtang.foi.states import OPEN, State
from mingtang.orgs.models import Account
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.workbench.access import StaffView
from mingtang.workbench.lists import attach_dues

MOST = 200


class Workload(StaffView):
    """Open requests by unit and person: near, overdue, standing still."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        units = loads(self.access, self.today)
        here = reverse("foi:requests")
        context = {
            "units": units,
            "total": {
                name: sum(getattr(unit, name) for unit in units)
                for name in ("open", "soon", "overdue", "stopped", "arrived")
            },
            "reassigns": bool(self.access.roles & WORKERS),
            "running_url": f"{here}?running=true",
            "arrived_url": f"{here}?state={State.ARRIVED}",
            **{f"{code}_url": f"{here}?queue={code}" for code in ("near", "overdue", "stopped")},
        }
        return render(request, "foi/desk/workload.html", context)


class Reassign(StaffView):
    """The open requests of one person (``?person=``; 0: of nobody), to be given to another."""

    roles = WORKERS

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = {row.pk: row for row in self._rows()}
        to = self._people(rows.values()).filter(pk=whole_number(request.POST.get("to", "")) or 0)
        person = to.first()
        chosen = request.POST.getlist("request")
        if person is None or not chosen:
            messages.error(request, "请勾选申请，并选择转给谁。")
            return self._page(status=422)
        done = sum(self._assign(rows, each, person) for each in chosen[:MOST])
        if done:
            messages.success(request, f"已把 {done} 件转给{person.name}。")
        return redirect(request.get_full_path())

    def _rows(self) -> list[Request]:
        person = whole_number(self.request.GET.get("person", "")) or None
        rows = Request.objects.visible_to(self.access).filter(state__in=OPEN, assignee_id=person)
        unit = whole_number(self.request.GET.get("unit", ""))
        if unit:
            rows = rows.filter(unit_id=unit)
        rows = rows.select_related("unit", "assignee", "move_to").defer("description")
        found = list(rows.order_by("arrived_on", "pk")[:MOST])
        roles = (Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE)
        return [row for row in found if actors_for(self.access, row.unit_id, roles)]

    def _people(self, rows: Any) -> Any:
        return people_of(sorted({row.unit_id for row in rows}), self.today)

    def _assign(self, rows: dict[int, Request], chosen: str, to: Account) -> int:
        """``chosen`` is the request's key and the edition that was seen; 1 when it was done."""
        first, _, second = chosen.partition(":")
        row = rows.get(whole_number(first) or 0)
        if row is None:
            return 0
        if not people_of([row.unit_id], self.today).filter(pk=to.pk).exists():
            messages.error(self.request, f"{row.number}：{to.name}不是{row.unit.name}的信息员。")
            return 0
        roles = (Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE)
        try:
            services.assign(
                row,
                to=to,
                by=actors_for(self.access, row.unit_id, roles)[0],
                at=self.now,
                edition=whole_number(second) or 0,
            )
        except RuleViolation as violation:
            messages.error(self.request, f"{row.number}：{violation.text}")
            return 0
        return 1

    def _page(self, *, status: int = 200) -> HttpResponse:
        rows = self._rows()
        attach_dues(rows, SUBJECT, today=self.today)
        attach_blocks(rows)
        person = whole_number(self.request.GET.get("person", "")) or 0
        context = {
            "rows": rows,
            "person": Account.objects.filter(pk=person).first(),
            "people": self._people(rows).exclude(pk=person) if rows else [],
        }
        return render(self.request, "foi/desk/reassign.html", context, status=status)
