"""How personal data looks in public: the mask table, as data.

No national table of masks was found; these are the usual conventions, so each rule is a default
that a setting may replace. Basis of masking at all: 政务公开工作要点 2018 (去标识化),
个人信息保护法 (2021), 政府信息公开条例 (2019) art. 15.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_CONVENTION = "通行做法，无全国统一规定"


@dataclass(frozen=True, slots=True)
class MaskRule:
    """One line of the mask table.

    ``keep_head`` and ``keep_tail``: characters left in sight, all others become ``*``;
    ``hide_tail`` instead hides that many at the end; ``cut_house`` cuts an address before its house
    number; ``mailbox`` keeps one character before the @. ``detected``: a detector looks for it.
    ``advice`` is what the publisher is told, in Chinese.
    """

    kind: str
    label: str
    advice: str
    keep_head: int = 0
    keep_tail: int = 0
    hide_tail: int = 0
    cut_house: bool = False
    mailbox: bool = False
    detected: bool = True
    source: str = _CONVENTION


_RULES = (
    MaskRule("id_number", "公民身份号码", "最好不公开；确需公开的只留前4位和后2位", 4, 2),
    MaskRule("bank_card", "银行账号", "只留后4位", keep_tail=4),
    MaskRule("mobile", "手机号码", "只留前3位和后4位；单位公布的办公电话不在此列", 3, 4),
    MaskRule("address", "住址", "公开到乡镇或村、路名为止，不公开门牌、单元和室号", cut_house=True),
    MaskRule("plate", "车牌号", "隐去后3位", hide_tail=3),
    MaskRule("email", "个人邮箱", "只留首字符和域名", mailbox=True),
    MaskRule("passport", "护照号码", "只留首字符和后2位", 1, 2),
    MaskRule(
        "name", "姓名", "两字名隐去名，三字名隐去中间一字；未成年人写作“某某”", detected=False
    ),
    MaskRule(
        "landline", "私人固定电话", "只留后4位；办公电话不在此列", keep_tail=4, detected=False
    ),
    MaskRule("health", "病名、残疾、低保原因", "不公开（用词表检查）", detected=False),
)

MASK_RULES: Mapping[str, MaskRule] = MappingProxyType({rule.kind: rule for rule in _RULES})
"""The default table by kind."""

_HOUSE = re.compile(r"[0-9０-９]|[一二三四五六七八九十百零〇]+(?=号楼|栋|幢|座|单元)")


def masked(rule: MaskRule, text: str) -> str:
    """``text`` as ``rule`` lets it be seen; separators inside numbers disappear."""
    if rule.cut_house:
        house = _HOUSE.search(text)
        return text[: house.start()] + "***" if house else "***"
    if rule.mailbox:
        name, _, domain = text.rpartition("@")
        return f"{name[:1]}***@{domain}"
    if rule.hide_tail:
        return text[: -rule.hide_tail] + "*" * min(rule.hide_tail, len(text))
    hidden = len(text) - rule.keep_head - rule.keep_tail
    if hidden <= 0:
        return "*" * len(text)
    tail = text[len(text) - rule.keep_tail :] if rule.keep_tail else ""
    return text[: rule.keep_head] + "*" * hidden + tail


def mask_name(name: str, *, minor: bool = False) -> str:
    """张三 → 张*, 张小三 → 张*三, 欧阳小三 → 欧**三; a minor 张小三 → 张某某."""
    name = name.strip()
    if not name:
        return ""
    if minor:
        return name[0] + "某某"
    if len(name) <= 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]
