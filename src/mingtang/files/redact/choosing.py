"""Choosing passages: words to click, a text to look for, personal data proposed by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mingtang.text.findings import Finding, Sureness
from mingtang.text.folding import searchable_places
from mingtang.text.personal import find_personal
from mingtang.text.segment import DictionaryCutter

from .lines import PageText, Place
from .model import Box, PageWords, Passage, Word

PRIVACY = "X15"
_SIGNS = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN = re.compile(rf"[{_SIGNS}]+")
_RUN = re.compile(rf"[{_SIGNS}]+|[^\W{_SIGNS}]+|[^\w\s]")
_APART = 1.5
"""Characters further apart than so many heights stand in two passages: the cells of a table."""


def words(page: PageText) -> PageWords:
    """The words of a page; Chinese is cut by the dictionary, signs stand alone."""
    found = []
    for match in _RUN.finditer(page.text):
        start = match.start()
        for piece in _cut(match[0]):
            for box in _boxes(page.places[start : start + len(piece)]):
                found.append(Word(piece, box))
            start += len(piece)
    return PageWords(page.page, page.width, page.height, tuple(found))


@lru_cache(maxsize=1)
def _cutter() -> DictionaryCutter | None:
    try:
        return DictionaryCutter()
    except (ImportError, OSError):
        return None


def _cut(run: str) -> list[str]:
    cutter = _cutter()
    if not _HAN.fullmatch(run):
        return [run]
    return cutter.likely_words(run) if cutter else list(run)


def find(page: PageText, wanted: str, ground: str) -> Iterator[Passage]:
    """Every place where a text stands, whatever its width, case, spaces and line ends."""
    letters, places = _folded(page.text)
    needle, _ = _folded(wanted)
    if not needle:
        return
    at = letters.find(needle)
    while at >= 0:
        start, end = places[at], places[at + len(needle) - 1] + 1
        for box in _boxes(page.places[start:end]):
            yield Passage(page.page, box, ground)
        at = letters.find(needle, at + len(needle))


def _folded(text: str) -> tuple[str, list[int]]:
    folded = searchable_places(text)
    places = folded.places if folded.places is not None else list(range(len(folded.text)))
    kept = [(each, place) for each, place in zip(folded.text, places, strict=True) if each.strip()]
    return "".join(each for each, _ in kept), [place for _, place in kept]


def suggest(page: PageText) -> Iterator[Passage]:
    """Personal data as passages withheld for personal privacy (个人隐私, art. 15)."""
    for finding, start, end in _personal(page.text):
        why = f"个人隐私：{finding.label}（{finding.sureness.label}，{finding.reason_zh}）"
        for box in _boxes(page.places[start:end]):
            yield Passage(page.page, box, PRIVACY, why)


def _personal(text: str) -> Iterator[tuple[Finding, int, int]]:
    """Findings in the text, then addresses that only appear when its lines are joined."""
    taken: list[tuple[int, int]] = []
    for finding in find_personal(text):
        taken.append((finding.start, finding.end))
        yield finding, finding.start, finding.end
    places = [place for place, each in enumerate(text) if each != "\n"]
    for finding in find_personal("".join(text[place] for place in places)):
        start, end = places[finding.start], places[finding.end - 1] + 1
        if (
            finding.kind == "address"
            and finding.sureness is not Sureness.POSSIBLE
            and "\n" in text[start:end]
            and not any(first < end and start < last for first, last in taken)
        ):
            yield finding, start, end


def _boxes(places: Iterable[Place | None]) -> Iterator[Box]:
    """The places of neighbouring characters as boxes, one a line or a cell."""
    line, box = -1, None
    for place in places:
        if place is None:
            continue
        if box is not None and place[0] == line and _near(box, place[1]):
            box = box.around(place[1])
            continue
        if box is not None:
            yield box
        line, box = place
    if box is not None:
        yield box


def _near(box: Box, other: Box) -> bool:
    reach = _APART * max(min(box.x1 - box.x0, box.bottom - box.top), other.bottom - other.top)
    return (
        other.x0 - box.x1 < reach
        and box.x0 - other.x1 < reach
        and other.top - box.bottom < reach
        and box.top - other.bottom < reach
    )
