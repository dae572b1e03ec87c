"""Whatever happens to requests, the identities of table 3 hold in every year and for every unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.figures import registry
from mingtang.foi import services
from mingtang.foi.models import Request
from mingtang.foi.states import ELSEWHERE, ChallengeKind
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.foi.applicants import KIND_LABELS
from mingtang.statute.foi.outcomes import OUTCOMES
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import PERSON, PROVIDED, World, moment

YEARS = (2018, 2019, 2020)
ACTS = (
    "register",
    "correction",
    "correct",
    "lapse",
    "extend",
    "answer",
    "answer",
    "late",
    "withdraw",
    "split",
    "merge",
    "move",
    "not_request",
    "reopen",
)

histories = st.lists(
    st.tuples(
        st.sampled_from(list(KIND_LABELS)),
        st.sampled_from(["counter", "online", "signed_post"]),
        st.dates(date(2018, 10, 1), date(2020, 2, 20)),
        st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 45)), min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=4,
)


class _Life:
    """One request, and whatever acts the rules let pass."""

    def __init__(self, world: World, kind: str, channel: str, day: date) -> None:
        self.world, self.day = world, day
        who = replace(PERSON, kind=str(kind), id_kind="", id_number="")
        self.request = world.arrived(day.isoformat(), channel=channel, who=who)

    def live(self, acts: list[tuple[str, int]]) -> None:
        for act, days in acts:
            self.day += timedelta(days=days)
            try:
                with transaction.atomic():
                    getattr(self, f"_{act}")()
            except RuleViolation:
                pass
            self.request.refresh_from_db()

    @property
    def _office(self) -> dict[str, Any]:
        """By the office, which may act for every unit, on the day reached."""
        self.request.refresh_from_db()
        at = moment(self.day.isoformat())
        return {"by": self.world.office, "at": at, "edition": self.request.edition}

    def _register(self) -> None:
        if self.request.channel == "online" and self.request.confirmed_on is None:
            services.confirm(self.request, how="电话", **self._office)
        services.register(self.request, **self._office)

    def _correction(self) -> None:
        services.ask_correction(
            self.request,
            wanted_items="范围",
            guidance="列出名称",
            received_on=self.day,
            days=5,
            **self._office,
        )

    def _correct(self) -> None:
        services.correct(self.request, answer="全部", late_reason="生病", **self._office)

    def _lapse(self) -> None:
        services.lapse_correction(self.request, **self._office)

    def _extend(self) -> None:
        services.extend(self.request, days=5, reason="材料多", **self._office)

    def _answer(self, late: int = 0) -> None:
        rules = services.rules_of(self.request)
        for item in self.request.items.filter(round=self.request.round):
            services.decide(
                self.request,
                item=item,
                outcome="C1" if rules == "2019" else "O2",
                subkind="provided" if rules == "2019" else "",
                given=PROVIDED | {"access": "领取"},
                **self._office,
            )
        services.submit(self.request, **self._office)
        leader = self._office | {"by": self.world.leader}
        if self.request.unit_id != self.world.unit.pk:
            leader["by"] = self.world.person("何田", Role.LEADER, self.request.unit)
        services.sign_off(self.request, opinion="合法", **leader)
        self.day += timedelta(days=late)
        services.serve(self.request, way="direct", **self._office)

    def _late(self) -> None:
        self._answer(late=60)

    def _withdraw(self) -> None:
        services.withdraw(self.request, reason="书面撤回", **self._office)

    def _split(self) -> None:
        parts = services.split(self.request, parts=["甲", "乙"], **self._office)
        self.request = parts[0]

    def _merge(self) -> None:
        other = Request.objects.exclude(pk=self.request.pk).open().first()
        services.merge(self.request, into=other or self.request, **self._office)

    def _move(self) -> None:
        self.request = services.move(
            self.request, to=self.world.other, reason="由其负责", **self._office
        )

    def _not_request(self) -> None:
        services.not_request(self.request, reason="咨询", **self._office)

    def _reopen(self) -> None:
        office = {"by": self.world.office, "at": moment(self.day.isoformat())}
        review = services.open_challenge(
            self.request, kind=ChallengeKind.REVIEW, body="县政府", filed_on=self.day, **office
        )
        services.decide_challenge(
            review, result="corrected", decided_on=self.day, orders_anew=True, **office
        )
        if self.request.registered_on is not None:
            services.reopen(self.request, **self._office)


def _count(code: str, year: int, unit: Unit | None) -> int:
    return registry.figure(f"foi.{code}").count(year, unit)


def _balanced(year: int, column: str, unit: Unit | None, before: dict[str, int]) -> None:
    """A + B_ = C7 + D, and B_ is D of the year before."""
    received, carried_in, done, carried_out = (
        _count(code + column, year, unit)
        for code in ("received", "carried_in", "done", "carried_out")
    )
    assert received + carried_in == done + carried_out
    assert carried_in == before.get(column, carried_in)
    before[column] = carried_out


def _summed(year: int, column: str) -> None:
    """C7 is the sum of the outcomes."""
    rows = sum(_count(f"outcome.{each.code}{column}", year, None) for each in OUTCOMES)
    assert rows == _count(f"done{column}", year, None)


def _added_up(year: int) -> None:
    """Columns, clocks and channels each make up the whole."""
    for code in ("received", "done"):
        parts = sum(_count(f"{code}.{kind}", year, None) for kind in KIND_LABELS)
        assert parts == _count(code, year, None)
    done = _count("done", year, None)
    assert done == _count("in_time", year, None) + _count("late", year, None)
    assert done == _count("old.3.2.1", year, None) + _count("old.3.2.2", year, None)
    channels = ("counter", "fax", "online", "post")
    in_channels = sum(_count(f"channel.{each}", year, None) for each in channels)
    assert in_channels == _count("received", year, None)


@given(histories)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_identities_hold_whatever_happens(world: World, drawn: list[Any]) -> None:
    with transaction.atomic():
        for kind, channel, day, acts in drawn:
            _Life(world, kind, channel, day).live(acts)
        books: dict[Unit | None, dict[str, int]] = {None: {}, world.unit: {}}
        for year in YEARS:
            for unit, before in books.items():
                for column in ("", ".N", ".B"):
                    _balanced(year, column, unit, before)
            _summed(year, "")
            _summed(year, ".N")
            _added_up(year)
        registered = Request.objects.exclude(state__in=ELSEWHERE).exclude(receipt_on=None)
        withdrawn = Request.objects.filter(receipt_on=None, answered_on__isnull=False)
        counted = sum(_count("received", year, None) for year in range(2018, 2024))
        assert counted == registered.count() + withdrawn.count()
        transaction.set_rollback(True)
