"""Two editions of a document side by side: the metadata that differs, and the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mingtang.register.models import Section
from mingtang.text.diff import Change, compare

from .models import Document, Version

EXTRA_LABELS = {
    "joint_units": "联合发文机关",
    "sections": "同时显示于",
    "files": "附件",
    "links": "关联文件",
}
NEIGHBOURS = 1
"""Unchanged paragraphs shown around a changed one."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the metadata that differs, both values in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Gap:
    """So many unchanged paragraphs left out."""

    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two versions."""

    fields: list[FieldChange]
    body: list[Change | Gap]
    same_body: bool


def compare_versions(old: Version, new: Version) -> Comparison:
    """What changed from ``old`` to ``new``."""
    changes = compare(old.body_html, new.body_html)
    return Comparison(
        fields=_fields(old, new),
        body=_folded(changes),
        same_body=all(change.op == "equal" for change in changes),
    )


def _fields(old: Version, new: Version) -> list[FieldChange]:
    found = []
    if old.title != new.title:
        found.append(FieldChange("标题", old.title, new.title))
    names = [*new.metadata, *(name for name in old.metadata if name not in new.metadata)]
    for name in (each for each in names if not each.endswith("_keys")):
        before, after = old.metadata.get(name), new.metadata.get(name)
        if (before or "") != (after or ""):
            found.append(FieldChange(label_of(name), words_of(name, before), words_of(name, after)))
    return found


def label_of(name: str) -> str:
    """The Chinese name of a field."""
    if name in EXTRA_LABELS:
        return EXTRA_LABELS[name]
    return str(Document._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def words_of(name: str, value: Any) -> str:
    """A kept value as a person reads it."""
    if value in (None, "", []):
        return "（空）"
    if name == "home":
        section = Section.objects.filter(pk=value).first()
        return section.name if section else str(value)
    if name == "files":
        return "；".join(f"{each[0]}（{each[1][:8]}）" for each in value)
    if name == "links":
        return "；".join(f"{each[0]}《{each[2]}》" for each in value)
    if isinstance(value, list):
        return "、".join(str(each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    choices = dict(getattr(Document._meta.get_field(name), "flatchoices", ()) or ())
    return str(choices.get(value, value))


def _folded(changes: list[Change]) -> list[Change | Gap]:
    """Long unchanged stretches become a gap."""
    near = [
        any(
            change.op != "equal"
            for change in changes[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
        )
        for at in range(len(changes))
    ]
    shown: list[Change | Gap] = []
    left_out = 0
    for change, wanted in zip(changes, near, strict=True):
        if not wanted:
            left_out += 1
            continue
        if left_out:
            shown.append(Gap(left_out))
            left_out = 0
        shown.append(change)
    if left_out and shown:
        shown.append(Gap(left_out))
    return shown
