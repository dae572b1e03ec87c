"""An official letter as data, in the order in which GB/T 9704-2012 sets its elements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from .plain import lines_of, printable

MOST_CHARACTERS = 400_000
"""About 650 pages; what is longer belongs into an attachment."""


class BadLetter(ValueError):
    """The letter cannot be typeset; ``reason`` says why and what to do, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body. ``level`` 1–4: headings 一、（一）1.（1）; 0: running text."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts in the body; every row has as many cells as ``header``."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter; the number comes written as it shall stand on the paper."""

    title: tuple[str, ...]
    """标题 by lines: the agency, then the name of the document."""
    body: tuple[Block, ...]
    number: str = ""
    """发文字号"""
    addressee: str = ""
    """主送机关 or the person written to, without the colon"""
    attachments: tuple[str, ...] = ()
    """附件说明: the names, numbered here when there are several"""
    signature: str = ""
    """发文机关署名"""
    issued_on: date | None = None
    """成文日期; ``None`` in a draft"""
    note: str = ""
    """附注, without its round brackets"""
    sealed: bool = True
    """A seal will be pressed: leaves its place and sets the date four characters from the edge."""
    mark: str = ""
    """发文机关标志 in red over a red line; empty: no red head"""

    @property
    def full_title(self) -> str:
        """The title in one line, as metadata carries it."""
        return "".join(self.title)

    @property
    def dated(self) -> str:
        """成文日期 as GB/T 9704 writes it: 2019年4月1日."""
        day = self.issued_on
        return f"{day.year}年{day.month}月{day.day}日" if day else ""

    def text(self) -> str:
        """All that the letter says, a line a paragraph or row."""
        lines = [self.mark, *self.title, self.number, self.addressee]
        for block in self.body:
            if isinstance(block, Paragraph):
                lines.append(block.text)
            else:
                lines.extend("\t".join(row) for row in (block.header, *block.rows))
        lines += [*self.attachments, self.signature, self.dated, self.note]
        return "\n".join(line for line in lines if line)


def checked(letter: Letter) -> Letter:
    """The letter with printable text and one block a paragraph.

    Raises :class:`BadLetter`: no title, no body, uneven table, too long.
    """
    title = tuple(line for part in letter.title for line in lines_of(part))
    if not title:
        raise BadLetter("文书没有标题，请填写机关名称和文种")
    body = tuple(piece for block in letter.body for piece in _pieces(block))
    if not body:
        raise BadLetter(f"《{''.join(title)}》没有正文，不能成文")
    if len(letter.text()) > MOST_CHARACTERS:
        raise BadLetter(f"文书超过 {MOST_CHARACTERS // 10_000} 万字，无法排版；请将长内容改作附件")
    return replace(
        letter,
        title=title,
        body=body,
        number=_line(letter.number),
        addressee=_line(letter.addressee).rstrip("：:"),
        attachments=tuple(_line(name) for name in letter.attachments if _line(name)),
        signature=_line(letter.signature),
        note=_line(letter.note),
        mark=_line(letter.mark),
    )


def _line(text: str) -> str:
    return " ".join(lines_of(text))


def _pieces(block: Block) -> list[Block]:
    if isinstance(block, Paragraph):
        if block.level not in range(5):
            raise BadLetter(f"没有第 {block.level} 级标题，公文的结构层次只有四级")
        return [Paragraph(line, block.level) for line in lines_of(block.text)]
    if not block.header or any(len(row) != len(block.header) for row in block.rows):
        raise BadLetter("表格各行的栏数与表头不一致，请核对")
    rows = tuple(tuple(printable(cell).strip() for cell in row) for row in block.rows)
    return [Table(tuple(printable(cell).strip() for cell in block.header), rows)]
