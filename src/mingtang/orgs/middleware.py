"""Gives each request of a member of staff its ``access``."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .access import Access, access_of


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
