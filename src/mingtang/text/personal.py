"""Personal data in a text: numbers proved by their check digits, addresses, plates, mailboxes.

Found whatever the width of the digits, with spaces, hyphens or invisible characters in between.
Office telephones are no personal data and are not looked for. Legal basis: 政府信息公开条例 (2019)
art. 15; 个人信息保护法 (2021).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping

from .addresses import find_addresses
from .digitgroups import Chain, Number, chains
from .findings import Finding, Sureness
from .folding import visible
from .identifiers import id_check, id_number_fault, is_uscc, luhn_ok
from .masks import MASK_RULES, MaskRule, masked
from .tornnumbers import find_torn

_Hit = tuple[str, int, int, Sureness, str, str]
"""kind, start, end, sureness, reason, the value to be masked."""

_ID_WORDS = re.compile(r"身份证|身份号码|证件号|身份证明")
_ACCOUNT_WORDS = re.compile(r"卡号|账号|帐号|账户|帐户|一卡通|银行卡|收款|开户")
_PASSPORT = re.compile(
    r"(?:护照|通行证)[^0-9A-Za-z\n]{0,12}([A-Z][A-Z]?[0-9]{7,9})(?![0-9A-Za-z])", re.I
)
_PLATE = re.compile(
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新] ?[A-HJ-Z][ ·•.]?"
    r"(?=[A-Z0-9]*[0-9][A-Z0-9]*[0-9])(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[警学挂])(?![A-Za-z0-9])"
)
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63} ?@ ?"
    r"([A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,4})"
)
_PERSONAL_MAIL = re.compile(
    r"(?:.*\.)?(?:qq\.com|foxmail\.com|163\.com|126\.com|yeah\.net|188\.com|sina\.(?:com|cn)|sina\.com\.cn"
    r"|sohu\.com|tom\.com|21cn\.com|139\.com|189\.cn|wo\.cn|aliyun\.com|gmail\.com|hotmail\.com"
    r"|outlook\.(?:com|cn)|live\.(?:com|cn)|msn\.com|yahoo\.(?:com|cn)|yahoo\.com\.cn|icloud\.com)"
)
_PROVINCES = re.compile("1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|81|82")
_PHONE_LETTERS = re.compile(r"(?:tel|phone|mobile|wx|wechat|weixin|mob|sj|dh)$", re.I)
_AMOUNT_BEFORE = re.compile(r"[￥¥$€£] ?$")
_AMOUNT_AFTER = re.compile(
    r" ?(?:\.[0-9]|[万亿千百]|元|人次|人民币|美元|亩|公顷|平方|立方|吨|公斤|千克|公里|千米|米"
    r"|千瓦|度|户|条|次|%|％|㎡|m2|kg|km)"
)
_MOBILE_SPLITS = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (3, 3, 5), (4, 3, 4)})
_NEAR = 16
"""Characters before a number in which a word such as 身份证号 speaks for it."""


def find_personal(
    text: str, *, today: dt.date | None = None, rules: Mapping[str, MaskRule] = MASK_RULES
) -> list[Finding]:
    """All personal data in ``text``, in order, not overlapping.

    ``today`` bounds dates of birth; ``rules`` is the mask table: a kind that is missing from it, or
    whose ``detected`` is false, is not reported.
    """
    folded = visible(text)
    hits = sorted(_hits(folded.text, today), key=lambda hit: (hit[1], -hit[2]))
    findings: list[Finding] = []
    for kind, start, end, sureness, reason, value in hits:
        rule = rules.get(kind)
        if rule is None or not rule.detected:
            continue
        left, right = folded.span(start, end)
        if findings and left < findings[-1].end:
            continue
        mask = masked(rule, value)
        findings.append(
            Finding(kind, rule.label, left, right, text[left:right], reason, mask, sureness)
        )
    return findings


def _hits(text: str, today: dt.date | None) -> Iterator[_Hit]:
    taken: list[tuple[int, int]] = []
    for chain in chains(text):
        for hit in _numbers_in(text, chain, today):
            taken.append((hit[1], hit[2]))
            yield hit
    for hit in find_torn(text, today):
        taken.append((hit[1], hit[2]))
        yield hit
    for address in find_addresses(text):
        if not any(start < address.end and address.start < end for start, end in taken):
            value = text[address.start : address.end]
            yield "address", address.start, address.end, address.sureness, address.reason, value
    yield from _lettered(text)


def _lettered(text: str) -> Iterator[_Hit]:
    for match in _PLATE.finditer(text):
        yield "plate", *match.span(), Sureness.LIKELY, "符合机动车号牌格式", match[0]
    for match in _MAIL.finditer(text):
        if _PERSONAL_MAIL.fullmatch(match[1].lower()):
            value = match[0].replace(" ", "")
            reason = "邮箱域名属于个人邮箱服务商；若为单位对外公布的邮箱可说明理由保留"
            yield "email", *match.span(), Sureness.LIKELY, reason, value
    for match in _PASSPORT.finditer(text):
        reason = "前文写明是护照或通行证号码"
        yield "passport", *match.span(1), Sureness.CERTAIN, reason, match[1]


def _numbers_in(text: str, chain: Chain, today: dt.date | None) -> list[_Hit]:
    """The hits in one chain, never overlapping: resident IDs, then mobiles, then bank cards."""
    hits: list[_Hit] = []

    def free(number: Number) -> bool:
        return all(number.end <= hit[1] or hit[2] <= number.start for hit in hits)

    before = text[max(0, chain.groups[0][0] - 8) : chain.groups[0][0]]
    coded = chain.lettered and not _PHONE_LETTERS.search(before)
    for shortest, longest, judge in _JUDGES[: 1 if coded else None]:
        numbers = chain.numbers(shortest, longest)
        for number in sorted(numbers, key=lambda n: -len(n.digits)):
            hit = judge(text, number, today) if free(number) else None
            if hit is not None:
                hits.append(hit)
    hits.extend(hit for hit in _buried_ids(chain, today) if not hits)
    return hits


def _before(text: str, number: Number) -> str:
    return text[max(0, number.start - _NEAR) : number.start].rpartition("\n")[2]


def _id_hit(text: str, number: Number, today: dt.date | None) -> _Hit | None:
    span = (number.start, number.end)
    if id_number_fault(number.digits, today=today) is None:
        return "id_number", *span, Sureness.CERTAIN, "18位且校验位相符", number.digits
    if _ID_WORDS.search(_before(text, number)) and number.digits[:17].isdigit():
        reason = "前文写明是身份证件号码，但校验位或日期不符，可能录错"
        return "id_number", *span, Sureness.LIKELY, reason, number.digits
    return None


def _old_id_hit(text: str, number: Number, today: dt.date | None) -> _Hit | None:
    if id_number_fault(number.digits, today=today) is not None:
        return None
    span = (number.start, number.end)
    if _ID_WORDS.search(_before(text, number)):
        return (
            "id_number",
            *span,
            Sureness.CERTAIN,
            "前文写明是身份证件号码（15位旧号）",
            number.digits,
        )
    if len(number.sizes) == 1 and _PROVINCES.match(number.digits):
        reason = "15位数字，地区和出生日期相符，疑似旧身份证号"
        return "id_number", *span, Sureness.POSSIBLE, reason, number.digits
    return None


def _mobile_hit(text: str, number: Number, today: dt.date | None) -> _Hit | None:
    digits, sizes = number.digits, number.sizes
    for prefix in ("0086", "86", "0"):
        if digits.startswith(prefix) and len(digits) == 11 + len(prefix):
            whole = sizes[0] == len(prefix) or len(sizes) == 1
            digits, sizes = digits[len(prefix) :], sizes[1:] if len(sizes) > 1 and whole else (11,)
            break
    if len(digits) != 11 or digits[0] != "1" or digits[1] not in "3456789" or "X" in digits:
        return None
    if sizes not in _MOBILE_SPLITS and set(sizes) != {1}:
        return None
    if _ACCOUNT_WORDS.search(_before(text, number)) or _is_amount(text, number):
        return None
    reason = "11位手机号码；若为单位公布的工作电话可说明理由保留"
    return "mobile", number.start, number.end, Sureness.LIKELY, reason, number.digits[-11:]


def _is_amount(text: str, number: Number) -> bool:
    """A sum of money or a count: a unit or decimals stand behind it, or a sign of money before."""
    before = text[max(0, number.start - 2) : number.start]
    return bool(_AMOUNT_AFTER.match(text, number.end) or _AMOUNT_BEFORE.search(before))


def _bank_hit(text: str, number: Number, today: dt.date | None) -> _Hit | None:
    digits, span = number.digits, (number.start, number.end)
    if "X" in digits:
        return None
    named = _ACCOUNT_WORDS.search(_before(text, number)) is not None
    if 16 <= len(digits) <= 19 and luhn_ok(digits) and not (len(digits) == 18 and is_uscc(digits)):
        if named:
            return "bank_card", *span, Sureness.CERTAIN, "前文写明是账号，且校验位相符", digits
        if digits.startswith("62"):
            return "bank_card", *span, Sureness.LIKELY, "银联卡号格式，且校验位相符", digits
        if len(number.sizes) == 1 and digits[0] in "3456":
            return "bank_card", *span, Sureness.POSSIBLE, "位数和校验位与银行卡相符", digits
    if named and (len(number.sizes) == 1 or set(number.sizes[:-1]) == {4}):
        reason = "前文写明是账号；若为单位对公账户可说明理由保留"
        return "bank_card", *span, Sureness.LIKELY, reason, digits
    return None


_Judge = Callable[[str, Number, dt.date | None], _Hit | None]
_JUDGES: tuple[tuple[int, int, _Judge], ...] = (
    (18, 18, _id_hit),
    (11, 15, _mobile_hit),
    (15, 15, _old_id_hit),
    (12, 30, _bank_hit),
)
"""Fewest and most digits, and who judges; an earlier hit keeps its place."""


def _buried_ids(chain: Chain, today: dt.date | None) -> Iterator[_Hit]:
    """ID numbers run together with other digits, as broken table columns make them."""
    for start, _, digits in chain.groups:
        place = 0
        while len(digits) > 18 and place + 18 <= len(digits):
            part = digits[place : place + 18]
            plausible = _PROVINCES.match(part) and part[6:8] in ("19", "20")
            if (
                plausible
                and id_check(part[:17]) == part[17]
                and not id_number_fault(part, today=today)
            ):
                reason = "长数字中含有校验位相符的身份证号，可能是表格两列粘连"
                yield (
                    "id_number",
                    start + place,
                    start + place + 18,
                    Sureness.POSSIBLE,
                    reason,
                    part,
                )
                place += 18
            else:
                place += 1
