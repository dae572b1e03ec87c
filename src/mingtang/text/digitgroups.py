"""Numbers as people write them: digits in groups, with spaces or hyphens between them.

A detector asks for a run of whole groups that together have a given count of digits, so that
``3208 1319 9001 0100 17`` is seen while the inside of a longer number is not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CHAIN = re.compile(
    r"(?<![0-9])(?<![0-9]\.)[0-9]++(?:[ \-‐-―·]{1,2}[0-9]++(?![A-WYZa-wyz]))*+"
    r"(?:[ \-]?[XxХхΧχⅩⅹ×](?![0-9A-Za-z]))?+(?![A-Za-z])"
)
_GROUP = re.compile(r"[0-9]+|[XxХхΧχⅩⅹ×]")
_AS_X = str.maketrans("xХхΧχⅩⅹ×", "XXXXXXXX")
_URL = re.compile(r"(?:https?|ftp)://[!-~]+|www\.[!-~]+")
MAX_GROUPS = 24
"""More groups than this in a row are a table, in which each group is a number of its own."""


@dataclass(frozen=True, slots=True)
class Number:
    """Whole groups at ``[start, end)``; ``digits`` without separators, ``sizes`` of the groups."""

    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Groups of digits in a row: start and end of each, and its digits (or ``X``).

    ``lettered``: a letter stands right before it, as in a code of letters and digits.
    """

    groups: tuple[tuple[int, int, str], ...]
    lettered: bool

    def numbers(self, shortest: int, longest: int) -> Iterator[Number]:
        """Every run of whole groups with ``shortest`` to ``longest`` digits, from the left."""
        for first in range(len(self.groups)):
            digits = ""
            sizes: list[int] = []
            for start, end, group in self.groups[first:]:
                digits += group
                sizes.append(end - start)
                if len(digits) > longest:
                    break
                if len(digits) >= shortest:
                    yield Number(self.groups[first][0], end, digits, tuple(sizes))


def chains(text: str, shortest: int = 8) -> list[Chain]:
    """All chains of at least ``shortest`` digits in half-width ``text``, outside web addresses."""
    addresses = [match.span() for match in _URL.finditer(text)]
    found: list[Chain] = []
    for match in _CHAIN.finditer(text):
        if match.end() - match.start() < shortest:
            continue
        if any(start <= match.start() < end for start, end in addresses):
            continue
        groups = tuple(
            (match.start() + g.start(), match.start() + g.end(), g[0].translate(_AS_X))
            for g in _GROUP.finditer(match[0])
        )
        if len(groups) > MAX_GROUPS:
            found.extend(Chain((g,), False) for g in groups if len(g[2]) >= shortest)
            continue
        before = text[match.start() - 1 : match.start()]
        found.append(Chain(groups, before.isascii() and before.isalpha()))
    return found
