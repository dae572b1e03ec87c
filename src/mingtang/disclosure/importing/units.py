"""Which unit issued a document, out of the texts of its page that may name one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import COUNTY_WIDE
from mingtang.text.pages.titles import ISSUER_LINE

_AREA = re.compile(r"^(?:本)?(?:省|市|县|区|州|旗|乡|镇)?")
_WHOLE_TEXTS = ("页首的来源", "网页标签 ContentSource", "文末署名", "发文机关标志")
_WEAK = ("正文开头", "标题上方的文字")
_SIGNED = {"文末署名": "署名", "发文机关标志": "署名"}
_CALLED = {**_SIGNED, "页首的来源": "来源", "网页标签 ContentSource": "来源"}
_AROUND = (*_WEAK, "标题", "网页标签 SiteName", "网页标题")
"""Texts that often name a unit without its having issued the document."""
UNLISTED = "不在本县单位名录中"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The unit that the draft will belong to; ``why`` is empty when nothing named it."""

    unit: Unit
    why: str
    remark: str = ""


def names_unlisted_issuer(remarks: list[str]) -> bool:
    """Whether the remarks on a file say that a body signed it that is none of the units."""
    return any(UNLISTED in remark for remark in remarks)


class UnitFinder:
    """The units of the installation by what documents call them. Built once a run."""

    def __init__(self, given: Unit, *, by: Actor, today: date) -> None:
        self._given = given
        self._any = by.role in COUNTY_WIDE or by.role == "system"
        self._units = sorted(Unit.objects.existing_on(today), key=lambda each: -len(each.name))
        self._prefixes = {each.doc_prefix: each for each in self._units if each.doc_prefix}

    def named(self, text: str) -> Unit | None:
        """The unit that a cell or an option names: full name, short name or credit code."""
        wanted = text.strip()
        for unit in self._units:
            if wanted in (unit.name, unit.uscc):
                return unit
        short = [each for each in self._units if each.short_name == wanted]
        return short[0] if len(short) == 1 else None

    def issuer(self, texts: list[tuple[str, str]]) -> Issuer:
        """The first text that names a unit decides; a unit the person may not draft for is only
        remarked upon, and so is a body that signed and is not among the units."""
        signed = self._unlisted(texts, _SIGNED)
        for text, why in texts:
            unit = self._found(text, why)
            if unit is None:
                continue
            if unit.pk == self._given.pk or self._any:
                remark = signed if why in _AROUND else ""
                sure = "小" if why in _WEAK or remark else "大"
                return Issuer(unit, f"取自{why}，把握{sure}", remark)
            return Issuer(
                self._given,
                f"{why}写的是“{unit.name}”，您只能为本单位起草，把握小",
                f"{why}写的是“{unit.name}”，请核对这份文件是否由本单位公开",
            )
        if said := self._unlisted(texts, _CALLED):
            return Issuer(self._given, said, said)
        return Issuer(self._given, "原文没有写明发文机关，用了导入时选定的单位，把握小")

    def _unlisted(self, texts: list[tuple[str, str]], called: dict[str, str]) -> str:
        """What to say of the first body named there that is none of the units."""
        for text, why in texts:
            name = text.strip()
            if why in called and ISSUER_LINE.fullmatch(name) and self._found(text, why) is None:
                return f"原文{called[why]}：{name}（{UNLISTED}），请确认是否应由本单位公开"
        return ""

    def _found(self, text: str, why: str) -> Unit | None:
        if why == "文号的机关代字":
            return self._prefixes.get(text)
        for unit in self._units:
            if unit.name in text:
                return unit
        return self._by_short_name(text.strip()) if why in _WHOLE_TEXTS else None

    def _by_short_name(self, text: str) -> Unit | None:
        """``教育局``, ``县教育局``, ``云溪县教育局``: only an area's name before the short one."""
        fitting = []
        for unit in self._units:
            if unit.short_name and text.endswith(unit.short_name):
                before = text.removesuffix(unit.short_name)
                if not before or before in unit.name or not _AREA.sub("", before):
                    fitting.append(unit)
        return fitting[0] if len(fitting) == 1 else None
