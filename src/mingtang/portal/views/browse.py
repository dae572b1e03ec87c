"""Ways in: the home page, everything that is public, a section, the map of the site."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingtang.orgs.models import Unit
from mingtang.portal.caching import revalidated
from mingtang.portal.context import preferences_of
from mingtang.portal.listing import Choice, list_page, units_to_choose, years_to_choose
from mingtang.register.genres import Genre, Validity
from mingtang.register.models import Section
from mingtang.register.queries import listed_in, newest, published_since, sections_with_counts

from .document import column_meta, section_url

LATELY_DAYS = 30
ELDER_SECTIONS = 5
"""Five, and the two ways on below them: seven choices a page in the simplified version."""


@require_safe
@revalidated
def home(request: HttpRequest) -> HttpResponse:
    """The first page: search, three doors, what is new, where to look."""
    prefs = preferences_of(request)
    today = timezone.localdate()
    since = today - timedelta(days=LATELY_DAYS)
    tallies = sections_with_counts()
    filled = [each for each in tallies if each.count]
    busy = published_since(since)
    context = {
        "newest": newest(3 if prefs.elder else 10),
        "sections": filled[:3] if prefs.elder else filled,
        "busy": busy[:10],
        "total": sum(each.count for each in tallies),
        "lately": sum(count for _, _, count, _ in busy),
        "lately_days": LATELY_DAYS,
        "lately_url": f"{reverse('portal:search')}?since={since}",
        "units_count": Unit.objects.existing_on(today).count(),
        "meta": {"feed": reverse("portal:feed"), "feed_title": "最新公开"},
        "is_home": True,
    }
    return render(request, "portal/home.html", context)


@require_safe
@revalidated
def everything(request: HttpRequest) -> HttpResponse:
    """看公开: the whole register by section, kind, validity and year."""
    prefs = preferences_of(request)
    tallies = sections_with_counts()
    context: dict[str, Any] = {
        "sections": tallies[:ELDER_SECTIONS] if prefs.elder else tallies,
        "more_sections": len(tallies) > ELDER_SECTIONS,
        "genres": [(value, label) for value, label in Genre.choices],
        "validities": Validity.choices,
        "years": [each.value for each in years_to_choose()],
        "newest": newest(3 if prefs.elder else 8),
        "crumbs": [("首页", "/"), ("看公开", "")],
        "meta": {"feed": reverse("portal:feed"), "feed_title": "最新公开"},
        "door": "open",
    }
    return render(request, "portal/everything.html", context)


@require_safe
@revalidated
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of a section, newest first, by year and unit."""
    sections = Section.objects.select_related("parent").prefetch_related("children")
    here = get_object_or_404(sections, slug=slug)
    listing = list_page(request, *listed_in(here))
    found = listing.page.entries
    crumbs = [("首页", "/"), ("看公开", reverse("portal:open"))]
    if here.parent is not None:
        crumbs.append((here.parent.name, section_url(here.parent)))
    feed = reverse("portal:section-feed", args=[here.slug])
    context = {
        "section": here,
        "children": _children(here, elder=preferences_of(request).elder and bool(found)),
        "listing": listing,
        "units": units_to_choose(),
        "years": years_to_choose(),
        "crumbs": [*crumbs, (here.name, "")],
        "meta": {**column_meta(here), "feed": feed, "feed_title": here.name},
        "feed": feed,
        "door": "open",
    }
    return render(request, "portal/section.html", context)


def _children(here: Section, *, elder: bool) -> list[Section]:
    """The sections below; none beside a list of the simplified version."""
    return [] if elder else list(here.children.all())


@require_safe
@revalidated
def site_map(request: HttpRequest) -> HttpResponse:
    """站点地图: every kind of page of this site."""
    context = {
        "sections": sections_with_counts(),
        "units": [Choice(str(unit.pk), unit.name) for unit in Unit.objects.all()],
        "crumbs": [("首页", "/"), ("站点地图", "")],
        "meta": {},
    }
    return render(request, "portal/sitemap.html", context)
