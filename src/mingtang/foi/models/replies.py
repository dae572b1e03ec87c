"""The reply: its legality check, what it withholds, how it was served."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from mingtang.foi.states import Way

from .letters import Letter
from .requests import Request, RequestFile


class LegalityCheck(models.Model):
    """合法性审核 of one draft reply: who submitted it, who signed it off or sent it back."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="legality_checks")
    round = models.PositiveSmallIntegerField(default=1)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField()
    passed = models.BooleanField(null=True)
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checker_name = models.CharField("审核人", max_length=100, blank=True)
    opinion = models.CharField("审核意见", max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True)
    entry_seq = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed__isnull=True) | ~Q(opinion=""),
                name="a_legality_check_gives_its_opinion",
            ),
        ]

    def __str__(self) -> str:
        return f"合法性审核 #{self.pk}"


class Withheld(models.Model):
    """A passage that was covered in a file of the reply: where, on which ground, why."""

    file = models.ForeignKey(RequestFile, on_delete=models.CASCADE, related_name="withheld")
    page = models.PositiveIntegerField("页")
    ground = models.CharField("不予公开的情形", max_length=8)
    why = models.CharField("理由", max_length=300)

    class Meta:
        ordering = ["page", "pk"]

    def __str__(self) -> str:
        return f"{self.ground} p. {self.page}"


class Delivery(models.Model):
    """送达: ``on`` is the day of signature, for the post the day of posting (〔2016〕235号)."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="deliveries")
    round = models.PositiveSmallIntegerField(default=1)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField("送达方式", max_length=10, choices=Way)
    on = models.DateField("送达日期")
    post_number = models.CharField("邮件号", max_length=60, blank=True)
    evidence = models.CharField("送达凭据", max_length=300, blank=True)
    row = models.CharField("统计行", max_length=8)
    entry_seq = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        verbose_name = "送达"
        constraints = [
            models.UniqueConstraint(fields=["request", "round"], name="served_once_a_round"),
            models.CheckConstraint(
                condition=~Q(way="post") | ~Q(post_number=""), name="post_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.on}"
