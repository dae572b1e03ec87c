"""The places of a body at which a remark can be made, numbered as the gate counts paragraphs.

A table is one place, however many cells it has: it is named by the numbers of its first and last
cell, so that what the gate says of "第 17 段" is found in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html as lxml_html

from mingtang.register.gate.fragment import fragment_of
from mingtang.register.gate.places import Stretch, stretches

LONGEST_QUOTE = 60
"""Characters of the text that a remark quotes."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A place: its first and last number, its text, whether it is a table."""

    number: int
    last: int
    text: str
    table: bool

    @property
    def span(self) -> str:
        """Its number, or its first and last."""
        return f"{self.number}–{self.last}" if self.last > self.number else f"{self.number}"

    @property
    def words(self) -> str:
        """What a person calls it."""
        return f"第 {self.span} 段{'（表格）' if self.table else ''}"


def table_of(stretch: Stretch) -> lxml_html.HtmlElement | None:
    """The outermost table in which a stretch of text stands."""
    around = [stretch.block, *stretch.block.iterancestors()]
    return next((each for each in reversed(around) if each.tag == "table"), None)


def places_in(body_html: str) -> list[Numbered]:
    """Every place of a body, in reading order."""
    if not body_html.strip():
        return []
    root = fragment_of(body_html)
    found: list[Numbered] = []
    before = None
    for number, stretch in enumerate(stretches(root), start=1):
        table = table_of(stretch)
        if table is not None and table is before:
            first = found.pop()
            found.append(Numbered(first.number, number, first.text, table=True))
        else:
            found.append(Numbered(number, number, stretch.text, table=table is not None))
        before = table
    return found


def place_at(body_html: str, number: int) -> Numbered | None:
    """The place to which a number belongs; None when the body has no such number."""
    return next((each for each in places_in(body_html) if each.number <= number <= each.last), None)
