"""Elements that the body editor does not hold, turned into paragraphs that say the same.

A body keeps paragraphs, headings, lists, tables and pictures of this site. Captions, preformatted
text, definition lists and figures become such; nothing that can be read goes.
"""

from __future__ import annotations

from lxml import etree

from .htmltext import BLOCKS, whole_number
from .surgery import unwrap

_BLOCKS = frozenset({"dl", "dt", "dd", "figure"})
_INLINE = frozenset({"abbr", "code"})


def into_paragraphs(root: etree._Element) -> None:
    """Turn what the editor does not hold below ``root`` into what it holds."""
    for element in list(root.iterdescendants()):
        if element.tag == "caption":
            _caption(element)
        elif element.tag == "figcaption":
            element.tag = "div"
            element.set("class", "align-center")
        elif element.tag == "pre":
            _preformatted(element)
        elif element.tag in _BLOCKS:
            element.tag = "div"
        elif element.tag in _INLINE:
            unwrap(element)
        elif element.tag == "ol":
            _numbers(element)


def _caption(caption: etree._Element) -> None:
    """The caption stands as a paragraph of its own, centred and strong, before its table."""
    table = caption.getparent()
    while table is not None and table.tag not in ("table", "div"):
        table = table.getparent()
    if table is None or table.tag != "table" or table.getparent() is None:
        caption.tag = "div"
        return
    caption.tail = None
    caption.tag = "div"
    if not caption.get("class"):
        caption.set("class", "align-center")
    if not any(child.tag in BLOCKS for child in caption.iterdescendants()):
        strong = etree.Element("strong")
        strong.text, caption.text = caption.text, None
        strong.extend(list(caption))
        caption.append(strong)
    table.addprevious(caption)


def _preformatted(element: etree._Element) -> None:
    """A paragraph for each line; where there is markup inside, line breaks."""
    element.tag = "div"
    if not len(element):
        lines = (element.text or "").split("\n")
        element.text = None
        for line in lines:
            etree.SubElement(element, "div").text = line
        return
    for inner in [element, *element.iterdescendants()]:
        _break_lines(inner)


def _break_lines(element: etree._Element) -> None:
    first, *rest = (element.text or "").split("\n")
    element.text = first
    for place, line in enumerate(rest):
        element.insert(place, _break(line))
    for child in list(element)[len(rest) :]:
        first, *after = (child.tail or "").split("\n")
        child.tail = first
        for line in reversed(after):
            child.addnext(_break(line))


def _break(line: str) -> etree._Element:
    mark = etree.Element("br")
    mark.tail = line
    return mark


def _numbers(items: etree._Element) -> None:
    """Numbers set on single items: as the start of the list, else written out before the text."""
    children = items.findall("li")
    if not any(child.get("value") is not None for child in children):
        return
    numbers: list[int] = []
    for child in children:
        following = numbers[-1] + 1 if numbers else whole_number(items.get("start"), 1)
        value = child.get("value")
        child.attrib.pop("value", "")
        numbers.append(whole_number(value, following))
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        if numbers[0] != 1:
            items.set("start", str(numbers[0]))
        else:
            items.attrib.pop("start", "")
        return
    for child, number in zip(children, numbers, strict=True):
        child.text = f"{number}. " + (child.text or "").lstrip()
        child.tag = "div"
    items.tag = "div"
