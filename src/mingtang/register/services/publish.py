"""Entering a reviewed item into the public register, and publishing it anew after a change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.journal.statements import Prepared, insert, update
from mingtang.orgs.models import Unit
from mingtang.register import numbering
from mingtang.register.followers import tell_followers
from mingtang.register.genres import Validity
from mingtang.register.models import Entry, Relation, Snapshot, SnapshotFile
from mingtang.register.publication import (
    ENTRY_FIELDS,
    Publication,
    content_hash,
    metadata_of,
)
from mingtang.register.standing import ENDED, in_force
from mingtang.statute.violations import RuleViolation
from mingtang.text.clean import html_to_text

from .validity import begins_later, effects_of, lose_effect, take_effect

BASIS = "政府信息公开条例第二十六条"

_TAKEN = Prepared(
    lambda kind, key: Entry.objects.filter(source_type=kind, source_id=key).values_list("pk"),
    str,
    str,
)
_UNIT = Prepared(lambda key: Unit.objects.filter(pk=key), int)


@transaction.atomic(savepoint=False)
def publish(
    publication: Publication, *, by: Actor, at: datetime, front_style: str = "uscc"
) -> Entry:
    """Give an index number and make the item public.

    The year of the number is that of the making. Raises :class:`RuleViolation` when the source
    has an entry already (then :func:`revise` it).
    """
    if _TAKEN.rows(publication.source_type, publication.source_id):
        raise RuleViolation("register.twice", "此信息已在目录中，请作为修订重新发布。", BASIS)
    unit = _UNIT.instances(publication.unit_id)[0]
    local = timezone.localtime(at)
    digest = content_hash(publication)
    entry = Entry(
        index_number=numbering.allocate(unit, year=publication.made_on.year, style=front_style),
        source_type=publication.source_type,
        source_id=publication.source_id,
        published_at=at,
        published_on=local.date(),
        changed_at=at,
        content_hash=digest,
        **{name: getattr(publication, name) for name in ENTRY_FIELDS},
    )
    entry.validity = begins_later(publication, local.date())
    # The snapshot needs the entry's key, the entry its snapshot: saved once as withdrawn.
    entry.withdrawn_at, entry.withdrawal_reason = at, "发布中"
    insert(entry)
    seq = record(
        act="register.publish",
        subject=entry,
        by=by,
        at=at,
        unit_id=unit.pk,
        basis=BASIS,
        detail={
            "index_number": entry.index_number,
            "content_hash": digest,
            "review_steps": publication.review_steps,
            "emergency": publication.emergency,
        },
        public=True,
    ).seq
    entry.withdrawn_at, entry.withdrawal_reason = None, ""
    _take_snapshot(entry, publication, at=at, number=1, seq=seq)
    update(entry, ("current", "withdrawn_at", "withdrawal_reason"))
    if publication.section_ids:
        entry.sections.set(publication.section_ids)
    if publication.links:
        _link(entry, publication, (), by=by, at=at)
    tell_followers(entry)
    return entry


@transaction.atomic(savepoint=False)
def revise(entry: Entry, publication: Publication, *, by: Actor, at: datetime) -> Entry:
    """Publish a changed version under the same index number; the former snapshot is kept.

    An entry that was withdrawn becomes readable again. What it did to others and does no longer
    (a link dropped, a day of coming into force put off) is undone; what it does again holds again.
    """
    entry = _locked(entry)
    effects = effects_of(entry)
    digest = content_hash(publication)
    before = entry.snapshots.order_by("-number").first()
    standing = entry.validity
    for name in ENTRY_FIELDS:
        setattr(entry, name, getattr(publication, name))
    entry.validity = begins_later(publication, timezone.localdate(at))
    if before is not None and _stands(standing, before, publication):
        entry.validity = standing
    entry.content_hash = digest
    entry.changed_at = at
    entry.withdrawn_at, entry.withdrawal_reason = None, ""
    number = before.number + 1 if before else 1
    seq = record(
        act="register.revise",
        subject=entry,
        by=by,
        at=at,
        unit_id=entry.unit_id,
        basis=BASIS,
        detail={"version": number, "content_hash": digest, "review_steps": entry.review_steps},
        public=True,
    ).seq
    _take_snapshot(entry, publication, at=at, number=number, seq=seq)
    entry.save()
    entry.sections.set(publication.section_ids)
    _link(entry, publication, effects, by=by, at=at)
    tell_followers(entry)
    return entry


def _stands(standing: str, before: Snapshot, publication: Publication) -> bool:
    """Whether what befell an entry since its last publication outlives a revision of its text.

    It does unless the revision itself says something else about the validity or its end.
    """
    metadata = metadata_of(publication)
    said = before.metadata["validity"] != metadata["validity"]
    prolonged = before.metadata["valid_until"] != metadata["valid_until"]
    if said or (standing == Validity.EXPIRED and prolonged):
        return False
    return standing in (Validity.AMENDED, *ENDED)


def _locked(entry: Entry) -> Entry:
    return Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)


def _take_snapshot(
    entry: Entry, publication: Publication, *, at: datetime, number: int, seq: int
) -> None:
    snapshot = insert(
        Snapshot(
            entry=entry,
            number=number,
            published_at=at,
            metadata=metadata_of(publication),
            reviews=[each.as_row() for each in publication.reviews],
            body_html=publication.body_html,
            text=html_to_text(publication.body_html),
            content_hash=entry.content_hash,
            journal_seq=seq,
        )
    )
    if publication.files:
        SnapshotFile.objects.bulk_create(
            SnapshotFile(snapshot=snapshot, file_id=each.file_id, name=each.name, order=order)
            for order, each in enumerate(publication.files)
        )
    entry.current = snapshot


def _link(
    entry: Entry,
    publication: Publication,
    before: Iterable[tuple[int, str]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Make the relations those of the publication. ``before`` are those that had effect so far."""
    wanted = {(link.target_id, str(link.kind)) for link in publication.links}
    if any(target_id == entry.pk for target_id, _ in wanted):
        raise RuleViolation("register.itself", "信息不能与自己建立关系。", BASIS)
    relations = {}
    for relation in entry.relations_out.all():
        if (relation.target_id, relation.kind) not in wanted:
            relation.delete()
    for target_id, kind in sorted(wanted):
        relations[target_id, kind], _ = Relation.objects.get_or_create(
            source=entry, target_id=target_id, kind=kind
        )
    # What is not yet in force takes effect on others when its day comes.
    after = set(relations) if in_force(entry) else set()
    today = timezone.localdate(at)
    for key in sorted(after - set(before)):
        take_effect(relations[key], on=today, by=by, at=at)
    for target_id, kind in sorted(set(before) - after):
        lose_effect(entry, target_id, kind, on=today, by=by, at=at)
