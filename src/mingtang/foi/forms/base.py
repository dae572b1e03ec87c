"""What the forms of acts have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from mingtang.foi.facts import Facts
from mingtang.orgs.access import Access
from mingtang.orgs.models import Account, Grant, Unit
from mingtang.orgs.roles import Role
from mingtang.workbench.fields import DayField

MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class About:
    """Which request a form is about, and for whom."""

    facts: Facts
    access: Access


class ActForm(forms.Form):
    """What must be filled in for an act. ``arguments`` are those of its service."""

    unit_fields: tuple[str, ...] = ()
    """Choices of another unit, to be filled."""

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        for name in self.unit_fields:
            self.fields[name].queryset = other_units(about)  # type: ignore[attr-defined]
        self.offer()

    def offer(self) -> None:
        """Set what may be chosen and what the fields begin with."""

    def arguments(self) -> dict[str, Any]:
        """What was filled in, as the service wants it. The form must be valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "papers"}

    def preview(self) -> list[str]:
        """What can be worked out already, one line each."""
        return []

    def start(self, name: str, value: Any) -> None:
        """What a field begins with."""
        self.fields[name].initial = value


def other_units(about: About) -> QuerySet[Unit]:
    """The units that exist, but the one of the request."""
    units = Unit.objects.existing_on(about.facts.today)
    return units.exclude(pk=about.facts.request.unit_id)


def clerks_of(unit_id: int, about: About) -> QuerySet[Account]:
    """Who may be put in charge at a unit: its clerks in force today."""
    return people_of([unit_id], about.facts.today)


def people_of(unit_ids: list[int], today: date) -> QuerySet[Account]:
    """The clerks of units on a day."""
    grants = Grant.objects.in_force_on(today).filter(unit_id__in=unit_ids, role=Role.CLERK)
    rows = Account.objects.filter(pk__in=grants.values("account_id"), is_active=True)
    return rows.order_by("name", "pk")


def text(
    label: str,
    *,
    required: bool = True,
    help_text: str = "",
    most: int = MOST_TEXT,
    rows: int = 3,
    ask: str = "",
) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={"required": ask or f"请写明{label}。"},
    )


def line(
    label: str, *, required: bool = True, help_text: str = "", most: int = 100
) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=help_text,
        error_messages={"required": f"请填写{label}。"},
    )


def past_day(label: str, help_text: str = "不填为今天。") -> DayField:
    """The day on which something happened; today, where it is left empty."""
    return DayField(label=label, required=False, help_text=help_text)


def unit_choice(label: str, help_text: str = "") -> forms.ModelChoiceField[Unit]:
    """Another unit."""
    return forms.ModelChoiceField(
        Unit.objects.none(),
        label=label,
        empty_label="请选择",
        help_text=help_text,
        error_messages={"required": "请选择单位。", "invalid_choice": "不能选择这个单位。"},
    )


def lines_of(value: str) -> list[str]:
    """The lines of a text that are not blank."""
    return [each.strip() for each in value.splitlines() if each.strip()]


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of files, maybe empty; each is checked when it is stored."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=FilesInput(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        chosen = data if isinstance(data, (list, tuple)) else [data]
        found = [super(FilesField, self).clean(each, initial) for each in chosen if each]
        if self.required and not found:
            raise forms.ValidationError("请先选择文件。", code="required")
        return found
