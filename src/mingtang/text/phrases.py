"""Where a Chinese heading may break: after a word, never inside one.

Browsers break Chinese between any two characters, and the style property that keeps words together
(``word-break: auto-phrase``) knows Japanese alone. So the words are found here, and a page puts a
place to break between them.
"""

from __future__ import annotations

import re

from .segment import likely_words, words_within

LONGEST = 7
"""Characters of a piece at most: a longer one would leave a line of a narrow screen half empty."""

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]+|[0-9A-Za-z][0-9A-Za-z.%/-]*|\s+|.", re.DOTALL)
_IS_HAN = re.compile(rf"[{_HAN}]")
_OPENING = frozenset("（〔《〈“‘【「『([{")
_LEADING = frozenset("第各本全和与及或对在为由向从以将把被不未无原")
_TRAILING = frozenset("的地得了")
"""Single characters that belong to what follows; any other belongs to what stands before it, the
trailing ones even after a closing mark."""


def phrases(text: str) -> list[str]:
    """The pieces of ``text`` that should stay on one line; put together they are the text.

    Punctuation stays with its word, a figure with its unit (``2019年``, ``第16次``).
    """
    pieces: list[str] = []
    waiting = ""
    for token in _tokens(text):
        if token in _OPENING or token in _LEADING:
            waiting += token
        elif not waiting and pieces and _belongs_before(token, pieces[-1]):
            pieces[-1] += token
        else:
            pieces.append(waiting + token)
            waiting = ""
    if waiting:
        pieces.append(waiting)
    return pieces


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for run in _TOKEN.findall(text):
        found.extend(_han_words(run) if _IS_HAN.match(run) else [run])
    return found


def _han_words(run: str) -> list[str]:
    words = likely_words(run)
    if "".join(words) != run:
        return [run]
    return [part for word in words for part in _parts(word)]


def _parts(word: str) -> list[str]:
    """A long name in the words that it is made of."""
    if len(word) <= LONGEST:
        return [word]
    known = sorted({each for each in words_within(word) if len(each) < len(word)}, key=len)
    parts: list[str] = []
    place = 0
    while place < len(word):
        rest = word[place:]
        best = next((each for each in reversed(known) if rest.startswith(each)), rest[0])
        parts.append(best)
        place += len(best)
    return parts


def _belongs_before(token: str, piece: str) -> bool:
    """Whether ``token`` may not begin a line: a closing mark, a single character, a unit."""
    if not token.isalnum():
        return True
    if not _IS_HAN.match(token):
        return piece[-1] in _LEADING
    if token in _TRAILING:
        return True
    return len(token) == 1 and piece[-1].isalnum() and len(piece) < LONGEST
