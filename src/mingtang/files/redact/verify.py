"""Proof after the fact: three extractors that had no part in the removal find nothing under a box.

pdfminer and PDFium tell where each character stands; pypdf tells which characters a page has: none
that the others did not place outside of the boxes, or at least none that was removed. Each reads
the finished bytes.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pypdf import PdfReader

from .geometry import Rect, apply

Seen = tuple[str, float, float]
"""A character and the middle of its place in the plane of the page's content."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What must hold for one page: its boxes, the codes written on them, the text removed."""

    boxes: tuple[Rect, ...]
    labels: str
    removed: str


def remaining(before: bytes, after: bytes, pages: Mapping[int, Expected]) -> dict[int, str]:
    """The pages (from 1) on which an extractor still finds text under a box, with its name."""
    for name in ("pypdf", "pdfminer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    numbers = sorted(pages)
    found: dict[int, str] = {}
    placed: dict[int, Counter[str]] = {}
    for name, read in (("PDFium", _by_pdfium), ("pdfminer", _by_pdfminer)):
        for number, seen in read(after, numbers):
            placed[number] = placed.get(number, Counter()) | _characters(each[0] for each in seen)
            if _is_left(seen, pages[number]):
                found.setdefault(number, name)
    new = _by_pypdf(after, numbers)
    doubtful = [each for each in numbers if new[each] - placed[each]]
    old = _by_pypdf(before, doubtful)
    for number in doubtful:
        if _is_repeated(old[number], new[number], pages[number]):
            found.setdefault(number, "pypdf")
    return found


def _characters(texts: Iterable[str]) -> Counter[str]:
    return Counter(each for text in texts for each in text if not each.isspace())


def _is_left(seen: Sequence[Seen], page: Expected) -> bool:
    under = Counter(
        text
        for character, x, y in seen
        if any(x0 < x < x1 and y0 < y < y1 for x0, y0, x1, y1 in page.boxes)
        for text in character
        if not text.isspace() and text.isprintable()
    )
    return bool(under - Counter(page.labels))


def _is_repeated(before: Counter[str], new: Counter[str], page: Expected) -> bool:
    """Whether pypdf reads a character more often than before, or as often although one went."""
    after = new - Counter(page.labels)
    if after - before:
        return True
    gone = _characters([page.removed])
    return any(after[each] > max(0, before[each] - gone[each]) for each in gone if before[each])


def _by_pdfium(content: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, list[Seen]]]:
    document = pypdfium2.PdfDocument(content)
    try:
        for number in numbers:
            page = document[number - 1]
            text = page.get_textpage()
            seen = []
            for at in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(at, loose=True)
                code = pypdfium2.raw.FPDFText_GetUnicode(text, at)
                seen.append((chr(code), (left + right) / 2, (bottom + top) / 2))
            text.close()
            page.close()
            yield number, seen
    finally:
        document.close()


class _Places(PDFTextDevice):
    """Notes each character and the middle of its place, without any layout."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.seen: list[Seen] = []

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\u25a1"
        advance = font.char_width(cid) * fontsize * scaling
        if font.is_vertical():
            step = fontsize * scaling
            x, y = apply(matrix, 0.0, rise - step / 2)
            advance = step
        else:
            x, y = apply(matrix, advance / 2, rise + fontsize * 0.38)
        self.seen.append((text, x, y))
        return float(advance)


def _by_pdfminer(content: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, list[Seen]]]:
    resources = PDFResourceManager()
    device = _Places(resources)
    interpreter = PDFPageInterpreter(resources, device)
    document = PDFDocument(PDFParser(BytesIO(content)))
    wanted = set(numbers)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number in wanted:
            device.seen = []
            interpreter.render_contents(page.resources, page.contents)
            yield number, device.seen


def _by_pypdf(content: bytes, numbers: Sequence[int]) -> dict[int, Counter[str]]:
    reader = PdfReader(BytesIO(content))
    return {each: _characters([reader.pages[each - 1].extract_text()]) for each in numbers}
