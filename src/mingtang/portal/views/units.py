"""Units: who they are, how to reach them (政府信息公开条例 art. 20(2)), what they published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingtang.orgs.models import Unit
from mingtang.orgs.models.units import UnitKind
from mingtang.portal.caching import revalidated
from mingtang.portal.listing import list_page, years_to_choose
from mingtang.register.queries import counts_by_unit, entries_of


@require_safe
@revalidated
def unit_list(request: HttpRequest) -> HttpResponse:
    """Every unit by kind, those that have ended apart."""
    today = timezone.localdate()
    counts = counts_by_unit()
    units = list(Unit.objects.all())
    groups = [
        (kind.label, [(unit, counts.get(unit.pk, 0)) for unit in units if _shown(unit, kind)])
        for kind in UnitKind
    ]
    context = {
        "groups": [(label, rows) for label, rows in groups if rows],
        "ended": [unit for unit in units if unit.ended_on and unit.ended_on <= today],
        "crumbs": [("首页", "/"), ("单位", "")],
        "meta": {},
        "door": "open",
    }
    return render(request, "portal/units.html", context)


def _shown(unit: Unit, kind: UnitKind) -> bool:
    return unit.kind == kind and unit.exists_on(timezone.localdate())


@require_safe
@revalidated
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: contact, functions, predecessors and successors, its documents."""
    here = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    listing = list_page(request, entries_of(here), by_unit=False)
    feed = reverse("portal:unit-feed", args=[here.pk])
    context = {
        "unit": here,
        "ended": here.ended_on is not None and here.ended_on <= timezone.localdate(),
        "successions": list(here.successions.select_related("successor")),
        "inheritances": list(here.inheritances.select_related("predecessor")),
        "children": list(here.children.all()),
        "listing": listing,
        "years": years_to_choose(),
        "crumbs": [("首页", "/"), ("单位", reverse("portal:units")), (here.name, "")],
        "meta": {
            "column_name": here.name,
            "column_description": f"{here.name}的机构职能、联系方式和公开的文件",
            "column_type": "机构职能",
            "feed": feed,
            "feed_title": here.name,
        },
        "feed": feed,
        "door": "open",
    }
    return render(request, "portal/unit.html", context)
