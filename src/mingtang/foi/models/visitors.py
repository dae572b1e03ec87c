"""What people outside leave before and beside a request: forms not sent yet, tries, cautions."""

from __future__ import annotations

from django.db import models

from mingtang.files.models import StoredFile
from mingtang.foi.states import Purpose

from .requests import Request


class Draft(models.Model):
    """A form that is being filled in, as it was typed; kept until it is sent or its day is over.

    ``code_hash`` is the keyed hash of the code with which it is taken up again; empty until the
    person asks for one. Once sent it holds the request and nothing of what was typed.
    """

    values = models.JSONField(default=dict)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    keep_until = models.DateTimeField(db_index=True)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"草稿 #{self.pk}"


class DraftFile(models.Model):
    """A file added to a form that was not sent yet."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=200)
    purpose = models.CharField("用途", max_length=12, choices=Purpose)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"草稿材料 #{self.pk}"


class Tries(models.Model):
    """How often somebody did something in a span of time. ``key`` is a keyed hash: no address."""

    key = models.CharField(max_length=64)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "since"], name="tries_are_counted_in_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.count} 次"


class Caution(models.Model):
    """Something in a request that staff should see before they open or pass it on."""

    class Kind(models.TextChoices):
        SECRET_MARKING = "secret_marking", "疑似带有密级标志"

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="cautions")
    kind = models.CharField(max_length=20, choices=Kind)
    where = models.CharField("位置", max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.where}"
