"""Words as the engines keep them: plain tokens that both read as one word each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mingtang.text.segment import query_words, words

MAX_TEXT = 400_000
"""Characters of one entry's text that are indexed."""
MAX_QUERY_WORDS = 32
"""Words of a query that are looked for."""

_PLAIN = re.compile("[0-9a-z\u3400-\u9fff]+")
_LONGEST = 80


def token(word: str) -> str:
    """The word itself where both engines take it as one token, else its code points in hex.

    SQLite's tokenizer knows the letters of Unicode 6.1 only and would cut at newer ones.
    """
    if _PLAIN.fullmatch(word):
        return word[:_LONGEST]
    return ("u" + "".join(f"{ord(char):x}z" for char in word))[:_LONGEST]


def index_tokens(*texts: str) -> list[str]:
    """The different tokens of some texts, in the order they first occur."""
    return _distinct(word for text in texts for word in words(text[:MAX_TEXT]))


def query_tokens(query: str) -> list[str]:
    """The tokens a query asks for, at most ``MAX_QUERY_WORDS``."""
    return _distinct(query_words(query, limit=MAX_QUERY_WORDS))


def warm() -> None:
    """Read the dictionary now rather than at the first search, which would wait for it."""
    index_tokens("公开")
    query_tokens("公开")


def _distinct(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(token(word) for word in found))
