"""The draft as a form: the metadata of the public catalogue in five groups, and the body."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from mingtang.disclosure.completeness import EARLIEST, MAX_SUMMARY
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content
from mingtang.disclosure.services.content import FIELDS, MOST_BODY, body_too_long
from mingtang.orgs.models import Unit
from mingtang.register.genres import SUBJECT_CHOICES, Attribute, Genre, Validity
from mingtang.register.models import Section
from mingtang.text.clean import text_to_html

from .fields import DayField, DocNumberField, refuse_controls

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("这是什么文件", "", ("unit", "title", "genre", "doc_number", "normative", "joint_units")),
    (
        "日期",
        "公开时限从成文日期的次日起算 20 个工作日。",
        ("made_on", "changed_on", "earlier_published_on", "clock_reason"),
    ),
    (
        "放在哪里、怎么找到",
        "",
        ("home", "sections", "subject_class", "keywords", "summary"),
    ),
    (
        "公开属性和有效性",
        "",
        ("attribute", "attribute_reason", "validity", "valid_from", "valid_until"),
    ),
    ("正文", "", ("body_html",)),
)

OPTIONAL = {
    "made_on": "提交前必填",
    "home": "提交前必填",
    "attribute_reason": "不主动公开时必填",
    "clock_reason": "公开时限变动时必填",
}
"""Fields that a draft may leave empty for now, and until when."""


class DocumentForm(forms.Form):
    """A draft. ``document`` is None for a new one, which then needs its unit."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="发文机关", empty_label=None, help_text="以谁的名义发文。"
    )
    title = forms.CharField(
        label="标题",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "one-line"}),
        help_text="写全称，不加书名号，如“××局关于……的通知”。",
        error_messages={"required": "请填写标题。"},
    )
    genre = forms.ChoiceField(label="体裁", choices=Genre, initial=Genre.NOTICE)
    doc_number = DocNumberField(
        label="发文字号",
        required=False,
        help_text="如“云溪教发〔2026〕18号”，方括号会改成六角括号；没有文号的留空。",
    )
    normative = forms.BooleanField(label="这是行政规范性文件", required=False)
    joint_units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="联合发文机关",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    made_on = DayField(label="成文日期", required=False, help_text="落款上的日期，不是上传的日期。")
    changed_on = DayField(
        label="信息变更日期", required=False, help_text="修订后的公开时限从这一天的次日起算。"
    )
    earlier_published_on = DayField(
        label="此前已公开日期",
        required=False,
        help_text="在旧网站等处已经公开过的填写，不再另计公开时限。",
    )
    clock_reason = forms.CharField(
        label="变动公开时限的理由",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="记入办理记录，审核人员和政务公开办可以看到。",
    )
    home = forms.ModelChoiceField(
        Section.objects.none(),
        label="所属栏目",
        required=False,
        empty_label="请选择",
        help_text="每份文件只有一个所属栏目。",
    )
    sections = forms.ModelMultipleChoiceField(
        Section.objects.none(),
        label="同时显示于",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    subject_class = forms.ChoiceField(label="主题分类", choices=SUBJECT_CHOICES, initial="02")
    keywords = forms.CharField(
        label="主题词", required=False, max_length=200, help_text="用空格分开，三五个即可。"
    )
    summary = forms.CharField(
        label="内容概述",
        required=False,
        max_length=MAX_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"一两句话说清写了什么，不超过 {MAX_SUMMARY} 字。",
    )
    attribute = forms.ChoiceField(
        label="公开属性", choices=Attribute, initial=Attribute.PROACTIVE, widget=forms.RadioSelect
    )
    attribute_reason = forms.CharField(
        label="不主动公开的理由和依据",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明条款。",
    )
    validity = forms.ChoiceField(label="有效性", choices=Validity, initial=Validity.VALID)
    valid_from = DayField(label="生效日期", required=False)
    valid_until = DayField(label="有效期至", required=False, help_text="到期后自动标为失效。")
    body_html = forms.CharField(
        label="正文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "data-prose": ""}),
        help_text="可从 WPS、Word 直接粘贴，保留表格和编号；粘贴纯文字时一行一段。",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        today: date,
        units: Any = None,
        document: Document | None = None,
        **kwargs: Any,
    ) -> None:
        if document is not None:
            kwargs["initial"] = {**initial_of(document), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.today = today
        self.document = document
        if document is not None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if document is None or document.revision == 1:
            del self.fields["changed_on"]
        self.clock_asked = bool(self.data.get("clock_reason"))
        existing = Unit.objects.existing_on(today)
        self.fields["joint_units"].queryset = existing  # type: ignore[attr-defined]
        sections = Section.objects.open(document.home if document else None)
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField):
                refuse_controls(field, dropped_later=name == "body_html")
        for name, when in OPTIONAL.items():
            self.fields[name].optional = when  # type: ignore[attr-defined]
        self.fields["home"].queryset = sections  # type: ignore[attr-defined]
        self.fields["sections"].queryset = sections  # type: ignore[attr-defined]
        self.fields["doc_number"].latest_year = today.year  # type: ignore[attr-defined]

    def clean_body_html(self) -> str:
        """Plain text becomes paragraphs, a line each; markup is cleaned by the service."""
        typed: str = self.cleaned_data["body_html"]
        if len(typed) > MOST_BODY:
            raise forms.ValidationError(body_too_long(typed))
        return typed if _TAG.search(typed) else text_to_html(typed)

    def clean_made_on(self) -> date | None:
        return self._past("made_on", "成文日期")

    def clean_earlier_published_on(self) -> date | None:
        return self._past("earlier_published_on", "此前已公开日期")

    def clean_changed_on(self) -> date | None:
        return self._past("changed_on", "信息变更日期")

    def _past(self, name: str, label: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and day > self.today:
            raise forms.ValidationError(f"{label}在将来，请核对。")
        if day is not None and day < EARLIEST:
            raise forms.ValidationError(f"{label}早于 1949 年 10 月 1 日，请核对。")
        return day

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        begins, ends = found.get("valid_from"), found.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", "有效期不能早于生效日期。")
        made, earlier = found.get("made_on"), found.get("earlier_published_on")
        if made and earlier and earlier < made:
            self.add_error("earlier_published_on", "不能早于成文日期。")
        closed = found.get("attribute", Attribute.PROACTIVE) != Attribute.PROACTIVE
        if closed and not found.get("attribute_reason", "").strip():
            self.add_error("attribute_reason", "不主动公开的，请写明理由和依据。")
        return found

    def content(self) -> Content:
        """What was typed, for the service. The form must be valid."""
        data = self.cleaned_data
        return Content(
            values={name: data[name] for name in FIELDS if name in data},
            joint_units=tuple(data["joint_units"]),
            sections=tuple(data["sections"]),
        )

    def groups(self) -> list[tuple[str, str, list[tuple[BoundField, str]]]]:
        """The fieldsets: legend, hint, the fields with what an import guessed about each."""
        guesses = self.document.guesses if self.document else {}
        groups = []
        for legend, hint, names in GROUPS:
            shown = [name for name in names if name in self.fields and self._is_shown(name)]
            rows = [(self[name], guess_words(guesses.get(name))) for name in shown]
            groups.append((legend, hint, rows))
        return groups

    def _is_shown(self, name: str) -> bool:
        """The reason for moving a time limit is asked for only where one moves."""
        return name != "clock_reason" or self.clock_asked

    def other_guesses(self) -> list[tuple[str, str]]:
        """What an import guessed that has no field here (the unit): label and why."""
        guesses = self.document.guesses if self.document else {}
        return [
            (guess_label(name), guess_words(why))
            for name, why in guesses.items()
            if name not in self.fields
        ]


def guess_label(name: str) -> str:
    """What a guessed field is called."""
    return str(Document._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def guess_words(guess: Any) -> str:
    """Why an import filled a field in, in words; empty when it did not."""
    if guess is None:
        return ""
    if isinstance(guess, dict):
        guess = guess.get("why") or guess.get("reason") or ""
    return str(guess) or "由程序从原文推断"


def initial_of(document: Document) -> dict[str, Any]:
    """The form's values for a document as it stands."""
    row = {name: getattr(document, name) for name in FIELDS}
    row["home"] = document.home_id
    row["joint_units"] = list(document.joint_units.values_list("pk", flat=True))
    row["sections"] = list(document.sections.values_list("pk", flat=True))
    row["edition"] = document.edition
    return row
