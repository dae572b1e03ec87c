"""What may be shown as proof of a publication: journal entries, review steps, kept limits.

Names of staff are left out, roles stay. Nothing of a revision that is still being worked on shows:
the reviews are those that the published snapshots keep, and later ones of the public journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mingtang.duties.clocks import explanation_of
from mingtang.duties.models import Duty
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.models import Succession, Unit
from mingtang.orgs.roles import Role
from mingtang.register.genres import Validity
from mingtang.register.models import Entry, Snapshot
from mingtang.register.publication import PassedReview
from mingtang.statute.explain import Explanation

POST_REVIEW = "document.post_review"
ACTS = {
    "register.publish": "编入目录并公开",
    "register.revise": "修订后重新公开",
    "register.validity": "有效性变更",
    "register.withdraw": "撤下内容",
    "unit.succeed": "责任单位变更",
    "document.publish": "终审通过，立即发布",
    "document.release": "定时发布到时，公开",
    "document.emergency": "紧急发布",
    POST_REVIEW: "单位负责人事后补审",
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
    """A review: what it was, in which role, when, and the number of its journal entry.

    ``shown`` says that this entry is among those that the public sees; others are not cited.
    """

    label: str
    role: str
    at: datetime
    seq: int
    shown: bool = False


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
    """A publication duty that was fulfilled, in time or late, and how its day was counted.

    ``version`` is the number of the publication that fulfilled it.
    """

    version: int
    duty: Duty
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Chapter:
    """The journal from one publication to the next, by its numbers."""

    version: PublishedVersion
    acts: list[Act]


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything the register page shows beside the metadata. Newest versions first, but what
    was done (``chapters``) and the limits that were kept in the order of time."""

    chapters: list[Chapter]
    versions: list[PublishedVersion]
    limits: list[KeptLimit]

    @property
    def acts(self) -> list[Act]:
        """Every journal entry that is shown."""
        return [act for chapter in self.chapters for act in chapter.acts]

    @property
    def unlimited(self) -> list[int]:
        """The publications for which no duty with a limit is kept."""
        limited = {each.version for each in self.limits}
        return sorted(each.number for each in self.versions if each.number not in limited)


def proof_of(entry: Entry, *, today: date) -> Proof:
    """The proof of an entry, withdrawn or not."""
    snapshots = list(entry.snapshots.defer("body_html", "text", "metadata").order_by("number"))
    duties = (
        Duty.objects.about(entry.source_type, entry.source_id)
        .filter(status=Duty.Status.FULFILLED)
        .prefetch_related("events")
        .order_by("pk")
    )
    rows = _journal(entry)
    afterwards = [row for row in rows if row.act == POST_REVIEW]
    told = [(row, _what(row)) for row in rows]
    told += [(row, f"{ACTS[row.act]}：{names}") for row, names in _successions(entry)]
    acts = [_act(row, what) for row, what in sorted(told, key=lambda each: each[0].seq)]
    versions = _versions(entry, snapshots, afterwards)
    return Proof(
        chapters=_chapters(versions, acts),
        versions=versions[::-1],
        limits=[
            KeptLimit(_kept_by(versions, duty), duty, explanation_of(duty, today=today))
            for duty in duties
        ],
    )


def _chapters(versions: list[PublishedVersion], acts: list[Act]) -> list[Chapter]:
    """The acts by the publication that they belong to: from its entering to the next one's."""
    ends = [*(each.seq for each in versions[1:]), None]
    return [
        Chapter(
            version,
            [
                act
                for act in acts
                if (act.seq >= version.seq or place == 0) and (end is None or act.seq < end)
            ],
        )
        for place, (version, end) in enumerate(zip(versions, ends, strict=True))
    ]


def _kept_by(versions: list[PublishedVersion], duty: Duty) -> int:
    """The number of the publication whose journal entries ended a duty."""
    done = max(each.entry_seq for each in duty.events.all())
    return max((each.number for each in versions if each.seq <= done), default=1)


def _journal(entry: Entry) -> list[JournalEntry]:
    subjects = Q(subject_type=entry._meta.label_lower, subject_id=str(entry.pk)) | Q(
        subject_type=entry.source_type, subject_id=entry.source_id
    )
    return list(JournalEntry.objects.showable().filter(subjects).order_by("seq"))


def _act(row: JournalEntry, what: str) -> Act:
    return Act(
        seq=row.seq,
        at=row.at,
        what=what,
        role=ROLES.get(row.actor_role, row.actor_role),
        unit=row.actor_unit_name,
        basis=row.basis,
        reason=row.reason,
        hash=row.hash,
    )


def _what(row: JournalEntry) -> str:
    label = ACTS.get(row.act, row.act)
    target = row.detail.get("to") if row.act == "register.validity" else None
    return f"{label}：{Validity(target).label}" if target in Validity.values else label


def _versions(
    entry: Entry, snapshots: list[Snapshot], afterwards: list[JournalEntry]
) -> list[PublishedVersion]:
    ends = [*(each.journal_seq for each in snapshots[1:]), None]
    return [
        PublishedVersion(
            number=snapshot.number,
            at=snapshot.published_at,
            content_hash=snapshot.content_hash,
            seq=snapshot.journal_seq,
            steps=[*_frozen(snapshot), *_later(afterwards, snapshot.journal_seq, end)],
            current=snapshot.pk == entry.current_id,
        )
        for snapshot, end in zip(snapshots, ends, strict=True)
    ]


def _frozen(snapshot: Snapshot) -> list[ReviewStep]:
    """The reviews that led to a publication, as it keeps them."""
    passed = (PassedReview.from_row(row) for row in snapshot.reviews)
    return [
        ReviewStep(each.label, ROLES.get(each.role, each.role), each.at, each.seq)
        for each in passed
    ]


def _later(rows: list[JournalEntry], after: int, end: int | None) -> list[ReviewStep]:
    """The reviews made after an emergency publication, before the next one."""
    return [
        ReviewStep(
            f"事后补审：{'同意' if row.detail.get('agrees') else '不同意'}",
            ROLES.get(row.actor_role, row.actor_role),
            row.at,
            row.seq,
            shown=True,
        )
        for row in rows
        if row.seq > after and (end is None or row.seq < end)
    ]


def _successions(entry: Entry) -> list[tuple[JournalEntry, str]]:
    """How the entry came from the body that published it to the one that answers for it now: the
    public journal entries of the reforms, each with what changed."""
    if entry.publisher_name == entry.unit.name:
        return []
    first = entry.snapshots.order_by("number").values_list("metadata", flat=True).first() or {}
    steps: dict[str, str] = {}
    unit_id = first.get("unit_id")
    while unit_id is not None and unit_id != entry.unit_id and str(unit_id) not in steps:
        row = Succession.objects.filter(predecessor_id=unit_id, main=True).first()
        if row is None:
            break
        steps[str(unit_id)] = f"{row.predecessor.name} → {row.successor.name}"
        unit_id = row.successor_id
    rows = JournalEntry.objects.showable().filter(
        act="unit.succeed", subject_type=Unit._meta.label_lower, subject_id__in=list(steps)
    )
    return [(row, steps[row.subject_id]) for row in rows if row.detail.get("main")]
