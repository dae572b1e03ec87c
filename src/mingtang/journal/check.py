"""Proof that the journal is whole: every link follows from the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .chain import HASHED_FIELDS, link_hash
from .models import GENESIS, ChainHead, Entry

CHUNK = 2000


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
    """Walk the journal from its first entry. ``progress`` is called with the count so far.

    Acts may go on meanwhile: what is entered during the walk is walked over too.
    """
    walk = _Walk(progress)
    while True:
        if fault := walk.on():
            return fault
        # The head is read after the entries: if one was entered in between, the walk goes on.
        head = ChainHead.objects.filter(pk=1).first()
        seq, last = (head.seq, head.hash) if head else (0, GENESIS)
        if (seq, last) == (walk.checked, walk.hash):
            return ChainReport(walk.checked)
        grown = seq > walk.checked and Entry.objects.filter(seq__gt=walk.checked).exists()
        if not grown:
            missing = walk.checked + 1
            return ChainReport(
                walk.checked,
                missing,
                f"第 {missing} 条起的记录被删去，或链首记录被改动",
                f"entries from {missing} on were removed, or the chain head was altered",
            )


class _Walk:
    """How far the check has come, and the hash there."""

    def __init__(self, progress: Callable[[int], None] | None) -> None:
        self.checked = 0
        self.hash = GENESIS
        self._progress = progress

    def on(self) -> ChainReport | None:
        """Go on to the last entry that is there; the fault when a link does not hold."""
        rows = Entry.objects.order_by("seq").values()
        # From the first walk on nothing before it is left out, not even a number below one.
        rows = rows.filter(seq__gt=self.checked) if self.checked else rows
        for row in rows.iterator(chunk_size=CHUNK):
            if fault := self._fault_of(row):
                zh, en = fault
                broken = self.checked + 1
                return ChainReport(
                    self.checked, broken, f"第 {broken} 条{zh}", f"entry {broken} {en}"
                )
            self.checked, self.hash = row["seq"], row["hash"]
            if self._progress and self.checked % CHUNK == 0:
                self._progress(self.checked)
        return None

    def _fault_of(self, row: Mapping[str, Any]) -> tuple[str, str] | None:
        if row["seq"] != self.checked + 1:
            return "缺失", "is missing"
        if row["prev_hash"] != self.hash:
            return "与前一条不相接", "does not follow the one before"
        if link_hash(self.hash, {name: row[name] for name in HASHED_FIELDS}) != row["hash"]:
            return "内容被改动", "was altered"
        return None
