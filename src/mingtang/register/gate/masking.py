"""Covering a hit in the text of a page, also where markup runs through the middle of it."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from .fragment import fragment_of


def mask_html(body_html: str, excerpt: str, mask: str) -> tuple[str, int]:
    """Replace ``excerpt`` in the text of the page; returns the new HTML and how often it stood.

    Tags stay where they are: of a number half in bold, the first half's place takes the mask.
    """
    if not excerpt:
        return body_html, 0
    root = fragment_of(body_html)
    runs = _runs(root)
    text = "".join(run.text for run in runs)
    times, start = 0, text.find(excerpt)
    while start != -1:
        _cover(runs, start, start + len(excerpt), mask)
        times += 1
        text = "".join(run.text for run in runs)
        start = text.find(excerpt, start + len(mask))
    for run in runs:
        run.write()
    inner = (root.text or "") and _escaped(root.text)
    parts = [inner or ""]
    parts += [lxml_html.tostring(child, encoding="unicode") for child in root]
    return "".join(parts), times


class _Run:
    """One text node: an element's text, or what follows an element (its tail)."""

    def __init__(self, element: lxml_html.HtmlElement, attribute: str) -> None:
        self.element = element
        self.attribute = attribute
        self.text: str = getattr(element, attribute) or ""

    def write(self) -> None:
        setattr(self.element, self.attribute, self.text or None)


def _runs(root: lxml_html.HtmlElement) -> list[_Run]:
    runs: list[_Run] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            runs.append(_Run(element, "text"))
        elif element is not root:
            runs.append(_Run(element, "tail"))
    return runs


def _cover(runs: list[_Run], start: int, end: int, mask: str) -> None:
    place = 0
    put = False
    for run in runs:
        first, last = max(start - place, 0), min(end - place, len(run.text))
        length = len(run.text)
        if first < last:
            run.text = run.text[:first] + ("" if put else mask) + run.text[last:]
            put = True
        place += length
        if place >= end:
            return


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
