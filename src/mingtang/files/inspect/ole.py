"""DOC, XLS, PPT of the 97-2003 kind (and WPS): properties, macros, hidden sheets, text."""

from __future__ import annotations

import re
import struct
from typing import IO

import olefile

from .datum import Collector
from .ole_text import hidden_sheets, is_protected_workbook, word_text, workbook_strings

_AUTHORS = {
    "author": "作者",
    "last_saved_by": "最后修改者",
    "company": "单位",
    "manager": "主管",
}
_OTHERS = {"comments": "备注", "keywords": "关键词", "subject": "主题", "template": "模板"}
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x4e-\x9f]|[\x00-\x1f\xff]\x30){4,}")


def read_compound(source: IO[bytes], collector: Collector) -> None:
    """Report properties, macros, embedded objects, hidden sheets and comments; say the text."""
    source.seek(0)
    with olefile.OleFileIO(source) as compound:
        paths = ["/".join(entry) for entry in compound.listdir()]
        _read_properties(compound, collector)
        for path in paths:
            if "_VBA_PROJECT" in path.upper():
                collector.add("macro", "整个文件", "含宏代码，请另存为不含宏的格式")
            elif path.startswith("ObjectPool/") and path.count("/") == 1:
                collector.add("embedded_file", "内嵌对象", path)
        for name in ("WordDocument", "Workbook", "Book", "PowerPoint Document"):
            if compound.exists(name):
                _read_main(compound, name, collector)


def _read_properties(compound: olefile.OleFileIO, collector: Collector) -> None:
    properties = compound.get_metadata()
    for table, kind in ((_AUTHORS, "author"), (_OTHERS, "metadata")):
        for field, label in table.items():
            text = _decoded(getattr(properties, field, None), properties.codepage)
            if text:
                collector.add(kind, f"文档属性·{label}", text)
                collector.say(text)


def _read_main(compound: olefile.OleFileIO, name: str, collector: Collector) -> None:
    content = compound.openstream(name).read(collector.limits.max_part)
    collector.tick()
    if name == "WordDocument":
        _read_word(compound, content, collector)
    elif name == "PowerPoint Document":
        collector.say(_wide_runs(content))
    else:
        _read_book(content, collector)


def _read_word(compound: olefile.OleFileIO, content: bytes, collector: Collector) -> None:
    flags = struct.unpack_from("<H", content, 0x0A)[0]
    if flags & 0x0100:
        collector.add("encrypted", "整个文件", "设有打开密码")
        return
    table_name = "1Table" if flags & 0x0200 else "0Table"
    table = b""
    if compound.exists(table_name):
        table = compound.openstream(table_name).read(collector.limits.max_part)
    collector.say(word_text(content, table) or _wide_runs(content))
    # FibRgFcLcb97: pairs of offset and length; 5 is the comments' text, 51 the revisers' names.
    if _length_at(content, 5):
        collector.add("comment", "正文", "含批注")
    start, length = struct.unpack_from("<II", content, 0x9A + 8 * 51)
    names = _wide_runs(table[start : start + length])
    if names.strip():
        collector.add("tracked_change", "正文", f"有过修订，修订者：{names}")


def _length_at(content: bytes, index: int) -> int:
    at = 0x9A + 8 * index + 4
    return struct.unpack_from("<I", content, at)[0] if len(content) >= at + 4 else 0


def _read_book(content: bytes, collector: Collector) -> None:
    if is_protected_workbook(content):
        collector.add("encrypted", "整个文件", "设有打开密码")
        return
    for name, state in hidden_sheets(content):
        collector.add("hidden_sheet", f"工作表“{name}”（{state}）")
    for count, text in enumerate(workbook_strings(content)):
        if count % 500 == 0:
            collector.tick()
        collector.say(text)


def _wide_runs(content: bytes) -> str:
    """Runs of UTF-16 letters and Chinese characters; best effort where the structure is broken."""
    return "\n".join(
        match.group().decode("utf-16-le", "ignore") for match in _WIDE.finditer(content)
    )


def _decoded(value: object, codepage: object) -> str:
    if not isinstance(value, bytes):
        return str(value or "").strip("\0 ")
    names = {65001: "utf-8", 936: "gb18030", -535: "utf-8"}
    name = names.get(codepage if isinstance(codepage, int) else 0, "gb18030")
    return value.decode(name, "replace").strip("\0 ")
