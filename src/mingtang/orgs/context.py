"""What the account pages show around their content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from .access import Access
from .passwords import why_change
from .roles import Role
from .second_factors import has_factor, required_for

PREFIX = "/account/"


def me_of(access: Access) -> dict[str, str]:
    """The person as the top of a staff page names it: ``name unit role on_behalf_of``."""
    first = access.held[0] if access.held else None
    return {
        "name": access.name,
        "unit": first.unit_name if first else "",
        "role": "、".join(dict.fromkeys(Role(held.role).label for held in access.held)),
        "on_behalf_of": "、".join(
            dict.fromkeys(
                f"{held.on_behalf_of}（{held.unit_name}{Role(held.role).label}）"
                for held in access.held
                if held.on_behalf_of
            )
        ),
    }


def account(request: HttpRequest) -> dict[str, Any]:
    """``me``, ``change_reason`` and ``factor_missing`` for /account/; nothing elsewhere."""
    access = getattr(request, "access", None)
    if not request.path.startswith(PREFIX) or not access:
        return {}
    person: Any = request.user
    return {
        "me": me_of(access),
        "change_reason": why_change(person, timezone.now()),
        "factor_missing": required_for(access) and not has_factor(person),
    }
