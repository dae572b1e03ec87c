"""How often one address, or anybody about one number, may try something.

Counted in the database, so that all workers count together. What is counted is kept as a keyed
hash and swept after a day: no address of a visitor stays anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from mingtang.foi.models import Tries

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``allowed()`` times in ``seconds`` (fixed spans of the clock)."""

    name: str
    seconds: int
    allowed: Callable[[], int]

    def key(self, subject: str) -> str:
        """Under which the tries of a subject (an address, a number) are counted."""
        return salted_hmac(
            f"mingtang.foi.tries.{self.name}", subject, algorithm="sha256"
        ).hexdigest()

    def since(self, now: datetime) -> datetime:
        """The beginning of the span that ``now`` lies in."""
        stamp = int(now.timestamp())
        return datetime.fromtimestamp(stamp - stamp % self.seconds, tz=now.tzinfo)


FILING = Limit("filing", 3600, lambda: int(settings.MINGTANG_FOI_REQUESTS_PER_HOUR))
FORMS = Limit("forms", 3600, lambda: 10 * int(settings.MINGTANG_FOI_REQUESTS_PER_HOUR))
"""Forms looked at, with errors or with files; far more often than one files."""
LOOKING = Limit("looking", 600, lambda: 300)
"""Looks for published documents while typing."""
CODES = Limit("codes", 900, lambda: int(settings.MINGTANG_FOI_CODE_TRIES))
"""Wrong codes from one address."""
NUMBER_CODES = Limit("number-codes", 900, lambda: 10 * int(settings.MINGTANG_FOI_CODE_TRIES))
"""Wrong codes for one number, from wherever; high, so that nobody can lock another one out."""
ACTS = Limit("acts", 3600, lambda: 60)
"""Corrections, reasons, ratings sent by one address."""


def exhausted(limit: Limit, subject: str, now: datetime) -> bool:
    """Whether no further try is left. Reads only."""
    row = Tries.objects.filter(key=limit.key(subject), since=limit.since(now)).first()
    return row is not None and row.count >= limit.allowed()


def count(limit: Limit, subject: str, now: datetime) -> None:
    """Count one try."""
    key, since = limit.key(subject), limit.since(now)
    if Tries.objects.filter(key=key, since=since).update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            Tries.objects.create(key=key, since=since, count=1)
    except IntegrityError:
        Tries.objects.filter(key=key, since=since).update(count=F("count") + 1)


def taken(limit: Limit, subject: str, now: datetime) -> bool:
    """Take one of the tries that are left; False when there is none, and nothing is written."""
    if exhausted(limit, subject, now):
        return False
    count(limit, subject, now)
    return True


def sweep(now: datetime) -> int:
    """Remove what is a day old."""
    return Tries.objects.filter(since__lt=now - KEPT).delete()[0]


def too_often(request: HttpRequest, limit: Limit) -> HttpResponse:
    """The page for one who came too often: how long to wait, and how else to go on."""
    context = {"minutes": -(-limit.seconds // 60), "meta": {"noindex": True}, "door": "apply"}
    answer = render(request, "foi/citizen/too_often.html", context, status=429)
    answer["Retry-After"] = str(limit.seconds)
    return answer
