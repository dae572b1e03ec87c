"""What a paper consists of: fields, paragraphs that may fall away, and the kind that binds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingtang.statute.foi.rules import Basis, Rules

_FIELD = re.compile(r"\{([a-z_]+)\}")


class Source(StrEnum):
    """Where the value of a field comes from."""

    REQUEST = "申请登记"
    UNIT = "单位设置"
    OFFICER = "承办人填写"
    CLOCK = "期限推算"
    STATUTE = "法律条款"
    NUMBERING = "编号"


class Shape(StrEnum):
    """How a value is written: text within a sentence, whole sentences in paragraphs, one point a
    line, a day, yuan, rows of cells."""

    TEXT = "text"
    PROSE = "prose"
    LINES = "lines"
    DAY = "day"
    YUAN = "yuan"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Field:
    """A blank in a paper. ``label`` is also its name in the DOCX template.

    ``columns`` are the cells of one row, for rows only. ``default`` is printed where no value is
    given.
    """

    code: str
    label: str
    source: Source
    shape: Shape = Shape.TEXT
    default: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph with ``{fields}``; it stands only where the field ``when`` has a value and the
    field ``unless`` has none. A field with rows stands alone and becomes a table."""

    text: str
    when: str = ""
    unless: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The codes of the fields in the text, in order."""
        return tuple(_FIELD.findall(self.text))

    @property
    def asked(self) -> Iterator[str]:
        """The codes of the fields that decide whether it stands."""
        return (code for code in (self.when, self.unless) if code)


@dataclass(frozen=True, slots=True)
class Form:
    """A fixed table that the reader fills in, e.g. the slip on which a third party answers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Words | Form


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper under one version of the Regulation.

    ``basis`` are the articles it rests on, printed for ``{basis}``. ``numbered``: takes a number
    """

    code: str
    name: str
    parts: tuple[Part, ...]
    basis: tuple[Basis, ...] = ()
    rules: Rules = Rules.R2019
    numbered: bool = True
    remedy: bool = False
    to: str = "申请人"
    """Whom it addresses."""

    @property
    def words(self) -> tuple[Words, ...]:
        """The parts that are text."""
        return tuple(part for part in self.parts if isinstance(part, Words))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each ``{field}`` replaced; what a value contains is not looked into again."""
    return _FIELD.sub(lambda match: values[match[1]], text)
