"""Documents whose time of publication passed and that are still not public, and why."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from mingtang.journal.actor import Actor

from .facts import Facts
from .lifecycle import may
from .models import Document
from .states import State

PATIENCE = timedelta(minutes=5)
"""The periodic run comes every minute; what waits longer than this does not come by itself."""


def stalled(rows: QuerySet[Document], now: datetime) -> QuerySet[Document]:
    """Those that should have been published more than ``PATIENCE`` ago."""
    return rows.filter(state=State.SCHEDULED, scheduled_for__lt=now - PATIENCE)


def why_stalled(document: Document, now: datetime) -> str:
    """Why the document was not published at its time; empty while there is nothing to explain."""
    time = document.scheduled_for
    if document.state != State.SCHEDULED or time is None or time >= now - PATIENCE:
        return ""
    verdict = may(document, "release", Facts(document, Actor.system(), now))
    if verdict.allowed:
        return "定时任务没有运行，或者发布时出错，请信息技术人员检查。"
    return "".join(reason.text for reason in verdict.reasons)
