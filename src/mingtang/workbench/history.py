"""The journal of one subject as the history on its page."""

from __future__ import annotations

from dataclasses import dataclass

from mingtang.journal.models import Entry
from mingtang.orgs.roles import Role

from .act_names import act_name

MOST = 200


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act as ``workbench/history.html`` shows it."""

    entry: Entry
    act: str
    who: str


def history_of(*subjects: tuple[str, object]) -> list[HistoryLine]:
    """The acts on the subjects (model label, key), newest first; one query for each subject."""
    entries: list[Entry] = []
    for kind, ident in subjects:
        entries.extend(Entry.objects.about(kind, ident).order_by("-seq")[:MOST])
    entries.sort(key=lambda entry: -entry.seq)
    return [HistoryLine(entry, act_name(entry.act), who(entry)) for entry in entries]


def who(entry: Entry) -> str:
    """The person of an entry in words, with unit, role and for whom."""
    role = Role(entry.actor_role).label if entry.actor_role in Role.values else ""
    person = " ".join(part for part in (entry.actor_unit_name, role, entry.actor_name) if part)
    return f"{person}（代 {entry.on_behalf_of}）" if entry.on_behalf_of else person
