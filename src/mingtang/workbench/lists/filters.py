"""The base of the filters of a list, and the unit filter that offers only visible units."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from mingtang.orgs.models import Unit


class ListFilters(django_filters.FilterSet):  # type: ignore[misc]
    """Filters that may narrow a list, never widen it. Fields carry their Chinese labels."""

    @property
    def used(self) -> int:
        """How many filters are set."""
        form = self.form
        return sum(
            1
            for name in form.fields
            if form.is_valid() and form.cleaned_data.get(name) not in (None, "", [])
        )


def visible_units(request: HttpRequest | None) -> QuerySet[Unit]:
    """The units that the person of the request may see."""
    if request is None:
        return Unit.objects.none()
    return Unit.objects.visible_to(request.access)  # type: ignore[attr-defined]


def unit_filter(field_name: str = "unit", label: str = "单位", **more: Any) -> Any:
    """A choice among the visible units."""
    return django_filters.ModelChoiceFilter(
        field_name=field_name,
        label=label,
        queryset=visible_units,
        empty_label="全部单位",
        **more,
    )


def day_range(field_name: str, label: str) -> tuple[Any, Any]:
    """As :func:`date_range`, for a field of times: compared as times, so that its index serves."""

    def bound(lookup: str, later: int) -> Any:
        def narrow(rows: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
            day = datetime.combine(value, time.min) + timedelta(days=later)
            return rows.filter(**{f"{field_name}__{lookup}": timezone.make_aware(day)})

        return narrow

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return (
        django_filters.DateFilter(method=bound("gte", 0), label=f"{label}自", widget=widget),
        django_filters.DateFilter(method=bound("lt", 1), label=f"{label}至", widget=widget),
    )


def date_range(field_name: str, label: str) -> tuple[Any, Any]:
    """Two filters, from and to (both days included)."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return (
        django_filters.DateFilter(
            field_name=field_name, lookup_expr="gte", label=f"{label}自", widget=widget
        ),
        django_filters.DateFilter(
            field_name=field_name, lookup_expr="lte", label=f"{label}至", widget=widget
        ),
    )
