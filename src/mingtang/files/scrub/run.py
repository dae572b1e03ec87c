"""One kind, one way of cleaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..inspect import HiddenDatum, find_hidden
from ..isolated import run_apart
from ..kinds import IMAGES, KINDS
from ..limits import DEFAULT_LIMITS, Limits
from ..refusal import FileRefused, OutOfTime, damaged_if_unreadable
from .image import scrub_image
from .package import scrub_ofd
from .sheet import scrub_workbook
from .word import scrub_document

_CLEANERS: dict[str, Callable[[Path, Path, Limits], tuple[str, ...]]] = {
    "docx": scrub_document,
    "xlsx": scrub_workbook,
    "ofd": scrub_ofd,
    **dict.fromkeys(IMAGES, scrub_image),
}
SCRUBBABLE = frozenset({"pdf", *_CLEANERS})


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """The clean copy: where it is, what was taken out (Chinese), what remains in it."""

    path: Path
    removed: tuple[str, ...]
    remaining: tuple[HiddenDatum, ...]


def scrub(
    source: str | Path, kind: str, target: str | Path, limits: Limits = DEFAULT_LIMITS
) -> Scrubbed:
    """Write a copy of ``source`` to ``target`` without what its readers do not see.

    PDF: properties, XMP, comments, attachments, scripts. DOCX: properties, comments, hidden
    text; tracked changes are accepted. XLSX: properties, comments, hidden sheets, the cells of
    hidden rows and columns. OFD: properties. Pictures: EXIF, GPS, text blocks (the turn of a
    JPEG is kept). The copy is looked into again; what is still there is in ``remaining``.

    Raises :class:`FileRefused`: ``not_scrubbable`` for other kinds, ``damaged``.
    """
    if kind not in SCRUBBABLE:
        label = KINDS[kind].label_zh if kind in KINDS else kind
        raise FileRefused(
            "not_scrubbable",
            f"{label}不能自动清除隐藏信息。请用原软件清除后另存为 PDF、DOCX 或 XLSX 再上传。",
        )
    source, target = Path(source), Path(target)
    try:
        with damaged_if_unreadable():
            if kind == "pdf":
                removed = tuple(run_apart("scrub", source, limits, target)["removed"])
            else:
                removed = _CLEANERS[kind](source, target, limits)
        return Scrubbed(target, removed, find_hidden(target, kind, limits))
    except OutOfTime as late:
        target.unlink(missing_ok=True)
        raise FileRefused(
            "not_scrubbable", "清除隐藏信息用时过长，未完成。请用原软件清除后重新上传。"
        ) from late
    except FileRefused:
        target.unlink(missing_ok=True)
        raise
