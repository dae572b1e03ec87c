"""Table 4 of the annual report: reviews and suits, by their result or as still pending.

``foi.review.upheld|corrected|other|open`` are F1 to F4, ``foi.suit.direct.*`` G1 to G4 and
``foi.suit.after.*`` H1 to H4; F5, G5 and H5 are their sums. Decided ones are counted in the year of
the decision, pending ones when they were brought by the end of the year and not decided by then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from mingtang.figures.registry import Figure, Rows
from mingtang.foi.models import Challenge
from mingtang.foi.states import ChallengeKind, ChallengeResult
from mingtang.orgs.models import Unit

TABLE_4 = "国办公开办函〔2021〕30号 表四"

KINDS: dict[str, tuple[str, str]] = {
    "review": (ChallengeKind.REVIEW, "reviews"),
    "suit.direct": (ChallengeKind.DIRECT_SUIT, "suits without review"),
    "suit.after": (ChallengeKind.SUIT_AFTER_REVIEW, "suits after review"),
}
RESULTS: dict[str, str] = {
    "upheld": ChallengeResult.UPHELD,
    "corrected": ChallengeResult.CORRECTED,
    "other": ChallengeResult.OTHER,
}
OPEN = "open"


def _of(kind: str, unit: Unit | None) -> QuerySet[Challenge]:
    rows = Challenge.objects.filter(kind=kind)
    return rows if unit is None else rows.filter(request__unit=unit)


def _decided(kind: str, result: str) -> Rows:
    def rows(year: int, unit: Unit | None) -> QuerySet[Challenge]:
        span = (date(year, 1, 1), date(year, 12, 31))
        return _of(kind, unit).filter(result=result, decided_on__range=span)

    return rows


def _pending(kind: str) -> Rows:
    def rows(year: int, unit: Unit | None) -> QuerySet[Challenge]:
        last = date(year, 12, 31)
        undecided = Q(decided_on__isnull=True) | Q(decided_on__gt=last)
        return _of(kind, unit).filter(undecided, filed_on__lte=last)

    return rows


def figures() -> Iterator[Figure]:
    """The twelve cells that are counted."""
    for code, (kind, english) in KINDS.items():
        name = ChallengeKind(kind).label
        for outcome, result in RESULTS.items():
            label = ChallengeResult(result).label
            yield Figure(
                f"foi.{code}.{outcome}",
                f"{name}：{label}",
                f"{english}: {outcome}",
                "件",
                f"本年审结、{label}的{name}",
                TABLE_4,
                _decided(kind, result),
                unit_field="request__unit_id",
            )
        yield Figure(
            f"foi.{code}.{OPEN}",
            f"{name}：尚未审结",
            f"{english}: pending",
            "件",
            f"年末以前提起、12月31日终了时尚未审结的{name}",
            TABLE_4,
            _pending(kind),
            unit_field="request__unit_id",
        )
