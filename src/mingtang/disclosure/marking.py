"""The body with its paragraphs numbered as the gate and the reviewers count them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from lxml import html as lxml_html

from mingtang.register.gate.places import BLOCKS

_PLACE = re.compile(r"正文 第(\d+)段")


def block_of(place: str) -> int | None:
    """The number of the paragraph that a finding's place names."""
    match = _PLACE.match(place)
    return int(match[1]) if match else None


def marked_body(body_html: str, marks: Mapping[int, str]) -> str:
    """The body, every counted block with the id ``p<number>``; those in ``marks`` stand out.

    ``marks`` gives a word for a number (批注, 待处理); the body must be cleaned HTML.
    """
    if not body_html.strip():
        return ""
    root = lxml_html.fragment_fromstring(body_html, create_parent="div")
    number = 0
    for element in list(root.iter()):
        if element.tag not in BLOCKS or element is root:
            continue
        if any(child.tag in BLOCKS for child in element.iterdescendants()):
            continue
        if not element.text_content().strip():
            continue
        number += 1
        element.set("id", f"p{number}")
        if number in marks:
            _stand_out(element, f"第{number}段 {marks[number]}")
    parts = [escape(root.text or "", quote=False)]
    parts += [lxml_html.tostring(child, encoding="unicode") for child in root]
    return "".join(parts)


def _stand_out(element: lxml_html.HtmlElement, words: str) -> None:
    classes = [element.get("class") or "", "remarked"]
    element.set("class", " ".join(filter(None, classes)))
    mark = lxml_html.Element("span")
    mark.set("class", "block-mark")
    mark.text = words
    mark.tail = element.text
    element.text = None
    element.insert(0, mark)
