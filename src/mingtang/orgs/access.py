"""What one member of staff may see and do today: the grants in force, own and deputised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from mingtang.journal.actor import Actor

from .models import Account, Grant, Leave, Unit
from .roles import COUNTY_WIDE, WITHOUT_BUSINESS, Role


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One role in force; ``on_behalf_of`` is empty for the person's own.

    ``until`` is the last day of the leave for which it is held for somebody else.
    """

    role: str
    unit_id: int
    unit_name: str
    on_behalf_of: str = ""
    on_behalf_of_id: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """The rights of one account on one day. Built once per request by the middleware."""

    account_id: int
    name: str
    held: tuple[HeldRole, ...]
    unit_ids: frozenset[int]

    @property
    def sees_all_units(self) -> bool:
        return any(held.role in COUNTY_WIDE for held in self.held)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(held.role for held in self.held)

    def has(self, role: str) -> bool:
        return any(held.role == role for held in self.held)

    def sees_unit(self, unit_id: int) -> bool:
        return self.sees_all_units or unit_id in self.unit_ids

    def roles_at(self, unit_id: int) -> frozenset[str]:
        """The roles that count for the work of one unit; county-wide roles count everywhere."""
        return frozenset(
            held.role for held in self.held if held.unit_id == unit_id or held.role in COUNTY_WIDE
        )

    def actor(self, role: str, unit_id: int | None = None) -> Actor:
        """The person acting in ``role`` (for ``unit_id``, where the role is bound to a unit).

        An own grant is preferred over a deputised one. Raises :class:`PermissionError` when the
        role is not held.
        """
        fitting = [
            held
            for held in self.held
            if held.role == role
            and (unit_id is None or role in COUNTY_WIDE or held.unit_id == unit_id)
        ]
        if not fitting:
            raise PermissionError(role)
        held = min(fitting, key=lambda each: bool(each.on_behalf_of))
        return Actor(
            self.account_id, self.name, role, held.unit_id, held.unit_name, held.on_behalf_of
        )

    def any_actor(self) -> Actor:
        """The person in whatever role is held first; for acts open to all staff."""
        if not self.held:
            return Actor(self.account_id, self.name, "staff")
        return self.actor(self.held[0].role)


def access_of(account: Account, day: date) -> Access:
    """The account's rights on ``day``: own grants, and those of people it stands in for.

    A person on leave keeps the account but the deputy acts; both may see the same rows.
    Three queries.
    """
    absences = {
        leave.account_id: leave
        for leave in Leave.objects.in_force_on(day).filter(deputy=account).select_related("account")
    }
    grants = (
        Grant.objects.in_force_on(day)
        .filter(account_id__in=[account.pk, *absences])
        .select_related("unit")
    )
    held = tuple(
        HeldRole(
            role=grant.role,
            unit_id=grant.unit_id,
            unit_name=grant.unit.name,
            **_deputised(absences.get(grant.account_id)),
        )
        for grant in sorted(grants, key=lambda each: each.account_id != account.pk)
    )
    seen = [each.unit_id for each in held if each.role != Role.IT]
    return Access(account.pk, account.name, held, frozenset(_with_subunits(seen)))


def does_business(account: Account, day: date) -> bool:
    """Whether a role other than IT is the account's on ``day`` or later, own or as a deputy."""
    absent = Leave.objects.filter(deputy=account, until__gte=day).values("account_id")
    grants = Grant.objects.filter(
        Q(account=account) | Q(account_id__in=absent), Q(until__isnull=True) | Q(until__gte=day)
    )
    return grants.exclude(role__in=WITHOUT_BUSINESS).exists()


def _deputised(leave: Leave | None) -> dict[str, Any]:
    """For whom and until when a role is held; nothing for an own one."""
    if leave is None:
        return {}
    return {
        "on_behalf_of": leave.account.name,
        "on_behalf_of_id": leave.account_id,
        "until": leave.until,
    }


def _with_subunits(unit_ids: Iterable[int]) -> set[int]:
    """The units and all below them (units are few and their tree is shallow)."""
    known: set[int] = set(unit_ids)
    layer = known
    while layer:
        below = set(Unit.objects.filter(parent_id__in=layer).values_list("pk", flat=True))
        layer = below - known
        known |= layer
    return known
