"""The editable word lists of the release gate."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.register.models import WatchWord
from mingtang.statute.violations import RuleViolation

BASIS = "政府网站发展指引（国办发〔2017〕47号）"


@transaction.atomic
def add_word(*, word: str, kind: str, advice: str, by: Actor, at: datetime) -> WatchWord:
    """Add a word to a list. Raises :class:`RuleViolation` when empty or already on it."""
    word, advice = word.strip(), advice.strip()
    _check(word, kind)
    row = WatchWord.objects.create(word=word, kind=kind, advice=advice[:200])
    record(
        act="word.add",
        subject=row,
        by=by,
        at=at,
        basis=BASIS,
        detail={"word": word, "kind": kind, "advice": row.advice},
    )
    return row


@transaction.atomic
def change_word(
    row: WatchWord,
    *,
    word: str,
    kind: str,
    advice: str,
    active: bool,
    by: Actor,
    at: datetime,
) -> WatchWord:
    """Change a word, its advice, or whether it is looked for; the old values go to the journal."""
    word, advice = word.strip(), advice.strip()[:200]
    _check(word, kind, beside=row)
    wanted = {"word": word, "kind": kind, "advice": advice, "active": active}
    changed = {
        name: [getattr(row, name), value]
        for name, value in wanted.items()
        if getattr(row, name) != value
    }
    if not changed:
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    record(act="word.change", subject=row, by=by, at=at, basis=BASIS, detail={"changed": changed})
    return row


def _check(word: str, kind: str, beside: WatchWord | None = None) -> None:
    if not word:
        raise RuleViolation("word.empty", "请填写要提示的词。", BASIS)
    if len(word) > 60:
        raise RuleViolation("word.long", "一个词最多 60 个字。", BASIS)
    if kind not in WatchWord.Kind.values:
        raise RuleViolation("word.kind", "请选择词表。", BASIS)
    same = WatchWord.objects.filter(word=word, kind=kind)
    if beside is not None:
        same = same.exclude(pk=beside.pk)
    if same.exists():
        label = WatchWord.Kind(kind).label
        raise RuleViolation("word.twice", f"“{word}”已在“{label}”词表中。", BASIS)
