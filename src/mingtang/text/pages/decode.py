"""From bytes to text: the encodings in which Chinese offices saved pages and notes."""

from __future__ import annotations

import codecs
import re

from .model import PageRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "hz": "gb18030"}
_MOST_REPLACED = 0.02


def decode_page(content: bytes) -> str:
    """The text: by its mark, by what fits (UTF-8, then the declared one, then GB 18030).

    A page that declares GBK and is UTF-8 all the same is read as UTF-8: only true UTF-8 passes as
    such. Raises :class:`PageRefused` for what is no text.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if b"\x00" in content[:4096]:
        return _unmarked_utf16(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = content.decode(_declared(content), "replace")
    if text.count("\ufffd") > len(text) * _MOST_REPLACED:
        nearly = content.decode("utf-8", "replace")
        if nearly.count("\ufffd") > len(nearly) * _MOST_REPLACED:
            raise PageRefused("无法识别文字编码。请用记事本打开，另存为 UTF-8 后再导入。")
        return nearly
    return text


def _declared(content: bytes) -> str:
    match = _DECLARED.search(content[:8192])
    if match is None:
        return "gb18030"
    name = match[1].decode("ascii").lower()
    name = _WIDER.get(name, name)
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return "gb18030"
    return "gb18030" if known in ("utf-8", "ascii", "iso8859-1") else known


def _unmarked_utf16(content: bytes) -> str:
    even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
    text = content.decode("utf-16-le" if odd >= even else "utf-16-be", "replace")
    if text.count("\ufffd") + text.count("\x00") > len(text) * _MOST_REPLACED:
        raise PageRefused("文件不是文本。请用原软件打开，另存为 DOCX、PDF 或 TXT 后再导入。")
    return text
