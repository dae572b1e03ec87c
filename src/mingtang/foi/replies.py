"""Whether a reply is complete: every matter decided, with basis and the elements it must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mingtang.statute.foi.outcomes import basis_of, missing, outcome

if TYPE_CHECKING:
    from .models import Item

MARK = "第{}项"


def faults_of(items: Iterable[Item]) -> Iterator[str]:
    """What is wrong with the matters of a reply, one Chinese clause each."""
    rows = list(items)
    if not rows:
        yield "没有列出申请的事项"
    for item in rows:
        where = MARK.format(item.n) if len(rows) > 1 else "答复"
        if not item.outcome:
            yield f"{where}还没有作出决定" if len(rows) > 1 else "还没有作出决定"
            continue
        if not item.basis.strip():
            yield f"{where}没有写明依据"
        lacking = missing(item.outcome, given_of(item), item.subkind)
        if lacking:
            yield f"{where}缺少{'、'.join(need.label for need in lacking)}"


def given_of(item: Item) -> Mapping[str, str]:
    """What the reply gives on a matter; the reasons stand in a field of their own too."""
    given = {str(key): str(value) for key, value in item.given.items()}
    if item.reasons.strip():
        given.setdefault("reasons", item.reasons)
    return given


def usual_basis(code: str, subkind: str = "", grounds: Iterable[str] = ()) -> str:
    """The articles to cite for an outcome, as they are printed. Raises LookupError."""
    found = outcome(code)
    if subkind:
        found.subkind(subkind)
    return "；".join(each.text for each in basis_of(code, subkind, grounds))
