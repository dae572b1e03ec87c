"""One hidden datum, and the collector that all finders report to."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import Any

from ..limits import Limits
from ..refusal import OutOfTime

LABELS_ZH: dict[str, str] = {
    "author": "作者信息",
    "metadata": "文档属性",
    "comment": "批注",
    "tracked_change": "修订痕迹",
    "hidden_text": "隐藏文字",
    "hidden_sheet": "隐藏工作表",
    "hidden_rows": "隐藏行",
    "hidden_columns": "隐藏列",
    "hidden_slide": "隐藏幻灯片",
    "notes": "演讲者备注",
    "defined_name": "定义名称",
    "external_link": "外部链接",
    "connection": "数据连接",
    "pivot_cache": "透视表缓存的源数据",
    "custom_xml": "自定义数据",
    "embedded_file": "内嵌文件",
    "javascript": "内嵌脚本",
    "annotation": "注释",
    "hidden_layer": "隐藏图层",
    "gps": "拍摄位置",
    "device": "拍摄设备",
    "taken_at": "拍摄时间",
    "macro": "宏",
    "encrypted": "加密，无法检查",
    "unchecked": "未能检查",
}
EXCERPT = 200


@dataclass(frozen=True, slots=True)
class HiddenDatum:
    """One thing a reader of the file would not see.

    ``where`` is its place in Chinese, ``excerpt`` at most 200 characters of it, ``removable``
    whether :func:`mingtang.files.scrub.scrub` takes it out of a copy.
    """

    kind: str
    where: str
    excerpt: str
    label_zh: str
    removable: bool

    def as_json(self) -> dict[str, Any]:
        """A plain mapping, as kept in ``StoredFile.hidden_data``."""
        return asdict(self)


@dataclass(slots=True)
class _Shared:
    limits: Limits
    deadline: float
    data: list[HiddenDatum] = field(default_factory=list)
    overflow: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    truncated: bool = False
    seen: set[tuple[str, str, str]] = field(default_factory=set)


class Collector:
    """Takes findings and text from the finders, within the limits of one upload."""

    def __init__(self, limits: Limits, *, shared: _Shared | None = None, prefix: str = "") -> None:
        self.limits = limits
        self._shared = shared or _Shared(limits, time.monotonic() + limits.max_seconds)
        self._prefix = prefix

    def within(self, place: str) -> Collector:
        """A collector for something inside the file, whose findings name the place first."""
        return Collector(self.limits, shared=self._shared, prefix=f"{self._prefix}{place} › ")

    def add(self, kind: str, where: str, excerpt: str = "", *, removable: bool = False) -> None:
        """Report one datum; equal ones count once, those above the limit are only counted."""
        place = clean(self._prefix + where)[:300]
        short = clean(" ".join(excerpt.split()))[:EXCERPT]
        if (kind, place, short) in self._shared.seen:
            return
        if len(self._shared.data) >= self.limits.max_findings:
            self._shared.overflow += 1
            return
        self._shared.seen.add((kind, place, short))
        self._shared.data.append(HiddenDatum(kind, place, short, LABELS_ZH[kind], removable))

    def say(self, text: str) -> None:
        """Add text for the release gate."""
        left = self.limits.max_text - self._shared.length
        if len(text) > left:
            self._shared.truncated = True
            text = text[: max(left, 0)]
        if text:
            self._shared.pieces.append(clean(text))
            self._shared.length += len(text) + 1

    def tick(self) -> None:
        """Raise :class:`OutOfTime` when the file's time is used up."""
        if time.monotonic() > self._shared.deadline:
            raise OutOfTime

    @property
    def seconds_left(self) -> float:
        """Time that remains for this file."""
        return max(0.0, self._shared.deadline - time.monotonic())

    @property
    def data(self) -> tuple[HiddenDatum, ...]:
        """The findings so far."""
        return tuple(self._shared.data)

    @property
    def text(self) -> str:
        """The text so far, one piece a line."""
        return "\n".join(self._shared.pieces)

    @property
    def truncated(self) -> bool:
        """Whether text was left out."""
        return self._shared.truncated

    def results(self) -> tuple[HiddenDatum, ...]:
        """All findings, with one line for those that were only counted or left out."""
        extra: list[HiddenDatum] = []
        if self._shared.overflow:
            more = f"另有 {self._shared.overflow} 项未逐一列出"
            extra.append(HiddenDatum("unchecked", "全文", more, LABELS_ZH["unchecked"], False))
        if self._shared.truncated:
            cut = f"附件过长，超出 {self.limits.max_text} 字的部分未检查"
            extra.append(HiddenDatum("unchecked", "全文", cut, LABELS_ZH["unchecked"], False))
        return (*self._shared.data, *extra)


def clean(text: str) -> str:
    """Without NUL and lone surrogates, which no database keeps."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
