"""What waits for a person: boxes that apps register, so that the first screen imports none of
them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from mingtang.orgs.access import Access

from .lists.due import Due


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One thing that waits; ``note`` says why it lies here (returned, to be reviewed)."""

    label: str
    url: str
    note: str = ""
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """``count`` things, the first few of them as ``rows``; ``url`` opens all."""

    count: int
    rows: Sequence[BoxRow]
    url: str = ""


@dataclass(frozen=True, slots=True)
class FilledBox:
    """A box as the first screen shows it."""

    code: str
    label: str
    empty: str
    box: Box


@dataclass(frozen=True, slots=True)
class _Registered:
    code: str
    label: str
    roles: frozenset[str]
    look: Callable[[Access, date], Box]
    empty: str
    order: int = field(default=100)


_boxes: dict[str, _Registered] = {}


def register_box(
    code: str,
    label: str,
    roles: Collection[str],
    look: Callable[[Access, date], Box],
    *,
    empty: str = "现在没有。",
    order: int = 100,
) -> None:
    """Add a box, shown to whoever holds one of ``roles``; ``look(access, today)`` fills it.

    ``empty`` says what would be here. Called from ``AppConfig.ready``; the last registration of a
    code holds.
    """
    _boxes[code] = _Registered(code, label, frozenset(roles), look, empty, order)


def boxes_for(access: Access, today: date) -> list[FilledBox]:
    """The boxes of this person, filled, in their order."""
    ordered = sorted(_boxes.values(), key=lambda each: (each.order, each.code))
    return [
        FilledBox(each.code, each.label, each.empty, each.look(access, today))
        for each in ordered
        if access.roles & each.roles
    ]
