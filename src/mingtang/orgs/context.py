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
    """The person as the top of a staff page names it: ``name unit role on_behalf_of``.

    ``unit`` and ``role`` are the own ones; only who holds none is named by what is deputised.
    """
    own = [held for held in access.held if not held.on_behalf_of] or list(access.held)
    return {
        "name": access.name,
        "unit": own[0].unit_name if own else "",
        "role": "、".join(dict.fromkeys(Role(held.role).label for held in own)),
        "on_behalf_of": "；".join(standing_in(access)),
    }


def standing_in(access: Access) -> list[str]:
    """For whom the person acts: name, each unit with its roles, and the last day of the leave."""
    found: list[str] = []
    for person in dict.fromkeys(held.on_behalf_of_id for held in access.held):
        if person is None:
            continue
        roles = [held for held in access.held if held.on_behalf_of_id == person]
        units: dict[str, list[str]] = {}
        for held in roles:
            units.setdefault(held.unit_name, []).append(Role(held.role).label)
        posts = "，".join(f"{unit} {'、'.join(labels)}" for unit, labels in units.items())
        until = max((held.until for held in roles if held.until), default=None)
        last = f"，至 {until:%Y}年{until.month}月{until.day}日" if until else ""
        found.append(f"{roles[0].on_behalf_of}（{posts}）{last}")
    return found


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
