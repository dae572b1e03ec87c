"""What a reader makes of a file: blocks of text and tables, and what stood around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from mingtang.text.htmltext import html_to_text, parse_fragment

_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u2002\u2003\u3000\ufeff\u200b]+")


class PageRefused(Exception):
    """A file that gives no document; ``reason`` says why and names the way out, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list or table. ``text`` is on one line, a table's one line a row."""

    tag: str
    text: str
    html: str

    @property
    def is_table(self) -> bool:
        return self.tag == "table"


@dataclass(slots=True)
class Page:
    """A file as read.

    ``blocks``: the main text in order. ``before``: lines of the site above the main text.
    ``titles``: titles named by the markup, surest first, each with the reason. ``meta``: page
    tags in lower case. ``remarks``: what a person should know, in Chinese.
    """

    blocks: list[Block]
    before: list[str] = field(default_factory=list)
    titles: list[tuple[str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def one_line(text: str) -> str:
    """Text with every run of white space, wide and invisible spaces included, as one space."""
    return _SPACE.sub(" ", text).strip()


def blocks_of(clean: str) -> list[Block]:
    """The blocks of cleaned HTML; a paragraph broken by ``br`` is several."""
    blocks: list[Block] = []
    for element in parse_fragment(clean):
        if element.tag == "p" and element.find("br") is not None:
            blocks += (_block(part) for part in _split(element))
        else:
            blocks.append(_block(element))
    return [block for block in blocks if block.text or block.is_table]


def _block(element: etree._Element) -> Block:
    element.tail = None
    markup = etree.tostring(element, encoding="unicode", method="html")
    tag = str(element.tag)
    if tag in ("table", "ul", "ol", "dl", "pre", "blockquote", "figure"):
        text = html_to_text(markup)
    else:
        text = one_line("".join(str(part) for part in element.itertext()))
    return Block(tag, text, markup)


def _split(paragraph: etree._Element) -> list[etree._Element]:
    """The parts of a paragraph between its line breaks."""
    parts = [_like(paragraph)]
    parts[0].text = paragraph.text
    for child in list(paragraph):
        if child.tag == "br":
            parts.append(_like(paragraph))
            parts[-1].text = child.tail
        else:
            parts[-1].append(child)
    return parts


def _like(paragraph: etree._Element) -> etree._Element:
    twin = etree.Element("p")
    if (names := paragraph.get("class")) is not None:
        twin.set("class", names)
    return twin
