"""文号: the number of an official document, ``洪政发〔2019〕3号`` or ``国务院令第711号``.

Form: GB/T 9704-2012 (six-corner brackets U+3014/U+3015, no 第, no leading zero). What people type
and what sites print is accepted in many shapes and normalised to that one. Orders (令第3号),
announcements (公告2020年第46号) and a place or kind in brackets ((洪)应急罚〔2020〕5号) keep
theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .folding import half_width, without_spaces
from .numerals import chinese_to_int

_HAN = "\u4e00-\u9fa5"
_OPEN = r"[〔\[(【〖﹝〈{<]"
_CLOSE = r"[〕\])】〗﹞〉}>]"

_NOTE = "试行|暂行|修订|修正|草案|摘要|节选|附件|以下"
_PART = rf"\((?!{_NOTE})[{_HAN}]{{1,2}}\)"
"""A place or a kind of act in brackets: （洪）应急罚, 洪发改（审）."""

_NUMBERED = re.compile(
    rf"((?:{_PART})?[{_HAN}]{{1,20}}(?:{_PART}[{_HAN}]{{0,6}})?)"
    rf"{_OPEN}([0-9]{{4}})年?{_CLOSE}第?([0-9]{{1,8}})号"
)
_ANNOUNCED = re.compile(rf"([{_HAN}]{{0,18}}(?:公告|通告))([0-9]{{4}})年第([0-9]{{1,8}})号")
_ORDER = re.compile(
    rf"([{_HAN}]{{0,20}}令)第?([0-9]{{1,8}}|[〇零一二三四五六七八九十百千]{{1,9}})号"
)

_FOUND = re.compile(
    rf"{_OPEN} *(?:19|20)[0-9]{{2}} *年? *{_CLOSE} *第? *[0-9]{{1,6}} *号(?![楼院线门])"
    r"|(?<=令)(?: ?)第 *[0-9]{1,5} *号(?![楼院线门])"
    r"|(?<=[公通]告) ?(?:19|20)[0-9]{2} *年 *第 *[0-9]{1,5} *号(?![楼院线门])"
)
_PREFIX = re.compile(rf"(?:{_PART})?[{_HAN}]{{1,40}}(?:{_PART}[{_HAN}]{{0,6}})?(?= {{0,4}}$)")

_LEAD_IN = re.compile(
    ".*(?:根据|按照|依据|依照|遵照|参照|执行|落实|贯彻|转发|印发|废止|修改|修订|替代|文件|通知|文号|字号"
    "|以及|详见|参见|按|见|的|了|据|将(?!乐)|自(?![然治贡])|由)"
)
_JOIN = re.compile(".*(?:(?<![共太平泰呼雍])和(?![浩静田平县顺龙林硕布])|[及与或暨])")
"""和 joins two numbers unless it belongs to a name, such as 共和国, 呼和浩特 or 和田."""
_BARE = re.compile("[政委办党府发函规]")


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A 文号 taken apart. ``year`` is ``None`` for an order (令), ``prefix`` then ends in 令."""

    prefix: str
    year: int | None
    serial: int
    normalised: str

    def __str__(self) -> str:
        return self.normalised


@dataclass(frozen=True, slots=True)
class FoundDocNumber:
    """A 文号 found in running text at ``[start, end)``."""

    start: int
    end: int
    text: str
    number: DocNumber


