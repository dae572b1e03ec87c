"""The search box of the workbench: sources that apps register, each searching by right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from mingtang.orgs.access import Access


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    label: str
    url: str
    note: str = ""


Look = Callable[[Access, str, int], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class _Source:
    code: str
    label: str
    look: Look
    list_url: Callable[[], str]
    order: int


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one source; ``more_url`` opens the list with the same words."""

    label: str
    hits: Sequence[Hit]
    more_url: str


_sources: dict[str, _Source] = {}


def register_search(
    code: str, label: str, look: Look, list_url: Callable[[], str], *, order: int = 100
) -> None:
    """Add a source: ``look(access, words, most)`` gives hits that the person may see."""
    _sources[code] = _Source(code, label, look, list_url, order)


def find(access: Access, words: str, most: int = 10) -> list[Found]:
    """What every source finds; sources without a hit are left out."""
    found = []
    for source in sorted(_sources.values(), key=lambda each: (each.order, each.code)):
        hits = source.look(access, words, most)
        if hits:
            more = f"{source.list_url()}?{urlencode({'q': words})}"
            found.append(Found(source.label, hits, more))
    return found
