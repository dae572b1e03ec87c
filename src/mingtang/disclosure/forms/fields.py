"""Fields that understand how Chinese officials write a date and a document number."""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.text.docnumber import DocNumberError, parse_doc_number
from mingtang.workbench.fields import DayField, DayInput

__all__ = ["DayField", "DayInput", "DocNumberField"]


class DocNumberField(forms.CharField):
    """发文字号, brought to its standard form; a year after ``latest_year`` is refused."""

    latest_year: int | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return parse_doc_number(text, latest_year=self.latest_year).normalised
        except DocNumberError as error:
            raise forms.ValidationError(error.reason) from error
