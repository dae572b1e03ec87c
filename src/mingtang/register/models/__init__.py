"""The public register: sections, entries, snapshots, and the findings of the release gate."""

from .entries import Entry, NumberSeries, Relation, Snapshot, SnapshotFile
from .findings import Finding, WatchWord
from .reading import ErrorReport, ViewCount
from .sections import Section

__all__ = [
    "Entry",
    "ErrorReport",
    "Finding",
    "NumberSeries",
    "Relation",
    "Section",
    "Snapshot",
    "SnapshotFile",
    "ViewCount",
    "WatchWord",
]
