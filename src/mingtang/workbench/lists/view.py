"""The generic scoped list. A subclass names its rows, columns and filters; the rest is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from mingtang.text.counts import whole_number
from mingtang.workbench.access import StaffView
from mingtang.workbench.models import SavedView

from . import export
from .cells import cell_html
from .columns import Column
from .filters import ListFilters
from .paging import Order, page_of
from .searching import holding

CONTROL = ("after", "before", "export")
EXPORT_BATCH = 200
"""Rows of an export read at once: the first bytes leave when the first of them are ready."""
MOST_SAVED = 30


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice above the table."""

    label: str
    url: str
    active: bool = False


class ScopedList(StaffView):
    """A table of what this person may see.

    Subclasses set the class values and implement :meth:`get_queryset`, which must begin with
    ``.visible_to(self.access)`` and may ``select_related`` what the columns read.

    ``code`` names the list (saved views, file names); ``columns`` in order, the due column first;
    ``filters`` a :class:`ListFilters` class or None; ``search_fields`` lookups of the search box
    (``title__icontains``); ``order`` the code of a sortable column, with ``-`` for descending;
    ``first_filters`` hold while the address sets none.
    """

    code: ClassVar[str]
    heading: ClassVar[str]
    explain: ClassVar[str] = ""
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[type[ListFilters] | None] = None
    search_fields: ClassVar[Sequence[str]] = ()
    search_label: ClassVar[str] = "搜索"
    order: ClassVar[str]
    page_size: ClassVar[int] = 50
    first_filters: ClassVar[dict[str, str]] = {}
    empty_heading: ClassVar[str] = "这里还没有内容"
    empty_explain: ClassVar[str] = ""
    template: ClassVar[str] = "workbench/list.html"

    # -- what a subclass says ----------------------------------------------------------------
    def get_queryset(self) -> QuerySet[Any]:
        """All rows that this person may see."""
        raise NotImplementedError

    def row_url(self, row: Any) -> str:
        """Where a row opens; empty when it does not."""
        return ""

    def prepare(self, rows: list[Any]) -> None:
        """Work on a whole page (or export batch) of rows at once, e.g. attach their dues."""

    def searched(self, text: str) -> Q:
        """The rows that the search box asks for."""
        return holding(self.search_fields, text)

    def tabs(self) -> list[Tab]:
        """Choices above the table."""
        return []

    def buttons(self) -> list[Tab]:
        """Links at the head of the page (new, import); the active one is the primary act."""
        return []

    def extra(self) -> dict[str, Any]:
        """More context for a template of one's own."""
        return {}

    # -- what happens ------------------------------------------------------------------------
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows, filterset = self._narrowed(request)
        order = self._order(request, rows.model)
        wanted = request.GET.get("export", "")
        if wanted in ("csv", "xlsx"):
            return self._export(rows, order, wanted)
        page = page_of(
            rows,
            order,
            size=self.page_size,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        self.prepare(page.rows)
        query = self._query(request)
        context = {
            "view": self,
            "columns": self._heads(request, query),
            "rows": [self._row(row) for row in page.rows],
            "page": page,
            "previous_url": self._url(query, before=page.before) if page.before else "",
            "next_url": self._url(query, after=page.after) if page.after else "",
            "export_urls": [
                (kind.upper(), self._url(query, export=kind)) for kind in ("xlsx", "csv")
            ],
            "filterset": filterset,
            "searchable": bool(self.search_fields),
            "search": request.GET.get("q", ""),
            "sort": request.GET.get("sort", ""),
            "saved_views": SavedView.objects.filter(
                account_id=self.access.account_id, list_code=self.code
            ),
            "address_query": query.urlencode(),
            "narrowed": self._is_narrowed(request),
            "today": self.today,
            **self.extra(),
        }
        return render(request, self.template, context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the present view under a name, or drop a saved one."""
        own = SavedView.objects.filter(account_id=self.access.account_id, list_code=self.code)
        if "drop_view" in request.POST:
            view = get_object_or_404(own, pk=whole_number(request.POST["drop_view"]) or 0)
            view.delete()
            messages.success(request, f"已删除视图“{view.name}”。")
            return redirect(request.path)
        name = request.POST.get("name", "").strip()[:30]
        query = self._query(request).urlencode()[:1000]
        here = f"{request.path}?{query}"
        if not name:
            messages.error(request, "请给视图起个名称，再保存。")
        elif own.count() >= MOST_SAVED and not own.filter(name=name).exists():
            messages.error(request, f"每个列表最多保存 {MOST_SAVED} 个视图，请先删去不用的。")
        else:
            own.update_or_create(
                account_id=self.access.account_id,
                list_code=self.code,
                name=name,
                defaults={"query": query},
            )
            messages.success(request, f"已保存视图“{name}”。")
        return redirect(here)

    # -- inner steps -------------------------------------------------------------------------
    def _narrowed(self, request: HttpRequest) -> tuple[QuerySet[Any], ListFilters | None]:
        rows = self.get_queryset()
        filterset = None
        if self.filters is not None:
            data = self._filter_data(request)
            filterset = self.filters(data, queryset=rows, request=request)
            rows = filterset.qs if filterset.is_valid() else rows.none()
        text = request.GET.get("q", "").strip()[:200]
        if text and self.search_fields:
            rows = rows.filter(self.searched(text))
        return rows, filterset

    def _filter_data(self, request: HttpRequest) -> QueryDict:
        names = self.filters.base_filters if self.filters else {}
        if not self.first_filters or any(name in request.GET for name in names):
            return request.GET
        data = request.GET.copy()
        data.update(self.first_filters)
        return data

    def _order(self, request: HttpRequest, model: type[Model]) -> Order:
        paths = {column.code: column.sort for column in self.columns if column.sort}
        wanted = request.GET.get("sort", "")
        if wanted.removeprefix("-") not in paths:
            wanted = self.order
        return Order.of(model, paths[wanted.removeprefix("-")], wanted.startswith("-"))

    def _is_narrowed(self, request: HttpRequest) -> bool:
        """Whether the person narrowed the list; the first filters do not count."""
        names = self.filters.base_filters if self.filters else {}
        return any(request.GET.get(name) for name in ("q", *names))

    def _row(self, row: Any) -> dict[str, Any]:
        url = self.row_url(row)
        return {
            "row": row,
            "url": url,
            "cells": [cell_html(column.cell(row, url), column.label) for column in self._shown()],
        }

    def _shown(self) -> list[Column]:
        return [column for column in self.columns if column.shown]

    def _query(self, request: HttpRequest) -> QueryDict:
        """The address without what belongs to one page; empty values are dropped."""
        query = request.GET.copy()
        for name in CONTROL:
            query.pop(name, None)
        names = set(self.filters.base_filters) if self.filters else set()
        for name in list(query):
            if name not in names and not any(query.getlist(name)):
                del query[name]
        return query

    def _url(self, query: QueryDict, **more: str) -> str:
        return "?" + "&".join(filter(None, (query.urlencode(), urlencode(more))))

    def _heads(self, request: HttpRequest, query: QueryDict) -> list[dict[str, Any]]:
        now = request.GET.get("sort", "") or self.order
        heads = []
        for column in self._shown():
            direction = ""
            url = ""
            if column.sort:
                if now.removeprefix("-") == column.code:
                    direction = "descending" if now.startswith("-") else "ascending"
                bare = query.copy()
                bare["sort"] = f"-{column.code}" if direction == "ascending" else column.code
                url = "?" + bare.urlencode()
            heads.append({"column": column, "url": url, "direction": direction})
        return heads

    def _export(self, rows: QuerySet[Any], order: Order, kind: str) -> HttpResponseBase:
        ordered = rows.order_by(*order.expressions(backwards=False))
        body = export.lines(self._prepared(ordered), self.columns)
        header = [column.label for column in self.columns]
        name = f"{self.heading}{self.today:%Y%m%d}"
        respond = export.csv_response if kind == "csv" else export.xlsx_response
        return respond(header, body, name)

    def _prepared(self, rows: QuerySet[Any]) -> Any:
        batch: list[Any] = []
        for row in rows.iterator(chunk_size=EXPORT_BATCH):
            batch.append(row)
            if len(batch) == EXPORT_BATCH:
                self.prepare(batch)
                yield from batch
                batch = []
        self.prepare(batch)
        yield from batch
