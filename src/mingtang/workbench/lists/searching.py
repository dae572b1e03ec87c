"""The search box of a list: words looked for inside fields."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

WITHIN = "__icontains"


def holding(lookups: Sequence[str], text: str) -> Q:
    """Rows of which one field answers to ``text``; ``lookups`` as in ``filter``.

    Words without letters that have a case (Chinese, digits) are found byte by byte, several times
    faster than by LIKE, with the same hits.
    """
    text = text.replace("\0", "")
    caseless = text.lower() == text.upper()
    wanted = Q()
    for lookup in lookups:
        if caseless and lookup.endswith(WITHIN):
            path = F(lookup.removesuffix(WITHIN))
            wanted |= Q(GreaterThan(StrIndex(path, Value(text)), 0))
        else:
            wanted |= Q(**{lookup: text})
    return wanted
