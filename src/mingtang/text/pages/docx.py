"""Reading a DOCX: tables, alignment and automatic numbers kept, tracked changes as accepted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import mammoth
from lxml import etree
from mammoth import transforms

from mingtang.text.clean import clean_html

from .model import Page, PageRefused, blocks_of
from .numbering import W, numbering_of, write_numbers

MOST_BYTES = 16 * 1024 * 1024
"""The main part of a longer DOCX is not read: it would need gigabytes of memory."""
_STYLES = """
p[style-name='placed center'] => p.align-center:fresh
p[style-name='placed right'] => p.align-right:fresh
p[style-name='Title'] => h1:fresh
"""
_MAIN = "word/document.xml"


def read_docx(path: Path) -> Page:
    """The blocks of a DOCX. Raises :class:`PageRefused`."""
    page = Page([])
    pictures: list[None] = []

    def left_out(image: Any) -> dict[str, str]:
        pictures.append(None)
        return {}

    try:
        numbered = _with_numbers(path)
        result = mammoth.convert_to_html(
            numbered,
            style_map=_STYLES,
            transform_document=transforms.paragraph(_placed),
            convert_image=mammoth.images.img_element(left_out),
            include_embedded_style_map=False,
        )
    except PageRefused:
        raise
    except Exception as error:
        # mammoth raises whatever the parts of a broken package make it stumble over
        raise PageRefused("文件已损坏，无法读取。请用 Word 或 WPS 打开后重新保存。") from error
    page.blocks = blocks_of(clean_html(result.value).html)
    if pictures:
        page.remarks.append(f"原文有 {len(pictures)} 张图片没有导入，需要的请作为附件上传")
    if not page.blocks:
        raise PageRefused("文件里没有文字，可能只有图片。请录入文字后再导入。")
    return page


def _placed(paragraph: Any) -> Any:
    if paragraph.alignment in ("center", "right", "end"):
        side = "center" if paragraph.alignment == "center" else "right"
        if not (paragraph.style_name or "").lower().startswith(("heading", "标题")):
            return paragraph.copy(style_id=None, style_name=f"placed {side}")
    return paragraph


def _with_numbers(path: Path) -> io.BytesIO:
    """The package with list numbers as text; what must not be public (deleted, hidden) goes."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as changed:
        names = set(source.namelist())
        if _MAIN not in names:
            raise PageRefused("不是完整的 DOCX 文件。请用 Word 或 WPS 重新保存。")
        if source.getinfo(_MAIN).file_size > MOST_BYTES:
            raise PageRefused("文档过大，无法读取。请拆分后再导入。")
        parts = {
            name: source.read(f"word/{name}.xml") if f"word/{name}.xml" in names else None
            for name in ("numbering", "styles")
        }
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        document = etree.fromstring(source.read(_MAIN), parser)
        _drop_hidden(document)
        write_numbers(document, numbering_of(parts["numbering"], parts["styles"]))
        for info in source.infolist():
            if info.is_dir() or info.filename.startswith("word/media/"):
                continue
            if info.filename == _MAIN:
                changed.writestr(info.filename, etree.tostring(document))
            elif info.file_size <= MOST_BYTES:
                changed.writestr(info.filename, source.read(info))
    target.seek(0)
    return target


def _drop_hidden(document: etree._Element) -> None:
    """Runs marked as hidden are no text of the document."""
    for hidden in list(document.iter(f"{W}vanish")):
        properties = hidden.getparent()
        run = properties.getparent() if properties is not None else None
        off = hidden.get(f"{W}val") in ("0", "false", "off")
        if run is not None and run.tag == f"{W}r" and not off:
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
