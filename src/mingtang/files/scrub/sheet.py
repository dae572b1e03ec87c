"""XLSX: properties, comments, hidden sheets, and the cells of hidden rows and columns out."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from lxml import etree

from ..inspect.sheet import column_number
from ..limits import Limits
from ..refusal import FileRefused
from ..xml_parts import attribute, local, parse
from .package import Rewrite, clear_pictures, clear_properties, rewrite

_BOOK, _RELATIONS, _STRINGS = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
)


def scrub_workbook(source: Path, target: Path, limits: Limits) -> tuple[str, ...]:
    """An XLSX as its reader sees it: a formula that used a removed sheet keeps its value."""
    return rewrite(
        source,
        target,
        limits,
        clear_properties,
        clear_pictures,
        _drop_hidden_sheets,
        _clear_hidden_cells,
        _drop_comments,
        _forget_unused_strings,
    )


def _parts(package: Rewrite) -> dict[str, str]:
    """Relation id → part of the workbook's sheets."""
    return {
        attribute(each, "Id"): _whole(attribute(each, "Target"))
        for each in parse(package.content(_RELATIONS))
        if "worksheet" in attribute(each, "Type")
    }


def _whole(target: str) -> str:
    joined = target[1:] if target.startswith("/") else posixpath.join("xl", target)
    return posixpath.normpath(joined)


def _shown_sheets(package: Rewrite) -> list[str]:
    return [
        part
        for part in _parts(package).values()
        if part in package.names and part not in package.dropped
    ]


def _drop_hidden_sheets(package: Rewrite) -> None:
    book = parse(package.content(_BOOK))
    sheets = [each for each in book.iter() if local(each) == "sheet"]
    hidden = [each for each in sheets if attribute(each, "state") in {"hidden", "veryHidden"}]
    if not hidden:
        return
    if len(hidden) == len(sheets):
        raise FileRefused("not_scrubbable", "工作表全部隐藏，清除后没有内容。请先取消隐藏。")
    parts = _parts(package)
    gone_names = [attribute(each, "name") for each in hidden]
    gone_places = {sheets.index(each) for each in hidden}
    for each in hidden:
        part = parts.get(attribute(each, "id"), "")
        package.drop(part, "隐藏工作表")
        for extra in _related(package, part):
            package.drop(extra, "隐藏工作表")
    package.edit(_BOOK, lambda root: _leave_out(root, gone_places, gone_names))
    if "xl/calcChain.xml" in package.names:
        package.drop("xl/calcChain.xml", "隐藏工作表")
    mention = re.compile("|".join(re.escape(name) for name in gone_names))
    for part in _shown_sheets(package):
        package.edit(part, lambda root: _values_for(root, mention))


def _related(package: Rewrite, part: str) -> list[str]:
    """The relations of a dropped sheet, and its comments and drawings, used by no other."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.names:
        return []
    targets = [
        posixpath.normpath(posixpath.join(folder, attribute(each, "Target")))
        for each in parse(package.content(relations))
        if attribute(each, "TargetMode") != "External"
    ]
    return [relations, *(each for each in targets if each in package.names)]


def _leave_out(book: etree._Element, places: set[int], names: list[str]) -> bool:
    count = sum(1 for each in book.iter() if local(each) == "sheet")
    kept = [place for place in range(count) if place not in places]
    moved = {old: new for new, old in enumerate(kept)}
    for place, each in enumerate([e for e in book.iter() if local(e) == "sheet"]):
        if place in places:
            _remove(each)
    for each in [e for e in book.iter() if local(e) == "definedName"]:
        scope = attribute(each, "localSheetId")
        text = each.text or ""
        if (scope and int(scope) in places) or any(name in text for name in names):
            _remove(each)
        elif scope:
            each.set("localSheetId", str(moved[int(scope)]))
    for view in [e for e in book.iter() if local(e) == "workbookView"]:
        for key in ("activeTab", "firstSheet"):
            view.attrib.pop(key, "")
    return True


def _values_for(sheet: etree._Element, mention: re.Pattern[str]) -> bool:
    formulas = [each for each in sheet.iter() if local(each) == "f"]
    groups = {attribute(each, "si") for each in formulas if mention.search(each.text or "")} - {""}
    gone = [
        each
        for each in formulas
        if mention.search(each.text or "") or attribute(each, "si") in groups
    ]
    for each in gone:
        _remove(each)
    return bool(gone)


def _clear_hidden_cells(package: Rewrite) -> None:
    for part in _shown_sheets(package):
        package.edit(part, _empty_hidden, "隐藏行列中的内容")


def _empty_hidden(sheet: etree._Element) -> bool:
    spans = [
        (int(attribute(each, "min") or 0), int(attribute(each, "max") or 0))
        for each in sheet.iter()
        if local(each) == "col" and attribute(each, "hidden") in {"1", "true"}
    ]
    changed = False
    for row in sheet.iter():
        if local(row) != "row":
            continue
        off = attribute(row, "hidden") in {"1", "true"}
        column = 0
        for cell in row:
            column = column_number(attribute(cell, "r")) or column + 1
            if len(cell) and (off or any(a <= column <= b for a, b in spans)):
                for child in list(cell):
                    cell.remove(child)
                cell.attrib.pop("t", "")
                changed = True
    return changed


def _drop_comments(package: Rewrite) -> None:
    dropped = False
    for name in package.names:
        lower = name.lower()
        if lower.startswith(("xl/comments", "xl/threadedcomments/", "xl/persons/")):
            package.drop(name, "批注")
            dropped = True
        elif lower.endswith(".vml") or lower.startswith("xl/drawings/_rels/vml"):
            package.drop(name, "批注")
    if dropped:
        for part in _shown_sheets(package):
            package.edit(part, lambda root: _remove_all(root, "legacyDrawing"))


def _forget_unused_strings(package: Rewrite) -> None:
    """Texts of removed cells stay in the shared table unless they are blanked."""
    if _STRINGS not in package.names:
        return
    used = {
        int(value.text or -1)
        for part in _shown_sheets(package)
        for cell in parse(package.content(part)).iter()
        if local(cell) == "c" and attribute(cell, "t") == "s"
        for value in cell
        if local(value) == "v"
    }
    package.edit(_STRINGS, lambda root: _blank_unused(root, used))


def _blank_unused(strings: etree._Element, used: set[int]) -> bool:
    changed = False
    for number, item in enumerate(each for each in strings if local(each) == "si"):
        if number not in used:
            namespace = str(item.tag).rpartition("}")[0]
            for child in list(item):
                item.remove(child)
            etree.SubElement(item, f"{namespace}}}t" if namespace else "t")
            changed = True
    return changed


def _remove_all(root: etree._Element, name: str) -> bool:
    gone = [each for each in root.iter() if local(each) == name]
    for each in gone:
        _remove(each)
    return bool(gone)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
