"""OFD (GB/T 33190): document properties, attachments, annotations, text of the pages."""

from __future__ import annotations

from typing import IO

from lxml import etree

from ..xml_parts import attribute, local, text_of
from .datum import Collector
from .openxml import Package

_AUTHOR_FIELDS = {"Author": "作者"}
_OTHER_FIELDS = {
    "Subject": "主题",
    "Abstract": "摘要",
    "Keyword": "关键词",
    "CustomData": "自定义",
    "Creator": "生成程序",
}


def read_ofd(source: IO[bytes], collector: Collector) -> None:
    """Report what an OFD hides and say the text of its pages."""
    with Package(source, collector) as package:
        for name in package.names:
            if not name.lower().endswith(".xml"):
                continue
            root = package.xml(name)
            if name == "OFD.xml":
                _read_properties(root, collector)
            for count, element in enumerate(root.iter()):
                if count % 500 == 0:
                    collector.tick()
                _read_element(element, name, collector)


def _read_properties(root: etree._Element, collector: Collector) -> None:
    for element in root.iter():
        text = text_of(element).strip()
        if not text:
            continue
        if label := _AUTHOR_FIELDS.get(local(element)):
            collector.add("author", f"文档属性·{label}", text, removable=True)
        elif label := _OTHER_FIELDS.get(local(element)):
            name = attribute(element, "Name") or label
            collector.add("metadata", f"文档属性·{name}", text, removable=True)
            collector.say(text)


def _read_element(element: etree._Element, part: str, collector: Collector) -> None:
    name = local(element)
    if name == "TextCode":
        collector.say(element.text or "")
    elif name == "Attachment" and attribute(element, "Name"):
        collector.add("embedded_file", "附件", attribute(element, "Name"))
    elif name == "Annot":
        kind = attribute(element, "Type")
        if kind not in {"Link", "Watermark"}:
            author = attribute(element, "Creator")
            collector.add("annotation", part, f"{kind} {author} {text_of(element)}")
    elif name == "Layer" and attribute(element, "Visible").lower() == "false":
        collector.add("hidden_layer", part, text_of(element))
