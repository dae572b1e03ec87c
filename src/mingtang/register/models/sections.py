"""The columns of the portal (组配分类): one home for each entry, any number of others."""

from __future__ import annotations

from django.db import models


class SectionQuerySet(models.QuerySet["Section"]):
    def open(self, *beside: Section | None) -> SectionQuerySet:
        """Those that take new entries in, and the ones already chosen (``beside``)."""
        kept = [each.pk for each in beside if each is not None]
        return self.filter(models.Q(closed_on__isnull=True) | models.Q(pk__in=kept))


class Section(models.Model):
    """A column. ``column_type`` is the ColumnType page tag (国办发〔2017〕47号 附件).

    ``renew_within_days`` is the longest time without an update, 0 for none (国办秘函〔2019〕19号).
    ``closed_on``: from this day it takes nothing new in; what it holds stays readable.
    """

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField("栏目名称", max_length=60)
    description = models.CharField("栏目说明", max_length=200)
    column_type = models.CharField("栏目类别", max_length=40)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    order = models.PositiveIntegerField("排序", default=100)
    renew_within_days = models.PositiveIntegerField("更新期限（日）", default=0)
    closed_on = models.DateField("停止更新日期", null=True, blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name
