"""Redaction of one PDF, from its pages to the proven bytes. Runs apart (``files.isolated``)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from ..refusal import FileRefused
from .drawing import Drawing
from .geometry import View
from .layers import Layers
from .model import Passage, RedactionLimits, Report
from .opening import opened
from .raster import as_picture
from .rebuild import collected, saved, write_page
from .stamps import label_size
from .targets import Targets, Unsure
from .verify import Expected, remaining

_BROKEN = (
    *(pikepdf.PdfError, KeyError, IndexError, TypeError, ValueError, AttributeError),
    *(NotImplementedError, ArithmeticError, RecursionError),
)
_UNREADABLE = "页面内容无法解析"


@dataclass
class _Work:
    """One redaction in progress: page → passages, what went, which pages became pictures."""

    source: Path
    by_page: dict[int, list[Passage]]
    expected: dict[int, Expected] = field(default_factory=dict)
    lengths: dict[Passage, int] = field(default_factory=dict)
    rasterised: dict[int, str] = field(default_factory=dict)
    pictures: int = 0


def redact_file(
    source: Path, target: Path, passages: Sequence[Passage], limits: RedactionLimits
) -> Report:
    """Write the redacted copy and tell what was done.

    Raises :class:`FileRefused`, also ``unproven`` when text is found under a box to the end.
    """
    warnings.simplefilter("ignore")
    work = _Work(source, _by_page(passages))
    with opened(source, limits) as file:
        pdf = file.pdf
        before = _bytes(pdf)
        _check_places(pdf, passages)
        drawing = Drawing(pdf, Layers(pdf.Root), limits)
        for number, page in enumerate(pdf.pages, 1):
            _write(page, number, drawing, work)
        drawing.forget_dropped()
        new = collected(pdf.pages)
        content = _proven(new, before, work)
        target.write_bytes(content)
        return Report(
            pages=len(new.pages),
            lengths=tuple(work.lengths.get(each, 0) for each in passages),
            pictures_blacked=work.pictures,
            rasterised_pages=tuple(sorted(work.rasterised)),
            reasons=tuple(work.rasterised[each] for each in sorted(work.rasterised)),
            removed=file.besides,
        )


def _by_page(passages: Sequence[Passage]) -> dict[int, list[Passage]]:
    sorted_out: dict[int, list[Passage]] = {}
    for passage in passages:
        sorted_out.setdefault(passage.page, []).append(passage)
    return sorted_out


def _check_places(pdf: pikepdf.Pdf, passages: Sequence[Passage]) -> None:
    for passage in passages:
        if not 1 <= passage.page <= len(pdf.pages):
            raise FileRefused("no_such_page", f"PDF 没有第 {passage.page} 页。")
        wide, high = View.of(pdf.pages[passage.page - 1]).size
        box = passage.box
        if box.x1 <= 0 or box.bottom <= 0 or box.x0 >= wide or box.top >= high:
            raise FileRefused("outside_page", f"第 {passage.page} 页有涂黑区域在页面之外。")


def _write(page: Any, number: int, drawing: Drawing, work: _Work) -> None:
    passages = work.by_page.get(number, [])
    view = View.of(page)
    try:
        targets = write_page(page, drawing, passages)
    except Unsure as unsure:
        _rasterise(drawing.pdf, page, number, work, str(unsure))
        return
    except _BROKEN:
        _rasterise(drawing.pdf, page, number, work, _UNREADABLE)
        return
    _note(number, passages, view, targets, work)


def _note(number: int, passages: list[Passage], view: View, targets: Targets, work: _Work) -> None:
    if not passages:
        return
    for place, passage in enumerate(passages):
        work.lengths[passage] = targets.removed[place]
    work.pictures += targets.pictures
    work.expected[number] = Expected(
        boxes=tuple(view.rect(each.box) for each in passages),
        labels="".join(each.ground for each in passages if label_size(each)),
        removed="".join(targets.texts),
    )


def _rasterise(pdf: pikepdf.Pdf, page: Any, number: int, work: _Work, why: str) -> None:
    passages = work.by_page.get(number, [])
    as_picture(pdf, page, number, work.source, passages)
    work.rasterised[number] = f"第 {number} 页：{why}，已转为图片。"
    if passages:
        boxes = work.expected[number].boxes if number in work.expected else ()
        work.expected[number] = Expected(boxes, "", "")


def _bytes(pdf: pikepdf.Pdf) -> bytes:
    """The file as it was opened: mended, fields and stamps on its pages."""
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _proven(new: pikepdf.Pdf, before: bytes, work: _Work) -> bytes:
    """The bytes, once no extractor finds text under a box; pages that fail become pictures."""
    content = saved(new)
    left = remaining(before, content, work.expected)
    if not left:
        return content
    for number, extractor in left.items():
        why = f"{extractor} 仍能读到涂黑处的文字"
        _rasterise(new, new.pages[number - 1], number, work, why)
    content = saved(new)
    if remaining(before, content, {each: work.expected[each] for each in left}):
        raise FileRefused(
            "unproven", "无法确认涂黑处的文字已全部去除，未生成文件。请改用打印后扫描的文件。"
        )
    return content
