"""The scenarios: how many of what, in which year. A later one is one more row."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Scenario:
    """A year of a county at scale 1: what it published, counted as the register counts, and the
    requests for information that it received."""

    name: str
    year: int
    normative: int
    policy_other: int
    plenary: int
    executive: int
    special: int
    interpretations: int
    execution: int
    earlier: int
    notices: int
    requests: int
    place: str = ""

    def times(self, scale: float) -> Scenario:
        """The same year in a smaller or larger county; no kind of document disappears."""

        def scaled(count: int) -> int:
            return max(1, round(count * scale))

        counts: dict[str, Any] = {
            each.name: scaled(getattr(self, each.name))
            for each in fields(self)
            if each.name not in ("name", "year", "place")
        }
        return replace(self, **counts)


SCENARIOS: dict[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        Scenario(
            name="county2019",
            year=2019,
            normative=14,
            policy_other=85,
            plenary=2,
            executive=16,
            special=8,
            interpretations=330,
            execution=101,
            earlier=18,
            notices=26,
            requests=83,
        ),
        Scenario(
            name="county2015",
            year=2015,
            normative=3,
            policy_other=18,
            plenary=1,
            executive=8,
            special=3,
            interpretations=8,
            execution=6,
            earlier=6,
            notices=8,
            requests=13,
        ),
        Scenario(
            name="district2016",
            year=2016,
            normative=2,
            policy_other=12,
            plenary=1,
            executive=6,
            special=2,
            interpretations=6,
            execution=4,
            earlier=4,
            notices=6,
            requests=2,
            place="云溪区",
        ),
    )
}
