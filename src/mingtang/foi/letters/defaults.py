"""The DOCX templates: the ones shipped, and how they are made from the kinds of papers.

A field is written by its Chinese label, ``{{ 申请内容 }}``, so that staff can read and edit a
template in WPS. ``python -m mingtang.foi.letters.defaults`` writes the shipped files anew.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from docx.document import Document as Docx

from mingtang.papers import reading as styles
from mingtang.papers.docx import check_template
from mingtang.papers.styles import add_table, blank_paper, saved
from mingtang.statute.foi.rules import Rules

from .fields import field_of
from .kinds import KINDS, KINDS_2007, fields_of, kind
from .model import Form, Kind, Shape, Words, filled

_ROW = "行"


def default_template(code: str, rules: Rules = Rules.R2019) -> bytes:
    """The shipped template of a paper. Raises LookupError for a paper those rules do not have."""
    return (_folder() / file_name(kind(code, rules))).read_bytes()


def file_name(paper: Kind) -> str:
    """``correction.docx``, and ``correction-2007.docx`` for the older rules."""
    return f"{paper.code}.docx" if paper.rules is Rules.R2019 else f"{paper.code}-2007.docx"


def checked_template(code: str, template: bytes, rules: Rules = Rules.R2019) -> set[str]:
    """The labels of the fields in an edited template.

    Raises ``papers.package.BadTemplate`` when it is broken or names a field the paper has not.
    """
    known = {field.label for field in fields_of(kind(code, rules))}
    return check_template(template, known=known)


def made_template(paper: Kind) -> bytes:
    """The template of a paper in the layout of GB/T 9704-2012."""
    made = blank_paper(paper.name)
    _line(made, styles.TITLE, _blank("unit"))
    _line(made, styles.TITLE, paper.name)
    if paper.numbered:
        _line(made, styles.NUMBER, _blank("number"))
    _line(made, styles.ADDRESSEE, _blank("addressee") + "：")
    for part in paper.parts:
        if isinstance(part, Form):
            add_table(made, (part.header, *part.rows))
        else:
            _add_words(made, part)
    _guarded(made, styles.ATTACHMENTS, "附件：" + _blank("attachments"), Words("", "attachments"))
    _line(made, styles.SIGNATURE, _blank("unit"))
    _line(made, styles.DATE, _blank("date"))
    _guarded(made, styles.NOTE, f"（{_blank('contact')}）", Words("", "contact"))
    return saved(made)


def write_templates() -> list[Path]:
    """Write all shipped templates into the package; returns their paths."""
    written = []
    for paper in (*KINDS, *KINDS_2007):
        path = _folder() / file_name(paper)
        path.write_bytes(made_template(paper))
        written.append(path)
    return written


def _folder() -> Path:
    return Path(str(resources.files(__package__) / "templates"))


def _blank(code: str) -> str:
    return "{{ " + field_of(code).label + " }}"


def _line(made: Docx, style: str, text: str) -> None:
    made.add_paragraph(text, style=style)


def _add_words(made: Docx, words: Words) -> None:
    rows = [code for code in words.fields if field_of(code).shape is Shape.ROWS]
    if rows:
        _add_rows(made, rows[0])
    else:
        text = filled(words.text, {code: _blank(code) for code in words.fields})
        _guarded(made, styles.TEXT, text, words)


def _guarded(made: Docx, style: str, text: str, words: Words) -> None:
    """The paragraph between the lines that let it stand or fall away."""
    tests = [label for label in (_label(words.when), _not(_label(words.unless))) if label]
    if tests:
        _line(made, styles.TEXT, "{%p if " + " and ".join(tests) + " %}")
    _line(made, style, text)
    if tests:
        _line(made, styles.TEXT, "{%p endif %}")


def _label(code: str) -> str:
    return field_of(code).label if code else ""


def _not(label: str) -> str:
    return f"not {label}" if label else ""


def _add_rows(made: Docx, code: str) -> None:
    field = field_of(code)
    columns = len(field.columns)
    begin = ["{%tr for " + _ROW + " in " + field.label + " %}", *[""] * (columns - 1)]
    cells = ["{{ " + f"{_ROW}.{column}" + " }}" for column in field.columns]
    end = ["{%tr endfor %}", *[""] * (columns - 1)]
    _line(made, styles.TEXT, "{%p if " + field.label + " %}")
    add_table(made, (field.columns, begin, cells, end))
    _line(made, styles.TEXT, "{%p endif %}")


if __name__ == "__main__":
    write_templates()
