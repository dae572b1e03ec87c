"""Chinese numerals to whole numbers and back (GB/T 15835-2011 keeps them for fixed terms)."""

from __future__ import annotations

_DIGITS = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    **{character: value for value, character in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "Ｏ": 0,
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": 20, "卅": 30}

NUMERAL_CHARACTERS = "".join((*_DIGITS, *_UNITS, *_GROUPS, *_TENS))
"""Every character that may stand in a Chinese numeral."""


def chinese_to_int(text: str) -> int | None:
    """The value of a Chinese numeral, ``None`` when it is none.

    Reads both 二〇一九 (digit by digit) and 二千零一十九, small and capital forms, 廿 and 卅.
    """
    if not text or any(character not in NUMERAL_CHARACTERS for character in text):
        return None
    if all(character in _DIGITS for character in text):
        return (
            int("".join(str(_DIGITS[character]) for character in text)) if len(text) < 40 else None
        )
    return _by_places(text)


def _by_places(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    last_unit = 10**4
    last_group = 10**16
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _UNITS or character in _TENS:
            unit = _UNITS.get(character, 10)
            if unit >= last_unit or (character in _TENS and digit):
                return None
            factor = _TENS[character] // 10 if character in _TENS else digit
            if factor is None or factor == 0:
                if unit != 10:
                    return None
                factor = 1
            section += factor * unit
            digit, last_unit = None, unit
        else:
            group = _GROUPS[character]
            if group >= last_group or section + (digit or 0) == 0:
                return None
            total += (section + (digit or 0)) * group
            section, digit, last_unit, last_group = 0, None, 10**4, group
    return total + section + (digit or 0)


def int_to_chinese(number: int) -> str:
    """The everyday small form: 10 → 十, 19 → 十九, 105 → 一百零五. ``ValueError`` under 0."""
    if not 0 <= number < 10**12:
        raise ValueError("only whole numbers from 0 to 999999999999")
    if number == 0:
        return "零"
    groups = [(10**8, "亿"), (10**4, "万"), (1, "")]
    written = ""
    for size, name in groups:
        part, number = divmod(number, size)
        if part:
            if written and (part < 1000):
                written += "零"
            written += _under_ten_thousand(part) + name
    return written[1:] if written.startswith("一十") else written


def _under_ten_thousand(number: int) -> str:
    written = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return written


def year_to_chinese(year: int) -> str:
    """2019 → 二〇一九. Raises ``ValueError`` for a negative year."""
    if year < 0:
        raise ValueError("a year is not negative")
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
