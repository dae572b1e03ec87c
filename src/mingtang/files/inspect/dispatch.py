"""One kind, one finder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ..kinds import COMPOUND, IMAGES
from ..limits import DEFAULT_LIMITS, Limits
from ..refusal import OutOfTime, damaged_if_unreadable
from .archive import read_archive
from .datum import Collector, HiddenDatum
from .image import read_image
from .isolated import read_pdf_apart
from .ofd import read_ofd
from .ole import read_compound
from .sheet import read_workbook
from .slides import read_slides
from .text import read_html, read_text
from .word import read_document

Finder = Callable[[IO[bytes], Collector], None]

_FINDERS: dict[str, Finder] = {
    "pdf": read_pdf_apart,
    "docx": read_document,
    "xlsx": read_workbook,
    "pptx": read_slides,
    "ofd": read_ofd,
    "txt": read_text,
    "csv": read_text,
    "html": read_html,
    **dict.fromkeys(COMPOUND, read_compound),
    **dict.fromkeys(IMAGES, read_image),
}


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found: the hidden data, the text (bounded), whether text was left out."""

    hidden: tuple[HiddenDatum, ...]
    text: str
    truncated: bool


def inspect_file(
    path: str | Path, kind: str, limits: Limits = DEFAULT_LIMITS, *, encrypted: bool = False
) -> Inspection:
    """Look into a file that was sniffed as ``kind``.

    Encrypted files are only reported as such. Raises :class:`FileRefused` (``damaged``,
    ``bomb``) and nothing else for any bytes.
    """
    collector = Collector(limits)
    if encrypted and kind != "zip":
        collector.add("encrypted", "整个文件", "设有打开密码")
    else:
        with Path(path).open("rb") as stream:
            _look_into(stream, kind, collector)
    return Inspection(collector.results(), collector.text, collector.truncated)


def find_hidden(
    path: str | Path, kind: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[HiddenDatum, ...]:
    """The hidden data of a file."""
    return inspect_file(path, kind, limits).hidden


def extract_text(path: str | Path, kind: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """All text of a file, hidden parts included, at most ``limits.max_text`` characters."""
    return inspect_file(path, kind, limits).text


def _look_into(stream: IO[bytes], kind: str, collector: Collector) -> None:
    try:
        with damaged_if_unreadable():
            if kind == "zip":
                read_archive(stream, collector, _look_into)
            else:
                _FINDERS[kind](stream, collector)
    except OutOfTime:
        seconds = collector.limits.max_seconds
        collector.add("unchecked", "其余部分", f"检查超过 {seconds:g} 秒，未能查完")
