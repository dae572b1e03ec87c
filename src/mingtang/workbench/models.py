"""What a member of staff keeps in the workbench: the lists looked at again and again."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A list with its filters and order under a name of one's own.

    ``list_code`` is the code of the list, ``query`` its address after the question mark.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    list_code = models.CharField(max_length=40)
    name = models.CharField("名称", max_length=30)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "list_code", "name"], name="one_saved_view_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CheckRun(models.Model):
    """How the last run of a periodic job, or the last check of the journal, went."""

    code = models.CharField(max_length=60, unique=True)
    label = models.CharField("事项", max_length=60)
    at = models.DateTimeField("时间")
    well = models.BooleanField("正常")
    text = models.CharField("结果", max_length=300)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.label}：{self.text}"


class RefusedSheet(models.Model):
    """The rows of an uploaded sheet that were refused, kept until they are fetched again.

    Only the person who uploaded it may read it. ``lines`` holds the header, then each row with
    its reasons last.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refused_sheets"
    )
    name = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    lines = models.JSONField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name
