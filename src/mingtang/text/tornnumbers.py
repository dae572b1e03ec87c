"""Numbers that dots, slashes, brackets, tabs or line ends tear apart.

``320813.19900101.0018`` and an ID number broken over three lines are as readable as the number in
one piece, but the usual reading of groups stops at such signs, because dates, amounts and tables
are full of them. So only the ways are looked for in which people write these numbers, and only
what a check digit, a bank's prefix or a word such as 电话 then confirms is reported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from .findings import Sureness
from .identifiers import id_number_fault, luhn_ok

TornHit = tuple[str, int, int, Sureness, str, str]
"""kind, start, end, sureness, reason, the value to be masked."""

_SIGN = r"[ \t\r\n.,，、。/_|()·\-‐-―]{1,6}"
_FREE = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"
_ID = re.compile(
    rf"{_FREE}([0-9]{{6}}){_SIGN}([0-9]{{4}})(?:{_SIGN})?([0-9]{{2}})(?:{_SIGN})?([0-9]{{2}}){_SIGN}"
    rf"([0-9]{{3}}(?:{_SIGN})?[0-9Xx]){_END}"
)
_WRAPPED_ID = re.compile(
    r"(?<![0-9A-Za-z])[0-9]{2,17}(?:\r?\n[ \t]{0,8}|\t)[0-9]{0,15}[0-9Xx](?![0-9A-Za-z])"
)
_LISTED = re.compile(rf"(?<![0-9.])[0-9]{{1,3}}\.([0-9]{{17}}[0-9Xx]){_END}")
_LISTED_MOBILE = re.compile(r"(?m)^[ \t]*[0-9]{1,3}\.(1[3-9][0-9]{9})(?![0-9.])")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.,/_])(?:\+?86[.\-]?)?"
    r"(1[3-9][0-9](?:([.,/_])[0-9]{4}\2|\([0-9]{4}\))[0-9]{4})(?![0-9A-Za-z]|[.,/_][0-9])"
)
_WRAPPED_MOBILE = re.compile(
    r"(?<![0-9A-Za-z])1[3-9][0-9](?:[0-9]{4})?\r?\n[ \t]{0,8}(?:[0-9]{4}){1,2}(?![0-9A-Za-z])"
)
_BRACKETED_MOBILE = re.compile(
    r"(?<![0-9A-Za-z])\(1[3-9][0-9]\)[ \-]?[0-9]{4}[ \-]?[0-9]{4}(?![0-9A-Za-z])"
)
_HAN_DIGITS = "〇○零一二三四五六七八九幺"
_HAN_MOBILE = re.compile(
    rf"(?<![{_HAN_DIGITS}十百千万])[一幺][三四五六七八九][{_HAN_DIGITS}]"
    rf"(?:[ \-]?[{_HAN_DIGITS}]{{4}}){{2}}"
    rf"(?![{_HAN_DIGITS}十百千万])"
)
_AS_DIGITS = str.maketrans(_HAN_DIGITS, "0001234567891")
_CARD = re.compile(
    r"(?<![0-9A-Za-z.])(?:[0-9]{4}([._/])(?:[0-9]{4}\1){2}[0-9]{4}(?:\1[0-9]{1,3})?"
    r"|[0-9]{4,15}\r?\n[ \t]{0,8}[0-9]{4,15})(?![0-9A-Za-z])"
)
_PHONE_WORDS = re.compile(r"电话|手机|联系|微信|致电|拨打|tel|phone|mobile", re.I)
_ACCOUNT_WORDS = re.compile(r"卡号|账号|帐号|账户|帐户|一卡通|银行卡|收款|开户")
_NEAR = 16
_NO_DIGIT = re.compile(r"[^0-9Xx]")


def find_torn(text: str, today: dt.date | None) -> Iterator[TornHit]:
    """ID numbers, mobiles and bank cards torn apart in half-width ``text``."""
    yield from _ids(text, today)
    yield from _mobiles(text)
    for match in _CARD.finditer(text):
        digits = _joined(match[0])
        named = _ACCOUNT_WORDS.search(_line_before(text, match.start())) is not None
        if 16 <= len(digits) <= 19 and luhn_ok(digits) and (named or digits.startswith("62")):
            sureness = Sureness.CERTAIN if named else Sureness.LIKELY
            yield "bank_card", *match.span(), sureness, "断开书写的银行卡号，且校验位相符", digits


def _ids(text: str, today: dt.date | None) -> Iterator[TornHit]:
    for pattern, group, reason in (
        (_ID, 0, "断开书写的18位号码，校验位相符"),
        (_WRAPPED_ID, 0, "跨行的18位号码，校验位相符"),
        (_LISTED, 1, "18位且校验位相符"),
    ):
        for match in pattern.finditer(text):
            digits = _joined(match[group])
            if len(digits) == 18 and id_number_fault(digits, today=today) is None:
                yield "id_number", *match.span(group), Sureness.CERTAIN, reason, digits


def _mobiles(text: str) -> Iterator[TornHit]:
    reason = "断开书写的手机号码；若为单位公布的工作电话可说明理由保留"
    for match in _MOBILE.finditer(text):
        yield "mobile", *match.span(1), Sureness.LIKELY, reason, _joined(match[1])
    for match in _BRACKETED_MOBILE.finditer(text):
        yield "mobile", *match.span(), Sureness.LIKELY, reason, _joined(match[0])
    for match in _HAN_MOBILE.finditer(text):
        value = _joined(match[0].translate(_AS_DIGITS))
        said = "汉字写的手机号码；若为单位公布的工作电话可说明理由保留"
        yield "mobile", *match.span(), Sureness.LIKELY, said, value
    for match in _LISTED_MOBILE.finditer(text):
        yield "mobile", *match.span(1), Sureness.LIKELY, reason, match[1]
    for match in _WRAPPED_MOBILE.finditer(text):
        digits = _joined(match[0])
        if len(digits) == 11 and _PHONE_WORDS.search(_line_before(text, match.start())):
            yield "mobile", *match.span(), Sureness.LIKELY, reason, digits


def _joined(torn: str) -> str:
    return _NO_DIGIT.sub("", torn).upper()


def _line_before(text: str, place: int) -> str:
    return text[max(0, place - _NEAR) : place].rpartition("\n")[2]
