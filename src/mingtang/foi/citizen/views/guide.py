"""政府信息公开指南 for requests: how, who, where, until when, what it costs, what then."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import conditional_page, require_safe

from mingtang.duties.law import limits_in_force
from mingtang.foi.citizen.filing import projected
from mingtang.foi.citizen.flow import PUBLIC_FLOW
from mingtang.foi.redress import review_body
from mingtang.orgs.models import Unit
from mingtang.orgs.models.units import UnitKind
from mingtang.statute.foi.fees import items_fee, volume_fee
from mingtang.statute.limits import TimeLimit, UnknownLimit

LIMITS = (
    "foi.reply",
    "foi.extend",
    "foi.correction",
    "foi.correction_reply",
    "foi.thirdparty",
    "foi.comaker",
    "foi.reasons_reply",
    "foi.fee_payment",
    "review.apply",
    "suit.direct",
    "suit.after_review",
)
"""The periods that an applicant meets, in the order of their course."""


@require_safe
@conditional_page
def guide(request: HttpRequest) -> HttpResponse:
    """办申请."""
    today = timezone.localdate()
    units = list(
        Unit.objects.existing_on(today)
        .exclude(kind=UnitKind.SERVICE_BODY)
        .only("name", "address", "phone", "office_hours", "kind")
    )
    context = {
        "units": [unit for unit in units if unit.address or unit.phone],
        "explanation": projected(today, today),
        "today": today,
        "limits": _limits(),
        "items": items_fee(0, 60).lines,
        "pages": volume_fee(300).lines,
        "review": review_body(units[0]) if units else "",
        "court": settings.MINGTANG_COURT,
        "phone": settings.MINGTANG_CONTACT_PHONE,
        "address": settings.MINGTANG_CONTACT_ADDRESS,
        "chart": mark_safe(PUBLIC_FLOW.as_svg()),
        "steps": PUBLIC_FLOW.as_steps(),
        "crumbs": [("首页", "/"), ("办申请", "")],
        "meta": {"column_name": "依申请公开", "column_type": "依申请公开"},
        "door": "apply",
    }
    response = render(request, "foi/citizen/guide.html", context)
    response["Cache-Control"] = "no-cache"
    return response


def _limits() -> list[TimeLimit]:
    book, today, found = limits_in_force(), timezone.localdate(), []
    for code in LIMITS:
        try:
            found.append(book.get(code, today))
        except UnknownLimit:
            continue
    return found
