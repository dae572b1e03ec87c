"""Comparison of two versions of a body: first paragraphs and table rows, then the words in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from .htmltext import html_to_text

Op = Literal["equal", "insert", "delete", "replace"]

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|\s+|.", re.DOTALL)
_SIMILAR = 0.35
"""Two paragraphs less alike than this are one deleted and one inserted."""
_LARGEST = 4_000_000
"""Products of token counts above this are compared as wholes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch inside a changed paragraph; an insert has no ``old``, a delete no ``new``."""

    op: Op
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph or table row (cells by tab); ``parts`` only when ``op`` is ``replace``."""

    op: Op
    old: str
    new: str
    parts: tuple[Part, ...] = ()


def compare(old_html: str, new_html: str) -> list[Change]:
    """All paragraphs of both versions in reading order, each with what happened to it."""
    return compare_lines(html_to_text(old_html).split("\n"), html_to_text(new_html).split("\n"))


def compare_lines(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Like :func:`compare` for paragraphs of text; empty ones are left out."""
    old = [line for line in old if line]
    new = [line for line in new if line]
    changes: list[Change] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            changes.extend(Change("equal", line, line) for line in old[i1:i2])
        else:
            changes.extend(_paired(old[i1:i2], new[j1:j2]))
    return changes


def _paired(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Changed paragraphs matched in order with the most similar next one."""
    changes: list[Change] = []
    place = 0
    for line in old:
        window = range(place, min(place + 8, len(new)))
        match = next((j for j in window if _alike(line, new[j])), None)
        if match is None:
            changes.append(Change("delete", line, ""))
            continue
        changes.extend(Change("insert", "", added) for added in new[place:match])
        changes.append(Change("replace", line, new[match], _parts(line, new[match])))
        place = match + 1
    changes.extend(Change("insert", "", added) for added in new[place:])
    return changes


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old[:400], new[:400], autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


def _parts(old: str, new: str) -> tuple[Part, ...]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(a) * len(b) > _LARGEST:
        return (Part("replace", old, new),)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return tuple(
        Part(op, "".join(a[i1:i2]), "".join(b[j1:j2]))
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
    )
