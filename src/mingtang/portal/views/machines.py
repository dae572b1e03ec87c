"""What programs read: sitemaps and robots.txt."""

from __future__ import annotations

from xml.sax.saxutils import escape

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingtang.orgs.models import Unit
from mingtang.portal.caching import revalidated
from mingtang.portal.context import absolute
from mingtang.register.models import Entry, Section

PER_PART = 5_000
"""Addresses in one part; the protocol allows 50,000."""

_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FIXED = (
    "portal:home",
    "portal:open",
    "portal:units",
    "portal:how-publishing",
    "portal:how-limits",
    "portal:how-due",
    "apply:guide",
    "portal:letters",
    "portal:accessibility",
    "portal:report-help",
    "portal:sitemap",
)
"""Pages that are always there, by name."""


@require_safe
@revalidated
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The index: part 0 has the pages of the site, the others the documents."""
    rows = Entry.objects.public()
    parts = 1 + -(-rows.count() // PER_PART)
    last = rows.aggregate(last=Max("changed_at"))["last"]
    changed = f"<lastmod>{timezone.localtime(last).isoformat()}</lastmod>" if last else ""
    lines = [
        f"<sitemap><loc>{_address(request, reverse('portal:sitemap-part', args=[number]))}</loc>"
        f"{changed}</sitemap>"
        for number in range(parts)
    ]
    return _xml(f"<sitemapindex {_NS}>", lines, "</sitemapindex>")


@require_safe
@revalidated
def sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the sitemap. Raises ``Http404`` beyond the last."""
    if number == 0:
        paths = [reverse(name) for name in FIXED]
        slugs = Section.objects.values_list("slug", flat=True)
        paths += [reverse("portal:section", args=[slug]) for slug in slugs]
        units = Unit.objects.values_list("pk", flat=True)
        paths += [reverse("portal:unit", args=[pk]) for pk in units]
        lines = [f"<url><loc>{_address(request, path)}</loc></url>" for path in paths]
        return _xml(f"<urlset {_NS}>", lines, "</urlset>")
    start = (number - 1) * PER_PART
    if start >= Entry.objects.public().count():
        raise Http404("没有这一部分。")
    rows = (
        Entry.objects.public()
        .only("index_number", "changed_at")
        .order_by("pk")[start : start + PER_PART]
    )
    lines = [
        f"<url><loc>{_address(request, entry.get_absolute_url())}</loc>"
        f"<lastmod>{timezone.localtime(entry.changed_at).isoformat()}</lastmod></url>"
        for entry in rows
    ]
    return _xml(f"<urlset {_NS}>", lines, "</urlset>")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything public, no search results, nothing of the staff."""
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /account/",
        "Disallow: /search/",
        "Disallow: /errors/",
        "Disallow: /preferences/",
        f"Sitemap: {absolute(request, reverse('portal:sitemap-index'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _address(request: HttpRequest, path: str) -> str:
    return escape(absolute(request, path))


def _xml(opening: str, lines: list[str], closing: str) -> HttpResponse:
    body = _HEAD + "\n".join((opening, *lines, closing)) + "\n"
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
