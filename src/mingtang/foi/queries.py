"""Reads over requests: what waits for whom, what is alike, how the public finds its own."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import CharField
from django.db.models.functions import Cast

from mingtang.duties.models import Duty
from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role

from . import codes
from .facts import REPLY
from .lateness import is_late
from .models import (
    Applicant,
    Assistance,
    Challenge,
    Consultation,
    Correction,
    FeeNotice,
    ReasonsAsked,
    Request,
)
from .numbering import normal_number
from .states import ANSWERED, OPEN, RUNNING, Progress, State

SUBJECT = "foi.request"

Rows = QuerySet[Request]


# --- the public ------------------------------------------------------------------------------
def find_by_code(number: str, code: str) -> Request | None:
    """The request of this number, to whoever knows its query code; else nothing.

    A number that there is not takes as long as a wrong code, and neither is told apart.
    """
    found = Request.objects.filter(number=normal_number(number)).first()
    return found if codes.matches(code, found.code_hash if found else "") else None


def find_consultation(code: str) -> Consultation | None:
    """The consultation whose party knows the code of its own page."""
    found = Consultation.objects.filter(code_hash=codes.hash_of(code)).first()
    return found if found is not None and codes.matches(code, found.code_hash) else None


def followed_by(request: Request) -> list[Request]:
    """Where a request went: its parts, the unit it was moved to, the one it was merged into."""
    rows = Request.objects.filter(Q(split_from=request) | Q(moved_from=request))
    into = [request.merged_into] if request.merged_into else []
    return [*rows.select_related("unit").order_by("pk"), *into]


# --- work ------------------------------------------------------------------------------------
def waiting_for(access: Access, role: str) -> Q:
    """Requests whose next step is the person's in one role."""
    units = [held.unit_id for held in access.held if held.role == role]
    if role == Role.CLERK:
        wanted = Q(state__in=[State.ARRIVED, State.IN_HAND, State.APPROVED])
        return wanted & Q(unit_id__in=units)
    if role == Role.LEADER:
        return Q(state=State.CHECKING, unit_id__in=units)
    if role == Role.DISCLOSURE_OFFICE and access.has(role):
        return Q(move_to__isnull=False, state__in=[State.ARRIVED, State.IN_HAND])
    return Q(pk__in=[])


def waiting_for_any(access: Access) -> Q:
    """Requests whose next step is the person's, in whatever role."""
    wanted = Q(pk__in=[])
    for role in (Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE):
        wanted |= waiting_for(access, role)
    return wanted


def with_due(rows: Rows) -> Rows:
    """Each with ``due_on``, ``stopped`` and ``card`` of its running duty to answer (else null)."""
    duties = Duty.objects.filter(
        rule=REPLY,
        subject_type=SUBJECT,
        subject_id=Cast(OuterRef("pk"), CharField()),
    ).order_by("-pk")
    return rows.annotate(
        due_on=Subquery(duties.values("due_on")[:1]),
        stopped=Subquery(duties.values("stopped")[:1]),
        met=Subquery(duties.values("met")[:1]),
        card=Subquery(duties.values("card")[:1]),
    )


def by_due_date(rows: Rows) -> Rows:
    """The most pressing first; what has no clock last."""
    return with_due(rows).order_by(F("due_on").asc(nulls_last=True), "pk")


def overdue(rows: Rows, today: date) -> Rows:
    """Open requests past their due date; a clock stopped in time is not overdue."""
    late = Duty.objects.filter(is_late(today), rule=REPLY, subject_type=SUBJECT)
    return rows.filter(
        Exists(late.filter(subject_id=Cast(OuterRef("pk"), CharField()))), state__in=RUNNING
    )


def unconfirmed(rows: Rows) -> Rows:
    """Arrived, and by a channel where the day of receipt may still have to be confirmed."""
    return rows.filter(state=State.ARRIVED, confirmed_on__isnull=True)


def moves_proposed(rows: Rows) -> Rows:
    """Requests that a clerk says are for another unit."""
    return rows.filter(move_to__isnull=False, state__in=[State.ARRIVED, State.IN_HAND])


def overdue_corrections(rows: Rows, today: date) -> Rows:
    """Those whose correction did not come in time: to be ended (C6.1)."""
    late = Correction.objects.filter(
        request=OuterRef("pk"), progress=Progress.OPEN, last_on__lt=today
    )
    return rows.filter(Exists(late), state=State.CORRECTING)


