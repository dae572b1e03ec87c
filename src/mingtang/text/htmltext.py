"""From body HTML to text and back, and the parsing that both cleaning and comparing use."""

from __future__ import annotations

import re
from html import escape

import nh3
from lxml import etree

_BLOCK_NAMES = (
    "address article blockquote caption center dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr"
    " li ol p pre section table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a line of text."""

_FLAT = nh3.Cleaner(tags={"p", "br"})
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")


def parse_fragment(markup: str) -> etree._Element:
    """The elements of a fragment under one ``div``; tolerant and without network.

    Markup nested deeper than the parser can follow (2,048 levels) is flattened, not cut off.
    """
    root, whole = _parse(markup)
    return root if whole else _parse(_FLAT.clean(markup))[0]


def _parse(markup: str) -> tuple[etree._Element, bool]:
    """The parsed fragment, and whether all of it could be followed."""
    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True
    )
    source = f"<html><body><div>{markup}</div></body></html>".encode("utf-8", "replace")
    root: etree._Element = etree.fromstring(source, parser)
    top: etree._Element | None = root.find("body/div")
    whole = not any("depth" in entry.message for entry in parser.error_log)
    if top is None:
        return etree.Element("div"), whole
    body = top.getparent()
    if body is not None:
        for stray in list(top.itersiblings()):
            top.append(stray)
    return top, whole


def serialise(root: etree._Element) -> str:
    """The markup inside ``root``."""
    markup: str = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
    return markup[markup.index(">") + 1 : markup.rindex("<")]


def html_to_text(markup: str) -> str:
    """Plain text: a line for each block, a line of tab-separated cells for each table row.

    Numbers of ordered lists are written out.
    """
    if not markup.strip():
        return ""
    writer = _Writer()
    for event, element in etree.iterwalk(parse_fragment(markup), events=("start", "end")):
        if event == "start":
            writer.open(element)
        else:
            writer.close(element)
    return writer.text()


class _Writer:
    """Collects lines while walking the tree; a table row is one line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._rows = 0
        self._silent = 0
        self._pre = 0

    def open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _SILENT:
            self._silent += 1
        elif tag == "tr":
            self._break()
            self._rows += 1
        elif tag in ("td", "th"):
            if self._rows and element.getprevious() is not None:
                self._line.append("\t")
        elif tag == "br" or tag in BLOCKS:
            self._break()
        if tag == "pre":
            self._pre += 1
        if tag == "li":
            self._write(_list_number(element))
        self._write(element.text)

    def close(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _SILENT:
            self._silent -= 1
        elif tag == "tr":
            self._rows -= 1
            self._break()
        elif tag in BLOCKS and tag not in ("td", "th"):
            self._break()
        if tag == "pre":
            self._pre -= 1
        self._write(element.tail)

    def _write(self, text: str | None) -> None:
        if not text or self._silent:
            return
        if self._pre and not self._rows:
            first, *others = text.split("\n")
            self._line.append(first)
            for line in others:
                self._break()
                self._line.append(line)
        else:
            self._line.append(_SPACE.sub(" ", text))

    def _break(self) -> None:
        if self._rows:
            if self._line and self._line[-1] not in ("\t", " "):
                self._line.append(" ")
            return
        line = "".join(self._line)
        if "\t" in line:
            line = "\t".join(_SPACE.sub(" ", cell).strip() for cell in line.split("\t"))
        else:
            line = line.strip(" ") if not self._pre else line.rstrip()
        if line.strip():
            self._lines.append(line)
        self._line = []

    def text(self) -> str:
        self._rows = 0
        self._break()
        return "\n".join(self._lines)


def _list_number(item: etree._Element) -> str:
    """``3. `` or ``c. `` for the third item of an ordered list, nothing elsewhere."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    number = whole_number(parent.get("start"), 1) + sum(
        1 for _ in item.itersiblings("li", preceding=True)
    )
    number = whole_number(item.get("value"), number)
    letters = {"a": 97, "A": 65}.get(parent.get("type") or "")
    if letters and 1 <= number <= 26:
        return f"{chr(letters + number - 1)}. "
    return f"{number}. "


def whole_number(text: str | None, default: int) -> int:
    """The number an attribute holds, at most six digits; ``default`` for anything else."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else default


def text_to_html(text: str) -> str:
    """A paragraph for each line that is not empty; leading wide spaces become an indent."""
    paragraphs: list[str] = []
    for line in text.splitlines():
        content = line.strip(" \t\r\f\v\u00a0\u3000")
        if content:
            indented = line.startswith(("\u3000", "\u00a0\u00a0", "    "))
            opening = '<p class="indent">' if indented else "<p>"
            paragraphs.append(f"{opening}{escape(content, quote=False)}</p>")
    return "\n".join(paragraphs)
