"""The word lists of the release gate."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.orgs.roles import Role
from mingtang.register.models import WatchWord
from mingtang.register.services.words import add_word, change_word
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.history import history_of
from mingtang.workbench.lists import Column, ListFilters, ScopedList, Tab

EDITORS = frozenset({Role.DISCLOSURE_OFFICE})


class WordFilters(ListFilters):
    """By list and whether it is looked for."""

    kind = django_filters.ChoiceFilter(
        label="词表", choices=WatchWord.Kind.choices, empty_label="全部"
    )
    active = django_filters.ChoiceFilter(
        label="状态", choices=[("True", "启用"), ("False", "停用")], empty_label="全部"
    )

    class Meta:
        model = WatchWord
        fields: list[str] = []


class WordList(ScopedList):
    """Leaders' names, sensitive words, common slips."""

    code = "words"
    heading = "词表"
    explain = "发布前检查会提示这些词；提示之后由人决定改、遮盖或说明理由。"
    roles = EDITORS
    columns = (
        Column("word", "词", sort="word", opens=True),
        Column("kind", "词表", "get_kind_display", sort="kind"),
        Column("advice", "提示", kind="long"),
        Column("active", "启用", kind="yesno"),
    )
    filters = WordFilters
    search_fields = ("word__icontains",)
    search_label = "查找词"
    order = "kind"
    empty_heading = "词表还是空的"
    empty_explain = "登记领导姓名与职务、敏感词和常见错误表述后，发布前检查会逐一提示。"

    def get_queryset(self) -> QuerySet[Any]:
        return WatchWord.objects.all()

    def row_url(self, row: Any) -> str:
        return reverse("workbench:word", args=[row.pk])

    def buttons(self) -> list[Tab]:
        return [Tab("新增词条", reverse("workbench:word-new"), active=True)]


class WordForm(forms.Form):
    """One entry of a list."""

    word = forms.CharField(label="词", max_length=60)
    kind = forms.ChoiceField(label="词表", choices=WatchWord.Kind.choices)
    advice = forms.CharField(
        label="提示",
        max_length=200,
        required=False,
        help_text="检查时显示给办文的人，如“应为‘新质生产力’”。",
    )
    active = forms.BooleanField(
        label="启用", required=False, help_text="停用后不再提示，词条留着。"
    )


class WordView(StaffView):
    """A new word, or one there is."""

    roles = EDITORS

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        word = get_object_or_404(WatchWord, pk=pk) if pk else None
        return self._page(request, word, WordForm(initial=model_to_dict(word) if word else None))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        word = get_object_or_404(WatchWord, pk=pk) if pk else None
        form = WordForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            actor = self.actor(Role.DISCLOSURE_OFFICE)
            try:
                if word is None:
                    values = {name: data[name] for name in ("word", "kind", "advice")}
                    word = add_word(by=actor, at=self.now, **values)
                else:
                    change_word(word, by=actor, at=self.now, **data)
            except RuleViolation as violation:
                refuse(form, violation)
            else:
                messages.success(request, f"“{word.word}”已保存，下次检查起生效。")
                return redirect("workbench:words")
        return self._page(request, word, form)

    def _page(self, request: HttpRequest, word: WatchWord | None, form: WordForm) -> HttpResponse:
        heading = f"词条：{word.word}" if word else "新增词条"
        if word is None:
            form.fields.pop("active", None)
        context = {
            "heading": heading,
            "form": form,
            "effect": "在审和以后提交的文件都按新词表检查；已公开的不受影响。改动记入日志。",
            "button": "保存",
            "history": history_of(("register.watchword", word.pk)) if word else None,
            "crumbs": [("词表", reverse("workbench:words")), (heading, "")],
        }
        return render(request, "workbench/form_with_history.html", context)
