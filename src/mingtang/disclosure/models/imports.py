"""Documents brought in from files: which run, which file, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from mingtang.files.models import StoredFile
from mingtang.orgs.models import Unit
from mingtang.register.models import Section

from .documents import Document

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, access: Access) -> ImportBatchQuerySet:
        return self if access.sees_all_units else self.filter(unit_id__in=access.unit_ids)


class ImportBatch(models.Model):
    """One run. ``unit`` is the one whose documents they become unless the text names another.

    ``started_as`` is the :class:`~mingtang.journal.actor.Actor` of the run as a mapping, for what
    is finished without the person; ``spool`` names the folder of uploads that still wait.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    home = models.ForeignKey(Section, on_delete=models.PROTECT, null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    started_by_name = models.CharField(max_length=100)
    started_as = models.JSONField(default=dict)
    spool = models.CharField(max_length=40, blank=True)
    duplicates = models.BooleanField("重复的也存为草稿", default=False)
    source = models.CharField("来源", max_length=300)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.source


class ImportItem(models.Model):
    """One file of a run; ``sha256`` lets a second run know it again.

    ``fingerprint`` is that of what was read (:mod:`..importing.sameness`), ``told_number`` and
    ``told_on`` are the 文号 and the day of making that came with it.
    """

    class Outcome(models.TextChoices):
        DRAFTED = "drafted", "已存为草稿"
        KNOWN = "known", "以前已导入"
        DUPLICATE = "duplicate", "内容重复"
        REFUSED = "refused", "未能导入"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="items")
    name = models.CharField("文件", max_length=300)
    sha256 = models.CharField(max_length=64, db_index=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    told_number = models.CharField(max_length=60, blank=True)
    told_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField("原因", max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)
    remarks = models.JSONField("说明", default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ImportWaiting(models.Model):
    """An uploaded file that was taken in and not looked at yet; gone once it has its item.

    ``place`` is its name in the batch's spool; ``tries`` how often its reading was begun, so that
    a file at which the process dies is not tried for ever.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="waiting")
    name = models.CharField("文件", max_length=300)
    place = models.CharField(max_length=40)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
