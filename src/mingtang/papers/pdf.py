"""A letter typeset as PDF/A-2b with a text layer: the same bytes for the same letter and fonts."""

from __future__ import annotations

import functools
import json
import re
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

import typst

from .fonts import FontSet, find_fonts
from .letter import BadLetter, Block, Letter, Paragraph, checked

_LACKING = re.compile('the text `"(.+?)"` could not be displayed')
STAND_IN = "〓"
"""Printed for a character that no font here can show, as Chinese typesetters do."""
_UNDATED = date(2000, 1, 1)
_TRIES = 8
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF. ``lacking``: the characters that no font could show, printed as 〓."""

    pdf: bytes
    lacking: tuple[str, ...] = ()


def typeset(letter: Letter, fonts: FontSet | None = None) -> Typeset:
    """The letter on paper. Raises :class:`BadLetter` or ``NoChineseFont``.

    Text is handed over as data, so no sign in it is an instruction to the typesetter.
    """
    letter, fonts = checked(letter), fonts or find_fonts()
    data = json.dumps(_data(letter), ensure_ascii=False)
    lacking: list[str] = []
    for _try in range(_TRIES):
        try:
            return Typeset(_compile(data, letter, fonts), tuple(lacking))
        except typst.TypstError as error:
            found = _shown_nowhere(error)
            if not found:
                raise BadLetter(f"文书《{letter.full_title}》无法排版：{error}") from error
            lacking += [sign for sign in found if sign not in lacking]
            data = data.translate({ord(sign): STAND_IN for sign in lacking})
    raise BadLetter("文书中无法显示的字符过多，请检查是否误贴了其他文字或符号")


def _compile(data: str, letter: Letter, fonts: FontSet) -> bytes:
    day = letter.issued_on or _UNDATED
    inputs = {"letter": data, "fonts": json.dumps(_families(fonts), ensure_ascii=False)}
    with _one_at_a_time:
        compiled = _typesetter(fonts).compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["a-2b"],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    if not isinstance(compiled, bytes):
        raise BadLetter(f"文书《{letter.full_title}》没有排出版面")
    return compiled


@functools.lru_cache(maxsize=4)
def _typesetter(fonts: FontSet) -> typst.Compiler:
    """Kept: reading the fonts costs more than setting a page."""
    layout = str(resources.files(__package__) / "layout" / "letter.typ")
    return typst.Compiler(
        layout, font_paths=list(fonts.folders), ignore_system_fonts=not fonts.system
    )


def _shown_nowhere(error: typst.TypstError) -> list[str]:
    """The characters that PDF/A refuses because they would be empty boxes."""
    parts = _LACKING.findall(str(getattr(error, "diagnostic", error)))
    signs: list[str] = []
    for part in parts:
        text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), part)
        signs += [
            sign for sign in text if sign not in signs and not sign.isascii() and sign != STAND_IN
        ]
    return signs


def _families(fonts: FontSet) -> dict[str, Any]:
    return {
        "title": fonts.title,
        "text": fonts.text,
        "heading": fonts.heading,
        "subheading": fonts.subheading,
        "thin_title": fonts.thin_title,
    }


def _data(letter: Letter) -> dict[str, Any]:
    day = letter.issued_on or _UNDATED
    return {
        "full_title": letter.full_title,
        "author": letter.signature or letter.title[0],
        "day": [day.year, day.month, day.day],
        "title": letter.title,
        "mark": letter.mark,
        "number": letter.number,
        "addressee": letter.addressee,
        "body": [_block(block) for block in letter.body],
        "attachments": letter.attachments,
        "signature": letter.signature,
        "date": letter.dated,
        "note": letter.note,
        "sealed": letter.sealed,
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "text", "text": block.text, "level": block.level}
    return {"kind": "table", "header": block.header, "rows": block.rows}
