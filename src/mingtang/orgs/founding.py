"""The first unit and the first account of an installation, before anybody can log in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation
from mingtang.text.regions import region_fault

from .models import Account, Region, UnitKind
from .roles import Role
from .services import create_unit, grant_role
from .staff_services import NewAccount, create_account, create_region

ROLES = (Role.IT, Role.DISCLOSURE_OFFICE)


@transaction.atomic
def found(
    *,
    username: str,
    name: str,
    unit_name: str,
    uscc: str,
    region_code: str,
    region_name: str,
    at: datetime,
) -> NewAccount:
    """A region, a unit in it, and an account there that may administer the rest.

    The account holds IT and disclosure office and gets a temporary password. Raises
    :class:`RuleViolation` when there are accounts already, or for a bad region code or user name;
    ``ValidationError`` for a unit that cannot be (a forged credit code).
    """
    if Account.objects.exists():
        raise RuleViolation("founding.done", "系统里已有账号，新账号请登录工作台后建立。")
    fault = region_fault(region_code)
    if fault:
        raise RuleViolation("region.code", f"{fault}。")
    by = Actor.system("安装")
    region = Region.objects.filter(pk=region_code).first() or create_region(
        code=region_code, name=region_name, parent=None, by=by, at=at
    )
    unit = create_unit(
        name=unit_name,
        short_name=unit_name[:20],
        uscc=uscc,
        kind=UnitKind.GOVERNMENT,
        region=region,
        by=by,
        at=at,
    )
    made = create_account(username=username, name=name, by=by, at=at)
    for role in ROLES:
        grant_role(made.account, role=role, unit=unit, since=timezone.localdate(at), by=by, at=at)
    return made
