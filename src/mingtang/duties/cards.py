"""Due soon, yellow, red: judged from today's date alone, so that a missed run loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from mingtang.statute.calendar import WorkingCalendar

from .law import current_calendar
from .models import CardGiven, Duty

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Thresholds:
    """In working days; all three are settings (no national rule fixes them).

    ``soon`` and ``yellow`` are days left at which a duty is due soon or gets a yellow card,
    ``red`` the overdue day that gives a red card.
    """

    soon: int
    yellow: int
    red: int

    @classmethod
    def from_settings(cls) -> Thresholds:
        return cls(
            settings.MINGTANG_DUTY_SOON_DAYS,
            settings.MINGTANG_DUTY_YELLOW_DAYS_LEFT,
            settings.MINGTANG_DUTY_RED_DAYS_OVER,
        )


def days_left(due_on: date, today: date, calendar: WorkingCalendar) -> int:
    """Working days from today to the due date: 0 on the day itself, negative when overdue."""
    if due_on >= today:
        return calendar.working_days_between(today, due_on)
    return -calendar.working_days_between(due_on, today)


def card_for(left: int, thresholds: Thresholds) -> str:
    """The card that so many working days left (negative: overdue) deserve."""
    if left <= -thresholds.red:
        return Duty.Card.RED
    if left <= thresholds.yellow:
        return Duty.Card.YELLOW
    if left <= thresholds.soon:
        return Duty.Card.SOON
    return Duty.Card.NONE


def give_cards(*, today: date, thresholds: Thresholds | None = None) -> int:
    """Bring every running duty's card up to date; returns how many cards were newly given.

    A stopped clock gets no card. Run twice on one day, the second run gives none.
    """
    thresholds = thresholds or Thresholds.from_settings()
    calendar = current_calendar()
    given = 0
    rows = Duty.objects.running().only("pk", "due_on", "card", "stopped", "provisional")
    batch: list[tuple[Duty, str]] = []
    for duty in rows.order_by("pk").iterator(chunk_size=BATCH):
        left = days_left(duty.due_on, today, calendar)
        card = Duty.Card.NONE if duty.stopped else card_for(left, thresholds)
        if card != duty.card:
            batch.append((duty, card))
        if len(batch) >= BATCH:
            given += _store(batch, today)
            batch = []
    return given + _store(batch, today)


@transaction.atomic
def _store(batch: list[tuple[Duty, str]], today: date) -> int:
    for duty, card in batch:
        duty.card = card
    Duty.objects.bulk_update([duty for duty, _ in batch], ["card"])
    cards = [
        CardGiven(duty=duty, colour=card, on=today, due_on=duty.due_on)
        for duty, card in batch
        if card in (Duty.Card.YELLOW, Duty.Card.RED)
    ]
    before = CardGiven.objects.count()
    CardGiven.objects.bulk_create(cards, ignore_conflicts=True)
    return CardGiven.objects.count() - before
