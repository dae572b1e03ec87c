"""The lines of a page as a reader sees them, each cell of a laid-out table on its own."""

from __future__ import annotations

from lxml import etree

from mingtang.text.htmltext import BLOCKS

from .model import one_line

_SILENT = frozenset({"script", "style", "noscript", "head", "title", "template", "svg"})


def lines_in(root: etree._Element, until: etree._Element | None = None) -> list[str]:
    """The lines below ``root`` that are not empty; only those before ``until``, if it is given."""
    lines: list[str] = []
    line: list[str] = []
    silent = 0

    def ends() -> None:
        if text := one_line("".join(line)):
            lines.append(text)
        line.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element is until:
            break
        if element.tag in BLOCKS or element.tag == "br":
            ends()
        if event == "start":
            silent += element.tag in _SILENT
            text = element.text
        else:
            silent -= element.tag in _SILENT
            text = element.tail if element is not root else None
        if text and not silent:
            line.append(text)
    ends()
    return lines
