"""Proof that each entry stands as the acts in the journal left it: when it was published, whether
it may be read, whether it is valid. The journal is followed act by act and compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from mingtang.journal.faults import Fault
from mingtang.journal.models import Entry as JournalEntry

from .genres import Validity
from .models import Entry, Snapshot
from .standing import ENDED

PUBLISH, REVISE = "register.publish", "register.revise"
WITHDRAW, VALIDITY = "register.withdraw", "register.validity"
OUTLIVING = {Validity.AMENDED, *ENDED}
"""What befell an entry and may outlive a revision of its text (``services/publish.py``)."""
_CHUNK = 500


def check_standing() -> Iterator[Fault]:
    """Walk all entries beside their acts; three queries for each five hundred."""
    batch: list[Entry] = []
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=_CHUNK):
        batch.append(entry)
        if len(batch) == _CHUNK:
            yield from _retraced(batch)
            batch = []
    yield from _retraced(batch)


def _retraced(batch: list[Entry]) -> Iterator[Fault]:
    keys = [each.pk for each in batch]
    acts: dict[str, list[JournalEntry]] = defaultdict(list)
    for act in JournalEntry.objects.filter(
        subject_type=Entry._meta.label_lower,
        subject_id__in=[str(key) for key in keys],
        act__in=(PUBLISH, REVISE, WITHDRAW, VALIDITY),
    ).order_by("seq"):
        acts[act.subject_id].append(act)
    said = dict(Snapshot.objects.filter(entry_id__in=keys).values_list("journal_seq", "metadata"))
    for entry in batch:
        yield from _judged(entry, acts[str(entry.pk)], said)


def _judged(entry: Entry, acts: list[JournalEntry], said: dict[int, Any]) -> Iterator[Fault]:
    first = next((act for act in acts if act.act == PUBLISH), None)
    if first is None:
        yield Fault(entry.index_number, "日志里没有公开", "the journal has no publication")
        return
    days = (entry.published_at, entry.published_on)
    if days != (first.at, timezone.localdate(first.at)):
        yield Fault(
            entry.index_number,
            f"发布时间与日志不符：日志记的是 {timezone.localtime(first.at):%Y-%m-%d %H:%M}",
            f"the time of publication differs from the journal's {first.at:%Y-%m-%d %H:%M}Z",
        )
    last = [act for act in acts if act.act != VALIDITY][-1]
    if entry.withdrawn_at != (last.at if last.act == WITHDRAW else None):
        yield Fault(
            entry.index_number,
            "撤下与否与日志不符",
            "the journal says otherwise about its withdrawal",
        )
    if entry.validity not in _validities(acts, said):
        yield Fault(
            entry.index_number,
            f"有效性“{entry.get_validity_display()}”不是日志里的办理结果",
            f"no act in the journal made it {entry.validity}",
        )


def _validities(acts: list[JournalEntry], said: dict[int, Any]) -> set[str]:
    """The validities that the acts can have left: mostly one; more after a revision, which may
    keep what had befallen the entry before."""
    stand: set[str] = set()
    for act in acts:
        if act.act == VALIDITY:
            stand = {act.detail.get("to", "")}
        elif act.act in (PUBLISH, REVISE):
            metadata = said.get(act.seq) or {}
            own = metadata.get("validity", "")
            stand = {own, *(stand & OUTLIVING)}
            if own == Validity.VALID and metadata.get("valid_from"):
                stand.add(Validity.PENDING)
    return stand
