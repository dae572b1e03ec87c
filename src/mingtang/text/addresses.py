"""House addresses in running text: a house number with the place name before it.

Homes and offices have the same form; a room or unit number, a village house number or a word such
as 家庭住址 make a home likely, words such as 政府 or 中心 before the number make it an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .findings import Sureness

_PART = "号楼|号院|号|栋|幢|座|单元|组|室|户|#楼|#"
_CORE = re.compile(
    rf"(?<![0-9.第月年])[0-9]{{1,5}}(?:[-－之][0-9]{{1,4}})*(?:{_PART})"
    r"(?:[ ,，]?[0-9A-Z甲乙丙丁东西南北一二三四五六七八九十]{1,5}(?:-[0-9]{1,5})*"
    rf"(?:{_PART}|层|楼)"
    r"|(?<=[栋幢座楼元])[ ]?[0-9]{1,4}(?:-[0-9]{1,4})*(?![0-9万千百亿元%.]))*"
)
_COMPACT = re.compile(r"(?<![0-9.-])[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}室?(?![0-9-])")
_CHINESE_DIGITS = "一二三四五六七八九十百零〇"
_SPELT = re.compile(
    rf"(?<![第{_CHINESE_DIGITS}])[{_CHINESE_DIGITS}]{{1,4}}(?:号楼|栋|幢|座)"
    rf"[{_CHINESE_DIGITS}]{{1,4}}(?:单元|室|户|号)(?:[{_CHINESE_DIGITS}0-9]{{1,5}}(?:室|户|号)?)?"
)
_HOUSED = (
    "路",
    "街",
    "大道",
    "巷",
    "弄",
    "胡同",
    "村",
    "庄",
    "屯",
    "寨",
    "坝",
    "营",
    "湾",
    "队",
    "组",
    "小区",
    "花园",
    "公寓",
    "家园",
    "苑",
    "庭",
    "居",
    "社区",
    "居委会",
    "府邸",
    "名都",
    "城",
    "广场",
    "大厦",
    "街道",
    "镇",
    "乡",
)
_VILLAGE = ("村", "庄", "屯", "寨", "湾", "队", "组")
_HOME = re.compile(r"家庭住址|家庭地址|家住|现住|住址|居住地?|户籍|户口|常住|住于|住在")
_OFFICE = re.compile(
    r"政府|[^当后格]局|委员会|党委|中心|办公|机关|单位|大厅|公司|学校|小学|中学|医院|卫生院|法院|检察院|窗口|大厦"
    r"|银行|办事处|派出所|工业园|产业园|开发区|商铺|门店|市场|招标|采购|企业|注册"
)
_LEAD = re.compile(
    r".*(?:家庭住址|家庭地址|住址|地址|家住|现住|居住在|居住于|居住地|居住|户籍地|户籍所在地|户籍|位于|坐落于|坐落|住|在|于|至|为|系|的)"
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address at ``[start, end)`` of the searched text."""

    start: int
    end: int
    sureness: Sureness
    reason: str


def find_addresses(text: str) -> Iterator[Address]:
    """House addresses in half-width ``text``, in order, not overlapping."""
    last: Address | None = None
    found = (*_CORE.finditer(text), *_COMPACT.finditer(text), *_SPELT.finditer(text))
    cores = sorted(found, key=lambda match: match.start())
    for core in cores:
        if last is not None and core.start() < last.end:
            continue
        address = _judged(text, core)
        if address is None:
            continue
        if last is not None and address.start <= last.end:
            last = _joined(last, address)
            continue
        if last is not None:
            yield last
        last = address
    if last is not None:
        yield last


_ORDER = (Sureness.CERTAIN, Sureness.LIKELY, Sureness.POSSIBLE)


def _joined(first: Address, second: Address) -> Address:
    """A street number with house and room right behind it is one address; the surer part judges."""
    surer = min(first, second, key=lambda address: _ORDER.index(address.sureness))
    return Address(first.start, second.end, surer.sureness, surer.reason)


def _judged(text: str, core: re.Match[str]) -> Address | None:
    name = _chinese_before(text, core.start())
    lead = _LEAD.match(name)
    start = core.start() - len(name) + (lead.end() if lead else 0)
    if start >= core.start() - 1:
        return None
    parts = len(re.findall(_PART, core[0]))
    roomy = re.search(r"室|单元|户", core[0]) is not None or core.re is _COMPACT or parts >= 3
    housed = name.endswith(_HOUSED)
    if not housed and not (parts >= 2 or core.re is _COMPACT):
        return None
    if core[0].endswith("组") and parts == 1:
        return None
    context = text[max(0, core.start() - 40) : core.start()].rpartition("\n")[2]
    sureness, reason = _weighed(context, name, roomy)
    return Address(start, core.end(), sureness, reason)


def _chinese_before(text: str, end: int) -> str:
    """Up to 24 Chinese characters that stand right before ``end``."""
    start = end
    while start > 0 and end - start < 24 and "\u4e00" <= text[start - 1] <= "\u9fa5":
        start -= 1
    return text[start:end]


def _weighed(context: str, name: str, roomy: bool) -> tuple[Sureness, str]:
    if _HOME.search(context):
        return Sureness.CERTAIN, "前文写明是个人住址，且含门牌或室号"
    if _OFFICE.search(context):
        return Sureness.POSSIBLE, "含门牌号，前文像是单位地址；若是个人住址应隐去门牌"
    if roomy:
        return Sureness.LIKELY, "含单元或室号，像是家庭住址"
    if name.endswith(_VILLAGE):
        return Sureness.LIKELY, "含村组门牌号，像是家庭住址"
    return Sureness.POSSIBLE, "含门牌号；若是单位地址可保留，若是个人住址应隐去门牌"
