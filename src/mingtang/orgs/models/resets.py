"""Requests to reset an account that does business: one person asks, another confirms."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from mingtang.orgs.roles import Role

from .accounts import Account

if TYPE_CHECKING:
    from mingtang.orgs.access import Access

READERS = frozenset({Role.DISCLOSURE_OFFICE, Role.IT, Role.SUPERVISOR})
"""Who may see requests: those who ask and those who may confirm."""


class ResetQuerySet(models.QuerySet["ResetRequest"]):
    def visible_to(self, access: Access) -> ResetQuerySet:
        """All of them for those who ask or confirm, none for anybody else."""
        return self if access.roles & READERS else self.none()

    def waiting(self) -> ResetQuerySet:
        """Those that nobody has decided on."""
        return self.filter(state=ResetRequest.State.WAITING)

    def overdue(self, now: datetime) -> ResetQuerySet:
        """Those that can no longer be confirmed."""
        return self.waiting().filter(expires_at__lte=now)


class ResetRequest(models.Model):
    """That somebody asked for a new password of an account, or to take its second factors off.

    Nothing is reset by asking; what leads to which state stands in ``orgs.reset_lifecycle``.
    """

    class Kind(models.TextChoices):
        PASSWORD = "password", "换发临时密码"
        FACTORS = "factors", "解除两步验证"

    class State(models.TextChoices):
        WAITING = "waiting", "待确认"
        DONE = "done", "已确认并办理"
        REFUSED = "refused", "未同意"
        WITHDRAWN = "withdrawn", "已撤回"
        EXPIRED = "expired", "已过期"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reset_requests")
    kind = models.CharField("办理", max_length=10, choices=Kind)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField("原因", max_length=200)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="resets_asked")
    asked_at = models.DateTimeField("提出")
    expires_at = models.DateTimeField("有效至")
    decided_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="resets_decided"
    )
    decided_at = models.DateTimeField("办结", null=True)
    remark = models.CharField("核实情况或理由", max_length=200, blank=True)

    objects = ResetQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"],
                condition=Q(state="waiting"),
                name="one_reset_of_a_kind_waits",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="a_reset_is_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(decided_by__isnull=False),
                name="a_reset_is_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}：{self.get_kind_display()}"
