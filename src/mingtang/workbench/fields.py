"""Form fields of the workbench: a day as Chinese officials write it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from mingtang.text.dates import DateError, parse_date


class DayInput(forms.DateInput):
    """A date picker; what was typed and is no date stays readable in a text box."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        context["widget"]["type"] = "date" if not shown or _is_iso(shown) else "text"
        return context


def _is_iso(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


class DayField(forms.Field):
    """A day, as ``2026-11-16``, ``2026年11月16日`` or ``20261116``; 2月30日 is refused."""

    widget = DayInput
    default_error_messages = {"required": "请填写日期，如 2026-11-16。"}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        text = str(value).strip()
        if len(text) == 8 and text.isascii() and text.isdigit():
            text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        try:
            return parse_date(text)
        except DateError as error:
            raise forms.ValidationError(error.reason) from error
