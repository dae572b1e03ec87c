"""Atom feeds: what is new, in a section, of a unit, for a search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from mingtang.orgs.models import Unit
from mingtang.portal.caching import revalidated
from mingtang.portal.context import absolute, site_facts
from mingtang.register.models import Entry, Section
from mingtang.register.queries import LIST_FIELDS, entries_of, listed_in, page_of
from mingtang.register.queries import newest as newest_entries
from mingtang.search.queries import Filters, find

LENGTH = 50
"""Entries in a feed."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = datetime(2008, 5, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """An empty feed has a time too (RFC 4287 asks for one), and always the same."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=_EPOCH)


@require_safe
@revalidated
def newest(request: HttpRequest) -> HttpResponse:
    """Everything, newest first."""
    return _answer(request, "最新公开", reverse("portal:home"), newest_entries(LENGTH))


@require_safe
@revalidated
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """What is new in a section."""
    here = get_object_or_404(Section, slug=slug)
    rows = page_of(*listed_in(here), size=LENGTH).entries
    return _answer(request, here.name, reverse("portal:section", args=[slug]), rows)


@require_safe
@revalidated
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new of a unit."""
    here = get_object_or_404(Unit, pk=pk)
    rows = entries_of(here).only(*LIST_FIELDS).newest_first()[:LENGTH]
    return _answer(request, here.name, reverse("portal:unit", args=[pk]), rows)


@require_safe
@revalidated
def found(request: HttpRequest) -> HttpResponse:
    """What a search finds, newest first."""
    query = request.GET.get("q", "")
    results = find(query, Filters.read(request.GET), 1, size=LENGTH, newest_first=True)
    title = f"搜索：{results.query}" if results.query else "搜索"
    page = f"{reverse('portal:search')}?{request.GET.urlencode()}"
    return _answer(request, title, page, [hit.entry for hit in results.hits])


def _answer(request: HttpRequest, title: str, page: str, entries: Iterable[Entry]) -> HttpResponse:
    name = site_facts()["name"]
    feed = _Feed(
        title=_plain(f"{title}－{name}"),
        link=absolute(request, page),
        description=f"{name}公开的信息",
        language="zh-CN",
        author_name=name,
        feed_url=absolute(request, request.get_full_path()),
    )
    for entry in entries:
        feed.add_item(
            title=_plain(entry.title),
            link=absolute(request, entry.get_absolute_url()),
            description=escape(_plain(_about(entry))),
            author_name=entry.publisher_name,
            pubdate=entry.published_at,
            updateddate=entry.changed_at,
            unique_id=absolute(request, entry.get_absolute_url()),
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _about(entry: Entry) -> str:
    """The register's summary, after what says whose document it is."""
    facts = [entry.publisher_name, entry.doc_number, f"{entry.published_on} 公开"]
    said = "，".join(fact for fact in facts if fact)
    return f"{said}。{entry.summary}" if entry.summary else f"{said}。"


def _plain(text: str) -> str:
    """Text without what XML cannot hold."""
    return _CONTROLS.sub("", text)
