"""Words of a Chinese text for the search index and for queries.

The index gets every dictionary word that occurs anywhere in the text, and every single character;
a query is cut into the most likely dictionary words. So a query that occurs in a text always finds
it: each of its words is a dictionary word, or a single character, that the index holds too.

The dictionary comes from rjieba. Without it, pairs of characters take its place behind the same
functions, with the same promise. Other text is cut at anything that is no letter or digit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from .folding import searchable, searchable_places

MAX_RUN = 64
"""Longer runs of letters or digits are cut into pieces of this length."""

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
_LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d_]+")


class _Cutter(Protocol):
    """What both segmenters offer over one run of Chinese characters."""

    name: str

    def all_words(self, run: str) -> list[str]: ...

    def likely_words(self, run: str) -> list[str]: ...

    def add(self, word: str) -> None: ...


class PairCutter:
    """Overlapping pairs of characters: needs no dictionary."""

    name = "pairs"

    def all_words(self, run: str) -> list[str]:
        """Every pair."""
        return [run[i : i + 2] for i in range(len(run) - 1)]

    def likely_words(self, run: str) -> list[str]:
        """Every pair, or the one character there is."""
        return self.all_words(run) or [run]

    def add(self, word: str) -> None:
        """Nothing to learn: every pair is indexed anyway."""


class DictionaryCutter:
    """Dictionary words by rjieba, without its guesses at unknown words."""

    name = "rjieba"

    def __init__(self) -> None:
        import rjieba

        self._jieba: Any = rjieba.Jieba()
        self._cut_all: Callable[[str], list[str]] = self._jieba.cut_all
        self._cut: Callable[..., list[str]] = self._jieba.cut

    def all_words(self, run: str) -> list[str]:
        """Every dictionary word of two or more characters that occurs in the run."""
        return [word for word in self._cut_all(run) if len(word) > 1]

    def likely_words(self, run: str) -> list[str]:
        """The most probable cut into dictionary words and single characters."""
        return self._cut(run, False)

    def add(self, word: str) -> None:
        """Make ``word`` a dictionary word."""
        self._jieba.add_word(word, max(self._jieba.suggest_freq(word), 3), "n")


def _default_cutter() -> _Cutter:
    try:
        return DictionaryCutter()
    except (ImportError, OSError):
        return PairCutter()


class Segmenter:
    """Cuts texts and queries alike; ``cutter`` is chosen by what is installed when left out."""

    def __init__(self, cutter: _Cutter | None = None) -> None:
        self._cutter = cutter or _default_cutter()
        self._added: set[str] = set()

    @property
    def fingerprint(self) -> str:
        """Changes whenever an index made before would no longer fit the queries made now."""
        added = "\n".join(sorted(self._added))
        return f"{self._cutter.name}-{hashlib.sha256(added.encode()).hexdigest()[:12]}"

    def add_words(self, names: Iterable[str]) -> None:
        """Teach names (units, places). Texts indexed before need indexing again."""
        for name in names:
            for run in _RUN.findall(searchable(name)):
                if len(run) > 1 and _IS_HAN.match(run) and run not in self._added:
                    self._added.add(run)
                    self._cutter.add(run)

    def words(self, text: str) -> list[str]:
        """Index words of ``text`` in order, with repetitions, single characters included."""
        found: list[str] = []
        for run in _RUN.findall(searchable(text)):
            if _IS_HAN.match(run):
                found.extend(self._cutter.all_words(run))
                found.extend(run)
            else:
                found.extend(_pieces(run))
        return found

    def query_words(self, text: str, *, limit: int | None = None) -> list[str]:
        """The words to look for, without repetitions, at most ``limit``."""
        found: dict[str, None] = {}
        for word in self._query(text):
            found[word] = None
            if limit is not None and len(found) >= limit:
                break
        return list(found)

    def likely(self, run: str) -> list[str]:
        """See :func:`likely_words`."""
        return self._cutter.likely_words(run)

    def within(self, run: str) -> list[str]:
        """See :func:`words_within`."""
        return self._cutter.all_words(run)

    def _query(self, text: str) -> Iterator[str]:
        for run in _RUN.findall(searchable(text)):
            if _IS_HAN.match(run):
                yield from self._cutter.likely_words(run)
            else:
                yield from (run[i : i + MAX_RUN] for i in range(0, len(run), MAX_RUN))


def _pieces(run: str) -> Iterator[str]:
    """A run, then its letters and its digits apart (``t9704`` → t9704, t, 9704)."""
    for i in range(0, len(run), MAX_RUN):
        piece = run[i : i + MAX_RUN]
        yield piece
        parts = _LETTERS_OR_DIGITS.findall(piece)
        if len(parts) > 1:
            yield from parts


_shared: Segmenter | None = None


def shared() -> Segmenter:
    """The segmenter of this process, made on first use."""
    global _shared
    if _shared is None:
        _shared = Segmenter()
    return _shared


def words(text: str) -> list[str]:
    """Index words of ``text`` by the shared segmenter; see :meth:`Segmenter.words`."""
    return shared().words(text)


def likely_words(run: str) -> list[str]:
    """The most probable words of one run of Chinese characters, as it is written.

    Put together they are the run, unless no dictionary is installed (then overlapping pairs).
    """
    return shared().likely(run)


def words_within(run: str) -> list[str]:
    """Every dictionary word of two or more characters in one run of Chinese characters."""
    return shared().within(run)


def query_words(text: str, *, limit: int | None = None) -> list[str]:
    """Query words by the shared segmenter; see :meth:`Segmenter.query_words`."""
    return shared().query_words(text, limit=limit)


def add_words(names: Iterable[str]) -> None:
    """Teach the shared segmenter names; see :meth:`Segmenter.add_words`."""
    shared().add_words(names)


def snippet(text: str, query: str, width: int = 120) -> list[tuple[str, bool]]:
    """The stretch of ``text`` (about ``width`` characters) with most of the query in it.

    Returns fragments in order as ``(fragment, is_hit)``; their concatenation is the stretch, with
    ``…`` where it was cut off. Without a hit, the start of the text.
    """
    width = max(width, 8)
    spans = _hit_spans(text, query)
    start = _best_start(spans, width)
    start = max(0, min(start, len(text) - width))
    end = min(len(text), start + width)
    fragments: list[tuple[str, bool]] = [("…", False)] if start > 0 else []
    place = start
    for left, right in spans:
        left, right = max(left, start), min(right, end)
        if left >= right:
            continue
        if left > place:
            fragments.append((text[place:left], False))
        fragments.append((text[left:right], True))
        place = right
    if place < end:
        fragments.append((text[place:end], False))
    if end < len(text):
        fragments.append(("…", False))
    return fragments


def _hit_spans(text: str, query: str) -> list[tuple[int, int]]:
    """Merged spans of the query words in the original text, in order."""
    wanted = sorted(query_words(query, limit=64), key=len, reverse=True)
    if not wanted:
        return []
    folded = searchable_places(text)
    pattern = re.compile("|".join(re.escape(word) for word in wanted))
    merged: list[tuple[int, int]] = []
    for match in pattern.finditer(folded.text):
        left, right = folded.span(match.start(), match.end())
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _best_start(spans: list[tuple[int, int]], width: int) -> int:
    """Where a window should begin to show the most hit characters, a little before the first."""
    best_start, best_weight = 0, 0
    last = weight = 0
    for first, (left, _) in enumerate(spans):
        last = max(last, first)
        while last < len(spans) and spans[last][1] <= left + width:
            weight += (spans[last][1] - spans[last][0]) ** 2
            last += 1
        if weight > best_weight:
            best_start, best_weight = left, weight
        if last > first:
            weight -= (spans[first][1] - spans[first][0]) ** 2
    return max(0, best_start - width // 6)
