"""Fonts as far as their places go: codes of a string, width of each, the character it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pdfminer.encodingdb import EncodingDB
from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.psparser import LIT

from .cmaps import (
    Coding,
    UnknownCoding,
    collection,
    embedded_coding,
    named_coding,
    to_unicode,
    written_unicode,
)

_ASCENT, _DESCENT = 0.88, -0.12
_READ = pikepdf.PdfError


@dataclass(frozen=True, slots=True)
class Glyph:
    """One code of a string. Lengths in units of the font size: ``width`` to the right,
    ``down`` the (negative) step of vertical writing, ``shift`` its origin in it."""

    code: bytes
    text: str
    width: float
    down: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)


class Font:
    """A font of the file. Raises :class:`UnknownCoding` when strings in it cannot be cut.

    ``drawn`` collects the codes that stay in the file, ``dropped`` those that were removed.
    """

    def __init__(self, source: Any) -> None:
        self.drawn: set[bytes] = set()
        self.dropped: set[bytes] = set()
        self._source = source
        self.subtype = str(source.get("/Subtype", ""))
        self.is_type3 = self.subtype == "/Type3"
        self._unicode = _table(source.get("/ToUnicode"))
        self._known: dict[bytes, Glyph] = {}
        self._coding: Coding | None = None
        if self.subtype == "/Type0":
            self._read_composite(source)
        else:
            self._read_simple(source)

    @property
    def vertical(self) -> bool:
        """Whether it writes from top to bottom."""
        return self._coding is not None and self._coding.vertical

    def glyphs(self, data: bytes) -> list[Glyph]:
        """The glyphs of a string in order; their codes joined are the string."""
        known = self._known
        if self._coding is None:
            cut = [(data[at : at + 1], data[at]) for at in range(len(data))]
        else:
            cut = self._coding.cut(data)
        found = []
        for code, number in cut:
            glyph = known.get(code)
            if glyph is None:
                glyph = known[code] = self._glyph(code, number)
            found.append(glyph)
        return found

    def keep_all(self) -> None:
        """Some string in this font was left as it is, unread: every code may be drawn."""
        self.drawn.update(self._unicode)

    def forget_dropped(self, pdf: pikepdf.Pdf) -> None:
        """Leave the characters that nothing draws any more out of the ToUnicode table: the table
        of a font with few characters would spell the names that were withheld."""
        gone = self.dropped - self.drawn
        if not gone & self._unicode.keys():
            return
        kept = {code: text for code, text in self._unicode.items() if code not in gone}
        size = max((len(code) for code in self._unicode), default=1)
        self._source["/ToUnicode"] = pdf.make_stream(written_unicode(kept, size))

    def _glyph(self, code: bytes, number: int) -> Glyph:
        text = self._unicode.get(code)
        if text is None:
            text = self._characters.get(number, "")
        width = self._widths.get(number, self._default) * self._unit
        if not self.vertical:
            return Glyph(code, text, width)
        down, x, y = self._downs.get(number, (*self._down_default[:1], None, None))
        if x is None or y is None:
            x, y = width * 500.0, self._down_default[1]
        return Glyph(code, text, width, down / 1000, (x / 1000, y / 1000))

    def _read_simple(self, source: Any) -> None:
        self._unit = 0.001
        if self.is_type3:
            matrix = [float(each) for each in source.get("/FontMatrix", [0.001, 0, 0, 0.001, 0, 0])]
            self._unit = abs(matrix[0]) or abs(matrix[1]) or 0.001
        descriptor = source.get("/FontDescriptor", {})
        self._default = _number(descriptor.get("/MissingWidth", 0))
        self._characters = _encoding(source)
        self._widths: dict[int, float] = {}
        listed = source.get("/Widths")
        base = str(source.get("/BaseFont", "")).lstrip("/").rpartition("+")[2]
        if listed is not None:
            first = int(_number(source.get("/FirstChar", 0)))
            for offset, each in enumerate(listed):
                self._widths[first + offset] = _number(each)
        elif base in FONT_METRICS:
            by_name = FONT_METRICS[base][1]
            for code, character in self._characters.items():
                self._widths[code] = float(by_name.get(character, self._default))
        elif not self.is_type3:
            raise UnknownCoding(f"no widths for {base}")
        self.ascent, self.descent = _heights(descriptor)

    def _read_composite(self, source: Any) -> None:
        self._unit = 0.001
        inner = source["/DescendantFonts"][0]
        encoding = source.get("/Encoding")
        if isinstance(encoding, pikepdf.Stream):
            vertical = int(_number(encoding.get("/WMode", 0))) == 1
            self._coding = embedded_coding(encoding.read_bytes(), vertical=vertical)
        else:
            self._coding = named_coding(str(encoding).lstrip("/"))
        self._default = _number(inner.get("/DW", 1000))
        self._widths = _widths(inner.get("/W", []))
        height = [_number(each) for each in inner.get("/DW2", [880, -1000])]
        self._down_default = (height[1], height[0])
        self._downs = _downs(inner.get("/W2", []))
        self._characters = _cid_characters(inner, source, self.vertical)
        self.ascent, self.descent = _heights(inner.get("/FontDescriptor", {}))


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _table(stream: Any) -> dict[bytes, str]:
    if not isinstance(stream, pikepdf.Stream):
        return {}
    try:
        return to_unicode(stream.read_bytes())
    except _READ:
        return {}


def _heights(descriptor: Any) -> tuple[float, float]:
    ascent = _number(descriptor.get("/Ascent", 0)) / 1000
    descent = -abs(_number(descriptor.get("/Descent", 0))) / 1000
    if not 0.5 <= ascent <= 1.3 or not -0.6 <= descent < 0:
        return _ASCENT, _DESCENT
    return ascent, descent


def _encoding(source: Any) -> dict[int, str]:
    """Code → character of a simple font."""
    given = source.get("/Encoding")
    name = "StandardEncoding"
    changes: list[Any] = []
    if isinstance(given, pikepdf.Name):
        name = str(given).lstrip("/")
    elif isinstance(given, pikepdf.Dictionary):
        name = str(given.get("/BaseEncoding", "/StandardEncoding")).lstrip("/")
        for each in given.get("/Differences", []):
            if isinstance(each, pikepdf.Name):
                changes.append(LIT(str(each).lstrip("/")))
            else:
                changes.append(int(_number(each)))
    return dict(EncodingDB.get_encoding(name, changes or None))


def _widths(listed: Any) -> dict[int, float]:
    """The W array: ``c [w …]`` or ``first last w``."""
    found: dict[int, float] = {}
    items = list(listed)
    at = 0
    while at + 1 < len(items):
        first = int(_number(items[at]))
        if isinstance(items[at + 1], pikepdf.Array):
            for offset, each in enumerate(items[at + 1]):
                found[first + offset] = _number(each)
            at += 2
        else:
            last = min(int(_number(items[at + 1])), 0xFFFF)
            if at + 2 < len(items):
                found.update(dict.fromkeys(range(first, last + 1), _number(items[at + 2])))
            at += 3
    return found


def _downs(listed: Any) -> dict[int, tuple[float, float | None, float | None]]:
    """The W2 array: ``c [w1 vx vy …]`` or ``first last w1 vx vy``."""
    found: dict[int, tuple[float, float | None, float | None]] = {}
    items = list(listed)
    at = 0
    while at + 1 < len(items):
        first = int(_number(items[at]))
        if isinstance(items[at + 1], pikepdf.Array):
            values = [_number(each) for each in items[at + 1]]
            for offset in range(len(values) // 3):
                w, x, y = values[3 * offset : 3 * offset + 3]
                found[first + offset] = (w, x, y)
            at += 2
        else:
            last = min(int(_number(items[at + 1])), 0xFFFF)
            w, x, y = (_number(each) for each in (*items[at + 2 : at + 5], 0, 0, 0)[:3])
            found.update(dict.fromkeys(range(first, last + 1), (w, x, y)))
            at += 5
    return found


def _cid_characters(inner: Any, source: Any, vertical: bool) -> dict[int, str]:
    system = inner.get("/CIDSystemInfo", {})
    ordering = f"{system.get('/Registry', '')}-{system.get('/Ordering', '')}"
    name = str(source.get("/Encoding", ""))
    if ordering == "Adobe-Identity" or (name.startswith("/Identity") and "/ToUnicode" in source):
        return {}
    return collection(ordering, vertical)
