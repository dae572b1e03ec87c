"""While somebody writes: what is public already, and which unit it is likely to be with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import log

from mingtang.orgs.models import Unit
from mingtang.orgs.models.units import UnitKind
from mingtang.search.queries import Filters, Hit, find
from mingtang.text.segment import query_words

MOST_HITS, MOST_UNITS = 5, 3
READ = 1_000
"""Characters that are looked at."""
COMMON = frozenset(
    {"申请", "公开", "信息", "政府", "关于", "有关", "相关", "情况", "资料", "材料", "文件"}
    | {"内容", "全部", "全文", "附件", "方案", "提供", "我们", "年度", "本县", "通知", "工作"}
)
"""Words that nearly every request has."""


@dataclass(frozen=True, slots=True)
class SuggestedUnit:
    """A unit and, in Chinese, why it."""

    pk: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What there is for a description. ``asked``: whether there was anything to look for."""

    asked: bool
    hits: list[Hit] = field(default_factory=list)
    units: list[SuggestedUnit] = field(default_factory=list)


def look(subject: str, description: str, doc_number: str, *, today: date) -> Found:
    """Published documents and answers, and units, for what was written so far."""
    text = f"{subject} {description}"[:READ].strip()
    words = [word for word in query_words(text, limit=48) if len(word) > 1 and word not in COMMON]
    if not (words or doc_number.strip()):
        return Found(asked=False)
    hits = _published(subject, doc_number, words)
    return Found(True, hits, _units(words, hits, today))


def _published(subject: str, doc_number: str, words: list[str]) -> list[Hit]:
    """The document number as it is, else all words of the subject, else the most telling ones."""
    telling = sorted(words, key=len, reverse=True)
    tries = [doc_number.strip(), subject.strip(), " ".join(words[:6]), " ".join(telling[:3])]
    tries += telling[:2]
    found: dict[int, Hit] = {}
    for query in dict.fromkeys(each for each in tries if each):
        for hit in find(query, Filters(), 1, size=MOST_HITS).hits:
            found.setdefault(hit.entry.pk, hit)
        if len(found) >= MOST_HITS or (found and query == tries[0]):
            break
    return list(found.values())[:MOST_HITS]


def _units(words: list[str], hits: Iterable[Hit], today: date) -> list[SuggestedUnit]:
    """Units by their names, their functions and what they published. Requests are never looked at:
    the answer would tell a stranger what others asked for."""
    rows = Unit.objects.existing_on(today).exclude(kind=UnitKind.SERVICE_BODY)
    units = {unit.pk: unit for unit in rows.only("name", "short_name", "functions", "kind")}
    points: Counter[int] = Counter()
    why: dict[int, tuple[float, str]] = {}

    def give(pk: int, score: float, reason: str) -> None:
        if pk in units and score > 0:
            points[pk] += score  # type: ignore[assignment]
            if score > why.get(pk, (0, ""))[0]:
                why[pk] = (score, reason)

    for word in words:
        named = [pk for pk, unit in units.items() if word in unit.name]
        duty = [pk for pk, unit in units.items() if word in unit.functions]
        for pk in named:
            give(pk, 4 * _rare(len(named), len(units)), f"名称里有“{word}”")
        for pk in duty:
            give(pk, 2 * _rare(len(duty), len(units)), f"职能里有“{word}”")
    for hit in hits:
        give(hit.entry.unit_id, 1, "公开过相近的文件")
    best = [pk for pk, _ in points.most_common(MOST_UNITS)]
    return [SuggestedUnit(pk, units[pk].name, why[pk][1]) for pk in best]


def _rare(having: int, of: int) -> float:
    """How much a word tells: nothing when every unit has it."""
    return log((1 + of) / having) if having else 0.0
