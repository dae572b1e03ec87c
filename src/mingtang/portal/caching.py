"""Conditional answers: a reader or a script that has a page already gets 304."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from mingtang import __version__

from .context import preferences_of, site_facts

View = Callable[..., HttpResponseBase]


def etag_of(request: HttpRequest, *parts: object) -> str:
    """An entity tag over what a page is made of, the reader's preferences and the site's facts."""
    body = "\n".join(
        (__version__, preferences_of(request).cookie(), repr(site_facts()), *map(str, parts))
    )
    return f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'


def not_modified(
    request: HttpRequest, etag: str, changed_at: datetime | None = None
) -> HttpResponseBase | None:
    """The 304 for a reader who has this version, else ``None``."""
    stamp = int(changed_at.timestamp()) if changed_at else None
    answer = get_conditional_response(request, etag, stamp)
    if answer is not None:
        mark(answer, etag, changed_at)
    return answer


def mark(response: HttpResponseBase, etag: str, changed_at: datetime | None = None) -> None:
    """Let caches keep the page and ask each time whether it still holds."""
    response.headers["ETag"] = etag
    if changed_at:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    response.headers.setdefault("Cache-Control", "no-cache")
    patch_vary_headers(response, ("Cookie",))


def revalidated(view: View) -> View:
    """For pages made of many rows: the tag is that of the answer itself."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or isinstance(response, StreamingHttpResponse):
            return response
        assert isinstance(response, HttpResponse)  # noqa: S101 - what is left is not streamed
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        mark(response, etag)
        return get_conditional_response(request, etag, None, response) or response

    return wrapper
