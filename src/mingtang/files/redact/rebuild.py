"""A new file made of pages alone: what the old one held besides them is not copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from .drawing import Drawing
from .geometry import Rect, View, overlap
from .model import Passage
from .stamps import FONT, label_font, stamps
from .targets import Targets
from .walk import Walk

_PAGE_KEPT = frozenset({"/Type", "/Rotate", "/UserUnit", "/Group", "/Parent"})
_NOWHERE = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/StructParent", "/StructParents"),
    *("/ActualText", "/Alt", "/OC", "/OPI", "/Alternates", "/AF", "/AA", "/Measure", "/PtData"),
)
_OLD_PARTS = {
    "/Metadata": "XMP 属性",
    "/Outlines": "书签",
    "/StructTreeRoot": "结构标签",
    "/OCProperties": "图层设置（隐藏图层的内容一并去除）",
    "/AcroForm": "表单域（可见内容已并入页面）",
    "/OpenAction": "打开时的动作",
    "/AA": "自动动作",
    "/AF": "关联文件",
    "/PieceInfo": "编辑软件的私有数据",
    "/Perms": "电子签名",
}
_OLD_NAMES = {"/JavaScript": "内嵌脚本", "/EmbeddedFiles": "附件"}


def parts_left_out(pdf: pikepdf.Pdf) -> list[str]:
    """What of the old file no page holds, in Chinese."""
    found = ["文档属性、历史版本"]
    found += [label for key, label in _OLD_PARTS.items() if key in pdf.Root]
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        found += [label for key, label in _OLD_NAMES.items() if key in names]
    if any("/Annots" in page.obj for page in pdf.pages):
        found.append("批注、表单和页内链接")
    return found


def write_page(page: Any, drawing: Drawing, passages: Sequence[Passage]) -> Targets:
    """Write the content of a page anew without what goes, and with its boxes.

    Raises :class:`~.targets.Unsure` and whatever a broken page raises; the page is then as it was.
    """
    view = View.of(page)
    boxes = [view.rect(each.box) for each in passages]
    targets = Targets(boxes, view.crop)
    walk = Walk(drawing, targets, page.resources)
    content = walk.rewrite(pikepdf.parse_content_stream(page))
    resources = walk.resources.kept()
    if passages:
        content = b"q\n" + content + b"\nQ\n" + stamps(passages, view)
        if "/Font" not in resources:
            resources["/Font"] = pikepdf.Dictionary()
        resources["/Font"][FONT] = label_font(drawing.pdf)
    links = _links(page.obj.get("/Annots"), boxes, drawing.pdf)
    fill_page(page, view, drawing.pdf.make_stream(content), resources)
    if links:
        page.obj["/Annots"] = pikepdf.Array(links)
    return targets


def fill_page(page: Any, view: View, content: Any, resources: Any) -> None:
    """Give a page its new content and nothing of its old."""
    for key in set(page.obj.keys()) - _PAGE_KEPT:
        del page.obj[key]
    page.obj["/MediaBox"] = pikepdf.Array([round(each, 4) for each in view.crop])
    page.obj["/Rotate"] = view.turn
    page.obj["/Contents"] = content
    page.obj["/Resources"] = resources


def _links(listed: Any, boxes: Sequence[Rect], pdf: pikepdf.Pdf) -> list[Any]:
    """Links to web addresses that no box touches, as new objects that hold nothing else."""
    kept: list[Any] = []
    for each in listed if isinstance(listed, pikepdf.Array) else []:
        if not isinstance(each, pikepdf.Dictionary) or each.get("/Subtype") != "/Link":
            continue
        action = each.get("/A")
        address = action.get("/URI") if isinstance(action, pikepdf.Dictionary) else None
        rect = each.get("/Rect")
        if address is None or rect is None or not _is_web(address):
            continue
        a, b, c, d = (float(number) for number in rect)
        place = (min(a, c), min(b, d), max(a, c), max(b, d))
        if any(overlap(place, box) for box in boxes):
            continue
        kept.append(
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[a, b, c, d],
                    Border=[0, 0, 0],
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=address),
                )
            )
        )
    return kept


def _is_web(address: Any) -> bool:
    return str(address).lower().startswith(("http://", "https://"))


def collected(pages: Iterable[Any]) -> pikepdf.Pdf:
    """A new file with these pages and nothing that they do not draw."""
    new = pikepdf.new()
    for page in pages:
        new.pages.append(page)
    return new


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a new file: compressed, no properties, one revision."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            for key in _NOWHERE:
                if key in each:
                    del each[key]
    out = BytesIO()
    pdf.save(
        out,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return out.getvalue()
