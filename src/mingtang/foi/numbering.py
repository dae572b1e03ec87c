"""The two yearly series of a unit: requests and outgoing letters, without gaps, never reused.

Form of a number: words, year in hexagonal brackets, serial without leading zeros (GB/T 9704; that
two series are kept, and their words, is a design convention).
"""

from __future__ import annotations

import re

from django.conf import settings
from django.db import transaction

from mingtang.journal.statements import Prepared, update
from mingtang.orgs.models import Unit

from .models import NumberSeries
from .states import SERIES_WORDS, UNNUMBERED

REQUEST_WORDS = "依申请"
LETTER_WORDS = "公开告"

_SERIES = Prepared(
    lambda words, year: NumberSeries.objects.select_for_update().filter(words=words, year=year),
    str,
    int,
)
_BRACKETS = str.maketrans("[]【】（）()［］", "〔〕〔〕〔〕〔〕〔〕")


def unit_words(unit: Unit) -> str:
    """The agency's own word: its 机关代字 without the closing 发, else its short name."""
    return unit.doc_prefix.removesuffix("发") or unit.short_name or unit.name


def request_number(unit: Unit, *, year: int) -> str:
    """The next number of a request: ``云溪教依申请〔2026〕1号``."""
    return _next(unit_words(unit) + REQUEST_WORDS, year)


def letter_number(unit: Unit, *, year: int, kind: str) -> str:
    """The next outgoing number; empty for a kind that bears none.

    One series for all kinds, or one for each kind by the option ``foi_letter_series``.
    """
    if kind in UNNUMBERED:
        return ""
    own = settings.MINGTANG_FOI_LETTER_SERIES == "kind"
    words = SERIES_WORDS.get(kind, LETTER_WORDS) if own else LETTER_WORDS
    return _next(unit_words(unit) + words, year)


def normal_number(typed: str) -> str:
    """A number as a person may type it, in its true form (brackets, neither spaces nor NUL)."""
    return re.sub(r"[\s\0]+", "", typed).translate(_BRACKETS)


def _next(words: str, year: int) -> str:
    """Take the next serial; the row stays locked until the transaction ends, so that concurrent
    acts get different numbers and an act that fails gives its number back."""
    with transaction.atomic(savepoint=False):
        row = next(iter(_SERIES.instances(words, year)), None)
        if row is None:
            NumberSeries.objects.get_or_create(words=words, year=year)
            row = _SERIES.instances(words, year)[0]
        row.last += 1
        update(row, ("last",))
    return f"{words}〔{year}〕{row.last}号"
