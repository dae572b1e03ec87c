"""What the release gate found in something about to be published, and how each was settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class WatchWord(models.Model):
    """An entry of the editable lists: leaders' names and titles, sensitive words."""

    class Kind(models.TextChoices):
        LEADER = "leader", "领导姓名与职务"
        SENSITIVE = "sensitive", "敏感词"
        WRONG = "wrong", "常见错误表述"

    word = models.CharField("词", max_length=60)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    advice = models.CharField("提示", max_length=200, blank=True)
    active = models.BooleanField("启用", default=True)

    class Meta:
        ordering = ["kind", "word"]
        constraints = [models.UniqueConstraint(fields=["word", "kind"], name="a_word_once_a_list")]

    def __str__(self) -> str:
        return self.word


class FindingQuerySet(models.QuerySet["Finding"]):
    def about(self, subject_type: str, subject_id: object) -> FindingQuerySet:
        return self.filter(subject_type=subject_type, subject_id=str(subject_id))

    def unsettled(self) -> FindingQuerySet:
        return self.filter(settlement=Finding.Settlement.OPEN)


class Finding(models.Model):
    """One hit of the gate on one version. ``fingerprint`` carries a justification over to the
    next version while the same words stand at the same kind of place. ``confirmed_by`` accepted
    the reason for which a secret or internal marking stands."""

    class Settlement(models.TextChoices):
        OPEN = "open", "待处理"
        FIXED = "fixed", "已修改"
        MASKED = "masked", "已遮盖"
        JUSTIFIED = "justified", "已说明理由"

    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    place = models.CharField("位置", max_length=200)
    excerpt = models.CharField("原文", max_length=200)
    advice = models.CharField("说明", max_length=300)
    mask = models.CharField("遮盖为", max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64)
    settlement = models.CharField(max_length=10, choices=Settlement, default=Settlement.OPEN)
    reason = models.CharField("理由", max_length=300, blank=True)
    settled_by = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField("认可理由的人", max_length=100, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "settlement"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(settlement="justified") | ~Q(reason=""),
                name="a_justification_gives_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(settlement="justified") | Q(confirmed_at__isnull=True),
                name="only_a_justification_is_confirmed",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "fingerprint"], name="a_finding_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}：{self.excerpt}"
