"""What every page of the workbench shows around its content: the person and the rail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from mingtang.orgs.context import me_of

from .places import rail_and_tabs

PREFIXES = ("/desk/", "/account/")


def desk(request: HttpRequest) -> dict[str, Any]:
    """``me``, ``rail``, ``place_tabs`` for pages under /desk/ and /account/."""
    access = getattr(request, "access", None)
    if not request.path.startswith(PREFIXES) or not access:
        return {}
    rail, tabs = rail_and_tabs(access, request.path)
    return {
        "me": me_of(access),
        "rail": [(link.label, link.url, link.active, 0) for link in rail],
        "place_tabs": tabs,
    }
