"""First bytes of programs, pictures and formats that are not taken."""

from __future__ import annotations

import re
from collections.abc import Callable

_PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Mach-O for several processors, and Java classes
    b"dex\n",
    b"\0asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # Windows shortcut
)

_SCRIPT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:#!|<\?php|<%|@echo\s+off|set\s+ws\w*\s*=\s*createobject)",
    re.IGNORECASE,
)

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", " RAR 压缩包（请改用 ZIP）"),
    (b"7z\xbc\xaf\x27\x1c", " 7z 压缩包（请改用 ZIP）"),
    (b"\x1f\x8b", " GZIP 压缩包（请改用 ZIP）"),
    (b"BZh", " BZIP2 压缩包（请改用 ZIP）"),
    (b"{\\rtf", " RTF 文档（请另存为 DOCX）"),
    (b"%!PS", " PostScript 文件（请另存为 PDF）"),
    (b"ITSF", " CHM 文件"),
    (b"MSCF", " CAB 压缩包"),
    (b"ID3", "音频"),
    (b"OggS", "音视频"),
    (b"\x1aE\xdf\xa3", "视频"),
    (b"SQLite format 3\0", "数据库文件"),
)


def is_program(head: bytes) -> bool:
    """Windows, Linux and macOS programs, Java classes, Android code, shortcuts."""
    return head.startswith(_PROGRAMS) or _is_windows_program(head)


def _is_windows_program(head: bytes) -> bool:
    if not head.startswith((b"MZ", b"ZM")):
        return False
    # Two letters begin many texts; a program has bytes no text has.
    return b"\0" in head[:1024]


def is_script(head: bytes) -> bool:
    """Shell, PHP, ASP, batch and VBScript by how they begin."""
    return _SCRIPT.match(head[:512]) is not None


def foreign_format(head: bytes) -> str:
    """The Chinese name of a known format that is not taken, or empty."""
    for start, label in _FOREIGN:
        if head.startswith(start):
            return label
    return "视频" if head[4:8] == b"ftyp" else ""


def _starts(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(starts)


IMAGE_STARTS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_starts(b"\x89PNG\r\n\x1a\n"), "png"),
    (_starts(b"\xff\xd8\xff"), "jpeg"),
    (_starts(b"GIF87a", b"GIF89a"), "gif"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", "webp"),
    (_starts(b"II*\x00", b"MM\x00*"), "tiff"),
    (lambda head: head[:2] == b"BM" and len(head) > 26 and head[6:10] == b"\0\0\0\0", "bmp"),
)
