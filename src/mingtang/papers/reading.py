"""A filled DOCX read back as a :class:`Letter`, so that the PDF says what the DOCX says.

The default templates mark each element of GB/T 9704-2012 by a paragraph style; staff may change
wording, order and number of paragraphs. A paragraph in any other style is running text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from docx import Document
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from .letter import BadLetter, Block, Letter, Paragraph, Table
from .package import check_package
from .plain import lines_of

MARK, TITLE, NUMBER, ADDRESSEE = "发文机关标志", "公文标题", "发文字号", "主送机关"
TEXT, ATTACHMENTS, NOTE = "公文正文", "附件说明", "附注"
SIGNATURE, DATE = "发文机关署名", "成文日期"
HEADINGS = {"一级标题": 1, "二级标题": 2, "三级标题": 3, "四级标题": 4}

STYLES = (MARK, TITLE, NUMBER, ADDRESSEE, TEXT, *HEADINGS, ATTACHMENTS, SIGNATURE, DATE, NOTE)
"""The paragraph styles that carry meaning, in the order of the elements."""

_NUMBERED = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
)
_DATE = re.compile(r"\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*")
_ATTACHED = re.compile(r"^(?:附件\s*[:：]\s*)+")
_COUNTED = re.compile(r"^\d{1,3}\s*[.．、]\s*")


@dataclass(slots=True)
class _Read:
    parts: dict[str, list[str]] = field(default_factory=dict)
    body: list[Block] = field(default_factory=list)

    def all(self, style: str) -> tuple[str, ...]:
        return tuple(self.parts.get(style, ()))

    def one(self, style: str) -> str:
        return "".join(self.all(style))


def letter_from(content: bytes, *, sealed: bool = True) -> Letter:
    """The letter that a filled DOCX holds.

    Raises ``BadTemplate`` for no DOCX, :class:`BadLetter` for a date that does not exist.
    """
    check_package(content)
    read = _Read()
    for element in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(element, WordTable):
            read.body.extend(_tables(element))
        else:
            _sort_in(element, read)
    return Letter(
        title=read.all(TITLE),
        body=tuple(read.body),
        number=read.one(NUMBER),
        addressee=read.one(ADDRESSEE).rstrip("：:"),
        attachments=attachment_names(read.all(ATTACHMENTS)),
        signature=read.one(SIGNATURE),
        issued_on=_date(read.one(DATE)),
        note=read.one(NOTE).removeprefix("（").removesuffix("）"),
        sealed=sealed,
        mark=read.one(MARK),
    )


def attachment_names(lines: Sequence[str]) -> tuple[str, ...]:
    """The names in an 附件说明, without 附件： and, where there are several, their numbers."""
    names = [_ATTACHED.sub("", line, count=1) for line in lines]
    if len(names) > 1:
        names = [_COUNTED.sub("", name, count=1) for name in names]
    return tuple(name for name in names if name)


def _sort_in(paragraph: WordParagraph, read: _Read) -> None:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    for line in lines_of(paragraph.text):
        if style in HEADINGS:
            read.body.append(Paragraph(line, HEADINGS[style]))
        elif style in STYLES and style != TEXT:
            read.parts.setdefault(style, []).append(line)
        else:
            read.body.append(Paragraph(line, leveled(line)))


def leveled(line: str) -> int:
    """The level of a heading by its number (一、 is 1, （一） is 2); 0 for running text.

    A heading is short and does not end like a sentence. 1. and （1） look like running text.
    """
    if len(line) > 80 or line[-1:] in "。；：！？":
        return 0
    return next((n for n, form in enumerate(_NUMBERED, 1) if form.match(line)), 0)


def _tables(table: WordTable) -> Iterator[Table]:
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    if rows and all(len(row) == len(rows[0]) for row in rows):
        yield Table(rows[0], tuple(rows[1:]))
    elif rows:
        raise BadLetter("文书中的表格各行栏数不一致（有合并的单元格），无法排版")


def _date(text: str) -> date | None:
    if not text.strip():
        return None
    match = _DATE.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else _refuse(text)
    except ValueError as error:
        raise BadLetter(f"成文日期“{text[:20]}”不存在") from error


def _refuse(text: str) -> date:
    raise BadLetter(f"成文日期“{text[:20]}”写法有误，应如“2019年4月1日”")
