"""The places of an item that hold text: its fields, its paragraphs, its attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html

from .content import GateContent

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELLS = ("td", "th", "caption", "dt", "dd", "figcaption")
BLOCKS = frozenset(("p", "li", "blockquote", "pre", "div", *HEADINGS, *CELLS))


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text, what a reviewer calls it, and whether it can be masked here."""

    label: str
    text: str
    maskable: bool


def places_of(content: GateContent) -> Iterator[Place]:
    """Every stretch of text, in reading order."""
    for label, text in content.fields.items():
        if text:
            yield Place(label, text, maskable=True)
    for number, text in enumerate(block_texts(content.body_html), start=1):
        yield Place(f"正文 第{number}段", text, maskable=True)
    for attachment in content.attachments:
        yield Place(f"附件名称《{attachment.name}》", attachment.name, maskable=False)
        if attachment.text:
            yield Place(f"附件《{attachment.name}》的内容", attachment.text, maskable=False)


def block_texts(body_html: str) -> list[str]:
    """The text of each innermost block, in order; the numbers that reviewers' comments use."""
    if not body_html.strip():
        return []
    root = lxml_html.fragment_fromstring(body_html, create_parent="div")
    texts = []
    for element in root.iter():
        if element.tag not in BLOCKS or element is root:
            continue
        if any(child.tag in BLOCKS for child in element.iterdescendants()):
            continue
        text = element.text_content().strip()
        if text:
            texts.append(text)
    if not texts and root.text_content().strip():
        texts.append(root.text_content().strip())
    return texts
