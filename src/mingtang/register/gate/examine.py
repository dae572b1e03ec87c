"""Runs every check over an item. Pure but for what ``reachable`` looks up."""

from __future__ import annotations

from collections.abc import Callable

from mingtang.text.wordlist import WordList

from .checks import CHECKS, Examined
from .content import GateContent, Hit


def examine(
    content: GateContent,
    *,
    words: WordList,
    reachable: Callable[[str], bool],
    hosts: frozenset[str] = frozenset(),
) -> list[Hit]:
    """All hits, one per kind, place and wording, in the order of the checks.

    ``reachable(path)`` says whether this site has the page; ``hosts`` are its own names.
    """
    item = Examined.of(content, words, reachable, hosts)
    hits: dict[str, Hit] = {}
    for check in CHECKS:
        for hit in check(item):
            hits.setdefault(hit.fingerprint, hit)
    return list(hits.values())
