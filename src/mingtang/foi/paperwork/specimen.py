"""A specimen of each paper: every field filled, to try a template and to look at it."""

from __future__ import annotations

from datetime import date

from mingtang.foi.letters.kinds import fields_of, kind
from mingtang.foi.letters.model import Field, Shape
from mingtang.foi.letters.wording import Value
from mingtang.statute.foi.rules import Rules

DAY = date(2026, 3, 2)
_KNOWN: dict[str, Value] = {
    "unit": "某某县某某局",
    "number": "某公开告〔2026〕1号",
    "addressee": "某某",
    "you": "你",
    "date": DAY,
    "request": "2025年度某项工作方案",
    "request_number": "某依申请〔2026〕1号",
    "channel": "互联网",
    "period": "15个工作日",
}


def specimen_values(code: str, rules: Rules) -> dict[str, Value]:
    """A value for every field of the paper but the query code, which no paper kept here holds."""
    fields = [field for field in fields_of(kind(code, rules)) if field.code != "query_code"]
    return {field.code: _KNOWN.get(field.code, _specimen(field)) for field in fields}


def _specimen(field: Field) -> Value:
    match field.shape:
        case Shape.DAY:
            return DAY
        case Shape.YUAN:
            return 100
        case Shape.ROWS:
            return [dict.fromkeys(field.columns, "样例")]
        case Shape.LINES:
            return [f"{field.label}样例一", f"{field.label}样例二"]
        case _:
            return f"{field.label}样例"
