"""What one person may do with one request now, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingtang.foi.facts import Facts
from mingtang.foi.lifecycle import LIFECYCLE, acting_roles, may
from mingtang.foi.models import Request
from mingtang.foi.queries import same_request
from mingtang.journal.actor import Actor
from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role
from mingtang.statute.lifecycle import Verdict

WORKERS = frozenset({Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE})
"""Who may do something with a request."""
KEEPERS = frozenset({Role.CLERK, Role.DISCLOSURE_OFFICE})
"""Who deals with the applicant and sees how to reach and to identify him."""
READERS = WORKERS | {Role.SUPERVISOR}
"""Who may see requests; a supervisor only reads."""

ONLY_WHERE: dict[str, str] = {
    "confirm": "wants_confirmation",
    "opinion": "consulting",
    "opinion_lapsed": "consulting",
    "reopen": "ordered_anew",
}
"""Acts that are not even mentioned where this guard says that there is nothing to do."""
ELSEWHERE = frozenset({"give_help"})
"""Acts with a page of another unit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An act, as whom the person would do it (None: in no role of his), and the verdict."""

    act: str
    by: Actor | None
    verdict: Verdict


def actors_for(access: Access, unit_id: int, roles: tuple[str, ...]) -> list[Actor]:
    """The person in each of ``roles`` that he holds for the unit; own grants first."""
    found = []
    for role in roles:
        try:
            found.append(access.actor(role, unit_id))
        except PermissionError:
            continue
    return sorted(found, key=lambda actor: bool(actor.on_behalf_of))


class Desk:
    """What one person may do with one request now; facts are looked up once per role."""

    def __init__(self, request: Request, access: Access, at: datetime) -> None:
        self.request = request
        self.access = access
        self.at = at
        self._facts: dict[Actor, Facts] = {}

    @property
    def reader(self) -> Actor:
        """The person in no role that acts."""
        return Actor(self.access.account_id, self.access.name, "staff")

    def facts(self, actor: Actor | None = None) -> Facts:
        """The facts as the person acts on them (as a reader, where no role is named)."""
        actor = actor or self.reader
        if actor not in self._facts:
            self._facts[actor] = Facts(self.request, actor, self.at)
        return self._facts[actor]

    def choice(self, act: str) -> Choice:
        """As whom the act is best done, and whether it may."""
        roles = acting_roles(self.request, act)
        first: Choice | None = None
        for actor in actors_for(self.access, self.request.unit_id, roles):
            choice = Choice(act, actor, may(self.request, act, self.facts(actor)))
            if choice.verdict.allowed:
                return choice
            first = first or choice
        if first is not None:
            return first
        verdict = LIFECYCLE.may(act, state=self.request.state, roles={"staff"}, facts=self.facts())
        only_role = tuple(reason for reason in verdict.reasons if reason.code in ("role", "state"))
        return Choice(act, None, Verdict(False, only_role or verdict.reasons, verdict.transition))

    def choices(self) -> list[Choice]:
        """Every act that leaves the request's state, in the order of the table."""
        acts = dict.fromkeys(line.act for line in LIFECYCLE.acts(self.request.state))
        found = [self.choice(act) for act in acts if act not in ELSEWHERE]
        return [each for each in found if not self._beside_the_point(each)]

    def _beside_the_point(self, choice: Choice) -> bool:
        if choice.act == "told_party":
            return not self.objections
        if choice.act == "note_receipt":
            return not self.unreceived
        if choice.act == "merge":
            rows = Request.objects.visible_to(self.access)
            return not same_request(self.request, rows).exists()
        if choice.act == "propose_move":  # who may move it has no need to propose it
            return self.access.has(Role.DISCLOSURE_OFFICE)
        guard = ONLY_WHERE.get(choice.act)
        return guard in {reason.code for reason in choice.verdict.reasons}

    @property
    def objections(self) -> bool:
        """Whether a third party objected: it is told in writing when it is disclosed all the
        same."""
        rows = self.request.consultations.filter(opinion__in=["objects", "partly"])
        return rows.filter(kind="third_party", told_letter__isnull=True).exists()

    @property
    def unreceived(self) -> bool:
        """Whether a notice is out whose day of receipt nobody has entered."""
        facts = self.facts()
        waiting = [
            facts.correction if facts.correction and facts.correction.waiting else None,
            facts.reasons_asked,
            facts.fee_notice,
            *facts.consultations,
        ]
        return any(each is not None and each.received_on is None for each in waiting)

    @property
    def keeper(self) -> Actor | None:
        """The person as clerk of the unit or as the office; None in neither role."""
        found = actors_for(self.access, self.request.unit_id, (Role.CLERK, Role.DISCLOSURE_OFFICE))
        return found[0] if found else None

    @property
    def worker(self) -> Actor | None:
        """The person as clerk, leader or office; None in no such role."""
        roles = (Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE)
        found = actors_for(self.access, self.request.unit_id, roles)
        return found[0] if found else None
