"""Whether a reply is complete: every matter decided, with basis and the elements it must hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from mingtang.statute.foi.grounds import GROUNDS
from mingtang.statute.foi.outcomes import basis_of, missing, outcome, outcomes_of
from mingtang.statute.foi.rules import Rules
from mingtang.text.folding import half_width, without_spaces

if TYPE_CHECKING:
    from .models import Item

MARK = "第{}项"
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇两0-9]+条")
_BRACKETS = re.compile(r"[《》]|\([^()]*\)")
_TITLE = re.compile(
    r"《[^《》]+(?:法|条例|规定|办法|细则|规则|决定|解释|意见|通知)(?:（[^《》]*）)?》"
)


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


def cites_law(text: str) -> bool:
    """Whether a basis names an article (第…条), a title in 《》 or an instrument of the tables."""
    plain = half_width(text)
    if _ARTICLE.search(without_spaces(text)) or _TITLE.search(text):
        return True
    return any(name in plain for name in _instruments())


@lru_cache(maxsize=1)
def _instruments() -> frozenset[str]:
    """The instruments on which the outcomes rest, as one cites them: without 《》 and brackets."""
    cited = [each.basis for each in GROUNDS]
    for rules in Rules:
        for kind in outcomes_of(rules):
            cited += [*kind.basis, *(basis for sub in kind.subkinds for basis in sub.basis)]
    names = {half_width(each.instrument) for each in cited}
    return frozenset(names | {_BRACKETS.sub("", name) for name in names})
