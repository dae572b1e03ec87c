"""What many asked for: suggested to be published for everyone (政府信息公开条例 art. 44)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max

from mingtang.orgs.access import Access
from mingtang.orgs.models import Unit
from mingtang.statute.foi.course import may_become_proactive

from .models import Request
from .states import ELSEWHERE

MOST = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The same words asked of a unit by so many: the last request stands for all."""

    unit: Unit
    applicants: int
    requests: int
    last: Request
    enough: bool


def suggestions(access: Access) -> list[Suggestion]:
    """What two applicants or more asked of one unit, the most wanted first. ``enough``: so many
    that the article asks the unit to publish it, by the option ``foi_proactive_applicants``."""
    rows = Request.objects.visible_to(access).exclude(state__in=ELSEWHERE)
    groups = (
        rows.order_by()
        .values("unit_id", "wording_key")
        .annotate(
            applicants=Count("applicant", distinct=True), requests=Count("pk"), last=Max("pk")
        )
        .filter(applicants__gte=2)
        .order_by("-applicants", "-last")[:MOST]
    )
    found = list(groups)
    last = Request.objects.select_related("unit").in_bulk([each["last"] for each in found])
    least = settings.MINGTANG_FOI_PROACTIVE_APPLICANTS
    return [
        Suggestion(
            last[each["last"]].unit,
            each["applicants"],
            each["requests"],
            last[each["last"]],
            may_become_proactive(each["applicants"], threshold=least),
        )
        for each in found
    ]
