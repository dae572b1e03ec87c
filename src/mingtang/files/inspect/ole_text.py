"""Text out of the binary office formats ([MS-DOC] piece table, [MS-XLS] records)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_SHEET, _STRINGS, _CONTINUE, _LABEL, _NUMBER, _RK, _PROTECTED = (
    0x0085,
    0x00FC,
    0x003C,
    0x0204,
    0x0203,
    0x027E,
    0x002F,
)
_STATES = {1: "隐藏", 2: "深度隐藏"}
_CONTROLS = str.maketrans({"\r": "\n", "\x07": "\t", "\x0b": "\n", "\x0c": "\n"})


def word_text(document: bytes, table: bytes) -> str:
    """All text of a DOC through its piece table: body, notes, comments, deleted text too."""
    if len(document) < 0x1AA:
        return ""
    start, length = struct.unpack_from("<II", document, 0x01A2)
    pieces = _piece_table(table[start : start + length])
    count = (len(pieces) - 4) // 12
    if count < 1:
        return ""
    ends = struct.unpack_from(f"<{count + 1}I", pieces, 0)
    parts = []
    for index in range(count):
        size = ends[index + 1] - ends[index]
        at = struct.unpack_from("<I", pieces, (count + 1) * 4 + index * 8 + 2)[0]
        if not 0 < size <= len(document):
            continue
        if at & 0x4000_0000:
            begin = (at & 0x3FFF_FFFF) // 2
            parts.append(document[begin : begin + size].decode("cp1252", "replace"))
        else:
            parts.append(document[at : at + size * 2].decode("utf-16-le", "replace"))
    return "".join(parts).translate(_CONTROLS)


def _piece_table(clx: bytes) -> bytes:
    at = 0
    while at + 5 <= len(clx):
        if clx[at] == 2:
            size = struct.unpack_from("<I", clx, at + 1)[0]
            return clx[at + 5 : at + 5 + size]
        if clx[at] != 1:
            break
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    return b""


def hidden_sheets(book: bytes) -> Iterator[tuple[str, str]]:
    """Name and state of the sheets that are not shown."""
    for kind, body in _records(book):
        if kind == _SHEET and len(body) > 8 and body[4] & 3 in _STATES:
            yield _short_string(body[6:]), _STATES[body[4] & 3]


def is_protected_workbook(book: bytes) -> bool:
    """Whether a password is needed to read the records."""
    return any(kind == _PROTECTED for kind, _ in _first(_records(book), 20))


def workbook_strings(book: bytes) -> Iterator[str]:
    """The shared strings, old labels and whole numbers of ten digits and more (phones, cards)."""
    block: list[bytes] = []
    for kind, body in _records(book):
        if kind == _STRINGS:
            block = [body[8:]]
            continue
        if kind == _CONTINUE and block:
            block.append(body)
            continue
        if block:
            yield from _shared_strings(block)
            block = []
        if kind == _LABEL and len(body) > 9:
            yield _short_string(body[6:8] + body[8:], wide_count=True)
        elif kind == _NUMBER and len(body) >= 14:
            yield from _long_number(struct.unpack_from("<d", body, 6)[0])
    if block:
        yield from _shared_strings(block)


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _first(records: Iterator[tuple[int, bytes]], count: int) -> Iterator[tuple[int, bytes]]:
    for _, record in zip(range(count), records, strict=False):
        yield record


def _short_string(body: bytes, *, wide_count: bool = False) -> str:
    head = 2 if wide_count else 1
    count = int.from_bytes(body[:head], "little")
    flags = body[head : head + 1]
    if flags and flags[0] & 1:
        return body[head + 1 : head + 1 + count * 2].decode("utf-16-le", "replace")
    return body[head + 1 : head + 1 + count].decode("latin-1")


def _long_number(value: float) -> Iterator[str]:
    if 1e9 <= abs(value) < 1e19 and value == int(value):
        yield str(int(value))


class _Blocks:
    """The string table read across its records; a string cut in two has a new flag byte."""

    def __init__(self, blocks: list[bytes]) -> None:
        self.blocks = blocks
        self.index = 0
        self.at = 0

    def more(self) -> bool:
        while self.index < len(self.blocks) and self.at >= len(self.blocks[self.index]):
            self.index, self.at = self.index + 1, 0
        return self.index < len(self.blocks)

    def take(self, size: int) -> bytes:
        taken = bytearray()
        while len(taken) < size and self.more():
            block = self.blocks[self.index]
            piece = block[self.at : self.at + size - len(taken)]
            taken += piece
            self.at += len(piece)
        return bytes(taken)

    def characters(self, count: int, wide: bool) -> str:
        text = []
        while count > 0 and self.index < len(self.blocks):
            block = self.blocks[self.index]
            if self.at >= len(block):
                self.index, self.at = self.index + 1, 0
                if not self.more():
                    break
                wide = bool(self.take(1)[0] & 1)
                continue
            width = 2 if wide else 1
            fit = min(count, max(1, (len(block) - self.at) // width))
            raw = block[self.at : self.at + fit * width]
            text.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self.at += fit * width
            count -= fit
        return "".join(text)


def _shared_strings(blocks: list[bytes]) -> Iterator[str]:
    reader = _Blocks(blocks)
    while reader.more():
        head = reader.take(3)
        if len(head) < 3:
            return
        count, flags = struct.unpack("<HB", head)
        runs = int.from_bytes(reader.take(2), "little") if flags & 8 else 0
        extra = int.from_bytes(reader.take(4), "little") if flags & 4 else 0
        yield reader.characters(count, bool(flags & 1))
        reader.take(runs * 4 + extra)
