"""Gives each request of a member of staff its ``access``, and holds back accounts not in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

from . import second_factors
from .access import Access, access_of
from .passwords import why_change

#: What stays open to an account that must first change its password, or set a second factor up.
_ALWAYS = frozenset({"account_change_password", "account_logout", "portal:preferences"})
_FACTOR_PAGES = frozenset({"account_reauthenticate"})


class AccessMiddleware:
    """Sets ``request.access`` (lazy; ``None`` for the public)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def build() -> Access | None:
            if not request.user.is_authenticated:
                return None
            return access_of(request.user, timezone.localdate())

        request.access = SimpleLazyObject(build)  # type: ignore[attr-defined]
        return self.get_response(request)


class AccountInOrderMiddleware:
    """Sends staff to the page where the password or the second factor is put in order first.

    It stands behind :class:`AccessMiddleware`. What staff see is kept by no cache, so that it
    cannot be leafed back to after log-out. Visitors without a session cookie pass untouched.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and not response.has_header("Cache-Control")
            and request.user.is_authenticated
        ):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        account = request.user
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in _ALWAYS or not account.is_authenticated:
            return None
        if why_change(account, timezone.now()):
            return _sent_to(request, "account_change_password")
        if name in _FACTOR_PAGES or name.startswith("mfa_"):
            return None
        if second_factors.required_for(
            request.access  # type: ignore[attr-defined]
        ) and not second_factors.has_factor(account):
            return _sent_to(request, "mfa_index")
        return None


def _sent_to(request: HttpRequest, name: str) -> HttpResponse:
    """A redirect; for a part of a page fetched by script, one of the whole page."""
    address = reverse(name)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
