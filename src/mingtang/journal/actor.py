"""Who acts: a value that outlives the account, so that the journal keeps people as they were."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) in one role at one unit, at the time of an act.

    ``role`` is a role code of ``orgs.roles`` or ``"system"``; ``on_behalf_of`` names the person
    on leave whose deputy acts.
    """

    account_id: int | None
    name: str
    role: str
    unit_id: int | None = None
    unit_name: str = ""
    on_behalf_of: str = ""

    @classmethod
    def system(cls, name: str = "系统") -> Actor:
        """The programme itself: timed publication, cards, recomputed dates."""
        return cls(account_id=None, name=name, role="system")
