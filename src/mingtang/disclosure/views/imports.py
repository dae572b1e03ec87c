"""Bringing documents in from files: a run, its files, and what became of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.disclosure.forms.importing import ImportForm
from mingtang.disclosure.importing import (
    draft_duplicate,
    names_unlisted_issuer,
    receive,
    work,
)
from mingtang.disclosure.models import ImportBatch, ImportItem
from mingtang.disclosure.queries import units_of
from mingtang.files.refusal import FileRefused
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.text.pages.model import PageRefused
from mingtang.workbench.access import BUSINESS, StaffView
from mingtang.workbench.lists import Column, ScopedList, Tab

from .base import tell

IMPORTERS = frozenset({Role.CLERK, Role.DISCLOSURE_OFFICE})
SLICE_SECONDS = 4.0
"""How long a request reads files before it answers with how far it is."""
UNLISTED = "unlisted"
"""The tab of files that a body signed which is none of the units."""
LEVELS = {"drafted": "ok", "known": "dashed", "duplicate": "warn", "refused": "stop"}


class ImportList(ScopedList):
    """The runs of the units that the person may see."""

    roles = BUSINESS
    code = "imports"
    heading = "导入记录"
    columns = (
        Column("started_at", "时间", kind="time", sort="started_at"),
        Column("source", "来源", kind="long", opens=True),
        Column("unit", "单位", source="unit.short_name", sort="unit__order"),
        Column("started_by_name", "导入人"),
        Column("total", "文件数", kind="number"),
        Column("drafted", "已成草稿", kind="number"),
        Column("duplicate", "内容重复", kind="number"),
        Column("refused", "未能导入", kind="number"),
    )
    search_fields = ("source__icontains", "items__name__icontains")
    search_label = "搜来源"
    order = "-started_at"
    empty_heading = "还没有导入过文件"
    empty_explain = (
        "把 TXT、HTML、DOCX、PDF 或 ZIP 传上来，程序推断标题、文号、日期，全部先存为草稿。"
    )

    def get_queryset(self) -> QuerySet[Any]:
        of = ImportItem.Outcome
        counts = {
            code: Count("items", filter=Q(items__outcome=code), distinct=True)
            for code in (of.DRAFTED, of.DUPLICATE, of.REFUSED)
        }
        return (
            ImportBatch.objects.visible_to(self.access)
            .select_related("unit")
            .annotate(
                total=Count("items", distinct=True) + Count("waiting", distinct=True),
                **{str(code): count for code, count in counts.items()},
            )
        )

    def row_url(self, row: ImportBatch) -> str:
        return reverse("disclosure:import", args=[row.pk])

    def buttons(self) -> list[Tab]:
        if not self.access.roles & IMPORTERS:
            return []
        return [Tab("导入文件", reverse("disclosure:import-new"), active=True)]


class ImportNew(StaffView):
    """Several files or one ZIP become drafts."""

    roles = IMPORTERS

    def _units(self) -> Any:
        rows = Unit.objects.existing_on(self.today)
        if self.access.has(Role.DISCLOSURE_OFFICE):
            return rows
        return rows.filter(pk__in=units_of(self.access, Role.CLERK))

    def _page(self, request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "most_files": settings.MINGTANG_UPLOAD_MAX_FILES}
        return render(request, "disclosure/import_new.html", context, status=status)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, ImportForm(units=self._units()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, units=self._units())
        files = request.FILES.getlist("files")
        if not files:
            form.add_error(None, "请先选择要导入的文件。")
        if not form.is_valid():
            return self._page(request, form, 422)
        unit = form.cleaned_data["unit"]
        own = unit.pk in units_of(self.access, Role.CLERK)
        role = Role.CLERK if own else Role.DISCLOSURE_OFFICE
        try:
            batch = receive(
                files,
                unit=unit,
                home=form.cleaned_data["home"],
                by=self.access.actor(role, unit.pk),
                at=self.now,
                duplicates=form.cleaned_data["duplicates"],
            )
        except RuleViolation as violation:
            tell(request, violation)
            return self._page(request, form, 422)
        except FileRefused as fault:
            form.add_error(None, fault.text_zh)
            return self._page(request, form, 422)
        except PageRefused as fault:
            form.add_error(None, fault.reason)
            return self._page(request, form, 422)
        return _go_on(request, batch, self.now)


class ImportContinue(StaffView):
    """Another slice of a run that is not done; the page of the run asks for it."""

    roles = IMPORTERS

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.scoped(ImportBatch.objects.select_related("unit", "home"), pk=pk)
        if batch.finished_at is not None:  # by somebody else, or by the periodic run
            return redirect("disclosure:import", pk=batch.pk)
        return _go_on(request, batch, self.now)


def _go_on(request: HttpRequest, batch: ImportBatch, now: datetime) -> HttpResponse:
    """Work on the run for a while, and show how far it is."""
    work(batch, at=now, seconds=SLICE_SECONDS)
    if batch.finished_at is not None:
        _tell(request, batch)
    return redirect("disclosure:import", pk=batch.pk)


class ImportDuplicate(StaffView):
    """A file that was left out as a duplicate is made a draft after all."""

    roles = IMPORTERS

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        batch = self.scoped(ImportBatch.objects.all(), pk=pk)
        rows = batch.items.select_related("batch__unit", "batch__home", "document__unit")
        row = get_object_or_404(rows.select_related("original"), pk=item)
        unit = row.document.unit if row.document else batch.unit
        own = unit.pk in units_of(self.access, Role.CLERK)
        if not own and not self.access.has(Role.DISCLOSURE_OFFICE):
            raise Http404
        by = self.access.actor(Role.CLERK if own else Role.DISCLOSURE_OFFICE, unit.pk)
        try:
            made = draft_duplicate(row, by=by, at=self.now)
        except RuleViolation as violation:
            tell(request, violation)
        else:
            if made.outcome == ImportItem.Outcome.DRAFTED:
                messages.success(request, "已存为草稿，请核对推断的内容。")
            else:
                messages.warning(request, made.reason or "这份文件以前已经导入。")
        return redirect("disclosure:import", pk=batch.pk)


def _tell(request: HttpRequest, batch: ImportBatch) -> None:
    """What became of the run, by the best that became of a file."""
    outcomes = set(batch.items.values_list("outcome", flat=True))
    of = ImportItem.Outcome
    if of.DRAFTED in outcomes:
        messages.success(request, "导入完毕，请逐件核对推断的内容。")
    elif outcomes & {of.KNOWN, of.DUPLICATE}:
        messages.warning(request, "没有新的草稿：能读的文件以前都已导入。")
    else:
        messages.warning(request, "没有一件导入成功，原因逐件列在下面。")


class ImportDetail(StaffView):
    """The files of one run with their outcome, its reason, and the draft."""

    roles = BUSINESS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.scoped(ImportBatch.objects.select_related("unit", "home"), pk=pk)
        waiting = batch.waiting.count()
        if waiting:
            return self._progress(request, batch, waiting)
        items = list(batch.items.select_related("document"))
        wanted = request.GET.get("outcome", "")
        tally = [
            (code, label, sum(each.outcome == code for each in items))
            for code, label in ImportItem.Outcome.choices
        ]
        unlisted = {each.pk for each in items if names_unlisted_issuer(each.remarks)}
        tally.append((UNLISTED, "发文机关待确认", len(unlisted)))
        context = {
            "batch": batch,
            "items": [
                (each, LEVELS[each.outcome])
                for each in items
                if not wanted
                or each.outcome == wanted
                or (wanted == UNLISTED and each.pk in unlisted)
            ],
            "tally": [row for row in tally if row[2]],
            "wanted": wanted,
            "total": len(items),
            "may_draft": bool(self.access.roles & IMPORTERS),
        }
        return render(request, "disclosure/import.html", context)

    def _progress(self, request: HttpRequest, batch: ImportBatch, waiting: int) -> HttpResponse:
        """How far a run is that is not done; its page asks for the next slice by itself."""
        done = batch.items.count()
        context = {
            "batch": batch,
            "done": done,
            "total": done + waiting,
            "may_go_on": bool(self.access.roles & IMPORTERS),
        }
        return render(request, "disclosure/import_progress.html", context)
