"""The pages of a file on the redaction screen: words in lines, what was ticked as passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache

from mingtang.files.models import StoredFile
from mingtang.files.queries import path_of
from mingtang.files.redact import Box, PageWords, Passage, Word, find, suggest, words_of

KEEP_SECONDS = 900
_APART = 1.0
"""Words further apart than so many heights are two passages."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: (number of the word on the page, word)."""

    n: int
    words: tuple[tuple[int, Word], ...]


def pages_of(stored: StoredFile) -> list[PageWords]:
    """All pages with their words; kept for a while, since reading a file takes its time.

    Raises ``FileRefused``.
    """
    key = f"foi.words:{stored.sha256}"
    found: list[PageWords] | None = cache.get(key)
    if found is None:
        found = words_of(path_of(stored))
        cache.set(key, found, KEEP_SECONDS)
    return found


def lines_of(page: PageWords) -> list[Line]:
    """The words of a page by lines, in reading order."""
    lines: list[list[tuple[int, Word]]] = []
    for n, word in enumerate(page.words):
        if lines and _same_line(lines[-1][-1][1].box, word.box):
            lines[-1].append((n, word))
        else:
            lines.append([(n, word)])
    return [Line(n, tuple(words)) for n, words in enumerate(lines)]


def ticked(
    page: PageWords, words: Iterable[int], lines: Iterable[int], *, ground: str, why: str
) -> list[Passage]:
    """Words and whole lines as passages; neighbours become one."""
    wanted = {n for n in words if 0 <= n < len(page.words)}
    chosen = set(lines)
    for line in lines_of(page):
        if line.n in chosen:
            wanted |= {n for n, _ in line.words}
    boxes: list[tuple[int, Box]] = []
    for n in sorted(wanted):
        box = page.words[n].box
        if boxes and boxes[-1][0] == n - 1 and _near(boxes[-1][1], box):
            boxes[-1] = (n, boxes[-1][1].around(box))
        else:
            boxes.append((n, box))
    return [Passage(page.page, box, ground, why) for _, box in boxes]


def in_box(page: PageWords, sides: Sequence[float], *, ground: str, why: str) -> Passage:
    """A rectangle given by left, top, right, bottom in per cent of the page.

    Raises ValueError for one without area or outside the page.
    """
    left, top, right, bottom = (min(max(each, 0.0), 100.0) / 100 for each in sides)
    box = Box(left * page.width, top * page.height, right * page.width, bottom * page.height)
    return Passage(page.page, box, ground, why)


def everywhere(stored: StoredFile, text: str, *, ground: str, why: str) -> list[Passage]:
    """Every place of a text in the file. Raises ``FileRefused``."""
    return [
        Passage(each.page, each.box, ground, why)
        for each in find(path_of(stored), text, ground=ground)
    ]


def proposals_for(stored: StoredFile, chosen: Iterable[Passage]) -> list[Passage]:
    """Personal data found in the file that is not chosen yet. Raises ``FileRefused``."""
    key = f"foi.proposals:{stored.sha256}"
    found: list[Passage] | None = cache.get(key)
    if found is None:
        found = suggest(path_of(stored))
        cache.set(key, found, KEEP_SECONDS)
    taken = {(each.page, each.box) for each in chosen}
    return [each for each in found if (each.page, each.box) not in taken]


def _same_line(last: Box, box: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    return last.top <= middle <= last.bottom and box.x0 >= last.x0


def _near(last: Box, box: Box) -> bool:
    return _same_line(last, box) and box.x0 - last.x1 < _APART * (box.bottom - box.top)
