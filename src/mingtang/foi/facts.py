"""What the guards of the transition table ask about a request; looked up once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from mingtang.duties.clocks import clock_of
from mingtang.duties.law import current_calendar, limit
from mingtang.duties.models import Duty
from mingtang.journal.actor import Actor
from mingtang.statute.calendar import CalendarRangeError
from mingtang.statute.counting import add_months, period_end
from mingtang.statute.foi.receipt import Channel, needs_confirmation, receipt_date
from mingtang.statute.limits import TimeLimit, UnknownLimit

from .models import (
    Assistance,
    Challenge,
    Consultation,
    Correction,
    FeeNotice,
    Item,
    LegalityCheck,
    ReasonsAsked,
    Request,
    Suspension,
)
from .replies import faults_of
from .states import Progress

REPLY = "foi.reply"


@dataclass
class Facts:
    """A request, who wants to act on it and when; everything else is read when asked for."""

    request: Request
    by: Actor
    at: datetime

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.at)

    # --- receipt (art. 31) -----------------------------------------------------------------
    @property
    def wants_confirmation(self) -> bool:
        request = self.request
        return needs_confirmation(Channel(request.channel), arrived_on=request.arrived_on)

    @cached_property
    def receipt_on(self) -> date | None:
        """The day of receipt by channel and dates; None while it is not known.

        What was handed on by another unit is received on the day it came here.
        """
        request = self.request
        moved = request.moved_from_id is not None
        return receipt_date(
            Channel(request.channel),
            submitted_on=request.arrived_on if moved else timezone.localdate(request.submitted_at),
            arrived_on=request.arrived_on,
            confirmed_on=request.confirmed_on,
        )

    @property
    def has_rules(self) -> bool:
        """Whether a Regulation was in force on the day of receipt."""
        return self.receipt_on is None or self.law(REPLY, self.receipt_on) is not None

    # --- the clock -------------------------------------------------------------------------
    @cached_property
    def duty(self) -> Duty | None:
        """The running duty to answer."""
        rows = Duty.objects.about(self.request._meta.label_lower, self.request.pk).running()
        return rows.filter(rule=REPLY).first()

    @property
    def rule_day(self) -> date:
        """The day whose law governs the request: of receipt, or of the order to answer anew."""
        if self.duty is not None:
            return self.duty.rule_day
        return self.request.receipt_on or self.receipt_on or self.today

    @cached_property
    def due_on(self) -> date | None:
        """When the answer is due as of today; of a clock that stands still, if it ran on today."""
        if self.duty is None:
            return None
        return clock_of(self.duty, today=self.today).due if self.duty.stopped else self.duty.due_on

    @property
    def before_due(self) -> bool:
        return self.due_on is not None and self.today <= self.due_on

    def law(self, code: str, on: date | None = None) -> TimeLimit | None:
        """A limit in the version that governs the request; None when there was none then."""
        try:
            return limit(code, on or self.rule_day)
        except UnknownLimit:
            return None

    # --- correction (art. 30) --------------------------------------------------------------
    @cached_property
    def correction(self) -> Correction | None:
        """The correction asked of this request, or of the one it was split or moved from."""
        found = Correction.objects.filter(request=self.request).first()
        above = self.request.split_from or self.request.moved_from
        while found is None and above is not None:
            found = Correction.objects.filter(request=above).first()
            above = above.split_from or above.moved_from
        return found

    @cached_property
    def correction_until(self) -> date | None:
        """The last day on which a correction may be asked; None where the law sets none (2007)."""
        law = self.law("foi.correction")
        start = self.request.receipt_on
        if law is None or start is None:
            return None
        try:
            return period_end(law, start, current_calendar()).due
        except CalendarRangeError:
            return None

    def over(self, waiting: Correction | ReasonsAsked | FeeNotice | None) -> bool:
        """Whether the time that a notice gave has passed without an answer."""
        if waiting is None or not waiting.waiting or waiting.last_on is None:
            return False
        return self.today > waiting.last_on

    # --- other procedures --------------------------------------------------------------------
    @cached_property
    def consultations(self) -> list[Consultation]:
        """Those that wait for an opinion."""
        return list(Consultation.objects.filter(request=self.request).waiting())

    @cached_property
    def extended(self) -> bool:
        """Whether the answer was put off: of this request, or of the one it was split from.

        A part begins in round 1 with the clock of the whole; a later round has a clock of its own.
        """
        each: Request | None = self.request
        while each is not None:
            if each.extensions.filter(round=each.round).exists():
                return True
            each = each.split_from if each.round == 1 else None
        return False

    @cached_property
    def reasons_asked(self) -> ReasonsAsked | None:
        return ReasonsAsked.objects.filter(request=self.request, progress=Progress.OPEN).last()

    @cached_property
    def fee_notice(self) -> FeeNotice | None:
        return FeeNotice.objects.filter(request=self.request, progress=Progress.OPEN).last()

    @cached_property
    def suspension(self) -> Suspension | None:
        return Suspension.objects.filter(request=self.request, until__isnull=True).last()

    @cached_property
    def helping_units(self) -> frozenset[int]:
        """Units asked for help that have not answered."""
        rows = Assistance.objects.filter(request=self.request, progress=Progress.OPEN)
        return frozenset(rows.values_list("unit_id", flat=True))

    # --- the reply -----------------------------------------------------------------------------
    @cached_property
    def items(self) -> list[Item]:
        """The matters of the present round."""
        return list(self.request.items.filter(round=self.request.round).order_by("n"))

    @cached_property
    def reply_faults(self) -> str:
        """What the reply lacks, in one sentence; empty when it is complete."""
        return "；".join(faults_of(self.items))

    @cached_property
    def check(self) -> LegalityCheck | None:
        """The legality check under way."""
        return self.request.legality_checks.filter(passed__isnull=True).last()

    @cached_property
    def drafter_ids(self) -> frozenset[int]:
        """Who decided a matter of the reply or submitted it."""
        ids = {item.decided_by_id for item in self.items}
        if self.check is not None:
            ids.add(self.check.submitted_by_id)
        return frozenset(each for each in ids if each is not None)

    # --- afterwards ----------------------------------------------------------------------------
    @cached_property
    def order_anew(self) -> Challenge | None:
        """A decision that has the request answered anew and was not followed yet."""
        return self.request.challenges.filter(
            orders_anew=True, decided_on__isnull=False, reopened_on__isnull=True
        ).first()

    @cached_property
    def challenged(self) -> bool:
        """Whether a review or suit is pending."""
        return self.request.challenges.filter(decided_on__isnull=True).exists()

    @cached_property
    def archive_on(self) -> date | None:
        """From which day the request may be archived; None when it is kept without end."""
        closed, years = self.request.closed_at, settings.MINGTANG_FOI_ARCHIVE_YEARS
        if closed is None or not years:
            return None
        return add_months(timezone.localdate(closed), 12 * years)
