"""A ceiling on how deep markup may nest, below what any reader of HTML follows.

Ordinary parsers drop what lies below some 250 levels without a word, browsers move it about.
"""

from __future__ import annotations

from lxml import etree

from .htmltext import BLOCKS
from .surgery import unwrap

MAX_DEPTH = 60
"""Levels of kept elements below the body; tables and lists that begin there stay whole."""

_PARTS = frozenset(
    ["caption", "col", "colgroup", "dd", "dt", "li", "tbody", "td", "tfoot", "th", "thead", "tr"]
)
"""Elements that mean nothing outside their table or list."""
_PASSING = frozenset(["article", "center", "div", "section", "span"])
"""Elements that cleaning dissolves anyway: they are no level."""
_KEPT = frozenset(["a", "br", "hr", "img"])
"""Elements whose loss would be more than form, and that do not nest."""
_WHOLE_PARTS = 8


def level_depths(root: etree._Element, removed: dict[str, int]) -> None:
    """Flatten what nests too deep below ``root``: blocks to lines, emphasis to its text.

    No text goes and its order stays. Counts in ``removed`` what lost its form.
    """
    flat = _too_deep(root)
    for element in flat:
        if element.tag in BLOCKS:
            element.tag = "div"
        else:
            unwrap(element)
    if flat:
        label = f"超过 {MAX_DEPTH} 层的嵌套格式（保留文字）"
        removed[label] = removed.get(label, 0) + len(flat)


def _too_deep(root: etree._Element) -> list[etree._Element]:
    """The elements to flatten, in document order: those below the ceiling and all inside them."""
    flat: list[etree._Element] = []
    depth = 0
    inside = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element is root or element.tag in _PASSING:
            continue
        step = 1 if event == "start" else -1
        if event == "start":
            over = depth + 1 - MAX_DEPTH
            cut = over > (_WHOLE_PARTS if element.tag in _PARTS else 0)
            if (inside or cut) and element.tag not in _KEPT:
                flat.append(element)
                inside += 1
        elif inside and element.tag not in _KEPT:
            inside -= 1
        depth += step
    return flat