class DocNumberError(ValueError):
    """The text is no 文号; ``reason`` says why and names the right form, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_doc_number(text: str, *, latest_year: int | None = None) -> DocNumber:
    """Take a 文号 apart, whatever brackets, widths, spaces, 第 and zeros it was typed with.

    ``latest_year``: refuse a year after this one. Raises :class:`DocNumberError`.
    """
    typed = without_spaces(text)
    if not typed:
        raise DocNumberError("未填写文号；没有文号的文件请留空")
    if len(typed) > 60:
        raise DocNumberError("文号过长；正确的形式如“洪政发〔2019〕3号”")
    match = _NUMBERED.fullmatch(typed)
    if match:
        prefix = match[1].replace("(", "（").replace(")", "）")
        return _numbered(prefix, match[2], match[3], latest_year)
    match = _ANNOUNCED.fullmatch(typed)
    if match:
        number = _numbered(match[1], match[2], match[3], latest_year)
        form = f"{number.prefix}{number.year}年第{number.serial}号"
        return DocNumber(number.prefix, number.year, number.serial, form)
    match = _ORDER.fullmatch(typed)
    if match:
        return _order(match[1], match[2])
    raise DocNumberError(_form_fault(typed))


def _numbered(prefix: str, year_text: str, serial_text: str, latest_year: int | None) -> DocNumber:
    letters = prefix.replace("（", "").replace("）", "")
    if not 2 <= len(letters) <= 20:
        raise DocNumberError("文号的机关代字应为2至20个汉字；正确的形式如“洪政发〔2019〕3号”")
    year, serial = int(year_text), int(serial_text)
    if not 1900 <= year <= 2099:
        raise DocNumberError(f"文号中的年份{year_text}不合理，应为四位公元年份，如〔2019〕")
    if latest_year is not None and year > latest_year:
        raise DocNumberError(f"文号中的年份{year}晚于{latest_year}年，请核对")
    if serial == 0:
        raise DocNumberError("文号的顺序号应从1起编，不能为0")
    if serial > 99999:
        raise DocNumberError("文号的顺序号过大，最多5位数字，请核对")
    return DocNumber(prefix, year, serial, f"{prefix}〔{year}〕{serial}号")


def _order(prefix: str, serial_text: str) -> DocNumber:
    serial = int(serial_text) if serial_text.isdigit() else chinese_to_int(serial_text)
    if serial is None or not 1 <= serial <= 9999:
        raise DocNumberError("令号应为1至9999，如“国务院令第711号”")
    return DocNumber(prefix, None, serial, f"{prefix}第{serial}号")


def _form_fault(typed: str) -> str:
    """The first thing that is wrong with the form, with the way out."""
    example = "正确的形式如“洪政发〔2019〕3号”"
    if "令" in typed:
        return "令的文号应写作“××令第×号”，如“国务院令第711号”"
    if not re.search(_OPEN, typed) or not re.search(_CLOSE, typed):
        return f"文号缺少年份括号〔〕；{example}"
    prefix, rest = re.split(_OPEN, typed, maxsplit=1)
    if not re.fullmatch(rf"[{_HAN}]{{2,20}}", prefix):
        return f"文号的机关代字应为2至20个汉字；{example}"
    year, serial = re.split(_CLOSE, rest, maxsplit=1) if re.search(_CLOSE, rest) else (rest, "")
    if not re.fullmatch(r"[0-9]{4}年?", year):
        return f"文号括号内应为四位年份；{example}"
    if not serial.endswith("号"):
        return f"文号应以“号”结尾；{example}"
    return f"文号的顺序号应为数字；{example}"


def normalise(text: str) -> str:
    """The 文号 in the one standard form. Raises :class:`DocNumberError`."""
    return parse_doc_number(text).normalised


def doc_number_fault(text: str, *, latest_year: int | None = None) -> str | None:
    """Why ``text`` cannot be read as a 文号, with the way out, in Chinese; or ``None``."""
    try:
        parse_doc_number(text, latest_year=latest_year)
    except DocNumberError as error:
        return error.reason
    return None


def find_doc_numbers(text: str) -> list[FoundDocNumber]:
    """All 文号 in running text, in order, without lead-in words such as 根据 or 转发."""
    found: list[FoundDocNumber] = []
    folded = half_width(text)
    place = 0
    for match in _FOUND.finditer(folded):
        run = _PREFIX.search(folded, max(place, match.start() - 44), match.start())
        if run is None:
            continue
        place = match.end()
        start = run.end() - len(_without_lead_in(run[0]))
        try:
            number = parse_doc_number(folded[start : match.end()])
        except DocNumberError:
            continue
        found.append(FoundDocNumber(start, match.end(), text[start : match.end()], number))
    return found


def _without_lead_in(prefix: str) -> str:
    """``根据洪政发`` → ``洪政发``: cut running text, leave at least 2 characters."""
    match = _LEAD_IN.match(prefix)
    if match and len(prefix) - match.end() >= 2 and not _BARE.match(prefix, match.end()):
        prefix = prefix[match.end() :]
    match = _JOIN.match(prefix)
    if match and len(prefix) - match.end() >= 3 and not _BARE.match(prefix, match.end()):
        prefix = prefix[match.end() :]
    return prefix
