"""The requests of the scenarios: how many, of which kinds, and all in time."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mingtang.demo.requests.applicants import KINDS, applicant, kind_at
from mingtang.demo.requests.plan import _facts
from mingtang.demo.scenarios import SCENARIOS
from mingtang.figures.registry import count_all
from mingtang.foi.integrity import check_requests
from mingtang.foi.models import FeeNotice, Request
from mingtang.foi.services.applicants import check_details
from mingtang.foi.states import State
from mingtang.statute.foi.applicants import ApplicantKind
from mingtang.statute.foi.outcomes import OUTCOMES

from .conftest import SCALE


def _rows(name: str) -> Counter[str]:
    """Outcome → how many requests the table of a scenario has."""
    found: Counter[str] = Counter()
    for rows in _facts()[name].values():
        for row in rows:
            found[row["code"]] += row.get("times", 1) * row.get("cases", 1)
    return found


def test_the_tables_hold_as_many_requests_as_the_scenarios_say() -> None:
    for name, scenario in SCENARIOS.items():
        assert sum(_rows(name).values()) == scenario.requests
    wanted = {"county2019": 83, "county2015": 13, "district2016": 2}
    assert {name: each.requests for name, each in SCENARIOS.items()} == wanted


def test_county2019_has_every_outcome_of_its_form() -> None:
    rows = _rows("county2019")
    # The form of 2019 has one row for C6.1 to C6.3; fees are not charged before 2021.
    assert {each.code for each in OUTCOMES} - {"C6.2"} <= set(rows)


def test_county2015_granted_eight_did_not_hold_one_and_could_not_find_four() -> None:
    rows = _rows("county2015")
    assert rows["O1"] + rows["O2"] == 8
    assert (rows["O5"], rows["O6"] + rows["O7"]) == (1, 4)


def test_applicants_of_every_kind_have_right_numbers(county: Any) -> None:
    assert {*KINDS} == {str(kind) for kind in ApplicantKind}
    for number in range(40):
        details = applicant(county.rng("test", number), kind_at(number), number, "云溪县石桥镇")
        check_details(details.tidy())


def test_the_year_is_counted_and_everything_was_answered_in_time(county: Any) -> None:
    wanted = SCENARIOS["county2019"].times(SCALE).requests
    found = count_all(2019)
    assert found["foi.received"] == found["foi.done"] == found["foi.in_time"] == wanted
    assert found["foi.late"] == found["foi.carried_out"] == found["foi.overdue_open"] == 0
    assert list(check_requests()) == []


def test_the_desk_finds_work_in_every_state(county: Any) -> None:
    open_ = set(Request.objects.open().values_list("state", flat=True))
    assert open_ == {
        State.ARRIVED,
        State.IN_HAND,
        State.CORRECTING,
        State.REASONING,
        State.PAYING,
        State.SUSPENDED,
        State.CHECKING,
        State.APPROVED,
    }
    assert FeeNotice.objects.filter(paid_on__isnull=False).exists()
    assert not Request.objects.open().filter(arrived_on__year=2019).exists()
