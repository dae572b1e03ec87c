"""The body with its paragraphs numbered as the gate and the reviewers count them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from lxml import html as lxml_html

from mingtang.look.tables import framed_tables
from mingtang.register.gate.fragment import fragment_of
from mingtang.register.gate.places import Stretch, stretches

from .numbering import places_in, table_of

_PLACE = re.compile(r"正文 第(\d+)段")


def block_of(place: str) -> int | None:
    """The number of the paragraph that a finding's place names."""
    match = _PLACE.match(place)
    return int(match[1]) if match else None


def marked_body(
    body_html: str, marks: Mapping[int, str], *, numbered: bool = False, remark_at: str = ""
) -> str:
    """The body, every counted stretch of text with the id ``p<number>``; those in ``marks`` stand
    out.

    ``marks`` gives a word for a number (批注, 待处理); the body must be cleaned HTML. The id stands
    on the block that holds the stretch; text beside other blocks gets an anchor of its own. Tables
    stand in the frames that the public page gives them. ``numbered`` shows the number of each
    place, a table being one; ``remark_at`` makes it a link, ``{}`` standing for the number.
    """
    if not body_html.strip():
        return ""
    root = fragment_of(body_html)
    labels = _labels(body_html, remark_at) if numbered else {}
    for number, stretch in enumerate(list(stretches(root)), start=1):
        label = labels.get(number)
        if label is not None and (table := table_of(stretch)) is not None:
            table.addprevious(label)
            label = None
        words = f"第{number}段 {marks[number]}" if number in marks else ""
        if stretch.block is root or stretch.block.get("id"):
            _anchor(stretch, number, words)
            if label is not None:
                _before_words(stretch, label)
        else:
            stretch.block.set("id", f"p{number}")
            if words:
                _stand_out(stretch.block, words)
            if label is not None:
                _at_beginning(stretch.block, label)
    parts = [escape(root.text or "", quote=False)]
    parts += [lxml_html.tostring(child, encoding="unicode") for child in root]
    return framed_tables("".join(parts))


def _labels(body_html: str, remark_at: str) -> dict[int, lxml_html.HtmlElement]:
    """What is shown beside each place: its number, and the way to remark upon it."""
    found = {}
    for place in places_in(body_html):
        label = lxml_html.Element("a" if remark_at else "span")
        label.set("class", "place place-table" if place.table else "place")
        label.text = place.span
        if remark_at:
            label.set("href", remark_at.format(place.number))
            label.set("aria-label", f"给{place.words}加批注")
            act = lxml_html.Element("span")
            act.text = "批注"
            label.append(act)
        found[place.number] = label
    return found


def _stand_out(element: lxml_html.HtmlElement, words: str) -> None:
    classes = [element.get("class") or "", "remarked"]
    element.set("class", " ".join(filter(None, classes)))
    _at_beginning(element, _mark(words))


def _at_beginning(element: lxml_html.HtmlElement, mark: lxml_html.HtmlElement) -> None:
    """Put a mark before everything that stands in an element."""
    mark.tail = element.text
    element.text = None
    element.insert(0, mark)


def _anchor(stretch: Stretch, number: int, words: str) -> None:
    """An id, and the mark, right before the first words of the stretch."""
    anchor = _mark(words)
    anchor.set("id", f"p{number}")
    _before_words(stretch, anchor)


def _before_words(stretch: Stretch, mark: lxml_html.HtmlElement) -> None:
    """Put a mark right before the first words of a stretch (and what was put there already)."""
    if stretch.in_tail:
        mark.tail, stretch.element.tail = stretch.element.tail, None
        stretch.element.addnext(mark)
    else:
        _at_beginning(stretch.element, mark)


def _mark(words: str) -> lxml_html.HtmlElement:
    mark = lxml_html.Element("span")
    if words:
        mark.set("class", "block-mark")
        mark.text = words
    return mark
