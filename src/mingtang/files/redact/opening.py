"""Opening a file for redaction: refused when locked, broken or too large; what is drawn on it
besides its pages (form fields, stamps) becomes part of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from ..refusal import FileRefused
from .geometry import View
from .layers import Layers
from .model import RedactionLimits
from .rebuild import parts_left_out

# Notes show a sign at most; their text, files and sounds are not on the page.
_NOT_DRAWN = frozenset(
    {"/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"}
    | {"/Redact", "/TrapNet", "/PrinterMark"}
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file, and what it held besides its pages, in Chinese."""

    pdf: pikepdf.Pdf
    besides: tuple[str, ...]


@contextmanager
def opened(path: Path, limits: RedactionLimits) -> Iterator[Opened]:
    """The file, its fields and stamps drawn into its pages.

    Raises :class:`FileRefused`: ``too_large``, ``encrypted``, ``damaged``, ``empty``.
    """
    if path.stat().st_size > limits.max_bytes:
        megabytes = limits.max_bytes // 1024**2
        raise FileRefused("too_large", f"PDF 超过 {megabytes} MB，不能涂黑。请拆分后分别处理。")
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError as locked:
        raise _locked() from locked
    except pikepdf.PdfError as broken:
        raise FileRefused(
            "damaged", "PDF 已损坏或不完整，无法涂黑。请用原软件重新导出后上传。"
        ) from broken
    with pdf:
        if pdf.is_encrypted:
            raise _locked()
        _check_pages(pdf, limits)
        besides = tuple(parts_left_out(pdf))
        _draw_annotations(pdf)
        yield Opened(pdf, besides)


def _locked() -> FileRefused:
    return FileRefused(
        "encrypted", "PDF 设有密码或使用限制，不能涂黑。请用原软件解除密码和限制后重新上传。"
    )


def _check_pages(pdf: pikepdf.Pdf, limits: RedactionLimits) -> None:
    count = len(pdf.pages)
    if count == 0:
        raise FileRefused("empty", "PDF 没有页面，无法涂黑。")
    if count > limits.max_pages:
        raise FileRefused(
            "too_large", f"PDF 有 {count} 页，超过 {limits.max_pages} 页，请拆分后分别处理。"
        )
    for number, page in enumerate(pdf.pages, 1):
        if max(View.of(page).size) > limits.max_side:
            raise FileRefused("too_large", f"PDF 第 {number} 页的尺寸过大，不能涂黑。")


def _draw_annotations(pdf: pikepdf.Pdf) -> None:
    found = False
    layers = Layers(pdf.Root)
    for page in pdf.pages:
        listed = page.obj.get("/Annots")
        if not isinstance(listed, pikepdf.Array):
            continue
        found = True
        kept = [each for each in listed if _is_drawn(each, layers)]
        page.obj["/Annots"] = pikepdf.Array(kept)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and form.get("/NeedAppearances", False):
        pdf.generate_appearance_streams()
    if found:
        pdf.flatten_annotations("screen")


def _is_drawn(note: Any, layers: Layers) -> bool:
    return (
        isinstance(note, pikepdf.Dictionary)
        and str(note.get("/Subtype", "")) not in _NOT_DRAWN
        and layers.shows(note.get("/OC"))
    )
