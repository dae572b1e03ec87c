"""Proof that the journal is whole: every link follows from the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .chain import HASHED_FIELDS, link_hash
from .models import GENESIS, ChainHead, Entry


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What the check found. ``broken_seq`` is the first entry that does not hold, if any."""

    checked: int
    broken_seq: int | None = None
    fault_zh: str = ""
    fault_en: str = ""

    @property
    def whole(self) -> bool:
        return self.broken_seq is None


def verify_chain(progress: Callable[[int], None] | None = None) -> ChainReport:
    """Walk the journal from its first entry. ``progress`` is called with the count so far."""
    expected_hash, expected_seq = GENESIS, 1
    for row in Entry.objects.order_by("seq").values().iterator(chunk_size=2000):
        checked = expected_seq - 1
        if row["seq"] != expected_seq:
            return ChainReport(
                checked,
                expected_seq,
                f"第 {expected_seq} 条缺失",
                f"entry {expected_seq} is missing",
            )
        if row["prev_hash"] != expected_hash:
            return ChainReport(
                checked,
                expected_seq,
                f"第 {expected_seq} 条与前一条不相接",
                f"entry {expected_seq} does not follow the one before",
            )
        fields = {name: row[name] for name in HASHED_FIELDS}
        if link_hash(expected_hash, fields) != row["hash"]:
            return ChainReport(
                checked,
                expected_seq,
                f"第 {expected_seq} 条内容被改动",
                f"entry {expected_seq} was altered",
            )
        expected_hash, expected_seq = row["hash"], expected_seq + 1
        if progress and expected_seq % 2000 == 0:
            progress(expected_seq - 1)
    return _against_head(expected_seq - 1, expected_hash)


def _against_head(checked: int, last_hash: str) -> ChainReport:
    head = ChainHead.objects.filter(pk=1).first()
    if checked == 0 and head is None:
        return ChainReport(0)
    if head is None or head.seq != checked or head.hash != last_hash:
        missing = checked + 1
        return ChainReport(
            checked,
            missing,
            f"第 {missing} 条起的记录被删去，或链首记录被改动",
            f"entries from {missing} on were removed, or the chain head was altered",
        )
    return ChainReport(checked)
