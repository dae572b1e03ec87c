"""A paper made: its DOCX from the template, and its PDF from what that DOCX says."""

from __future__ import annotations

from dataclasses import dataclass

from mingtang.papers.docx import Value as TemplateValue
from mingtang.papers.docx import fill
from mingtang.papers.fonts import FontSet
from mingtang.papers.letter import Letter
from mingtang.papers.pdf import typeset
from mingtang.papers.reading import letter_from
from mingtang.statute.foi.rules import Rules

from .defaults import checked_template, default_template
from .fields import field_of
from .kinds import fields_of, kind, printed_values
from .model import Shape
from .wording import Values, rows_of


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper. ``lacking``: characters that no font here shows, printed as 〓."""

    docx: bytes
    pdf: bytes
    letter: Letter
    lacking: tuple[str, ...] = ()


def make_paper(
    code: str,
    values: Values,
    *,
    rules: Rules = Rules.R2019,
    template: bytes | None = None,
    fonts: FontSet | None = None,
) -> Paper:
    """The paper as DOCX and PDF, saying the same; ``template`` replaces the shipped one.

    Raises LookupError (no such paper), ``papers.package.BadTemplate``,
    ``papers.docx.MissingFields`` (naming each field in Chinese), ``papers.letter.BadLetter``,
    ``papers.fonts.NoChineseFont``.
    """
    filled = fill_template(code, values, rules=rules, template=template)
    letter = letter_from(filled)
    printed = typeset(letter, fonts)
    return Paper(filled, printed.pdf, letter, printed.lacking)


def fill_template(
    code: str, values: Values, *, rules: Rules = Rules.R2019, template: bytes | None = None
) -> bytes:
    """The DOCX of a paper. Raises as :func:`make_paper` does, but for letter and fonts."""
    paper = kind(code, rules)
    if template is None:
        template = default_template(code, rules)
    else:
        checked_template(code, template, rules)
    printed = printed_values(paper, values)
    ready: dict[str, TemplateValue] = {}
    for field in fields_of(paper):
        if field.shape is Shape.ROWS:
            columns = field_of(field.code).columns
            rows = rows_of(field.code, values.get(field.code))
            ready[field.label] = [dict(zip(columns, row, strict=True)) for row in rows]
        else:
            ready[field.label] = printed[field.code]
    return fill(template, ready, order=[field.label for field in fields_of(paper)])
