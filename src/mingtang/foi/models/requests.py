"""One request, one matter after another in it, its files, the series of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from mingtang.files.models import StoredFile
from mingtang.foi.addresses import request_path
from mingtang.foi.states import (
    ANSWERED,
    OPEN,
    RUNNING,
    Channel,
    ProvisionForm,
    Purpose,
    Route,
    State,
)
from mingtang.orgs.models import Unit

from .applicants import Applicant

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class NumberSeries(models.Model):
    """The last serial of one series (its words before the year) and year; none is used twice."""

    words = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["words", "year"], name="one_foi_series_per_year")
        ]

    def __str__(self) -> str:
        return f"{self.words}〔{self.year}〕{self.last}"


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, access: Access) -> RequestQuerySet:
        """Requests to the units whose work a member of staff may see."""
        return self if access.sees_all_units else self.filter(unit_id__in=access.unit_ids)

    def open(self) -> RequestQuerySet:
        """Neither answered nor ended otherwise."""
        return self.filter(state__in=OPEN)

    def running(self) -> RequestQuerySet:
        """Registered and not answered: the duty to answer is open."""
        return self.filter(state__in=RUNNING)

    def answered(self) -> RequestQuerySet:
        return self.filter(state__in=ANSWERED)


class Request(models.Model):
    """A request for government information to one unit, with its clock and its answer.

    ``receipt_on`` is a result of channel and dates (art. 31), set when it is registered; the
    duty ``foi.reply`` about this row runs from there. ``edition`` rises with every act: an act
    names the edition it was decided on. ``round`` rises when a review or court has it answered
    anew. ``row`` is the row of table 3 it is counted in, once. ``code_hash`` is the keyed hash of
    the query code; parts and moved requests keep the code of the one they came from.
    """

    number = models.CharField("申请编号", max_length=80, unique=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="foi_requests", verbose_name="受理单位"
    )
    applicant = models.ForeignKey(
        Applicant, on_delete=models.PROTECT, related_name="requests", verbose_name="申请人"
    )
    agent_name = models.CharField("代理人姓名", max_length=60, blank=True)
    agent_phone = models.CharField("代理人电话", max_length=40, blank=True)
    channel = models.CharField("申请渠道", max_length=12, choices=Channel)
    submitted_at = models.DateTimeField("提交时间")
    arrived_on = models.DateField("到达日期")
    confirmed_on = models.DateField("双方确认日期", null=True, blank=True)
    confirmed_how = models.CharField("确认方式和凭据", max_length=200, blank=True)
    receipt_on = models.DateField("收到申请之日", null=True, blank=True)
    registered_on = models.DateField("登记日期", null=True, blank=True)

    subject = models.CharField("所需信息的名称", max_length=200)
    doc_number = models.CharField("文号", max_length=100, blank=True)
    description = models.TextField("所需信息的描述", blank=True)
    form = models.CharField(
        "提供方式", max_length=12, choices=ProvisionForm, default=ProvisionForm.ELECTRONIC
    )
    route = models.CharField("获取途径", max_length=10, choices=Route, default=Route.ONLINE)
    wording_key = models.CharField(max_length=64, db_index=True)

    state = models.CharField(max_length=12, choices=State, default=State.ARRIVED)
    edition = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="foi_requests",
        verbose_name="经办人",
    )
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    moved_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_on"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )
    move_to = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    move_reason = models.CharField("建议转办的理由", max_length=300, blank=True)
    decided_on = models.DateField("签发日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    row = models.CharField("统计行", max_length=8, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-arrived_on", "-pk"]
        indexes = [
            models.Index(
                fields=["-arrived_on", "-id", "state", "unit", "channel", "row"], name="foi_list"
            ),
            models.Index(
                fields=["unit", "state", "-arrived_on", "-id", "channel", "row"], name="foi_unit"
            ),
            models.Index(
                fields=["state", "-arrived_on", "-id", "unit", "channel", "row"], name="foi_state"
            ),
            models.Index(fields=["unit", "receipt_on", "answered_on", "row"], name="foi_received"),
            models.Index(fields=["unit", "answered_on", "row"], name="foi_answered"),
            models.Index(fields=["state", "closed_at"], name="foi_closed"),
            models.Index(fields=["assignee", "state"], name="foi_assignee"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[str(each) for each in RUNNING])
                | Q(receipt_on__isnull=False),
                name="a_running_request_has_its_receipt_date",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[str(each) for each in ANSWERED],
                    answered_on__isnull=False,
                )
                | (~Q(state__in=[str(each) for each in ANSWERED]) & Q(answered_on__isnull=True)),
                name="an_answered_request_and_only_it_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(each) for each in ANSWERED]) | ~Q(row=""),
                name="an_answered_request_is_counted",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
                name="a_merged_request_says_into_which",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return request_path(self.pk)

    @property
    def is_open(self) -> bool:
        """Neither answered nor ended otherwise."""
        return self.state in OPEN


class Item(models.Model):
    """One matter asked, with its own outcome (条例 arts. 36–39; 109号 art. 4).

    ``given`` maps the code of a need (``statute.foi.outcomes.Need``) to what the reply says;
    ``grounds`` holds the codes of the exemptions of a withheld part (``statute.foi.grounds``).
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="items")
    round = models.PositiveSmallIntegerField(default=1)
    n = models.PositiveSmallIntegerField("序号")
    wording = models.TextField("申请内容")
    outcome = models.CharField("答复类型", max_length=8, blank=True)
    subkind = models.CharField("细分", max_length=40, blank=True)
    given = models.JSONField("答复要素", default=dict, blank=True)
    grounds = models.JSONField("不予公开的情形", default=list, blank=True)
    basis = models.CharField("依据", max_length=500, blank=True)
    reasons = models.TextField("理由", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "n"]
        constraints = [
            models.UniqueConstraint(fields=["request", "round", "n"], name="an_item_of_a_number"),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(basis=""), name="an_outcome_names_its_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.n}"


class RequestFile(models.Model):
    """A file of a request; ``shown`` ones go to the applicant with the reply."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=200)
    purpose = models.CharField("用途", max_length=12, choices=Purpose)
    order = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} #{self.pk}"
