"""What the journal keeps is first brought into a form that every database gives back unchanged.

Otherwise a hash taken before storing would not hold after reading: PostgreSQL turns ``1e16`` into
a whole number and refuses NUL, SQLite keeps both.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from mingtang.text.findings import apply_masks
from mingtang.text.personal import find_personal


def plain_text(text: str) -> str:
    """The text without NUL and broken surrogates, which no database stores."""
    if text.isascii() and "\0" not in text:
        return text
    whole = text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass")
    return whole.decode("utf-16-le", "replace")


def without_personal_data(text: str) -> str:
    """The text with ID numbers, mobiles, addresses … masked: what is entered can never be erased.

    Basis: 个人信息保护法第四十七条 (a right to deletion, which an append-only record cannot grant).
    """
    text = plain_text(text)
    return apply_masks(text, find_personal(text))


def plain_detail(detail: dict[str, Any]) -> dict[str, Any]:
    """The detail as JSON gives it back: text keys, ISO dates, whole numbers without a point.

    Raises ``TypeError`` for what JSON cannot hold and ``ValueError`` for NaN and infinity.
    """
    text = json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False, allow_nan=False)
    row: dict[str, Any] = _plain(json.loads(text))
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {plain_text(name): _plain(each) for name, each in value.items()}
    return value
