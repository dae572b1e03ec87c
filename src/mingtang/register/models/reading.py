"""What readers leave behind: how often an entry was read, and errors they reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from mingtang.orgs.models import Unit

from .entries import Entry

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class ViewCount(models.Model):
    """Readings of an entry; added up in memory and written in batches."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="views")
    total = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.total}"


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    def visible_to(self, access: Access) -> ErrorReportQuerySet:
        return self if access.sees_all_units else self.filter(unit_id__in=access.unit_ids)


class ErrorReport(models.Model):
    """我要纠错: a reader says that something on a page is wrong. Answered in 3 working days."""

    class Kind(models.TextChoices):
        UNREACHABLE = "unreachable", "内容无法访问"
        STALE = "stale", "信息不更新"
        INACCURATE = "inaccurate", "内容不准确"
        TYPO = "typo", "错别字"
        PRIVACY = "privacy", "泄露个人信息"
        OTHER = "other", "其他"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="error_reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    kind = models.CharField("问题类型", max_length=12, choices=Kind)
    text = models.TextField("问题描述", max_length=1000)
    contact = models.CharField("联系方式", max_length=100, blank=True)
    received_at = models.DateTimeField()
    query_code = models.CharField(max_length=12, unique=True)
    answer = models.TextField("处理结果", max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.entry}"
