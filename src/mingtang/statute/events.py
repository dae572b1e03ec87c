"""What happens to a clock, as data: the only thing that is ever stored about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Opened:
    """The clock starts; ``on`` is the day not counted (the receipt, the making)."""

    kind: ClassVar[str] = "opened"
    on: date


@dataclass(frozen=True, slots=True)
class Stopped:
    """Days after ``on`` do not count until the matching :class:`Restarted`."""

    kind: ClassVar[str] = "stopped"
    on: date
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Restarted:
    """Counting goes on; ``on`` itself is the last day not counted."""

    kind: ClassVar[str] = "restarted"
    on: date


@dataclass(frozen=True, slots=True)
class Reset:
    """The clock starts anew from ``on`` (art. 30: the corrected request came in)."""

    kind: ClassVar[str] = "reset"
    on: date
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Extended:
    """``days`` more, in the limit's own days; ``on`` is the day it was decided."""

    kind: ClassVar[str] = "extended"
    days: int
    on: date
    reason: str = ""
    basis: str = ""

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("an extension cannot shorten a limit")


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """The duty was done."""

    kind: ClassVar[str] = "fulfilled"
    on: date


@dataclass(frozen=True, slots=True)
class Voided:
    """The duty fell away (withdrawn, handed on, opened in error)."""

    kind: ClassVar[str] = "voided"
    on: date
    reason: str = ""


Event = Opened | Stopped | Restarted | Reset | Extended | Fulfilled | Voided

_CLASSES: dict[str, type[Event]] = {
    cls.kind: cls for cls in (Opened, Stopped, Restarted, Reset, Extended, Fulfilled, Voided)
}
# On one day: a start, then stops before restarts (so that a stop of no length closes), then ends.
_ORDER = ("opened", "reset", "stopped", "restarted", "extended", "fulfilled", "voided")


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events by day, and on one day in the order in which they take effect."""
    return tuple(sorted(events, key=lambda event: (event.on, _ORDER.index(event.kind))))


def event_as_dict(event: Event) -> dict[str, Any]:
    """An event as plain JSON values: its ``kind``, its fields, dates in ISO form."""
    row: dict[str, Any] = {"kind": event.kind, **asdict(event)}
    row["on"] = event.on.isoformat()
    return row


def event_from_dict(row: Mapping[str, Any]) -> Event:
    """The event of :func:`event_as_dict`. Raises ValueError for an unknown kind or field."""
    fields = dict(row)
    kind = fields.pop("kind", None)
    if kind not in _CLASSES:
        raise ValueError(f"unknown clock event {kind!r}")
    fields["on"] = date.fromisoformat(fields["on"])
    try:
        return _CLASSES[kind](**fields)
    except TypeError as error:
        raise ValueError(f"malformed clock event {kind!r}: {error}") from error
