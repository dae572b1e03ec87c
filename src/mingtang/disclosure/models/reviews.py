"""Who reviewed which edition with what result; the ledger of confidentiality reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from mingtang.disclosure.states import Step
from mingtang.orgs.models import Unit

from .documents import Document

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class Review(models.Model):
    """One step that somebody took; ``entry_seq`` is its journal entry."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reviews")
    round = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    step = models.CharField(max_length=16, choices=Step)
    approved = models.BooleanField()
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewer_name = models.CharField(max_length=100)
    opinion = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField()
    entry_seq = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.reviewer_name}"


class ConfidentialityReviewQuerySet(models.QuerySet["ConfidentialityReview"]):
    def visible_to(self, access: Access) -> ConfidentialityReviewQuerySet:
        """The lines of one's units, and those of documents that came to them from another."""
        if access.sees_all_units:
            return self
        own = access.unit_ids
        return self.filter(Q(unit_id__in=own) | Q(document__unit_id__in=own))


class ConfidentialityReview(models.Model):
    """A line of the ledger 保密审查登记 (保守国家秘密法实施条例 2024 art. 42: item by item)."""

    class Finding(models.TextChoices):
        PASS = "pass", "可以公开"
        REFER = "refer", "难以确定，提请主管部门或保密行政管理部门"
        REFUSE = "refuse", "不得公开"

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="confidentiality_reviews"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    title = models.CharField("信息名称", max_length=300)
    summary = models.CharField("内容摘要", max_length=300, blank=True)
    attribute = models.CharField("拟公开方式", max_length=12)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reviewer_name = models.CharField("审查人", max_length=100)
    reviewed_on = models.DateField("审查日期")
    finding = models.CharField("审查结论", max_length=8, choices=Finding)
    opinion = models.CharField("意见和依据", max_length=500, blank=True)
    referred_to = models.CharField("提请单位", max_length=100, blank=True)
    entry_seq = models.BigIntegerField()

    objects = ConfidentialityReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(finding="refer") | ~Q(referred_to=""),
                name="a_referral_names_the_body",
            ),
            models.CheckConstraint(
                condition=Q(finding="pass") | ~Q(opinion=""),
                name="a_doubt_or_refusal_gives_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}：{self.get_finding_display()}"


class Comment(models.Model):
    """A remark of a reviewer at a place of the text (``block`` is the number of the paragraph)."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    edition = models.PositiveIntegerField()
    block = models.PositiveIntegerField("段", null=True)
    quote = models.CharField("针对的文字", max_length=200, blank=True)
    text = models.CharField("意见", max_length=500)
    author_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
