"""Due soon, yellow, red: judged from today's date alone, so that a missed run loses nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from mingtang.statute.calendar import WorkingCalendar

from .derive import project_stopped
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
    """Working days from today to the due date: 0 on the day itself and on the days off right
    after it, negative from the first working day overdue."""
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

    A clock that stands still before its due day gets no card. Run twice on one day, the second
    run gives none. Whoever gets a red card has had the yellow one: when the run of that day was
    missed, both are given now.
    """
    thresholds = thresholds or Thresholds.from_settings()
    project_stopped(today=today)
    calendar = current_calendar()
    given = 0
    due_cards: dict[date, str] = {}
    batch: list[tuple[int, date, str]] = []
    of_running = CardGiven.objects.filter(duty__status=Duty.Status.OPEN)
    had = set(of_running.values_list("duty_id", "colour", "due_on"))
    rows = Duty.objects.running().order_by("pk")
    # Read whole (some MB at 100,000 duties), so that no cursor is open while cards are written.
    for pk, due_on, card, stopped in list(rows.values_list("pk", "due_on", "card", "stopped")):
        if due_on not in due_cards:
            due_cards[due_on] = card_for(days_left(due_on, today, calendar), thresholds)
        deserved = Duty.Card.NONE if stopped and due_on >= today else due_cards[due_on]
        new = any((pk, colour, due_on) not in had for colour in _coloured(deserved))
        if new or deserved != card:
            batch.append((pk, due_on, deserved))
        if len(batch) >= BATCH:
            given += _store(batch, today)
            batch = []
    return given + _store(batch, today)


def _store(batch: list[tuple[int, date, str]], today: date) -> int:
    """Set the cards and give the coloured ones; returns how many had not been given before."""
    with transaction.atomic():
        keys = [pk for pk, _, _ in batch]
        # What ended or moved since it was read is left to the next run.
        still = set(
            Duty.objects.running()
            .filter(pk__in=keys)
            .select_for_update(of=("self",))
            .values_list("pk", "due_on")
        )
        running = [row for row in batch if row[:2] in still]
        by_card: dict[str, list[int]] = defaultdict(list)
        for pk, _, card in running:
            by_card[card].append(pk)
        for card, owners in by_card.items():
            Duty.objects.filter(pk__in=owners).update(card=card)
        wanted = {
            (pk, colour, due_on) for pk, due_on, card in running for colour in _coloured(card)
        }
        had = CardGiven.objects.filter(duty_id__in=keys).values_list("duty_id", "colour", "due_on")
        fresh = sorted(wanted - set(had))
        CardGiven.objects.bulk_create(
            CardGiven(duty_id=pk, colour=colour, on=today, due_on=due_on)
            for pk, colour, due_on in fresh
        )
    return len(fresh)


def _coloured(card: str) -> tuple[str, ...]:
    if card == Duty.Card.RED:
        return (Duty.Card.YELLOW, Duty.Card.RED)
    return (card,) if card == Duty.Card.YELLOW else ()
