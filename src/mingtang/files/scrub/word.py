"""DOCX: properties and comments out, tracked changes accepted, hidden text out."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from ..limits import Limits
from ..xml_parts import is_on, local
from .package import Rewrite, clear_pictures, clear_properties, rewrite

_STORIES = ("document", "header", "footer", "footnotes", "endnotes")
_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_RECORDS = frozenset(
    {
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "tblGridChange",
        "tblPrExChange",
        "numberingChange",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "cellIns",
        "cellMerge",
    }
)
_COMMENT_MARKS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})


def scrub_document(source: Path, target: Path, limits: Limits) -> tuple[str, ...]:
    """A DOCX as its reader sees it with all changes accepted."""
    return rewrite(source, target, limits, clear_properties, clear_pictures, _clear_stories)


def _clear_stories(package: Rewrite) -> None:
    for name in package.names:
        base = name.lower().removeprefix("word/")
        if not name.lower().startswith("word/") or not base.endswith(".xml"):
            continue
        if base.startswith(("comments", "people")):
            package.drop(name, "批注")
        elif base.startswith(_STORIES):
            package.edit(name, accept_changes, "修订痕迹（已全部接受）")
            package.edit(name, _drop_hidden_text, "隐藏文字")
            package.edit(name, _drop_comment_marks)


def accept_changes(root: etree._Element) -> bool:
    """Deleted content goes, inserted content stays, the record of both goes.

    A paragraph whose end mark was deleted joins the next; a deleted table row goes whole.
    """
    marks = _DELETED | _INSERTED | _RECORDS | {"cellDel"}
    found = [each for each in root.iter() if local(each) in marks]
    for element in found:
        _accept(element)
    return bool(found)


def _accept(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    name, holder = local(element), local(parent)
    if name in _RECORDS or (name in _INSERTED and holder in {"rPr", "trPr"}):
        parent.remove(element)
    elif name in _DELETED and holder == "rPr":
        parent.remove(element)
        _join_with_next(parent)
    elif name in _DELETED and holder == "trPr":
        _remove(parent.getparent())
    elif name == "cellDel" or name in _DELETED:
        parent.remove(element)
    else:
        at = parent.index(element)
        for offset, child in enumerate(list(element)):
            parent.insert(at + offset, child)
        parent.remove(element)


def _join_with_next(mark: etree._Element) -> None:
    properties = mark.getparent()
    paragraph = properties.getparent() if properties is not None else None
    following = paragraph.getnext() if paragraph is not None else None
    if paragraph is None or following is None or local(following) != "p":
        return
    start = 1 if len(following) and local(following[0]) == "pPr" else 0
    moved = [each for each in paragraph if local(each) != "pPr"]
    for offset, child in enumerate(moved):
        following.insert(start + offset, child)
    _remove(paragraph)


def _drop_hidden_text(root: etree._Element) -> bool:
    hidden = [
        run
        for run in root.iter()
        if local(run) == "r"
        and any(
            local(each) == "vanish" and is_on(each)
            for properties in run
            if local(properties) == "rPr"
            for each in properties
        )
    ]
    for run in hidden:
        _remove(run)
    return bool(hidden)


def _drop_comment_marks(root: etree._Element) -> bool:
    marks = [each for each in root.iter() if local(each) in _COMMENT_MARKS]
    for mark in marks:
        _remove(mark)
    return bool(marks)


def _remove(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        parent.remove(element)
