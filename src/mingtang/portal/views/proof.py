"""The register page of an entry: its metadata, and the proof of when and how it was published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingtang.portal.caching import mark, revalidated
from mingtang.portal.context import absolute
from mingtang.portal.proof import proof_of
from mingtang.register.queries import canonical_content, public_files

from .document import entry_or_404, gone


@require_safe
@revalidated
def page(request: HttpRequest, front: str, back: str) -> HttpResponse:
    """What the register and the journal know of an entry; stays when the content is withdrawn."""
    entry = entry_or_404(front, back)
    today = timezone.localdate()
    context = {
        "entry": entry,
        "proof": proof_of(entry, today=today),
        "today": today,
        "files": public_files(entry),
        "address": absolute(request, entry.get_absolute_url()),
        "content_address": absolute(request, f"{entry.register_url}/content.json"),
        "crumbs": [("首页", "/"), ("公开目录", "/open/"), ("登记页", "")],
        "meta": {"noindex": entry.withdrawn},
        "door": "open",
    }
    return render(request, "portal/register_entry.html", context)


@require_safe
def content(request: HttpRequest, front: str, back: str) -> HttpResponseBase:
    """The very bytes that the content hash was made of."""
    entry = entry_or_404(front, back)
    if entry.withdrawn or entry.current is None:
        return gone(request, entry)
    response = HttpResponse(
        canonical_content(entry.current), content_type="application/json; charset=utf-8"
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    mark(response, f'"{entry.content_hash[:32]}"', entry.changed_at)
    return response
