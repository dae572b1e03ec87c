"""What came after the answer: reviews and suits (table 4 of the report), the rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from mingtang.foi.states import ChallengeKind, ChallengeResult

from .requests import Request

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, access: Access) -> ChallengeQuerySet:
        if access.sees_all_units:
            return self
        return self.filter(request__unit_id__in=access.unit_ids)

    def pending(self) -> ChallengeQuerySet:
        return self.filter(decided_on__isnull=True)


class Challenge(models.Model):
    """行政复议 or 行政诉讼 about a request, with its stages and its result.

    ``orders_anew``: the decision has the unit answer again; ``reopened_on`` is when it was taken
    up. ``after`` is the review that a suit follows.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="challenges")
    kind = models.CharField("类别", max_length=18, choices=ChallengeKind)
    body = models.CharField("复议机关或者法院", max_length=100)
    case_number = models.CharField("案号", max_length=100, blank=True)
    filed_on = models.DateField("申请或者起诉日期")
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    answered_on = models.DateField("提交答复日期", null=True, blank=True)
    heard_on = models.DateField("听证或者开庭日期", null=True, blank=True)
    decided_on = models.DateField("决定或者判决日期", null=True, blank=True)
    result = models.CharField("结果", max_length=10, choices=ChallengeResult, blank=True)
    result_text = models.CharField("结果说明", max_length=500, blank=True)
    orders_anew = models.BooleanField("责令重新答复", default=False)
    reopened_on = models.DateField("重新办理日期", null=True, blank=True)
    after = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    entry_seq = models.BigIntegerField()

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["filed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, result="")
                | (Q(decided_on__isnull=False) & ~Q(result="")),
                name="a_decided_challenge_and_only_it_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(kind="suit_after_review") | Q(after__isnull=True),
                name="only_a_later_suit_follows_a_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"


class Rating(models.Model):
    """What the applicant thought of the answer; once."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="rating")
    stars = models.PositiveSmallIntegerField("评分")
    comment = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=5), name="a_rating_has_one_to_five_stars"
            )
        ]

    def __str__(self) -> str:
        return str(self.stars)
