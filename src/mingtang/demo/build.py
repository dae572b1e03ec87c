"""Builds a demo county from nothing: found it, plan its year, let everything happen in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from mingtang.duties.cards import give_cards
from mingtang.orgs.models import Unit

from . import occasions, plan_now, plan_policies, plan_yearly, requests, timeline
from .accounts import open_to_visitors
from .county import County, found
from .courses import Career
from .piece import Piece
from .planning import Planner, number_documents
from .scenarios import SCENARIOS, Scenario
from .worktime import CHINA

Progress = Callable[[str, int, int], None]

__all__ = ["SCENARIOS", "NotBuildable", "build"]

MERGER = (3, 20)
ANSWER_DAYS = (1, 2, 2, 3, 1, 5, 2)
"""Working days until a reader's report was answered; three are allowed."""


class NotBuildable(ValueError):
    """The county cannot be built here; why, in both languages of the terminal."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.chinese, self.english = chinese, english


def build(*, scenario: str, scale: float, seed: int, now: datetime, progress: Progress) -> County:
    """Build a scenario into an empty database; the same arguments give the same county.

    ``now`` is the visitor's day: work under way and running clocks are set up around it. Raises
    ``KeyError`` for an unknown scenario and :class:`NotBuildable` when there are units already, or
    when ``now`` does not lie after the scenario's year.
    """
    planned = SCENARIOS[scenario].times(scale)
    today = now.astimezone(CHINA).date()
    _require_buildable(planned, today)
    with transaction.atomic():
        county = found(
            seed,
            scale,
            lambda done, total: progress("单位和人员", done, total),
            begin=datetime(planned.year - 1, 1, 2, 9, tzinfo=CHINA),
            place=planned.place,
        )
    past, present = _plan(county, planned, today)
    lives = [Career(county, piece).live() for piece in [*past, *present]]
    lives += _occasions(county, planned, past, present, today)
    lives += requests.lives(county, planned, now)
    timeline.run(lives, lambda done, total: progress("文件和事项", done, total))
    with transaction.atomic():
        give_cards(today=today)
        # The age of a password runs in the real world, whatever day the demo plays on.
        open_to_visitors(max(now, datetime.now(tz=CHINA)))
    return county


def _require_buildable(scenario: Scenario, today: date) -> None:
    if Unit.objects.exists():
        raise NotBuildable(
            "数据库里已有单位，示范县只能建在空的数据目录里",
            "the database holds units already: a demo needs an empty data folder",
        )
    first = date(scenario.year + 1, 3, 1)
    if today < first:
        raise NotBuildable(
            f"--now 应在 {first} 或以后：{scenario.name} 的年度要先结束",
            f"--now must be {first} or later: the year of {scenario.name} must be over",
        )


def _plan(county: County, scenario: Scenario, today: date) -> tuple[list[Piece], list[Piece]]:
    """Everything that will be written: of the scenario's years, and of the visitor's days."""
    planner = Planner(county)
    earlier = plan_policies.earlier_policies(planner, scenario)
    policies = plan_policies.policies(planner, scenario, earlier)
    past = [
        *earlier,
        *policies,
        *plan_yearly.minutes(planner, scenario),
        *plan_yearly.interpretations(planner, scenario, policies),
        *plan_yearly.execution(planner, scenario),
        *plan_yearly.notices(planner, scenario),
    ]
    if county.merged is not None:
        merger = date(scenario.year, *MERGER)
        past += plan_yearly.before_the_merger(planner, merger, county.merged)
    present = plan_now.under_way(planner, today)
    number_documents([*past, *present])
    return past, present


def _occasions(
    county: County, scenario: Scenario, past: list[Piece], present: list[Piece], today: date
) -> list[timeline.Life]:
    first, last = date(scenario.year - 1, 3, 5), date(scenario.year, 12, 30)
    lives = [
        occasions.nightly(county, first, last),
        occasions.merger(county, date(scenario.year, *MERGER)),
        occasions.leave(county, today),
    ]
    reported = past[: len(past) // 2 : max(1, len(past) // 2 // len(ANSWER_DAYS))]
    for number, (piece, days) in enumerate(zip(reported, ANSWER_DAYS, strict=False)):
        at = county.work.after(piece.created_at, 14_000, piece.rng)
        lives.append(occasions.reader(county, number, piece, at, days))
    base = county.work.calendar.next_working_day_on_or_after(today)
    for number, left in enumerate((0, 1, -1), start=len(ANSWER_DAYS)):
        day = county.work.calendar.working_day_before(base, 3 - left)
        at = county.work.opening(day) + timedelta(minutes=95)
        lives.append(occasions.reader(county, number, past[number], at, 0))
    return lives
