"""订阅更新: what a reader does with the address of a feed, in plain words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from mingtang.orgs.models import Unit
from mingtang.portal.caching import revalidated
from mingtang.portal.context import absolute
from mingtang.register.models import Section
from mingtang.search.queries import MAX_QUERY


@require_safe
@revalidated
def page(request: HttpRequest) -> HttpResponse:
    """The address of one of the site's feeds to copy, and how a reader program takes it."""
    feed = request.GET.get("feed") or reverse("portal:feed")
    name, back = _of(feed)
    context = {
        "name": name,
        "back": back,
        "feed": feed,
        "address": absolute(request, feed),
        "crumbs": [("首页", "/"), ("订阅更新", "")],
        "meta": {"noindex": True, "feed": feed, "feed_title": name},
        "door": "open",
    }
    return render(request, "portal/subscribe.html", context)


def _of(feed: str) -> tuple[str, str]:
    """What a feed tells of, and the page it belongs to. Raises ``Http404`` for what is none."""
    path, _, asked = feed.partition("?")
    try:
        found = resolve(path)
    except Resolver404:
        raise Http404("本站没有这个订阅地址。") from None
    match found.view_name:
        case "portal:feed":
            return "本站", reverse("portal:home")
        case "portal:section-feed":
            section = get_object_or_404(Section, **found.kwargs)
            return f"栏目“{section.name}”", reverse("portal:section", kwargs=found.kwargs)
        case "portal:unit-feed":
            unit = get_object_or_404(Unit, **found.kwargs)
            return unit.name, reverse("portal:unit", kwargs=found.kwargs)
        case "portal:search-feed":
            words = QueryDict(asked).get("q", "")[:MAX_QUERY]
            told = f"搜索“{words}”" if words else "这个搜索"
            return told, f"{reverse('portal:search')}?{asked}"
    raise Http404("本站没有这个订阅地址。")
