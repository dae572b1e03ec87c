"""Codes of composite fonts: how a string is cut into codes, and which character each code means."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import Any

from pdfminer.cmapdb import CMap, CMapDB, CMapParser, IdentityCMap
from pdfminer.psexceptions import PSException

_LONGEST = 4
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SINGLE = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[(.*?)\])", re.S
)
_MOST = 70_000
_BLOCK = 100
"""Entries that one block may have."""


class UnknownCoding(Exception):
    """A font whose strings cannot be cut into codes for certain."""


class Coding:
    """Cuts strings into ``(code, cid)``."""

    def __init__(self, table: dict[int, Any] | None, *, vertical: bool) -> None:
        self._table = table
        self.vertical = vertical

    def cut(self, data: bytes) -> list[tuple[bytes, int]]:
        """The codes of a string in order with their CIDs; the cut loses no byte."""
        if self._table is None:
            whole = data if len(data) % 2 == 0 else data + b"\0"
            return [
                (data[at : at + 2], whole[at] << 8 | whole[at + 1]) for at in range(0, len(data), 2)
            ]
        found = []
        at = 0
        while at < len(data):
            size, cid = self._next(data, at)
            found.append((data[at : at + size], cid))
            at += size
        return found

    def _next(self, data: bytes, at: int) -> tuple[int, int]:
        step: Any = self._table
        for size in range(1, _LONGEST + 1):
            if at + size > len(data):
                break
            step = step.get(data[at + size - 1])
            if step is None:
                break
            if isinstance(step, int):
                return size, step
        # Not in the table: viewers disagree on how many bytes such a code has.
        raise UnknownCoding("a code outside the font's coding")


@lru_cache(maxsize=64)
def named_coding(name: str) -> Coding:
    """One of the predefined CMaps. Raises :class:`UnknownCoding`."""
    if name in {"Identity-H", "Identity-V"}:
        return Coding(None, vertical=name.endswith("V"))
    try:
        found = CMapDB.get_cmap(name)
    except CMapDB.CMapNotFound as missing:
        raise UnknownCoding(name) from missing
    return _coding(found, vertical=name.endswith("V"))


def embedded_coding(content: bytes, *, vertical: bool) -> Coding:
    """A CMap that the file brings along. Raises :class:`UnknownCoding`."""
    found = CMap()
    try:
        CMapParser(found, BytesIO(content)).run()
    except (PSException, ValueError, TypeError, KeyError, IndexError) as error:
        raise UnknownCoding("an unreadable coding") from error
    if not found.code2cid:
        raise UnknownCoding("an empty coding")
    return _coding(found, vertical=vertical)


def _coding(found: Any, *, vertical: bool) -> Coding:
    if isinstance(found, IdentityCMap):
        return Coding(None, vertical=vertical)
    return Coding(found.code2cid, vertical=vertical)


@lru_cache(maxsize=16)
def collection(ordering: str, vertical: bool) -> dict[int, str]:
    """CID → character of an Adobe collection such as ``Adobe-GB1``; empty when unknown."""
    try:
        return dict(CMapDB.get_unicode_map(ordering, vertical).cid2unichr)
    except CMapDB.CMapNotFound:
        return {}


def to_unicode(content: bytes) -> dict[bytes, str]:
    """The ToUnicode table of a font: code → text. Broken lines are left out."""
    table: dict[bytes, str] = {}
    for block in _SINGLE.findall(content):
        found = [_bytes(each) for each in _HEX.findall(block)]
        for code, text in zip(found[::2], found[1::2], strict=False):
            table[code] = _text(text)
    for block in _RANGES.findall(content):
        for first, last, start, listed in _RANGE.findall(block):
            _add_range(table, _bytes(first), _bytes(last), _bytes(start), listed)
    return table


def _add_range(
    table: dict[bytes, str], first: bytes, last: bytes, start: bytes, listed: bytes
) -> None:
    size = len(first)
    low, high = int.from_bytes(first, "big"), int.from_bytes(last, "big")
    if not size or high < low or len(table) + high - low > _MOST:
        return
    if listed:
        for offset, each in enumerate(_HEX.findall(listed)[: high - low + 1]):
            table[(low + offset).to_bytes(size, "big")] = _text(_bytes(each))
        return
    base, number = start[:-2], int.from_bytes(start[-2:], "big")
    for offset in range(high - low + 1):
        if number + offset > 0xFFFF:
            return
        text = base + (number + offset).to_bytes(min(2, len(start)) or 2, "big")
        table[(low + offset).to_bytes(size, "big")] = _text(text)


def written_unicode(table: dict[bytes, str], size: int) -> bytes:
    """A ToUnicode table for codes of at most ``size`` bytes."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        f"1 begincodespacerange <{'00' * size}> <{'ff' * size}> endcodespacerange",
    ]
    entries = [
        f"<{code.hex()}> <{text.encode('utf-16-be').hex()}>" for code, text in table.items() if text
    ]
    for at in range(0, len(entries), _BLOCK):
        block = entries[at : at + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap end end", ""]).encode("ascii")


def _bytes(digits: bytes) -> bytes:
    clean = b"".join(digits.split())
    return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode())


def _text(content: bytes) -> str:
    if len(content) == 1:
        return chr(content[0])
    return content.decode("utf-16-be", "ignore").replace("\0", "")
