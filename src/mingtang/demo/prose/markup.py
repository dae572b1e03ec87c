"""Paragraphs, headings and tables of a body, in the markup that the cleaner keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .writing import NUMERALS


def paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def heading(number: int, text: str) -> str:
    """``一、`` and the text."""
    return f"<h2>{NUMERALS[number - 1]}、{text}</h2>"


def item(number: int, lead: str, rest: str) -> str:
    """``（一）`` with its lead sentence and what follows."""
    return f"<p>（{NUMERALS[number - 1]}）{lead}{rest}</p>"


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table with a caption and column heads."""
    cells = "".join(f'<th scope="col">{each}</th>' for each in head)
    body = "".join("<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>" for row in rows)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{cells}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def signature(unit: str, day: str) -> str:
    return f'<p class="align-right">{unit}</p><p class="align-right">{day}</p>'
