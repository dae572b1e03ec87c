"""Fields that understand how Chinese officials write a date and a document number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator

from mingtang.text.docnumber import DocNumberError, parse_doc_number
from mingtang.workbench.fields import DayField, DayInput

__all__ = ["DayField", "DayInput", "DocNumberField", "refuse_controls"]

_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"


def refuse_controls(field: forms.CharField, *, dropped_later: bool = False) -> None:
    """Have a text field say in plain words that copying has left control characters in it;
    ``dropped_later``: let them pass, because the cleaning of the body takes them out."""
    message = f"{field.label}里有看不见的控制字符，请删去后再保存。"
    own = [] if dropped_later else [RegexValidator(_CONTROLS, message, inverse_match=True)]
    field.validators = own + [
        each for each in field.validators if not isinstance(each, ProhibitNullCharactersValidator)
    ]


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
