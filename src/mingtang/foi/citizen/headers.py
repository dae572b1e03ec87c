"""Pages that belong to one person: kept by no cache, named to no other site, found by no engine."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def personal(view: View) -> View:
    """Mark every answer of a view as one person's own."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        # Not "no-referrer": browsers then hide the origin of a form, which the check against
        # forged forms needs.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return wrapper
