"""The words of each field of work, read from ``data/lexicon.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something counted: name, unit of measure, and the range in which its values lie."""

    name: str
    measure: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of work: what its documents are about, whom they serve, what they count."""

    topics: tuple[str, ...]
    audience: tuple[str, ...]
    actions: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    places: tuple[str, ...]
    law: str


@cache
def _lexicon() -> dict[str, Domain]:
    rows = tomllib.loads((DATA / "lexicon.toml").read_text(encoding="utf-8"))
    return {
        name: Domain(
            topics=tuple(row["topics"]),
            audience=tuple(row["audience"]),
            actions=tuple(row["actions"]),
            indicators=tuple(Indicator(*each) for each in row["indicators"]),
            places=tuple(row["places"]),
            law=row["law"],
        )
        for name, row in rows.items()
    }


def domain(name: str) -> Domain:
    """The words of a field. Raises ``KeyError`` for an unknown one."""
    return _lexicon()[name]
