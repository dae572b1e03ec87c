"""Taking elements out of a tree without losing the text around or inside them."""

from __future__ import annotations

from lxml import etree


def remove(element: etree._Element) -> None:
    """Take an element out with its content, leaving the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text(parent, element.getprevious(), element.tail)
    element.tail = None
    parent.remove(element)


def _append_text(parent: etree._Element, before: etree._Element | None, text: str | None) -> None:
    if text and before is not None:
        before.tail = (before.tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text


def unwrap(element: etree._Element) -> None:
    """Put an element's content in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    children = list(element)
    _append_text(parent, element.getprevious(), element.text)
    tail, element.tail = element.tail, None
    parent.remove(element)
    if children:
        parent[place:place] = children
        _append_text(parent, children[-1], tail)
    else:
        _append_text(parent, parent[place - 1] if place else None, tail)
