"""DOCX: tracked changes, comments, hidden text, properties; all text."""

from __future__ import annotations

from typing import IO

from lxml import etree

from ..xml_parts import attribute, is_on, local, text_of
from .datum import Collector
from .openxml import Package, report_shared

_CHANGES = {"ins": "插入", "del": "删除", "moveFrom": "移走", "moveTo": "移入"}
_TEXT_PARTS = ("document", "header", "footer", "footnotes", "endnotes", "glossary")


def read_document(source: IO[bytes], collector: Collector) -> None:
    """Report what a DOCX hides and say all its text, deleted and hidden text included."""
    with Package(source, collector) as package:
        hidden_styles = _hidden_styles(package)
        for name in package.under("word/", *_TEXT_PARTS):
            place = "正文" if name.lower() == "word/document.xml" else name.rsplit("/", 1)[-1]
            _read_story(package.xml(name), place, hidden_styles, collector)
        for name in package.under("word/", "comments"):
            _read_comments(package.xml(name), collector)
        report_shared(package, collector)


def _hidden_styles(package: Package) -> set[str]:
    hidden = set()
    for name in package.under("word/", "styles"):
        for style in package.xml(name):
            if any(local(each) == "vanish" and is_on(each) for each in style.iter()):
                hidden.add(attribute(style, "styleId"))
    return hidden


def _read_story(
    root: etree._Element, place: str, hidden_styles: set[str], collector: Collector
) -> None:
    line: list[str] = []
    for count, element in enumerate(root.iter()):
        if count % 500 == 0:
            collector.tick()
        name = local(element)
        if name in {"t", "delText", "instrText"}:
            line.append(element.text or "")
        elif name in {"tab", "br", "cr", "tc"}:
            line.append(" ")
        elif name == "p" and line:
            collector.say("".join(line))
            line.clear()
        if name in _CHANGES:
            _report_change(element, name, place, collector)
        elif name == "rPr":
            _report_vanished(element, place, hidden_styles, collector)
    collector.say("".join(line))


def _report_change(element: etree._Element, name: str, place: str, collector: Collector) -> None:
    author = attribute(element, "author") or "不详"
    what = _story_text(element) or "段落或格式"
    where = f"{place}·{author}{_CHANGES[name]}"
    collector.add("tracked_change", where, what, removable=True)
    collector.say(author)


def _report_vanished(
    properties: etree._Element, place: str, hidden_styles: set[str], collector: Collector
) -> None:
    run = properties.getparent()
    if run is None or local(run) != "r":
        return
    hidden = any(local(each) == "vanish" and is_on(each) for each in properties)
    styled = any(
        local(each) == "rStyle" and attribute(each, "val") in hidden_styles for each in properties
    )
    text = _story_text(run)
    if (hidden or styled) and text.strip():
        collector.add("hidden_text", place, text, removable=hidden)


def _read_comments(root: etree._Element, collector: Collector) -> None:
    for comment in root:
        if local(comment) != "comment":
            continue
        author = attribute(comment, "author") or "不详"
        collector.add("comment", f"{author}的批注", text_of(comment), removable=True)
        collector.say(f"{author}：{text_of(comment)}")


def _story_text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local(each) in {"t", "delText"})
