"""Proof that every stored file is still on disk and still the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mingtang.journal.faults import Fault

from .models import StoredFile
from .queries import is_intact, path_of


def check_files(progress: Callable[[int], None] | None = None) -> Iterator[Fault]:
    """Read every content once and compare its SHA-256. ``progress`` gets the number read."""
    seen: dict[str, bool] = {}
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        if stored.sha256 not in seen:
            seen[stored.sha256] = is_intact(stored)
            if progress:
                progress(len(seen))
        if seen[stored.sha256]:
            continue
        subject = f"#{stored.pk} {stored.name}"
        if path_of(stored).exists():
            yield Fault(subject, "文件内容被改动", "the content of the file was altered")
        else:
            yield Fault(subject, "文件不见了", "the file is gone")
