"""Messages are queued by the act that occasions them, in its transaction: no act, no message."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from .models import Message

FORGOTTEN = "（已按期清除）"
MOST_BODY = 5_000


def queue(
    *,
    key: str,
    channel: str,
    address: str,
    subject: str,
    body: str,
    about: models.Model | None,
    at: datetime,
    unit_id: int | None = None,
) -> bool:
    """Have a message sent by the next run; returns False when ``key`` had its message before.

    An address that cannot be one is kept as a failed message, so that the staff sees that the
    person was not reached, and never breaks the act.
    """
    fault = address_fault(channel, address)
    made = Message.objects.bulk_create(
        [
            Message(
                key=key[:120],
                channel=channel,
                address=address.strip()[:254],
                subject=subject[:200],
                body=body[:MOST_BODY],
                unit_id=unit_id,
                subject_type=about._meta.label_lower if about else "",
                subject_id=str(about.pk) if about else "",
                status=Message.Status.FAILED if fault else Message.Status.WAITING,
                fault=fault,
                made_at=at,
                next_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return Message.objects.filter(key=key[:120], made_at=at).exists() if made else False


def address_fault(channel: str, address: str) -> str:
    """Why nothing can be sent there; empty when it looks well."""
    address = address.strip()
    if channel == Message.Channel.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            return "邮箱地址格式不对。"
        return ""
    digits = address.removeprefix("+86").replace(" ", "").replace("-", "")
    if len(digits) == 11 and digits.isascii() and digits.isdigit() and digits[0] == "1":
        return ""
    return "不是可以接收短信的手机号码。"


@transaction.atomic
def resend(message: Message, *, by: Actor, at: datetime) -> Message:
    """Send once more what failed, came back or is unsure; a person has decided so."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    again = (Message.Status.FAILED, Message.Status.BOUNCED, Message.Status.UNSURE)
    if message.status not in again:
        raise RuleViolation("notice.state", "只有没有送达的消息才能重发。")
    if message.body == FORGOTTEN:
        raise RuleViolation("notice.forgotten", "内容已按期清除，不能重发。")
    if fault := address_fault(message.channel, message.address):
        raise RuleViolation("notice.address", fault)
    message.status, message.next_at, message.attempts = Message.Status.WAITING, at, 0
    message.sent_at, message.claimed_at, message.fault = None, None, ""
    message.save()
    record(
        act="notice.resend",
        subject=message,
        by=by,
        at=at,
        unit_id=message.unit_id,
        detail={"channel": message.channel},
    )
    return message


def forget_about(subject: models.Model) -> int:
    """Empty the address and words of every message about a thing (it is anonymised)."""
    return _forget(Message.objects.about(subject))


def forget_older(than: datetime) -> int:
    """Empty what was settled before ``than``; returns how many messages lost their words."""
    settled = ~models.Q(status__in=(Message.Status.WAITING, Message.Status.SENDING))
    return _forget(Message.objects.filter(settled, made_at__lt=than))


def _forget(rows: models.QuerySet[Message]) -> int:
    return rows.exclude(body=FORGOTTEN).update(address="", subject=FORGOTTEN, body=FORGOTTEN)
