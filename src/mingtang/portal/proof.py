"""What may be shown as proof of a publication: journal entries, review steps, kept limits.

Names of staff are left out, roles stay. Nothing of a revision that is still being worked on shows:
only steps that lie before the journal entry of a published snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Q

from mingtang.disclosure.models import Review
from mingtang.disclosure.states import Step
from mingtang.duties.clocks import explanation_of
from mingtang.duties.models import Duty
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.roles import Role
from mingtang.register.genres import Validity
from mingtang.register.models import Entry, Snapshot
from mingtang.statute.explain import Explanation

ACTS = {
    "register.publish": "编入目录并公开",
    "register.revise": "修订后重新公开",
    "register.validity": "有效性变更",
    "register.withdraw": "撤下内容",
    "register.hand_over": "责任单位变更",
    "document.publish": "终审通过，立即发布",
    "document.release": "定时发布到时，公开",
    "document.emergency": "紧急发布",
    "document.post_review": "单位负责人事后补审",
}
ROLES = {**dict(Role.choices), "system": "系统", "public": "公众"}


@dataclass(frozen=True, slots=True)
class Act:
    """A journal entry that may be shown."""

    seq: int
    at: datetime
    what: str
    role: str
    unit: str
    basis: str
    reason: str
    hash: str


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """A review that was passed: what it was, when, and the number of its journal entry."""

    label: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One snapshot: its number, time, hash, and the reviews that led to it."""

    number: int
    at: datetime
    content_hash: str
    seq: int
    steps: list[ReviewStep]
    current: bool


@dataclass(frozen=True, slots=True)
class KeptLimit:
    """A publication duty that was fulfilled, in time or late, and how its day was counted."""

    duty: Duty
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything the register page shows beside the metadata. Newest versions first."""

    acts: list[Act]
    versions: list[PublishedVersion]
    limits: list[KeptLimit]


def proof_of(entry: Entry, *, today: date) -> Proof:
    """The proof of an entry, withdrawn or not."""
    snapshots = list(entry.snapshots.defer("body_html", "text", "metadata").order_by("number"))
    duties = (
        Duty.objects.about(entry.source_type, entry.source_id)
        .filter(status=Duty.Status.FULFILLED)
        .prefetch_related("events")
        .order_by("pk")
    )
    return Proof(
        acts=_acts(entry),
        versions=_versions(entry, snapshots)[::-1],
        limits=[KeptLimit(duty, explanation_of(duty, today=today)) for duty in duties],
    )


def _acts(entry: Entry) -> list[Act]:
    subjects = Q(subject_type=entry._meta.label_lower, subject_id=str(entry.pk)) | Q(
        subject_type=entry.source_type, subject_id=entry.source_id
    )
    rows = JournalEntry.objects.showable().filter(subjects).order_by("seq")
    return [
        Act(
            seq=row.seq,
            at=row.at,
            what=_what(row),
            role=ROLES.get(row.actor_role, row.actor_role),
            unit=row.actor_unit_name,
            basis=row.basis,
            reason=row.reason,
            hash=row.hash,
        )
        for row in rows
    ]


def _what(row: JournalEntry) -> str:
    label = ACTS.get(row.act, row.act)
    target = row.detail.get("to") if row.act == "register.validity" else None
    return f"{label}：{Validity(target).label}" if target in Validity.values else label


def _versions(entry: Entry, snapshots: list[Snapshot]) -> list[PublishedVersion]:
    reviews = _reviews(entry)
    bounds = pairwise([0, *(each.journal_seq for each in snapshots)])
    return [
        PublishedVersion(
            number=snapshot.number,
            at=snapshot.published_at,
            content_hash=snapshot.content_hash,
            seq=snapshot.journal_seq,
            steps=_steps_between(reviews, after, upto),
            current=snapshot.pk == entry.current_id,
        )
        for snapshot, (after, upto) in zip(snapshots, bounds, strict=True)
    ]


def _reviews(entry: Entry) -> list[Review]:
    if entry.source_type != Review.document.field.related_model._meta.label_lower:
        return []
    rows = Review.objects.filter(document_id=entry.source_id, approved=True)
    return list(rows.only("step", "round", "at", "entry_seq").order_by("entry_seq"))


def _steps_between(reviews: Iterable[Review], after: int, upto: int) -> list[ReviewStep]:
    """The passed steps of the last round before a publication."""
    within = [each for each in reviews if after < each.entry_seq < upto]
    last = max((each.round for each in within), default=0)
    return [
        ReviewStep(str(Step(each.step).label), each.at, each.entry_seq)
        for each in within
        if each.round == last
    ]
