"""Drafting the answer: matter by matter, first the outcome, then its elements."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.foi import services
from mingtang.foi.desk.hints import hints_for
from mingtang.foi.desk.matters import matter_of, matters_of, row_words
from mingtang.foi.forms.deciding import DecideForm, kinds, read_kind
from mingtang.foi.models import Item, Request
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.acts import refuse

from .base import RequestView, seen_edition
from .standing import standing_of


class Deciding(RequestView):
    """The matters and where each stands; a request with one matter goes straight to it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.foi_request(pk)
        items = self.desk(row).facts().items
        if len(items) == 1:
            return redirect("foi:decide", pk=row.pk, item=items[0].pk)
        context = {
            "row": row,
            "matters": matters_of(items, row),
            "choice": self.desk(row).choice("decide"),
            **standing_of(row, today=self.today),
        }
        return render(request, "foi/desk/matters.html", context)


class Decide(RequestView):
    """One matter. ``?kind=`` is the outcome chosen; without it the outcomes are shown."""

    def get(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        row, matter = self._found(pk, item)
        value = request.GET.get("kind", "")
        found = read_kind(value, services.rules_of(row)) if value else None
        if found is None:
            return self._choosing(row, matter, asked=value)
        form = DecideForm(
            item=matter,
            kind=found[0],
            subkind=found[1],
            hints=hints_for(row, self.access, found[0].code),
        )
        return self._page(row, matter, value, form)

    def post(self, request: HttpRequest, pk: int, item: int) -> HttpResponse:
        row, matter = self._found(pk, item)
        value = request.POST.get("kind", "")
        found = read_kind(value, services.rules_of(row))
        if found is None:
            return self._choosing(row, matter, asked=value, status=422)
        form = DecideForm(request.POST, item=matter, kind=found[0], subkind=found[1], hints={})
        choice = self.desk(row).choice("decide")
        if not form.is_valid():
            return self._page(row, matter, value, form, status=422)
        try:
            if choice.by is None or not choice.verdict.allowed:
                raise RuleViolation("act", "；".join(each.text for each in choice.verdict.reasons))
            decided = services.decide(
                row,
                item=matter,
                by=choice.by,
                at=self.now,
                edition=seen_edition(request),
                **form.arguments(),
            )
        except RuleViolation as violation:
            refuse(form, violation)
            status = 409 if violation.code in ("foi.stale", "act") else 422
            return self._page(self.foi_request(pk), matter, value, form, status=status)
        return self._saved(row, decided)

    def _found(self, pk: int, item: int) -> tuple[Request, Item]:
        row = self.foi_request(pk)
        return row, get_object_or_404(row.items.filter(round=row.round), pk=item)

    def _saved(self, row: Request, item: Item) -> HttpResponse:
        """On to the next matter without a decision, else back to the request."""
        fault = matter_of(item).fault
        if fault:
            messages.warning(self.request, f"第 {item.n} 项已保存，提交前还要补：{fault}。")
        else:
            messages.success(self.request, f"第 {item.n} 项已拟定，要素齐全。")
        rest = row.items.filter(round=row.round, outcome="").order_by("n").first()
        if rest is not None:
            return redirect("foi:decide", pk=row.pk, item=rest.pk)
        return redirect(f"{reverse('foi:request', args=[row.pk])}#matters")

    def _choosing(
        self, row: Request, item: Item, *, asked: str = "", status: int = 200
    ) -> HttpResponse:
        rules = services.rules_of(row)
        now = f"{item.outcome}/{item.subkind}" if item.subkind else item.outcome
        context = {
            "groups": kinds(rules),
            "rules": rules,
            "chosen": now,
            "unknown": asked,
            **self._common(row, item),
        }
        return render(self.request, "foi/desk/outcomes.html", context, status=status)

    def _page(
        self, row: Request, item: Item, value: str, form: DecideForm, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "form": form,
            "kind": form.kind,
            "kind_words": row_words(form.kind),
            "subkind": form.kind.subkind(form.subkind) if form.subkind else None,
            "value": value,
            **self._common(row, item),
        }
        return render(self.request, "foi/desk/decide.html", context, status=status)

    def _common(self, row: Request, item: Item) -> dict[str, Any]:
        return {
            "row": row,
            "item": item,
            "several": row.items.filter(round=row.round).count() > 1,
            "choice": self.desk(row).choice("decide"),
            **standing_of(row, today=self.today),
        }
