"""Rewriting a ZIP-based document part by part."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree

from ..archive import copy_out, open_zip, read_member
from ..limits import MIB, Limits
from ..refusal import FileRefused, damaged_if_unreadable
from ..xml_parts import attribute, local, parse, serialise
from .image import clean_image

_PERSONAL_FIELDS = """
creator lastModifiedBy Company Manager description keywords subject category HyperlinkBase
Template TotalTime lastPrinted revision
"""
_PERSONAL = frozenset(_PERSONAL_FIELDS.split())
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Rewrite:
    """A package on its way from one file to another: changed parts, dropped parts, labels."""

    def __init__(self, source: zipfile.ZipFile, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.names = [info.filename for info in source.infolist() if not info.is_dir()]
        self.changed: dict[str, bytes] = {}
        self.dropped: set[str] = set()
        self.removed: dict[str, None] = {}

    def content(self, name: str) -> bytes:
        return self.changed.get(name) or read_member(self.source, name, self.limits)

    def edit(self, name: str, change: Callable[[etree._Element], bool], label: str = "") -> None:
        """Apply ``change`` to a part; it says whether it changed anything."""
        root = parse(self.content(name))
        if change(root):
            self.changed[name] = serialise(root)
            if label:
                self.removed[label] = None

    def drop(self, name: str, label: str) -> None:
        """Leave a part out, with everything that points to it."""
        self.dropped.add(name)
        self.removed[label] = None

    def write(self, target: Path) -> tuple[str, ...]:
        """Write the copy, without the dates of the parts; say what was taken out."""
        if self.dropped:
            self._forget_dropped()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for info in self.source.infolist():
                name = info.filename
                if info.is_dir() or name in self.dropped:
                    continue
                fresh = zipfile.ZipInfo(name, _EPOCH)
                fresh.compress_type = zipfile.ZIP_DEFLATED
                if name in self.changed:
                    out.writestr(fresh, self.changed[name])
                    continue
                fresh.file_size = info.file_size
                with copy_out(self.source, info, self.limits) as part, out.open(fresh, "w") as to:
                    while chunk := part.read(MIB):
                        to.write(chunk)
        return tuple(self.removed)

    def _forget_dropped(self) -> None:
        for name in self.names:
            if name.endswith(".rels") and name not in self.dropped:
                base = posixpath.dirname(posixpath.dirname(name))
                self.edit(name, partial(self._unlink, key="Target", base=base))
        if "[Content_Types].xml" in self.names:
            self.edit("[Content_Types].xml", partial(self._unlink, key="PartName", base=""))

    def _unlink(self, root: etree._Element, key: str, base: str) -> bool:
        gone = [
            each
            for each in root
            if attribute(each, "TargetMode") != "External"
            and _resolved(attribute(each, key), base) in self.dropped
        ]
        for each in gone:
            root.remove(each)
        return bool(gone)


def _resolved(target: str, base: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(base, target))


def rewrite(
    source: Path, target: Path, limits: Limits, *changes: Callable[[Rewrite], None]
) -> tuple[str, ...]:
    """Open, apply the changes in turn, write."""
    with source.open("rb") as stream, open_zip(stream, limits) as archive:
        package = Rewrite(archive, limits)
        for change in changes:
            change(package)
        return package.write(target)


def clear_properties(package: Rewrite) -> None:
    """Author, last editor, company and the like; custom properties wholly."""
    for name in package.names:
        lower = name.lower()
        if lower in {"docprops/core.xml", "docprops/app.xml"}:
            package.edit(name, _clear_personal, "文档属性（作者、单位等）")
        elif lower == "docprops/custom.xml":
            package.drop(name, "自定义属性")
        elif lower.startswith("docprops/thumbnail"):
            package.drop(name, "缩略图")


def clear_pictures(package: Rewrite) -> None:
    """EXIF, GPS and text blocks of the pictures inside; a broken picture is left as it is."""
    for name in package.names:
        lower = name.lower()
        if "/media/" not in lower or not lower.endswith((".jpg", ".jpeg", ".png")):
            continue
        before = package.content(name)
        try:
            with damaged_if_unreadable():
                after = clean_image(before)
        except FileRefused:
            continue
        if after != before:
            package.changed[name] = after
            package.removed["图片附加信息"] = None


def scrub_ofd(source: Path, target: Path, limits: Limits) -> tuple[str, ...]:
    """OFD without author and other properties. Signed files lose their seal's validity."""
    return rewrite(source, target, limits, _clear_ofd_properties)


def _clear_ofd_properties(package: Rewrite) -> None:
    if any("signature" in name.lower() or "/signs/" in name.lower() for name in package.names):
        raise FileRefused("not_scrubbable", "OFD 带有电子签章，改动会使签章失效，不能自动清除。")
    package.edit("OFD.xml", _clear_ofd, "文档属性（作者等）")


def _clear_ofd(root: etree._Element) -> bool:
    names = {"Author", "Creator", "CreatorVersion", "Subject", "Abstract", "Keywords"}
    gone = [each for each in root.iter() if local(each) in names | {"CustomDatas"}]
    for each in gone:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    return bool(gone)


def _clear_personal(root: etree._Element) -> bool:
    gone = [each for each in root if local(each) in _PERSONAL]
    for each in gone:
        root.remove(each)
    return bool(gone)
