"""Editable word lists over a text: leaders' names and titles, sensitive words, forbidden terms.

Found by the Aho-Corasick automaton of pyahocorasick; without it, by an index over first characters
with the same result. At each place the longest word wins, and findings do not overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .findings import Finding, Sureness
from .folding import Folded, half_width, strip_invisible, visible

try:
    import ahocorasick
except ImportError:  # pragma: no cover - the wheel is a declared dependency
    ahocorasick = None

_SPACED = re.compile("(?<=[\u4e00-\u9fa5]) {1,2}(?=[\u4e00-\u9fa5])")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word to watch for; ``advice`` (Chinese) says what to write or check instead.

    ``replacement``: what one click puts in its place, ``None`` when there is nothing to put.
    """

    word: str
    kind: str
    advice: str
    replacement: str | None = None


class WordList:
    """A compiled list; build it once per change of the list and keep it.

    ``automaton=False`` takes the pure-Python search. Case of Latin letters, width of characters and
    invisible characters make no difference, nor do spaces between Chinese characters, with which
    names of two are set as wide as names of three. Empty words are left out; of equal words of one
    kind the last counts.
    """

    def __init__(self, entries: Iterable[WordEntry], *, automaton: bool = True) -> None:
        self._entries: dict[str, dict[str, WordEntry]] = {}
        for entry in entries:
            key = _key(entry.word)
            if key:
                self._entries.setdefault(key, {})[entry.kind] = entry
        self._automaton: Any = None
        self._by_first: dict[str, list[str]] = {}
        if automaton and ahocorasick is not None and self._entries:
            self._automaton = ahocorasick.Automaton()
            for key in self._entries:
                self._automaton.add_word(key, key)
            self._automaton.make_automaton()
        else:
            for key in sorted(self._entries, key=len, reverse=True):
                self._by_first.setdefault(key[0], []).append(key)

    def __len__(self) -> int:
        return sum(len(kinds) for kinds in self._entries.values())

    def find(self, text: str) -> list[Finding]:
        """All words of the list in ``text``, in order."""
        folded = _closed_up(visible(text))
        findings: list[Finding] = []
        for start, key in self._places(folded.text.translate(_LOWER)):
            left, right = folded.span(start, start + len(key))
            for entry in self._entries[key].values():
                findings.append(_finding(entry, left, right, text[left:right]))
        return findings

    def _places(self, text: str) -> Iterator[tuple[int, str]]:
        if self._automaton is None:
            yield from self._places_by_first(text)
            return
        longest: dict[int, str] = {}
        for last, key in self._automaton.iter(text):
            start = last - len(key) + 1
            if len(key) > len(longest.get(start, "")):
                longest[start] = key
        place = 0
        for start in sorted(longest):
            if start >= place:
                yield start, longest[start]
                place = start + len(longest[start])

    def _places_by_first(self, text: str) -> Iterator[tuple[int, str]]:
        place = 0
        while place < len(text):
            for key in self._by_first.get(text[place], ()):
                if text.startswith(key, place):
                    yield place, key
                    place += len(key)
                    break
            else:
                place += 1


def _key(word: str) -> str:
    return _SPACED.sub("", half_width(strip_invisible(word)).strip().translate(_LOWER))


def _closed_up(folded: Folded) -> Folded:
    """The text without spaces between Chinese characters, with the places of what is left."""
    gaps = {place for gap in _SPACED.finditer(folded.text) for place in range(*gap.span())}
    if not gaps:
        return folded
    kept = [place for place in range(len(folded.text)) if place not in gaps]
    text = "".join(folded.text[place] for place in kept)
    return Folded(text, kept if folded.places is None else [folded.places[i] for i in kept])


def _finding(entry: WordEntry, start: int, end: int, text: str) -> Finding:
    reason = f"词表“{entry.word}”：{entry.advice}" if entry.advice else f"词表“{entry.word}”"
    return Finding(
        entry.kind, "词表命中", start, end, text, reason, entry.replacement, Sureness.LIKELY
    )
