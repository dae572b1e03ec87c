"""The scenarios: how many of what, in which year. A later one is one more row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scenario:
    """A year of a county at scale 1: what it published, counted as the register counts."""

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

    def times(self, scale: float) -> Scenario:
        """The same year in a smaller or larger county; no kind of document disappears."""

        def scaled(count: int) -> int:
            return max(1, round(count * scale))

        return Scenario(
            self.name,
            self.year,
            *(
                scaled(count)
                for count in (
                    self.normative,
                    self.policy_other,
                    self.plenary,
                    self.executive,
                    self.special,
                    self.interpretations,
                    self.execution,
                    self.earlier,
                    self.notices,
                )
            ),
        )


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
        ),
    )
}
