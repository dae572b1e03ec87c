"""How large, how packed and how deep an uploaded file may be."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one upload. Sizes in bytes, times in seconds; the site's options set the first
    three, the others protect the reader of the file and need no option."""

    max_bytes: int = 100 * MIB
    """Size of one file."""
    max_files: int = 20
    """Files attached to one document."""
    max_unpacked: int = 500 * MIB
    """Sum of the unpacked sizes in an archive, nested archives included."""
    max_entries: int = 5000
    """Entries in an archive, nested archives included."""
    max_ratio: int = 200
    """Unpacked size : packed size, for entries and archives above ``ratio_floor``."""
    ratio_floor: int = 10 * MIB
    max_depth: int = 3
    """Archives in archives; an office document is an archive too."""
    max_part: int = 64 * MIB
    """One part read into memory."""
    max_text: int = 1_000_000
    """Characters of text kept for the release gate."""
    max_findings: int = 200
    """Hidden data listed one by one."""
    max_seconds: float = 20.0
    """Time for looking into one file."""

    @classmethod
    def from_options(cls, *, max_mb: int, max_unpacked_mb: int, max_files: int) -> Limits:
        """The limits of a site: sizes in MiB as its options give them."""
        return cls(max_bytes=max_mb * MIB, max_unpacked=max_unpacked_mb * MIB, max_files=max_files)


DEFAULT_LIMITS = Limits()
