"""PDF without properties, comments, attachments and scripts. Runs apart (``files.isolated``)."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from ..refusal import FileRefused

_CATALOG = {
    "/Metadata": "XMP 属性",
    "/OpenAction": "打开时的动作",
    "/AA": "自动动作",
    "/PieceInfo": "编辑软件的私有数据",
    "/AF": "关联文件",
}
_NAMES = {"/JavaScript": "内嵌脚本", "/EmbeddedFiles": "附件"}
_PAGE = {"/AA": "页面动作", "/PieceInfo": "编辑软件的私有数据", "/Metadata": "XMP 属性"}
_KEPT_NOTES = frozenset({"/Link", "/Widget"})


def scrub_pdf(source: Path, target: Path) -> tuple[str, ...]:
    """Write the copy and name what was taken out. Raises :class:`FileRefused` if locked."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(source, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileRefused("not_scrubbable", "PDF 设有打开密码，无法清除。请解除密码后重新上传。")
    writer = PdfWriter(clone_from=reader)
    removed = ["文档属性"]
    root = writer.root_object
    removed += _drop(root, _CATALOG)
    names = root.get("/Names")
    if names is not None:
        removed += _drop(names.get_object(), _NAMES)
    for page in writer.pages:
        removed += _drop(page, _PAGE)
        removed += _clean_notes(page)
    # What nothing points to any more is still written; only a second copy leaves it out.
    between = BytesIO()
    writer.write(between)
    final = PdfWriter(clone_from=PdfReader(between))
    final.metadata = None
    with target.open("wb") as stream:
        final.write(stream)
    return tuple(dict.fromkeys(removed))


def _drop(holder: DictionaryObject, table: dict[str, str]) -> list[str]:
    removed = []
    for key, label in table.items():
        if key in holder:
            del holder[key]
            removed.append(label)
    return removed


def _clean_notes(page: DictionaryObject) -> list[str]:
    listed = page.get("/Annots")
    if listed is None:
        return []
    kept = ArrayObject()
    removed = []
    for reference in listed.get_object():
        note = reference.get_object()
        if not isinstance(note, DictionaryObject) or note.get("/Subtype") not in _KEPT_NOTES:
            removed.append("注释和批注")
            continue
        action = note.get("/A")
        if action is not None and action.get_object().get("/S") not in {"/URI", "/GoTo"}:
            del note["/A"]
            removed.append("内嵌脚本")
        removed += _drop(note, {"/AA": "内嵌脚本"})
        kept.append(reference)
    page[NameObject("/Annots")] = kept
    return removed
