"""How a member of staff's session ends, and whom a failed log-in counts against."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SEEN, _BEGAN = "seen_at", "began_at"
_GRAIN_SECONDS = 60


class IdleExpiryMiddleware:
    """Moves a session's expiry on with use, at most once a minute, and ends it when it is old.

    Saving at every request would cost a database write for each page that staff look at; with a
    grain of a minute the idle time is right to the minute. After ``session_max_hours`` a session
    ends even in use. Visitors have no session and cost nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if settings.SESSION_COOKIE_NAME in request.COOKIES and self._is_old(session):
            session.flush()
        response = self.get_response(request)
        if session.accessed and not session.is_empty():
            now = int(time.time())
            if abs(now - session.get(_SEEN, 0)) >= _GRAIN_SECONDS:
                session[_SEEN] = now
                session.setdefault(_BEGAN, now)
        return response

    def _is_old(self, session: Any) -> bool:
        # A clock set back must not lengthen a session either.
        began = session.get(_BEGAN)
        return began is not None and abs(time.time() - began) >= (
            3600 * settings.MINGTANG_SESSION_MAX_HOURS
        )


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The user name that a log-in tried, as typed; ``None`` when there was none."""
    tried = (credentials or {}).get("username") or request.POST.get("login")
    return str(tried)[:255] if tried else None
