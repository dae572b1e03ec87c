"""Which role a person holds at which unit and when, and who stands in during leave."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from mingtang.orgs.roles import Role

from .accounts import Account
from .units import Unit


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force_on(self, day: date) -> GrantQuerySet:
        """Grants whose period holds the day (``until`` is the last day)."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Grant(models.Model):
    """A role at a unit, from a day to a last day (open when ``until`` is empty)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField("角色", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["unit__order", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "unit", "since"], name="a_role_is_granted_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_grant_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}：{self.get_role_display()}（{self.unit}）"


class LeaveQuerySet(models.QuerySet["Leave"]):
    def in_force_on(self, day: date) -> LeaveQuerySet:
        return self.filter(since__lte=day, until__gte=day)


class Leave(models.Model):
    """A person is away from ``since`` to ``until`` (both included); the deputy acts instead."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="leaves")
    deputy = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="deputising")
    since = models.DateField("起")
    until = models.DateField("止")

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="a_leave_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(account=F("deputy")), name="nobody_is_his_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.since}—{self.until}"
