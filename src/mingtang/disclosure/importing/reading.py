"""One file of any kind that is read → a page."""

from __future__ import annotations

import logging
import re
from collections.abc import Container
from pathlib import Path

from mingtang.files.inspect import extract_text
from mingtang.files.kinds import KINDS
from mingtang.files.limits import Limits
from mingtang.files.refusal import FileRefused
from mingtang.files.sniff import sniff
from mingtang.text.pages.apart import read_apart
from mingtang.text.pages.decode import decode_page
from mingtang.text.pages.html import read_html
from mingtang.text.pages.model import Page, PageRefused
from mingtang.text.pages.plain import read_plain

READ_KINDS = frozenset({"txt", "html", "docx", "pdf", "doc"})
_MARKUP = re.compile(
    r"\A\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|div|h[1-6]|p|table)\b", re.I | re.S
)
_OTHERS = {
    "ofd": "OFD 不能读出正文。请用阅读器另存为 PDF 或 DOCX 后再导入。",
}
_log = logging.getLogger(__name__)


class TableGiven(PageRefused):
    """The file is a table (CSV), no document; what to do with it depends on how it came."""


def read_file(path: Path, name: str, limits: Limits, recurring: Container[str]) -> Page:
    """The page of a file. Raises :class:`PageRefused` with the reason, for any bytes."""
    try:
        found = sniff(path, name, limits)
    except FileRefused as refusal:
        raise PageRefused(refusal.text_zh) from refusal
    if found.kind == "csv":
        raise TableGiven("这是表格数据，不能作为文件导入。")
    if found.kind not in READ_KINDS:
        label = KINDS[found.kind].label_zh
        raise PageRefused(
            _OTHERS.get(found.kind, f"{label}不能作为文件导入。可导入 TXT、HTML、DOCX、PDF。")
        )
    if found.encrypted:
        raise PageRefused("文件设有打开密码，无法读取。请取消密码后再导入。")
    try:
        return _read(path, found.kind, limits, recurring)
    except PageRefused:
        raise
    except Exception as error:
        _log.exception("reading %s as %s", name, found.kind)
        raise PageRefused("读取时出错，文件可能异常。请另存为 DOCX 或 TXT 后再导入。") from error


def _read(path: Path, kind: str, limits: Limits, recurring: Container[str]) -> Page:
    if kind in ("pdf", "docx"):
        return read_apart(kind, path)
    if kind == "doc":
        return _read_doc(path, limits)
    text = decode_page(path.read_bytes())
    if kind == "html" or _MARKUP.match(text[:20_000]):
        return read_html(text, recurring)
    return read_plain(text)


def _read_doc(path: Path, limits: Limits) -> Page:
    try:
        text = extract_text(path, "doc", limits)
    except FileRefused as refusal:
        raise PageRefused(refusal.text_zh) from refusal
    if not text.strip():
        raise PageRefused("旧版 DOC 里没有读出文字。请用 Word 或 WPS 另存为 DOCX 后再导入。")
    page = read_plain(text)
    page.remarks.append(
        "旧版 DOC 只能读出文字，表格和已删除的修订可能混在正文里，建议另存为 DOCX 再导入"
    )
    return page
