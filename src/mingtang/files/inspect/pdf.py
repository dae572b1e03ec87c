"""PDF: properties, annotations, embedded files, JavaScript, hidden layers; all text.

Runs in a process of its own (:mod:`.isolated`), since a hostile PDF can keep any reader busy.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import IO, Any

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from ..refusal import FileRefused, OutOfTime
from .datum import Collector
from .image import read_inner_image

_AUTHORS = {"/Author": "作者", "/Company": "单位"}
_OTHERS = {
    "/Creator": "编写程序",
    "/Subject": "主题",
    "/Keywords": "关键词",
    "/SourceModified": "来源修改时间",
}
_SHOWN_ANNOTATIONS = frozenset({"/Link", "/Widget", "/Popup"})
_MOST_IMAGES = 100
_DEEPEST = 12


def read_pdf(source: IO[bytes], collector: Collector) -> None:
    """Report what a PDF hides and say its text.

    One that opens without a password is read even if it is encrypted; else it is reported as
    encrypted and nothing more.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    source.seek(0)
    reader = PdfReader(source, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        collector.add("encrypted", "整个文件", "设有打开密码")
        return
    if not len(reader.pages):
        raise FileRefused("damaged", "PDF 里没有页面，文件可能没有传完。")
    _each(reader, collector)
    _read_text(source, collector)


def _each(reader: PdfReader, collector: Collector) -> None:
    """Every finder on its own: one broken corner must not hide what another finds."""
    catalog = _dictionary(reader.trailer["/Root"])
    finders: tuple[tuple[str, Callable[[Any, Collector], None], Any], ...] = (
        ("文档属性", _read_properties, reader),
        ("图层", _read_layers, catalog),
        ("脚本和动作", _read_actions, catalog),
        ("附件", _read_attachments, catalog),
        ("页面", _read_pages, reader),
    )
    for place, finder, argument in finders:
        try:
            finder(argument, collector)
        except OutOfTime:
            raise
        except Exception as error:  # noqa: BLE001 - the parser raises anything on lying bytes
            collector.add("unchecked", f"PDF {place}", f"结构异常：{type(error).__name__}")


def _read_properties(reader: PdfReader, collector: Collector) -> None:
    properties: dict[str, Any] = dict(reader.metadata or {})
    for table, kind in ((_AUTHORS, "author"), (_OTHERS, "metadata")):
        for key, label in table.items():
            text = str(properties.get(key) or "").strip()
            if text:
                collector.add(kind, f"文档属性·{label}", text, removable=True)
                collector.say(text)
    packet = reader.xmp_metadata
    if packet is not None:
        for name in packet.dc_creator or []:
            collector.add("author", "XMP 作者", str(name), removable=True)
            collector.say(str(name))


def _read_layers(catalog: DictionaryObject, collector: Collector) -> None:
    layers = _dictionary(catalog.get("/OCProperties"))
    if not layers:
        return
    off = _dictionary(layers.get("/D")).get("/OFF")
    for layer in _items(off):
        collector.add("hidden_layer", "图层", str(_dictionary(layer).get("/Name", "")))


def _read_actions(catalog: DictionaryObject, collector: Collector) -> None:
    for key in ("/OpenAction", "/AA"):
        _report_action(catalog.get(key), key, collector)
    names = _dictionary(catalog.get("/Names"))
    for _, script in _name_tree(names.get("/JavaScript")):
        _report_action(script, "文档脚本", collector)
    for field in _items(_dictionary(catalog.get("/AcroForm")).get("/Fields")):
        for key in ("/A", "/AA"):
            _report_action(_dictionary(field).get(key), "表单", collector)


def _report_action(value: Any, where: str, collector: Collector, depth: int = 0) -> None:
    action = _dictionary(value)
    if not action or depth > _DEEPEST:
        return
    kind = str(action.get("/S", ""))
    if kind == "/JavaScript" or "/JS" in action:
        script: Any = action.get("/JS")
        script = script.get_object() if isinstance(script, IndirectObject) else script
        text = script.get_data().decode("latin-1") if hasattr(script, "get_data") else str(script)
        collector.add("javascript", where, text, removable=True)
    elif kind in {"/Launch", "/SubmitForm", "/ImportData"}:
        collector.add("javascript", where, f"动作 {kind[1:]}", removable=True)
    for key in action if depth == 0 and not kind else ():
        _report_action(action.get(key), f"{where}{key}", collector, depth + 1)
    _report_action(action.get("/Next"), where, collector, depth + 1)


def _read_attachments(catalog: DictionaryObject, collector: Collector) -> None:
    names = _dictionary(catalog.get("/Names"))
    for name, _ in _name_tree(names.get("/EmbeddedFiles")):
        collector.add("embedded_file", "PDF 附件", name, removable=True)
        collector.say(name)


def _read_pages(reader: PdfReader, collector: Collector) -> None:
    images = 0
    for number, page in enumerate(reader.pages, 1):
        collector.tick()
        _report_action(page.get("/AA"), f"第 {number} 页", collector)
        for item in _items(page.get("/Annots")):
            _report_annotation(_dictionary(item), f"第 {number} 页", collector)
        resources = _dictionary(page.get("/Resources"))
        for item in _dictionary(resources.get("/XObject")).values():
            stream: Any = item.get_object() if isinstance(item, IndirectObject) else item
            if images < _MOST_IMAGES and _filter(stream) == "/DCTDecode":
                images += 1
                inner = collector.within(f"第 {number} 页图片")
                read_inner_image(bytes(stream._data), inner, removable=False)


def _report_annotation(note: DictionaryObject, where: str, collector: Collector) -> None:
    kind = str(note.get("/Subtype", ""))
    for key in ("/A", "/AA"):
        _report_action(note.get(key), where, collector)
    if not note or kind in _SHOWN_ANNOTATIONS:
        return
    if kind == "/FileAttachment":
        name = str(_dictionary(note.get("/FS")).get("/F", ""))
        collector.add("embedded_file", where, name, removable=True)
        return
    text = f"{note.get('/T', '')} {note.get('/Contents', '')}".strip()
    collector.add("annotation", where, text, removable=True)
    collector.say(text)


def _read_text(source: IO[bytes], collector: Collector) -> None:
    source.seek(0)
    document = pypdfium2.PdfDocument(source.read())
    try:
        for index in range(len(document)):
            collector.tick()
            page = document[index]
            collector.say(page.get_textpage().get_text_bounded().replace("\r\n", "\n"))
            page.close()
    finally:
        document.close()


def _dictionary(value: Any) -> DictionaryObject:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _items(value: Any) -> list[Any]:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return list(value)[:5000] if isinstance(value, list) else []


def _name_tree(node: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    tree = _dictionary(node)
    if depth > _DEEPEST:
        return
    pairs = _items(tree.get("/Names"))
    yield from ((str(pairs[i]), pairs[i + 1]) for i in range(0, len(pairs) - 1, 2))
    for child in _items(tree.get("/Kids")):
        yield from _name_tree(child, depth + 1)


def _filter(stream: Any) -> str:
    value = stream.get("/Filter") if hasattr(stream, "_data") else None
    names = value if isinstance(value, list) else [value]
    return str(names[0]) if len(names) == 1 else ""
