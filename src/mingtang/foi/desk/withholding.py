"""What whoever only reads sees of the texts about a request: no name, no number, no address.

A supervisor watches how requests are handled; who asked is no part of that (政府信息公开条例
art. 15: a person's data is for those who need it to answer).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mingtang.foi.models import Request
from mingtang.foi.services.acting import known_words
from mingtang.foi.wording import without_names

TEXTS = (
    "subject",
    "doc_number",
    "description",
    "move_reason",
    "confirmed_how",
    "wording",
    "basis",
    "reasons",
    "wanted",
    "answer",
    "grounds",
    "question",
    "reason",
    "opinion",
    "evidence",
    "comment",
    "name",
)
"""Fields of a request and its procedures that somebody typed."""


def withhold(request: Request, rows: Iterable[Any]) -> None:
    """Take the people out of the texts of rows that are only shown. The rows must not be saved."""
    words = known_words(request)
    for row in rows:
        for name in TEXTS:
            text = getattr(row, name, "")
            if isinstance(text, str) and text:
                setattr(row, name, without_names(text, words))
        given = getattr(row, "given", None)
        if isinstance(given, dict):
            row.given = {key: without_names(str(text), words) for key, text in given.items()}
