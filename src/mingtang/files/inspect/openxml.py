"""What DOCX, XLSX and PPTX share: properties, pictures, embedded files, outside links."""

from __future__ import annotations

import zipfile
from typing import IO

from lxml import etree

from ..archive import open_zip, read_member
from ..xml_parts import attribute, local, parse, text_of
from .datum import Collector
from .image import read_inner_image

_AUTHOR_FIELDS = {
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "Company": "单位",
    "Manager": "主管",
}
_OTHER_FIELDS = {
    "description": "备注",
    "keywords": "关键词",
    "subject": "主题",
    "category": "类别",
    "HyperlinkBase": "链接基准",
}
_PROGRAM_AUTHORS = frozenset({"", "openpyxl", "python-docx", "pypdf"})
_IMAGE_ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".gif")


class Package:
    """An office package opened for reading, its parts bounded by the limits."""

    def __init__(self, source: IO[bytes], collector: Collector) -> None:
        self.archive: zipfile.ZipFile = open_zip(source, collector.limits)
        self.collector = collector
        self.names = [info.filename for info in self.archive.infolist() if not info.is_dir()]

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def under(self, folder: str, *beginnings: str) -> list[str]:
        """XML parts in a folder whose name begins with one of ``beginnings``."""
        starts = tuple((folder + beginning).lower() for beginning in beginnings or ("",))
        return [
            name
            for name in self.names
            if name.lower().startswith(starts) and name.lower().endswith(".xml")
        ]

    def content(self, name: str) -> bytes:
        self.collector.tick()
        return read_member(self.archive, name, self.collector.limits)

    def xml(self, name: str) -> etree._Element:
        return parse(self.content(name))


def report_shared(package: Package, collector: Collector) -> None:
    """Properties, custom data, embedded files, pictures and outside links of a package."""
    _report_properties(package, collector)
    for name in package.names:
        collector.tick()
        lower = name.lower()
        if "/embeddings/" in lower or "/activex/" in lower:
            collector.add("embedded_file", name, f"{package.archive.getinfo(name).file_size} 字节")
        elif "/media/" in lower and lower.endswith(_IMAGE_ENDINGS):
            inner = collector.within(f"图片 {name.rsplit('/', 1)[-1]}")
            cleanable = lower.endswith((".jpg", ".jpeg", ".png"))
            read_inner_image(package.content(name), inner, removable=cleanable)
        elif lower.startswith("customxml/item") and "props" not in lower:
            text = text_of(package.xml(name)).strip()
            if text:
                collector.add("custom_xml", name, text, removable=False)
                collector.say(text)
        elif lower.endswith(".rels"):
            _report_links(package, name, collector)


def _report_properties(package: Package, collector: Collector) -> None:
    for part in package.under("docProps/", "core", "app"):
        for element in package.xml(part):
            label = _AUTHOR_FIELDS.get(local(element))
            other = _OTHER_FIELDS.get(local(element))
            text = text_of(element).strip()
            if label and text not in _PROGRAM_AUTHORS:
                collector.add("author", f"文档属性·{label}", text, removable=True)
            elif other and text:
                collector.add("metadata", f"文档属性·{other}", text, removable=True)
            collector.say(text if (label or other) and text else "")
    for part in package.under("docProps/", "custom"):
        for element in package.xml(part):
            where = f"自定义属性·{attribute(element, 'name')}"
            collector.add("metadata", where, text_of(element), removable=True)
            collector.say(text_of(element))


def _report_links(package: Package, part: str, collector: Collector) -> None:
    for element in package.xml(part):
        target = attribute(element, "Target")
        outside = attribute(element, "TargetMode") == "External"
        shown = target.lower().startswith(("http://", "https://", "mailto:", "#"))
        if outside and (not shown or "attachedTemplate" in attribute(element, "Type")):
            collector.add("external_link", part, target)
