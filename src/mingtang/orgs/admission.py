"""The first role of an account, and the password that comes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mingtang.journal.actor import Actor

from .account_services import reset_password, take_factors_off
from .models import Account, Grant, Unit
from .services import grant_role, needs_new_password

FIRST_ROLE = "授予第一个业务角色"


@dataclass(frozen=True, slots=True)
class Given:
    """A role that was given; ``password`` is to be handed over, empty where the old one stays."""

    grant: Grant
    password: str = ""


@transaction.atomic
def give_role(
    account: Account,
    *,
    role: str,
    unit: Unit,
    since: date,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Given:
    """Give a role as ``services.grant_role`` does, and exchange the password where it must be.

    Who made the account, or reset it while it could do nothing, knows the password and may have
    come in and added a passkey of his own. So with the first role that can do something, given by
    another, the password is made anew and every second factor taken off. Raises
    :class:`RuleViolation` as ``grant_role``, and for an account that is closed.
    """
    password = ""
    if needs_new_password(account, role=role, by=by, day=timezone.localdate(at)):
        password = reset_password(account, by=by, at=at)
        take_factors_off(account, by=by, at=at, reason=FIRST_ROLE)
    grant = grant_role(account, role=role, unit=unit, since=since, until=until, by=by, at=at)
    return Given(grant, password)
