"""Messages to people, each with what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> MessageQuerySet:
        """Those that may go out now, the oldest first."""
        return self.filter(status=Message.Status.WAITING, next_at__lte=now).order_by("next_at")

    def about(self, subject: models.Model) -> MessageQuerySet:
        """The messages about one thing."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


class Message(models.Model):
    """One message to one address. ``key`` names the occasion: a second one of it is never made.

    ``unsure``: the programme was killed between handing the message over and noting it. It is not
    sent again by itself, since it may have arrived; a person decides.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "电子邮件"
        SMS = "sms", "短信"

    class Status(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENDING = "sending", "正在发送"
        SENT = "sent", "已发送"
        FAILED = "failed", "发送失败"
        BOUNCED = "bounced", "被退回"
        UNSURE = "unsure", "不能确定是否送出"

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField("方式", max_length=10, choices=Channel)
    address = models.CharField("收件地址", max_length=254)
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("内容")
    unit_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.WAITING)
    made_at = models.DateTimeField("生成时间")
    next_at = models.DateTimeField("下次发送")
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    fault = models.CharField("原因", max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "next_at"]),
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["-made_at", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | Q(status="bounced")
                | ~Q(status__in=("sent", "bounced")) & Q(sent_at__isnull=True),
                name="only_a_sent_message_has_a_time_of_sending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.key}"
