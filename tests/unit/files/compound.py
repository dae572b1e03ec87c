"""A minimal writer of the compound format (OLE2), enough for DOC and XLS built from scratch."""

from __future__ import annotations

import struct

_SECTOR, _FREE, _END, _FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """A file with the streams at its root; each is padded to 4096 bytes, so no mini stream."""
    body = b""
    fat: list[int] = [_FAT]
    starts = {}
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % _SECTOR)
        starts[name] = (len(fat), len(content))
        count = len(content) // _SECTOR
        fat += [len(fat) + 1 + i for i in range(count - 1)] + [_END]
        body += content
    directory = _entry("Root Entry", 5, _END, 0, child=1)
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    for index, name in enumerate(names, 1):
        right = index + 1 if index < len(names) else _FREE
        directory += _entry(name, 2, *starts[name], right=right)
    directory += b"\0" * (-len(directory) % _SECTOR)
    first_directory = len(fat)
    count = len(directory) // _SECTOR
    fat += [len(fat) + 1 + i for i in range(count - 1)] + [_END]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    assert len(table) == _SECTOR
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\0" * 16,
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"\0" * 6,
        0,
        1,
        first_directory,
        0,
        4096,
        _END,
        0,
        _END,
        0,
        0,
    ) + struct.pack("<108I", *([_FREE] * 108))
    return header + table + body + directory


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE
) -> bytes:
    wide = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        wide,
        len(wide) + 2,
        kind,
        1,
        _FREE,
        right,
        child,
        b"\0" * 16,
        0,
        0,
        0,
        start,
        size,
    )


def old_word(text: str) -> bytes:
    """A DOC of one piece of UTF-16 text with a comment table."""
    document = bytearray(2048)
    struct.pack_into("<H", document, 0, 0xA5EC)
    struct.pack_into("<H", document, 0x0A, 0x0200)
    wide = text.encode("utf-16-le")
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 2048, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", document, 0x01A2, 0, len(clx))
    struct.pack_into("<II", document, 0x9A + 8 * 5, 0, 12)
    return compound({"WordDocument": bytes(document) + wide, "1Table": clx})


def old_excel(strings: list[str], hidden: str) -> bytes:
    """An XLS with a string table cut in two records, and one hidden sheet."""
    sheet = struct.pack("<IBBBB", 0, 1, 0, len(hidden), 1) + hidden.encode("utf-16-le")
    table = b"".join(struct.pack("<HB", len(s), 1) + s.encode("utf-16-le") for s in strings)
    cut = len(table) - 4
    block = struct.pack("<II", len(strings), len(strings)) + table[:cut]
    records = (
        _record(0x0809, b"\0" * 16)
        + _record(0x0085, sheet)
        + _record(0x00FC, block)
        + _record(0x003C, b"\x01" + table[cut:])
        + _record(0x0203, struct.pack("<HHHd", 0, 0, 0, 13812345678.0))
    )
    return compound({"Workbook": records})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
