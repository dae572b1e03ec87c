"""The columns of the portal, kept up by the disclosure office."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.register.models import Section
from mingtang.statute.violations import RuleViolation

BASIS = "政府网站发展指引（国办发〔2017〕47号）"


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
        raise RuleViolation("section.slug", f"栏目地址“{slug}”已被使用。", BASIS)
    if parent is not None and parent.parent_id is not None:
        raise RuleViolation("section.depth", "栏目最多两级。", BASIS)
    section = Section.objects.create(
        slug=slug,
        name=name,
        description=description,
        column_type=column_type,
        parent=parent,
        order=order,
        renew_within_days=renew_within_days,
    )
    record(act="section.create", subject=section, by=by, at=at, basis=BASIS)
    return section