def overdue_fees(rows: Rows, today: date) -> Rows:
    """Those whose fee was not paid in time: to be ended (C6.2)."""
    late = FeeNotice.objects.filter(
        request=OuterRef("pk"), progress=Progress.OPEN, last_on__lt=today
    )
    return rows.filter(Exists(late), state=State.PAYING)


def overdue_reasons(rows: Rows, today: date) -> Rows:
    """Those whose applicant gave no reasons in time: the clock runs on."""
    late = ReasonsAsked.objects.filter(
        request=OuterRef("pk"), progress=Progress.OPEN, last_on__lt=today
    )
    return rows.filter(Exists(late), state=State.REASONING)


def lapsed(rows: Rows, today: date) -> Rows:
    """All of the above: what time has decided and a person has yet to enter."""
    keys = [
        each(rows, today).values("pk")
        for each in (overdue_corrections, overdue_fees, overdue_reasons)
    ]
    return rows.filter(Q(pk__in=keys[0]) | Q(pk__in=keys[1]) | Q(pk__in=keys[2]))


def receipt_unknown(rows: Rows) -> Rows:
    """Requests with a notice sent whose receipt nobody has entered: its period cannot run."""
    open_ = {"request": OuterRef("pk"), "progress": Progress.OPEN, "received_on__isnull": True}
    return rows.filter(
        Exists(Correction.objects.filter(**open_))
        | Exists(Consultation.objects.filter(**open_))
        | Exists(ReasonsAsked.objects.filter(**open_))
        | Exists(FeeNotice.objects.filter(**open_))
    )


def help_wanted(access: Access) -> QuerySet[Assistance]:
    """The help that one's units were asked for and have not given."""
    rows = Assistance.objects.waiting()
    if not access.sees_all_units:
        rows = rows.filter(unit_id__in=access.unit_ids)
    return rows.select_related("request__unit", "unit").order_by("asked_on", "pk")


def pending_challenges(access: Access) -> QuerySet[Challenge]:
    """Reviews and suits not decided yet."""
    return Challenge.objects.visible_to(access).pending().select_related("request")


def ordered_anew(rows: Rows) -> Rows:
    """Answered requests that a decision has answered anew, not taken up yet."""
    orders = Challenge.objects.filter(
        request=OuterRef("pk"), orders_anew=True, reopened_on__isnull=True
    )
    return rows.filter(Exists(orders), state__in=[State.ANSWERED, State.CLOSED])


# --- alike -----------------------------------------------------------------------------------
def same_request(request: Request, rows: Rows) -> Rows:
    """Other open requests of the same applicant to the same unit in the same words: duplicates
    that may be merged."""
    return rows.filter(
        unit_id=request.unit_id,
        applicant_id=request.applicant_id,
        wording_key=request.wording_key,
        state__in=OPEN,
    ).exclude(pk=request.pk)


def answered_before(request: Request, rows: Rows) -> Rows:
    """Earlier answers of the unit to the same applicant in the same words (art. 36(6), C5.2)."""
    return rows.filter(
        unit_id=request.unit_id,
        applicant_id=request.applicant_id,
        wording_key=request.wording_key,
        state__in=ANSWERED,
    ).exclude(pk=request.pk)


def asked_by_others(request: Request, rows: Rows) -> Rows:
    """Requests of other applicants in the same words (art. 44(1): several applicants)."""
    return (
        rows.filter(wording_key=request.wording_key, unit_id=request.unit_id)
        .exclude(applicant_id=request.applicant_id)
        .exclude(pk=request.pk)
    )


def duplicates_of(applicant: Applicant, access: Access) -> QuerySet[Applicant]:
    """Records that may be the same person: the same number, or the same name and telephone.

    Only those that the member of staff may see. The same number comes first.
    """
    alike = Q(pk__in=[])
    if applicant.id_number:
        alike |= Q(id_number=applicant.id_number)
    if applicant.name and applicant.phone:
        alike |= Q(name=applicant.name, phone=applicant.phone)
    rows = Applicant.objects.in_use().visible_to(access).filter(alike).exclude(pk=applicant.pk)
    first = Case(
        When(Q(id_number=applicant.id_number) & ~Q(id_number=""), then=Value(0)),
        default=Value(1),
    )
    return rows.annotate(by_number=first).order_by("by_number", "pk")
