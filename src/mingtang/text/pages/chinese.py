"""Habits of Chinese documents that several readers need: headings, joined lines, spacing."""

from __future__ import annotations

import re
import unicodedata

_HAN = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_HAN_DIGIT = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[0-9])|(?<=[0-9%]) +(?=[\u4e00-\u9fff])")
HEADING = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条]"
    r"|[0-9]{1,2}[.、．](?![0-9])|[（(][0-9]{1,2}[)）]|[①-⑳])"
)
"""The beginning of a numbered heading or paragraph."""
TOP_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")
PAGE_NUMBER = re.compile(
    r"[-—–－ ]*\d{1,4}[-—–－ ]*|第 *\d{1,4} *页(?: *[,，/]? *共 *\d{1,4} *页)?|\d{1,3} */ *\d{1,3}"
)
"""A line that is a page number: ``- 4 -``, ``— 4 —``, ``第4页 共9页``."""
_SENTENCE = re.compile(r"[，。；：、,;《》“”？！]|[0-9] +[年月日号]")


def width(text: str) -> int:
    """Columns that a text takes in print: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def joined(first: str, second: str) -> str:
    """Two parts of a paragraph: a space only between two Latin words."""
    latin = first[-1:].isascii() and first[-1:].isalpha()
    if latin and second[:1].isascii() and second[:1].isalpha():
        return f"{first} {second}"
    return first + second


def close_spaces(text: str) -> str:
    """Take out the spaces that typesetting put between Chinese characters and digits."""
    text = _BETWEEN_HAN.sub("", text)
    return _HAN_DIGIT.sub("", text)


def is_row(text: str) -> bool:
    """Whether a line looks like the row of a table whose rules were lost: words apart, no stop."""
    words = text.split()
    if len(words) < 3 or len(text) > 120 or _SENTENCE.search(text):
        return False
    figures = sum(1 for word in words if re.fullmatch(r"[-+]?[0-9][0-9.,%]*|[-—/]", word))
    return figures * 2 >= len(words) or max(map(len, words)) <= 12
