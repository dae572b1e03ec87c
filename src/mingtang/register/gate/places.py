"""The places of an item that hold text: its fields, its paragraphs, its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from .content import GateContent
from .fragment import fragment_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELLS = ("td", "th", "caption", "dt", "dd", "figcaption")
ATTRIBUTES = {"href": "正文链接的地址", "alt": "正文图片的说明", "title": "正文的提示文字"}
PERSONAL_SCHEMES = ("tel:", "sms:", "mailto:")
_ID_PARTS = re.compile(r"[0-9０-９]{2,17}\|[0-9０-９]{0,15}[0-9０-９XxＸｘ]")
BLOCKS = frozenset(("p", "li", "blockquote", "pre", "div", *HEADINGS, *CELLS))


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text, what a reviewer calls it, and whether it can be masked here."""

    label: str
    text: str
    maskable: bool


def places_of(content: GateContent) -> Iterator[Place]:
    """Every stretch of text, in reading order; then what stands in attributes of the markup."""
    for label, text in content.fields.items():
        if text:
            yield Place(label, text, maskable=True)
    for label, text in content.fixed.items():
        if text:
            yield Place(label, text, maskable=False)
    for number, text in enumerate(block_texts(content.body_html), start=1):
        yield Place(f"正文 第{number}段", text, maskable=True)
    yield from _split_places(content.body_html)
    yield from _attribute_places(content.body_html)
    for attachment in content.attachments:
        yield Place(f"附件名称《{attachment.name}》", attachment.name, maskable=False)
        if attachment.text:
            yield Place(f"附件《{attachment.name}》的内容", attachment.text, maskable=False)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that runs on without a block in between, the innermost block around its beginning, and
    where the first words stand: in the text of ``element``, or behind it."""

    text: str
    block: lxml_html.HtmlElement
    element: lxml_html.HtmlElement
    in_tail: bool


def block_texts(body_html: str) -> list[str]:
    """The text of each block, in order; the numbers that reviewers' comments use.

    Text between blocks, or in a block around others, is a stretch of its own: nothing is left out.
    """
    if not body_html.strip():
        return []
    return [stretch.text for stretch in stretches(fragment_of(body_html))]


def stretches(root: lxml_html.HtmlElement) -> Iterator[Stretch]:
    """The stretches of text below ``root``, in reading order."""
    pieces: list[str] = []
    start: tuple[lxml_html.HtmlElement, bool] | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if element.tag in BLOCKS:
            if start:
                yield _stretch("".join(pieces), *start, root)
            pieces, start = [], None
        in_tail = event != "start"
        piece = (element.tail if in_tail else element.text) or ""
        if start is None and piece.strip():
            start = element, in_tail
        pieces.append(piece)
    if start:
        yield _stretch("".join(pieces), *start, root)


def _stretch(
    text: str, element: lxml_html.HtmlElement, in_tail: bool, root: lxml_html.HtmlElement
) -> Stretch:
    block = element.getparent() if in_tail else element
    while block is not root and block.tag not in BLOCKS:
        block = block.getparent()
    return Stretch(text.strip(), block, element, in_tail)


def _split_places(body_html: str) -> Iterator[Place]:
    """An ID number begun in one cell of a table and ended in the next one of its row."""
    if "<t" not in body_html:
        return
    before: Stretch | None = None
    for number, stretch in enumerate(stretches(fragment_of(body_html)), start=1):
        if before is not None and _in_one_row(before.block, stretch.block):
            joined = before.text + stretch.text
            if _ID_PARTS.fullmatch(f"{before.text}|{stretch.text}") and len(joined) == 18:
                yield Place(f"正文 第{number - 1}段和下一格", joined, maskable=False)
        before = stretch


def _in_one_row(first: lxml_html.HtmlElement, second: lxml_html.HtmlElement) -> bool:
    row = next(first.iterancestors("tr"), None)
    return row is not None and row is next(second.iterancestors("tr"), None)


def _attribute_places(body_html: str) -> Iterator[Place]:
    if "=" not in body_html:
        return
    root = fragment_of(body_html)
    for element in root.iter(etree.Element):
        for name, label in ATTRIBUTES.items():
            text = element.get(name, "").strip()
            # Numbers in web addresses are keys of pages; those to call or write to are a person's.
            if text and (name != "href" or text.lower().startswith(PERSONAL_SCHEMES)):
                yield Place(label, unquote(text), maskable=False)
