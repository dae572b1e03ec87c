"""Identifiers with check digits; the structure of region codes is in :mod:`.regions`.

Sources: GB 32100-2015 (统一社会信用代码), GB 11714-1997 (组织机构代码), GB 11643-1999
(公民身份号码), ISO/IEC 7812 (Luhn check of bank cards).

The ``*_fault`` functions take the canonical form (half width, capitals, no spaces) and return
``None`` or the reason in Chinese; :func:`normalise_code` makes that form out of what people type.
"""

from __future__ import annotations

import datetime as dt
import re

from .folding import without_spaces
from .regions import RegionLevel as RegionLevel
from .regions import normalise_region as normalise_region
from .regions import region_fault as region_fault
from .regions import region_level as region_level
from .regions import region_parent_code as region_parent_code

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: no I, O, S, V, Z."""

USCC_PLACEHOLDER = "00000000000000000X"
"""Stands for "has none" in the double-publicity sheets; only accepted where asked for."""

_USCC_VALUE = {character: value for value, character in enumerate(USCC_ALPHABET)}
_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))
_ID_CHECKS = "10X98765432"

_ASCII_DIGITS = re.compile(r"[0-9]+")


def normalise_code(text: str) -> str:
    """Half width, capitals, without spaces, invisible characters and hyphens."""
    return without_spaces(text).upper().replace("-", "")


def organisation_check(body: str) -> str:
    """The check character of an 8-character organisation code body (GB 11714).

    Raises ``ValueError`` when ``body`` is not 8 digits or capital letters.
    """
    if not re.fullmatch(r"[0-9A-Z]{8}", body):
        raise ValueError("an organisation code body has 8 digits or capital letters")
    total = sum(int(c, 36) * w for c, w in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0X987654321"[total % 11]


def organisation_code_fault(code: str) -> str | None:
    """Why ``code`` is no organisation code (9 characters, no hyphen), or ``None``."""
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return "组织机构代码应为9位：前8位为数字或大写字母，末位为数字或X"
    if organisation_check(code[:8]) != code[8]:
        return "组织机构代码校验位不符，请核对是否录错"
    return None


def uscc_check(first17: str) -> str:
    """The check character for the first 17 characters (GB 32100).

    Raises ``ValueError`` when they are not 17 characters of :data:`USCC_ALPHABET`.
    """
    if len(first17) != 17 or any(c not in _USCC_VALUE for c in first17):
        raise ValueError("17 characters of the GB 32100 alphabet are needed")
    total = sum(_USCC_VALUE[c] * w for c, w in zip(first17, _USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def uscc_fault(code: str, *, placeholder: bool = False, inner: bool = False) -> str | None:
    """Why ``code`` is no 统一社会信用代码, or ``None`` when it is one.

    ``placeholder`` lets :data:`USCC_PLACEHOLDER` pass. ``inner`` also verifies the check character
    of the organisation code in places 9-17, which some registrars did not keep.
    """
    if placeholder and code == USCC_PLACEHOLDER:
        return None
    if not code:
        return "未填写统一社会信用代码"
    if len(code) != 18:
        return f"统一社会信用代码应为18位，现为{len(code)}位"
    for place, character in enumerate(code, 1):
        if character not in _USCC_VALUE:
            return f"统一社会信用代码{_wrong_character(place, character)}"
    if not _ASCII_DIGITS.fullmatch(code[2:8]):
        return "统一社会信用代码第3至8位应为6位数字的行政区划码"
    if uscc_check(code[:17]) != code[17]:
        return "统一社会信用代码校验位不符，请对照登记证书逐位核对"
    if inner and organisation_code_fault(code[8:17]):
        return "统一社会信用代码第9至17位（组织机构代码）校验位不符，请对照登记证书逐位核对"
    return None


def _wrong_character(place: int, character: str) -> str:
    if character in "IOSVZ":
        return f"第{place}位不能是字母{character}（代码不使用I、O、S、V、Z，请核对是否为数字）"
    if character.isascii() and character.upper() in _USCC_VALUE:
        return f"第{place}位应为大写字母{character.upper()}"
    return f"第{place}位只能是半角数字或大写字母"


def is_uscc(code: str) -> bool:
    """Whether ``code`` is a 统一社会信用代码 in canonical form with the right check character."""
    return uscc_fault(code) is None


def make_uscc(prefix8: str, body8: str) -> str:
    """A code with both check characters, for generated units.

    ``prefix8``: department, kind and 6-digit region, such as ``11990000``; ``body8``: the
    organisation code without its check character. Raises ``ValueError`` on anything else.
    """
    if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}", prefix8):
        raise ValueError("prefix8 is two characters of the alphabet and six digits")
    first17 = prefix8 + body8 + organisation_check(body8)
    return first17 + uscc_check(first17)


def id_check(first17: str) -> str:
    """The check character for the first 17 digits of a resident ID number (GB 11643)."""
    if len(first17) != 17 or not _ASCII_DIGITS.fullmatch(first17):
        raise ValueError("17 digits are needed")
    total = sum(int(c) * w for c, w in zip(first17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def id_number_fault(number: str, *, today: dt.date | None = None) -> str | None:
    """Why ``number`` is no 公民身份号码 of 18 or (old) 15 digits, or ``None``.

    The date of birth must exist and, when ``today`` is given, not lie after it.
    """
    if re.fullmatch(r"[0-9]{15}", number):
        birth_text = "19" + number[6:12]
    elif re.fullmatch(r"[0-9]{17}[0-9X]", number):
        birth_text = number[6:14]
    else:
        return "公民身份号码应为18位（前17位为数字，末位为数字或大写X）或15位数字"
    if number.startswith("000000"):
        return "公民身份号码的地址码不能全为0"
    birth = _date_or_none(birth_text)
    if birth is None or birth.year < 1800:
        return "公民身份号码中的出生日期不存在"
    if today is not None and birth > today:
        return "公民身份号码中的出生日期晚于今天"
    if len(number) == 18 and id_check(number[:17]) != number[17]:
        return "公民身份号码校验位不符，请核对是否录错"
    return None


def _date_or_none(digits: str) -> dt.date | None:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def luhn_ok(digits: str) -> bool:
    """Whether a string of ASCII digits passes the Luhn check (not for all zeros)."""
    if not _ASCII_DIGITS.fullmatch(digits) or not digits.strip("0"):
        return False
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = int(character) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def bank_card_fault(number: str) -> str | None:
    """Why ``number`` is no bank card number (16-19 digits, Luhn), or ``None``."""
    if not re.fullmatch(r"[0-9]{16,19}", number):
        return "银行卡号应为16至19位数字"
    if not luhn_ok(number):
        return "银行卡号校验位不符，请核对是否录错"
    return None
