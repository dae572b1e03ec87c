"""What every page of the workbench shows around its content: the person and the rail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from mingtang.orgs.roles import Role

from .places import rail_and_tabs

PREFIXES = ("/desk/", "/account/")


def desk(request: HttpRequest) -> dict[str, Any]:
    """``me``, ``rail``, ``place_tabs`` for pages under /desk/ and /account/."""
    access = getattr(request, "access", None)
    if not request.path.startswith(PREFIXES) or not access:
        return {}
    first = access.held[0] if access.held else None
    rail, tabs = rail_and_tabs(access, request.path)
    return {
        "me": {
            "name": access.name,
            "unit": first.unit_name if first else "",
            "role": "、".join(dict.fromkeys(Role(held.role).label for held in access.held)),
            "on_behalf_of": "、".join(
                dict.fromkeys(held.on_behalf_of for held in access.held if held.on_behalf_of)
            ),
        },
        "rail": [(link.label, link.url, link.active, 0) for link in rail],
        "place_tabs": tabs,
    }
