"""The lockout after failed log-ins: whose address counts, and what the person is told.

Source: GB/T 22239-2019 (handling of failed log-ins); figures are the options ``lockout_*``.
"""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def client_address(request: HttpRequest) -> str:
    """The address that a request came from.

    Behind a reverse proxy it is the last one in ``X-Forwarded-For``, which the proxy itself
    wrote; those before it are the client's own words.
    """
    if settings.MINGTANG_BEHIND_PROXY:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if chain[-1].strip():
            return chain[-1].strip()
    return request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104  (an address, no listener)


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether this user name is locked for this address; if so, the page will say it."""
    credentials = {"username": username}
    if AxesProxyHandler.is_allowed(request, credentials):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = credentials  # type: ignore[attr-defined]
    return True


def count_failure(request: HttpRequest, username: str) -> bool:
    """Count a wrong code like a wrong password; whether that locked the user name."""
    AxesProxyHandler.user_login_failed(
        sender=None, credentials={"username": username}, request=request
    )
    return bool(getattr(request, "axes_locked_out", False))


def page(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """What a locked-out person sees; the same whether or not there is such an account."""
    minutes = settings.MINGTANG_LOCKOUT_MINUTES
    context = {"minutes": minutes, "failures": settings.MINGTANG_LOCKOUT_FAILURES}
    answer = render(request, "account/locked.html", context, status=429)
    answer["Retry-After"] = str(60 * minutes)
    return answer
