"""Answered requests on their way to the public log, and what many asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mingtang.foi.desk.choosing import READERS, actors_for
from mingtang.foi.desk.withholding import withhold
from mingtang.foi.forms.releasing import HomeForm, ToldForm
from mingtang.foi.models import Release, Request
from mingtang.foi.models.releases import ReleaseState
from mingtang.foi.services import releasing
from mingtang.foi.services.release_text import kind_lines
from mingtang.foi.states import ANSWERED
from mingtang.foi.suggesting import suggestions
from mingtang.journal.actor import Actor
from mingtang.orgs.roles import Role
from mingtang.register.gate import unsettled
from mingtang.register.models import Finding
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.lists import Column, ListFilters, ScopedList, unit_filter

from .base import RequestView, seen_edition, tell

WRITERS = (Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE)
OFFICE = Role.DISCLOSURE_OFFICE
LEVELS = {
    ReleaseState.PROPOSED: "warn",
    ReleaseState.PUBLISHED: "ok",
    ReleaseState.WITHDRAWN: "dashed",
}


class ReleasePage(RequestView):
    """One request for the log: written, checked, proposed, approved, withdrawn."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._row(pk)
        if self.desk(row).worker is None:
            withhold(row, [row])
        return self._page(row, ToldForm(request=row, release=self._release(row)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._row(pk)
        release = self._release(row)
        act = request.POST.get("act", "save")
        if act == "save":
            return self._save(row, release)
        if release is None:
            raise Http404
        done = self._done(act, release)
        return done or redirect(release.get_absolute_url())

    def _row(self, pk: int) -> Request:
        row = self.foi_request(pk)
        if row.state not in ANSWERED:
            raise Http404
        return row

    def _release(self, row: Request) -> Release | None:
        return Release.objects.select_related("entry", "home").filter(request=row).first()

    def _writer(self, row: Request) -> Actor | None:
        """The person in the first role that may write; as the office only where in no other, so
        that the office's own review stays open to it."""
        found = [
            actor for role in WRITERS for actor in actors_for(self.access, row.unit_id, (role,))
        ]
        return found[0] if found else None

    def _save(self, row: Request, release: Release | None) -> HttpResponse:
        form = ToldForm(self.request.POST, request=row, release=release)
        by = self._writer(row)
        if not form.is_valid():
            return self._page(row, form, status=422)
        try:
            if by is None:
                raise RuleViolation("role", "由答复的单位选登。", "")
            edition = seen_edition(self.request) if release else None
            saved = releasing.save_release(
                row, told=form.told(), by=by, at=self.now, edition=edition
            )
        except RuleViolation as violation:
            refuse(form, violation)
            return self._page(row, form, status=422)
        messages.success(self.request, "已保存，并做了发布前检查。")
        return redirect(saved.get_absolute_url())

    def _done(self, act: str, release: Release) -> HttpResponse | None:
        """Do an act; a refusal is told on the page. The page itself for a form with a fault."""
        acts: dict[str, Callable[[Release], Any]] = {
            "propose": self._propose,
            "return": self._return,
            "approve": self._approve,
            "withdraw": self._withdraw,
            "mask": self._mask,
            "justify": self._justify,
        }
        if act not in acts:
            raise Http404
        try:
            acts[act](release)
        except RuleViolation as violation:
            tell(self.request, violation)
        return None

    def _told(self, role: str, release: Release) -> dict[str, Any]:
        """Who acts, when, on which edition."""
        by = (
            self._writer(release.request)
            if role != OFFICE
            else next(iter(actors_for(self.access, release.unit_id, (OFFICE,))), None)
        )
        if by is None:
            raise RuleViolation("role", "您的角色不能办这一步。", "")
        return {"by": by, "at": self.now, "edition": seen_edition(self.request)}

    def _reason(self) -> str:
        return self.request.POST.get("reason", "")

    def _propose(self, release: Release) -> None:
        releasing.propose_release(release, **self._told("", release))
        messages.success(self.request, "已提交政务公开办审核。")

    def _return(self, release: Release) -> None:
        releasing.return_release(release, reason=self._reason(), **self._told(OFFICE, release))
        messages.success(self.request, "已退回。")

    def _approve(self, release: Release) -> None:
        form = HomeForm(self.request.POST, release=release)
        if not form.is_valid():
            raise RuleViolation("release.home", "请选择所属栏目。", "")
        home = form.cleaned_data["home"]
        releasing.approve_release(release, home=home, **self._told(OFFICE, release))
        messages.success(self.request, "已公开。")

    def _withdraw(self, release: Release) -> None:
        releasing.withdraw_release(release, reason=self._reason(), **self._told(OFFICE, release))
        messages.success(self.request, "已撤下，原因会显示在目录里。")

    def _mask(self, release: Release) -> None:
        releasing.mask_finding(release, self._finding(release), **self._told("", release))
        messages.success(self.request, "已遮盖。")

    def _justify(self, release: Release) -> None:
        releasing.justify_finding(
            release, self._finding(release), reason=self._reason(), **self._told("", release)
        )
        messages.success(self.request, "已记录理由。")

    def _finding(self, release: Release) -> Finding:
        rows = Finding.objects.about(release._meta.label_lower, release.pk)
        key = self.request.POST.get("finding", "")
        return get_object_or_404(rows, pk=key if key.isdecimal() and len(key) < 18 else 0)

    def _page(self, row: Request, form: forms.Form, *, status: int = 200) -> HttpResponse:
        release = self._release(row)
        writes = self._writer(row) is not None
        reviews = self.access.has(OFFICE)
        context = {
            "row": row,
            "release": release,
            "form": form,
            "findings": unsettled(release) if release else [],
            "writes": writes and (release is None or release.state in releasing.EDITABLE),
            "settles": writes and release is not None and release.state == ReleaseState.DRAFT,
            "reviews": reviews and release is not None and release.state == ReleaseState.PROPOSED,
            "withdraws": reviews
            and release is not None
            and release.state == ReleaseState.PUBLISHED,
            "home_form": HomeForm(release=release) if release else None,
            "kinds": kind_lines(release) if release else [],
        }
        return render(self.request, "foi/releases/release.html", context, status=status)


class ReleaseFilters(ListFilters):
    """State and unit."""

    state = django_filters.ChoiceFilter(
        label="状态", choices=ReleaseState.choices, empty_label="全部"
    )
    unit = unit_filter("request__unit")

    class Meta:
        model = Release
        fields: list[str] = []


class Releases(ScopedList):
    """What was proposed for the public log, and how it stands."""

    roles = READERS
    code = "foi-releases"
    heading = "答复选登"
    explain = "答复送达以后，从申请的页面写选登；经发布前检查和政务公开办审核，进入公开目录。"
    columns = (
        Column("title", "标题", kind="long", opens=True, note="request.number"),
        Column("unit", "单位", source="request.unit.short_name"),
        Column(
            "state",
            "状态",
            source=lambda row: (row.state, row.get_state_display()),
            kind="badge",
            levels={str(key): level for key, level in LEVELS.items()},
        ),
        Column("updated_at", "最近改动", kind="date", sort="updated_at"),
    )
    filters = ReleaseFilters
    search_fields = ("title__icontains", "request__number__icontains")
    search_label = "搜标题、申请编号"
    order = "-updated_at"
    empty_heading = "还没有选登"
    empty_explain = "打开一件已经答复的申请，在页面下方写选登。"
    template_name = "foi/releases/list.html"

    def get_queryset(self) -> QuerySet[Release]:
        rows = Release.objects.visible_to(self.access)
        return rows.select_related("request__unit").defer("question", "answer")


class Wanted(StaffView):
    """What several people asked for in the same words (art. 44)."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(
            request, "foi/releases/wanted.html", {"suggestions": suggestions(self.access)}
        )
