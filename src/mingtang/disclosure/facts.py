"""What the guards of the transition table ask about a document; looked up once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.statements import Prepared, Row
from mingtang.orgs.models import Grant
from mingtang.orgs.roles import Role
from mingtang.register.gate import open_count, unconfirmed_count
from mingtang.register.models import Section

from .completeness import faults_of
from .course import last_emergency, state_before_revision
from .models import Document, Review, Version
from .refusals import changed_since, standing_refusal
from .remarks import open_remarks
from .states import Step

_SAVERS = Prepared(
    lambda key, revision: (
        Version.objects.filter(document_id=key, revision=revision, masked_only=False)
        .order_by()
        .values_list("saved_by_id_was")
    ),
    int,
    int,
)
_PASSED = Prepared(
    lambda key, number: (
        Review.objects.filter(document_id=key, round=number, approved=True)
        .order_by("pk")
        .values_list("step", "reviewer_id")
    ),
    int,
    int,
)
_CLOSED = Prepared(
    lambda home, document: (
        Section.objects.filter(
            Q(pk=home)
            | Q(
                pk__in=Document.sections.through.objects.filter(document_id=document).values(
                    "section_id"
                )
            ),
            closed_on__isnull=False,
        )
        .order_by("pk")
        .values_list("pk", "name", "closed_on")
    ),
    int,
    int,
)


@dataclass
class Facts:
    """A document, who wants to act on it and when; everything else is read when asked for."""

    document: Document
    by: Actor
    at: datetime

    @cached_property
    def faults(self) -> str:
        """What is missing or wrong, in one sentence; empty when complete."""
        today = timezone.localdate(self.at)
        return "；".join(fault.text for fault in faults_of(self.document, today=today))

    @cached_property
    def open_findings(self) -> int:
        return open_count(self.document)

    @cached_property
    def unconfirmed(self) -> int:
        """How many markings stand for a reason that no confidentiality reviewer has accepted."""
        return unconfirmed_count(self.document)

    @cached_property
    def closed_sections(self) -> tuple[str, ...]:
        """Names of the document's columns that take nothing new in today.

        A column that holds the document already goes on holding it, revised or not.
        """
        document, today = self.document, timezone.localdate(self.at)
        rows = _CLOSED.rows(document.home_id or 0, document.pk)
        closed = {key: name for key, name, day in rows if day <= today}
        if closed and document.entry is not None:
            held = {document.entry.home_id, *document.entry.sections.values_list("pk", flat=True)}
            closed = {key: name for key, name in closed.items() if key not in held}
        return tuple(closed.values())

    @cached_property
    def drafter_ids(self) -> frozenset[int]:
        """Who wrote the present revision: its author, and whoever saved or submitted it.

        Covering personal data that the gate found writes nothing, so a reviewer who did it may
        still review.
        """
        ids = {row[0] for row in _SAVERS.rows(self.document.pk, self.document.revision)}
        if self.document.revision == 1:
            ids.add(self.document.created_by_id)
        ids |= {reviewer for step, reviewer in self._round if step == Step.SUBMIT}
        return frozenset(each for each in ids if each is not None)

    @cached_property
    def _round(self) -> list[Row]:
        """Step and reviewer of each review of the round that was passed."""
        return _PASSED.rows(self.document.pk, self.document.round)

    @property
    def _reviews(self) -> list[Row]:
        return [row for row in self._round if row[0] != Step.SUBMIT]

    @property
    def reviewer_ids(self) -> frozenset[int]:
        """Who approved a step of the present round."""
        return frozenset(reviewer for _, reviewer in self._reviews if reviewer)

    @property
    def review_count(self) -> int:
        """How many reviews of the present round were passed."""
        return len(self._reviews)

    @cached_property
    def state_before(self) -> str:
        """The state from which the revision under way was begun; empty when there is none."""
        return state_before_revision(self.document)

    @cached_property
    def emergency_by(self) -> int | None:
        """Who published in an emergency what the unit leader has not reviewed yet."""
        if not self.is_public or self.document.entry is None or not self.document.entry.emergency:
            return None
        review = last_emergency(self.document)
        return review.reviewer_id if review is not None else None

    @cached_property
    def secrecy_objection(self) -> str:
        """The confidentiality reviewer's last finding when it was not to let the document pass,
        in words; empty otherwise. Of all rounds and revisions: neither a new submission nor an
        edit takes a refusal back, only his own later finding does."""
        steps = self.document.reviews.filter(step=Step.CONFIDENTIALITY)
        last = steps.order_by("-pk").values_list("approved", "entry_seq").first()
        if last is None or last[0]:
            return ""
        line = self.document.confidentiality_reviews.filter(entry_seq=last[1]).first()
        return line.get_finding_display() if line is not None else "没有通过"

    @cached_property
    def open_remarks(self) -> int:
        """How many remarks on the revision under way nobody has dealt with."""
        return len(open_remarks(self.document))

    @cached_property
    def refused_as_it_is(self) -> bool:
        """Whether the confidentiality review refused just this text with this attribute."""
        refusal = standing_refusal(self.document)
        return refusal is not None and not changed_since(self.document, refusal)

    @cached_property
    def other_units(self) -> frozenset[int]:
        """The other units for which the person holds the role of a clerk today."""
        if self.by.account_id is None:
            return frozenset()
        grants = Grant.objects.in_force_on(timezone.localdate(self.at)).filter(
            account_id=self.by.account_id, role=Role.CLERK
        )
        units = grants.exclude(unit_id=self.document.unit_id)
        return frozenset(units.values_list("unit_id", flat=True))

    @property
    def is_public(self) -> bool:
        """Whether the public reads some version now."""
        entry = self.document.entry
        return entry is not None and not entry.withdrawn

    @property
    def secrecy_passed(self) -> bool:
        """Whether the confidentiality review of the present round let it pass."""
        return any(step == Step.CONFIDENTIALITY for step, _ in self._reviews)
