"""Duties of units: a clock stored as its events, and the cards it was given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from mingtang.orgs.models import Unit

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, access: Access) -> DutyQuerySet:
        """Duties of the units whose work a member of staff may see."""
        return self if access.sees_all_units else self.filter(unit_id__in=access.unit_ids)

    def running(self) -> DutyQuerySet:
        return self.filter(status=Duty.Status.OPEN)

    def about(self, subject_type: str, subject_id: object) -> DutyQuerySet:
        return self.filter(subject_type=subject_type, subject_id=str(subject_id))

    def mine(self, account_id: int) -> DutyQuerySet:
        return self.filter(assignee_id=account_id)

    def overdue_on(self, day: date) -> DutyQuerySet:
        """Those past their due date; of a clock that stands still the date moves with each day."""
        return self.running().filter(due_on__lt=day)

    def by_due_date(self) -> DutyQuerySet:
        return self.order_by("due_on", "pk")


class Duty(models.Model):
    """What a unit must do by when. ``due_on`` and ``provisional`` are results of the events.

    A clock that a correction took away when it was overdue already has *lapsed*: it counts as late
    as before, until the disclosure office has accepted the correction and it is void.
    ``rule`` is the code of a time limit (``statute.limits``); ``rule_day`` the day whose version
    of the rule applies. ``subject_type``/``subject_id`` point to what the duty is about.
    """

    class Status(models.TextChoices):
        OPEN = "open", "进行中"
        FULFILLED = "fulfilled", "已履行"
        VOID = "void", "已取消"
        LAPSED = "lapsed", "更正前已逾期"

    class Card(models.TextChoices):
        NONE = "none", "正常"
        SOON = "soon", "临期"
        YELLOW = "yellow", "黄牌"
        RED = "red", "红牌"

    rule = models.CharField(max_length=60)
    rule_day = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="duties"
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300)
    subject_path = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    start_on = models.DateField()
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    stopped = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    met = models.BooleanField(null=True)
    card = models.CharField(max_length=10, choices=Card, default=Card.NONE)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["status", "due_on", "id"]),
            models.Index(fields=["unit", "status", "due_on"]),
            models.Index(fields=["assignee", "status", "due_on"]),
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["rule", "status", "due_on"]),
            # Holds all that the fair board counts.
            models.Index(
                fields=["status", "ended_on", "unit", "start_on", "met", "due_on"],
                name="duty_board",
            ),
            # Holds all that a search or a sort of a list looks at.
            models.Index(
                fields=["due_on", "id", "status", "unit", "rule", "subject_label"],
                name="duty_list",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject_type", "subject_id"],
                condition=Q(status="open"),
                name="one_open_duty_per_rule_and_subject",
            ),
            models.CheckConstraint(
                condition=Q(status="open", ended_on__isnull=True)
                | (~Q(status="open") & Q(ended_on__isnull=False)),
                name="only_an_ended_duty_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.subject_label


class DutyEvent(models.Model):
    """One thing that happened to a clock. The journal entry of the same act is ``entry_seq``."""

    class Kind(models.TextChoices):
        OPENED = "opened", "起算"
        RESET = "reset", "重新起算"
        STOPPED = "stopped", "中止计算"
        RESTARTED = "restarted", "恢复计算"
        EXTENDED = "extended", "延长"
        FULFILLED = "fulfilled", "履行"
        VOIDED = "voided", "取消"
        LAPSED = "lapsed", "更正，此前已逾期"

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    days = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    entry_seq = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="extended", days__isnull=False)
                | (~Q(kind="extended") & Q(days__isnull=True)),
                name="an_extension_and_only_it_has_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class CardGiven(models.Model):
    """A card issued for a duty; each colour once per due date, so that a re-run adds nothing."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="cards")
    colour = models.CharField(max_length=10, choices=Duty.Card)
    on = models.DateField()
    due_on = models.DateField()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["-on", "-id", "colour", "duty"], name="card_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "colour", "due_on"], name="each_card_once_per_due_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.on}"


class HolidayNotice(models.Model):
    """A yearly holiday notice entered after delivery; the shipped calendar holds the others.

    ``lines`` has one festival a line: ``国庆节 10-01/10-07 +09-20 +10-10`` (first and last day
    off, then the weekend days worked for it).
    """

    year = models.PositiveIntegerField("年份", unique=True)
    number = models.CharField("通知文号", max_length=60)
    lines = models.TextField("放假安排")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}：{self.number}"


class DerivedWith(models.Model):
    """What the stored due dates were derived with; one row. See ``notices.follow_calendar``."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    fingerprint = models.CharField(max_length=64)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.fingerprint[:8]} since {self.since}"
