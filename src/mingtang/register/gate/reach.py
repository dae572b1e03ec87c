"""Whose documents a body may amend, replace or repeal without having to say why."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mingtang.orgs.models import Unit, UnitKind
from mingtang.register.models import Entry
from mingtang.register.standing import EFFECTS

from .content import LinkContent


def foreign_links(
    links: Iterable[tuple[str, int]], *, publisher: int, joint: Collection[int] = ()
) -> tuple[LinkContent, ...]:
    """Of the (kind, entry) of a document those that change what another body published.

    Not foreign are the documents of the publisher, of those it publishes with, and of the units
    below it; to the county government and its office none is. One query for the publisher, one
    for the targets, one for each level of units above them; none without links that change.
    """
    changing = [(kind, key) for kind, key in links if kind in EFFECTS]
    if not changing:
        return ()
    if Unit.objects.filter(pk=publisher, kind=UnitKind.GOVERNMENT).exists():
        return ()
    own = {publisher, *joint}
    targets = Entry.objects.select_related("unit").in_bulk([key for _, key in changing])
    return tuple(
        LinkContent(kind, targets[key].title, targets[key].unit.name)
        for kind, key in changing
        if not _below(targets[key].unit, own)
    )


def _below(unit: Unit, own: set[int]) -> bool:
    """Whether a unit is one of ``own`` or stands below one."""
    seen: set[int] = set()
    above: Unit | None = unit
    while above is not None and above.pk not in seen:
        if above.pk in own:
            return True
        seen.add(above.pk)
        above = above.parent
    return False
