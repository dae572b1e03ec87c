"""What happens between receipt and reply, each with its own dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from mingtang.foi.addresses import help_path
from mingtang.foi.states import Consulted, FeeMethod, Opinion, Progress
from mingtang.orgs.models import Unit

from .letters import Letter
from .requests import Request

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class Waiting(models.Model):
    """A notice that gives somebody time: its period runs from the day it was received.

    ``last_on`` is the last day of the period; unknown until ``received_on`` is, and where no
    law or setting gives a number of days.
    """

    sent_on = models.DateField("发出日期")
    received_on = models.DateField("收到日期", null=True, blank=True)
    days = models.PositiveSmallIntegerField("期限（工作日）", null=True, blank=True)
    last_on = models.DateField("期限届满之日", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    progress = models.CharField(max_length=10, choices=Progress, default=Progress.OPEN)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    entry_seq = models.BigIntegerField()

    class Meta:
        abstract = True

    @property
    def waiting(self) -> bool:
        return self.progress == Progress.OPEN


class Correction(Waiting):
    """补正 (art. 30): asked once, within seven working days, with the items and guidance."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="corrections")
    wanted = models.TextField("需要补正的事项")
    guidance = models.TextField("指导和释明")
    answer = models.TextField("补正内容", blank=True)
    late_reason = models.CharField("逾期补正的正当理由", max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request"], name="correction_is_asked_once"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                name="a_correction_notice_is_sent_first",
            ),
        ]

    def __str__(self) -> str:
        return f"补正 #{self.pk}"


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, access: Access) -> ConsultationQuerySet:
        if access.sees_all_units:
            return self
        return self.filter(request__unit_id__in=access.unit_ids)

    def waiting(self) -> ConsultationQuerySet:
        return self.filter(progress=Progress.OPEN)


class Consultation(Waiting):
    """征求意见 (arts. 32, 33(3), 34). The clock stands still from ``sent_on`` to ``ended_on``.

    A third party or a co-maker has 15 working days; another agency as long as it needs. A silent
    third party leaves the decision with the unit, a silent co-maker has consented (art. 34).
    ``code_hash`` is the keyed hash of the code with which the party opens its own page.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="consultations")
    kind = models.CharField("征求对象", max_length=12, choices=Consulted)
    party = models.CharField("名称", max_length=100)
    contact = models.CharField("联系方式", max_length=200, blank=True)
    about = models.TextField("征求意见的内容")
    opinion = models.CharField("意见", max_length=8, choices=Opinion, blank=True)
    reasons = models.TextField("理由", blank=True)
    ended_on = models.DateField("恢复计算之日", null=True, blank=True)
    applicant_letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, null=True, related_name="+"
    )
    told_letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress="open", ended_on__isnull=True)
                | (~Q(progress="open") & Q(ended_on__isnull=False)),
                name="an_ended_consultation_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"征求意见 #{self.pk}"


class AssistanceQuerySet(models.QuerySet["Assistance"]):
    def visible_to(self, access: Access) -> AssistanceQuerySet:
        """Those of requests to one's units, and those that one's units were asked for."""
        if access.sees_all_units:
            return self
        own = access.unit_ids
        return self.filter(Q(unit_id__in=own) | Q(request__unit_id__in=own))

    def waiting(self) -> AssistanceQuerySet:
        return self.filter(progress=Progress.OPEN)


class Assistance(models.Model):
    """协办: another unit of the county is asked for material; its own duty, no stop (art. 45).

    The helping unit sees the question, never the applicant.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="assistances")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="foi_assistances", verbose_name="协办单位"
    )
    question = models.TextField("请协助的事项")
    asked_on = models.DateField("发出日期")
    answered_on = models.DateField("反馈日期", null=True, blank=True)
    answer = models.TextField("反馈意见", blank=True)
    answered_by = models.CharField("反馈人", max_length=100, blank=True)
    progress = models.CharField(max_length=10, choices=Progress, default=Progress.OPEN)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    entry_seq = models.BigIntegerField()

    objects = AssistanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"协办 #{self.pk}"

    def get_absolute_url(self) -> str:
        return help_path(self.pk)


class Extension(models.Model):
    """延期 (art. 33(2)): once, at most as long as the law of the day allows."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="extensions")
    round = models.PositiveSmallIntegerField(default=1)
    days = models.PositiveSmallIntegerField("延长的工作日")
    reason = models.CharField("理由", max_length=300)
    decided_on = models.DateField("决定日期")
    approved_by = models.CharField("批准人", max_length=100)
    old_due = models.DateField("原到期日")
    new_due = models.DateField("延长后到期日")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    entry_seq = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "round"], name="extended_once"),
            models.CheckConstraint(condition=Q(days__gte=1), name="an_extension_has_days"),
        ]

    def __str__(self) -> str:
        return f"延期 {self.days} 个工作日"


class ReasonsAsked(Waiting):
    """说明理由 (art. 35): many or frequent requests, the applicant is asked why."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="reasons_asked")
    grounds = models.TextField("认为明显超过合理范围的事实")
    reasons = models.TextField("申请人说明的理由", blank=True)
    stopped = models.BooleanField("期间不计入", default=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"说明理由 #{self.pk}"


class FeeNotice(Waiting):
    """信息处理费 (art. 42; 国办函〔2020〕109号). ``lines`` explains each tier; amounts in yuan."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="fee_notices")
    method = models.CharField("计费方式", max_length=6, choices=FeeMethod)
    quantity = models.PositiveIntegerField("件数或者页数")
    already = models.PositiveIntegerField("本月此前件数", default=0)
    amount = models.PositiveIntegerField("金额（元）")
    lines = models.JSONField("计算过程", default=list)
    how_to_pay = models.CharField("缴费方式", max_length=300)
    paid_on = models.DateField("缴费日期", null=True, blank=True)
    voucher = models.CharField("票据号", max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_fee_is_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"收费 {self.amount} 元"


class Suspension(models.Model):
    """中止办理: no article of the Regulation; the case must have a basis of its own."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField("理由", max_length=300)
    basis = models.CharField("依据", max_length=300)
    since = models.DateField("中止之日")
    until = models.DateField("恢复之日", null=True, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    entry_seq = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"中止 {self.since}"
