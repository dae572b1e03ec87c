"""Reads over documents: what waits for whom, what came back, what the gate holds up."""

from __future__ import annotations

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from mingtang.duties.models import Duty
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role
from mingtang.register.models import Finding

from .models import Document, ImportItem, Review
from .states import State, Step

SUBJECT = "disclosure.document"
RULE = "foi.publish"

REVIEW_STATES: dict[str, tuple[str, ...]] = {
    Role.LEADER: (State.WITH_LEADER,),
    Role.CONFIDENTIALITY: (State.WITH_CONFIDENTIALITY, State.REFERRED),
    Role.DISCLOSURE_OFFICE: (State.WITH_OFFICE,),
}
"""The states in which a document waits for a reviewer."""


def units_of(access: Access, role: str) -> list[int]:
    """The units for which a person holds a role, own and deputised."""
    return [held.unit_id for held in access.held if held.role == role]


def waiting_for(access: Access, role: str) -> Q:
    """Documents that wait for the person in one reviewing role."""
    wanted = Q(state__in=REVIEW_STATES[role])
    if role == Role.DISCLOSURE_OFFICE:
        return wanted if access.has(role) else Q(pk__in=[])
    return wanted & Q(unit_id__in=units_of(access, role))


def waiting_for_any(access: Access) -> Q:
    """Documents whose next step is the person's, in whatever role: reviews and own drafts."""
    wanted = Q(state=State.DRAFT, unit_id__in=units_of(access, Role.CLERK))
    for role in REVIEW_STATES:
        wanted |= waiting_for(access, role)
    return wanted


def _sent_back() -> Q:
    reviews = Review.objects.filter(
        document=OuterRef("pk"), round=OuterRef("round"), approved=False
    )
    return Q(Exists(reviews), state=State.DRAFT, round__gt=0)


def returned(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Drafts that a reviewer sent back in their last round."""
    return rows.filter(_sent_back())


def not_returned(rows: QuerySet[Document]) -> QuerySet[Document]:
    """All but the drafts that :func:`returned` names."""
    return rows.filter(~_sent_back())


def held_up(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Drafts with findings of the gate that nobody has settled."""
    found = Finding.objects.filter(
        subject_type=SUBJECT,
        subject_id=Cast(OuterRef("pk"), CharField()),
        settlement=Finding.Settlement.OPEN,
    )
    return rows.filter(Exists(found), state=State.DRAFT)


def to_review_afterwards(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Documents published in an emergency that no leader has reviewed since."""
    steps = Review.objects.filter(
        document=OuterRef("pk"), step__in=[Step.EMERGENCY, Step.AFTERWARDS]
    )
    last = Subquery(steps.order_by("-pk").values("step")[:1])
    return (
        rows.filter(state=State.PUBLISHED, entry__emergency=True, entry__withdrawn_at__isnull=True)
        .filter(Exists(steps.filter(step=Step.EMERGENCY)))
        .alias(last_step=last)
        .filter(last_step=Step.EMERGENCY)
    )


def import_remarks(document: Document) -> list[str]:
    """What the import remarked upon the document; empty once a person has confirmed it."""
    if not document.guesses:
        return []
    found = ImportItem.objects.filter(document=document, outcome=ImportItem.Outcome.DRAFTED)
    return [str(text) for remarks in found.values_list("remarks", flat=True) for text in remarks]


def running_duty(document: Document) -> Duty | None:
    """The time limit to publish that runs of a document."""
    return Duty.objects.about(SUBJECT, document.pk).running().filter(rule=RULE).first()


def lapsed_duties(document: Document) -> list[Duty]:
    """The time limits that were overdue when a correction or a giving up took them away."""
    return list(Duty.objects.about(SUBJECT, document.pk).filter(status=Duty.Status.LAPSED))


def clock_moves(document: Document) -> list[JournalEntry]:
    """The saves that moved a running time limit, newest first, as the journal keeps them."""
    rows = JournalEntry.objects.about(SUBJECT, document.pk).filter(act="document.save")
    return list(rows.filter(detail__has_key="clock").order_by("-seq")[:20])


def findings_of(document: Document) -> list[Finding]:
    """Every finding about a document, the open ones first."""
    rows = Finding.objects.about(SUBJECT, document.pk)
    return sorted(rows, key=lambda each: each.settlement != Finding.Settlement.OPEN)


def latest_first(rows: QuerySet[Document]) -> QuerySet[Document]:
    return rows.order_by(F("updated_at").desc(), "-pk")
