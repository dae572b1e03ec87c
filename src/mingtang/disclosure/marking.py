"""The body with its paragraphs numbered as the gate and the reviewers count them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from lxml import html as lxml_html

from mingtang.look.tables import framed_tables
from mingtang.register.gate.fragment import fragment_of
from mingtang.register.gate.places import Stretch, stretches

_PLACE = re.compile(r"正文 第(\d+)段")


def block_of(place: str) -> int | None:
    """The number of the paragraph that a finding's place names."""
    match = _PLACE.match(place)
    return int(match[1]) if match else None


def marked_body(body_html: str, marks: Mapping[int, str]) -> str:
    """The body, every counted stretch of text with the id ``p<number>``; those in ``marks`` stand
    out.

    ``marks`` gives a word for a number (批注, 待处理); the body must be cleaned HTML. The id stands
    on the block that holds the stretch; text beside other blocks gets an anchor of its own. Tables
    stand in the frames that the public page gives them.
    """
    if not body_html.strip():
        return ""
    root = fragment_of(body_html)
    for number, stretch in enumerate(list(stretches(root)), start=1):
        words = f"第{number}段 {marks[number]}" if number in marks else ""
        if stretch.block is root or stretch.block.get("id"):
            _anchor(stretch, number, words)
        else:
            stretch.block.set("id", f"p{number}")
            if words:
                _stand_out(stretch.block, words)
    parts = [escape(root.text or "", quote=False)]
    parts += [lxml_html.tostring(child, encoding="unicode") for child in root]
    return framed_tables("".join(parts))


def _stand_out(element: lxml_html.HtmlElement, words: str) -> None:
    classes = [element.get("class") or "", "remarked"]
    element.set("class", " ".join(filter(None, classes)))
    mark = _mark(words)
    mark.tail = element.text
    element.text = None
    element.insert(0, mark)


def _anchor(stretch: Stretch, number: int, words: str) -> None:
    """An id, and the mark, right before the first words of the stretch."""
    anchor = _mark(words)
    anchor.set("id", f"p{number}")
    element = stretch.element
    if stretch.in_tail:
        anchor.tail, element.tail = element.tail, None
        element.addnext(anchor)
    else:
        anchor.tail, element.text = element.text, None
        element.insert(0, anchor)


def _mark(words: str) -> lxml_html.HtmlElement:
    mark = lxml_html.Element("span")
    if words:
        mark.set("class", "block-mark")
        mark.text = words
    return mark
