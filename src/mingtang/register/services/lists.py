"""What the disclosure office keeps up itself: the columns of the portal, the watched words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.register.models import Section, WatchWord
from mingtang.statute.violations import RuleViolation

SECTION_BASIS = "政府网站发展指引（国办发〔2017〕47号）"
WORD_BASIS = "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）"


@transaction.atomic
def create_section(
    *,
    slug: str,
    name: str,
    description: str,
    column_type: str,
    by: Actor,
    at: datetime,
    parent: Section | None = None,
    order: int = 100,
    renew_within_days: int = 0,
) -> Section:
    """A new column. Raises :class:`RuleViolation` when the address is taken or the tree too deep.

    Columns have two levels at most, so that every page is within three clicks.
    """
    if Section.objects.filter(slug=slug).exists():
        raise RuleViolation("section.slug", f"栏目地址“{slug}”已被使用。", SECTION_BASIS)
    if parent is not None and parent.parent_id is not None:
        raise RuleViolation("section.depth", "栏目最多两级。", SECTION_BASIS)
    section = Section.objects.create(
        slug=slug,
        name=name,
        description=description,
        column_type=column_type,
        parent=parent,
        order=order,
        renew_within_days=renew_within_days,
    )
    record(act="section.create", subject=section, by=by, at=at, basis=SECTION_BASIS)
    return section


@transaction.atomic
def add_watch_word(*, word: str, kind: str, by: Actor, at: datetime, advice: str = "") -> WatchWord:
    """Put a word on a list of the release gate. Raises :class:`RuleViolation` when it is there."""
    word = word.strip()
    if not word:
        raise RuleViolation("word.empty", "请填写要检查的词。", WORD_BASIS)
    if WatchWord.objects.filter(word=word, kind=kind).exists():
        raise RuleViolation("word.twice", f"“{word}”已在此表中。", WORD_BASIS)
    row = WatchWord.objects.create(word=word, kind=kind, advice=advice.strip()[:200])
    record(act="word.add", subject=row, by=by, at=at, basis=WORD_BASIS, detail={"kind": kind})
    return row
