"""Sending what waits: claimed, sent, noted; tried again later; never twice by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction

from .gateways import Gateway, Refused, gateway_for
from .models import Message

logger = logging.getLogger(__name__)

BATCH = 200
"""Most messages of one run, so that other periodic work has its turn."""

DELAYS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 1440))
"""How long to wait after each try that failed; after the last one it is given up."""

LOST_AFTER = timedelta(minutes=15)
"""A message still being sent after so long was left behind by a killed process."""

Status = Message.Status


def send_waiting(now: datetime, *, ways: Callable[[str], Gateway] = gateway_for) -> int:
    """The periodic job: send what is due; returns how many messages went out."""
    Message.objects.filter(status=Status.SENDING, claimed_at__lt=now - LOST_AFTER).update(
        status=Status.UNSURE, fault="发送中程序被中断，可能已经送出，也可能没有。"
    )
    keys = Message.objects.due(now).values_list("pk", flat=True)[:BATCH]
    return sum(_send(key, now, ways) for key in list(keys))


def _send(key: int, now: datetime, ways: Callable[[str], Gateway]) -> bool:
    message = _claim(key, now)
    if message is None:
        return False
    try:
        ways(message.channel).send(message)
    except Refused as refusal:
        _note(message, status=Status.FAILED, fault=str(refusal))
    except Exception as fault:
        logger.exception("message %s was not sent", message.pk)
        _later(message, now, fault)
    else:
        _note(message, status=Status.SENT, sent_at=now, fault="")
        return True
    return False


def _claim(key: int, now: datetime) -> Message | None:
    """Mark it as being sent before it is: of two runs at once, one gets it."""
    with transaction.atomic():
        rows = Message.objects.filter(pk=key, status=Status.WAITING)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(of=("self",), skip_locked=True)
        message = rows.first()
        if message is None:
            return None
        message.status, message.claimed_at = Status.SENDING, now
        message.attempts += 1
        message.save(update_fields=["status", "claimed_at", "attempts"])
    return message


def _later(message: Message, now: datetime, fault: Exception) -> None:
    reason = f"{type(fault).__name__}: {fault}"[:300]
    if message.attempts > len(DELAYS):
        _note(message, status=Status.FAILED, fault=reason)
        return
    _note(
        message,
        status=Status.WAITING,
        next_at=now + DELAYS[message.attempts - 1],
        fault=reason,
    )


def _note(message: Message, **fields: object) -> None:
    Message.objects.filter(pk=message.pk, status=Status.SENDING).update(
        **{"claimed_at": None, **fields}
    )
