"""How a member of staff's session ends, and whom a failed log-in counts against."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

_SEEN = "seen_at"
_GRAIN_SECONDS = 60


class IdleExpiryMiddleware:
    """Moves a session's expiry on with use, at most once a minute.

    Saving at every request would cost a database write for each page that staff look at; with a
    grain of a minute the idle time is right to the minute. Visitors have no session and cost
    nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and not session.is_empty():
            now = int(time.time())
            if abs(now - session.get(_SEEN, 0)) >= _GRAIN_SECONDS:
                session[_SEEN] = now
        return response


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The user name that a log-in tried, as typed; ``None`` when there was none."""
    tried = (credentials or {}).get("username") or request.POST.get("login")
    return str(tried) if tried else None
