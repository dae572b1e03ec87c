"""Automatic list numbers of a DOCX written out as text, so that 一、 and （一） are not lost.

WordprocessingML (ISO/IEC 29500-1 §17.9): a paragraph names a list and a level, the list's levels
say the form of the number, and the reader counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from mingtang.text.numerals import int_to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_SIGNS = "m cm d cd c xc l xl x ix v iv i"


def _roman(number: int) -> str:
    text = ""
    for value, sign in zip(_VALUES, _SIGNS.split(), strict=True):
        text += sign * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "chineseCounting": int_to_chinese,
    "chineseCountingThousand": int_to_chinese,
    "japaneseCounting": int_to_chinese,
    "taiwaneseCounting": int_to_chinese,
    "taiwaneseCountingThousand": int_to_chinese,
    "ideographDigital": int_to_chinese,
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": str,
}


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and the count of each so far."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_number(self, list_id: str, level: int) -> str:
        """The text of the next number; empty for bullets and unknown lists."""
        kind = self.levels.get((list_id, level))
        if kind is None or kind.form in ("bullet", "none"):
            return ""
        group = self.abstract.get(list_id, list_id)
        self.counts[group, level] = self.counts.get((group, level), kind.start - 1) + 1
        for deeper in range(level + 1, 9):
            self.counts.pop((group, deeper), None)

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            of = self.levels.get((list_id, place), kind)
            count = self.counts.get((group, place), of.start)
            return _FORMS.get(of.form, str)(max(count, 1))

        return re.sub(r"%([1-9])", shown, kind.text)


def numbering_of(numbering: bytes | None, styles: bytes | None) -> Numbering:
    """The lists that ``numbering.xml`` and ``styles.xml`` define."""
    found = Numbering()
    if numbering is None:
        return found
    root = _parsed(numbering)
    abstract: dict[str, dict[int, _Level]] = {}
    for each in root.iter(f"{W}abstractNum"):
        levels = {_whole(level.get(f"{W}ilvl"), 0): _level(level) for level in each.iter(f"{W}lvl")}
        abstract[each.get(f"{W}abstractNumId") or ""] = levels
    for each in root.iter(f"{W}num"):
        list_id = each.get(f"{W}numId") or ""
        group = _value(each, "abstractNumId") or ""
        found.abstract[list_id] = group
        for level, kind in abstract.get(group, {}).items():
            found.levels[list_id, level] = kind
        for override in each.iter(f"{W}lvlOverride"):
            level = _whole(override.get(f"{W}ilvl"), 0)
            start = _value(override, "startOverride")
            known = found.levels.get((list_id, level))
            if start is not None and known is not None:
                found.levels[list_id, level] = _Level(known.form, known.text, _whole(start, 1))
                found.abstract[list_id] = f"{group}/{list_id}"
    if styles is not None:
        _read_styles(_parsed(styles), found)
    return found


def _level(level: etree._Element) -> _Level:
    return _Level(
        _value(level, "numFmt") or "decimal",
        _value(level, "lvlText") or "",
        _whole(_value(level, "start"), 1),
    )


def _read_styles(root: etree._Element, found: Numbering) -> None:
    for style in root.iter(f"{W}style"):
        properties = style.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            list_id = _value(properties, "numId")
            if list_id:
                level = _whole(_value(properties, "ilvl"), 0)
                found.by_style[style.get(f"{W}styleId") or ""] = (list_id, level)


def write_numbers(document: etree._Element, numbering: Numbering) -> None:
    """Put each paragraph's number before its text; bullets stay lists."""
    for paragraph in document.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            continue
        listed = _list_of(properties, numbering)
        if listed is None or not _shows_text(paragraph):
            continue
        number = numbering.next_number(*listed)
        if not number:
            continue
        own = properties.find(f"{W}numPr")
        if own is not None:
            properties.remove(own)
        off = etree.SubElement(properties, f"{W}numPr")
        etree.SubElement(off, f"{W}numId").set(f"{W}val", "0")
        run = etree.Element(f"{W}r")
        text = etree.SubElement(run, f"{W}t")
        text.text = number + (" " if number[-1].isalnum() else "")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        properties.addnext(run)


def _list_of(properties: etree._Element, numbering: Numbering) -> tuple[str, int] | None:
    style = numbering.by_style.get(_value(properties, "pStyle") or "")
    own = properties.find(f"{W}numPr")
    if own is None:
        return style
    list_id = _value(own, "numId") or (style[0] if style else "")
    if list_id in ("", "0"):
        return None
    return list_id, _whole(_value(own, "ilvl"), style[1] if style else 0)


def _shows_text(paragraph: etree._Element) -> bool:
    return any((each.text or "").strip() for each in paragraph.iter(f"{W}t"))


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,5}", text) else default


def _parsed(part: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(part, parser)
