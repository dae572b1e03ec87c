"""Which requests a scenario has: the rows of ``data/requests.toml``, spread over the year."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from mingtang.demo.county import County
from mingtang.demo.prose import domain
from mingtang.demo.prose.lexicon import DATA
from mingtang.demo.scenarios import Scenario
from mingtang.foi.models import Request
from mingtang.foi.services import ApplicantDetails
from mingtang.foi.states import Channel
from mingtang.orgs.models import Unit

from .applicants import applicant, kind_at

NEW_RULES = date(2019, 5, 15)
#: Months and days between which requests come; all are answered within the year.
FIRST, LAST, LAST_OLD = (1, 4), (11, 5), (5, 10)
CHANNELS = (
    Channel.ONLINE,
    Channel.ONLINE,
    Channel.COUNTER,
    Channel.ONLINE,
    Channel.SIGNED_POST,
    Channel.ONLINE,
    Channel.EMAIL,
    Channel.ONLINE,
    Channel.SIGNED_POST,
    Channel.LETTER,
    Channel.ONLINE,
    Channel.COUNTER,
    Channel.FAX,
)
AGAIN_AFTER = timedelta(days=70)


@dataclass
class Ask:
    """A request to be. ``previous`` is what it repeats; ``request`` is set when it was made."""

    key: str
    code: str
    subkind: str
    steps: tuple[str, ...]
    unit: Unit
    channel: str
    day: date
    who: ApplicantDetails
    subject: str
    description: str
    rng: Random
    given: dict[str, str] = field(default_factory=dict)
    previous: Ask | None = None
    request: Request | None = None
    reply_number: str = ""


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((DATA / "requests.toml").read_text(encoding="utf-8"))


def asks(county: County, scenario: Scenario) -> list[Ask]:
    """The requests of a scenario's year, in the order in which they come."""
    parts = _facts()[scenario.name]
    whole = [(part, row) for part in ("old", "new") for row in _rows(parts.get(part, []))]
    everything = sum(int(row.get("cases", 1)) for _, row in whole)
    chosen = whole
    if scenario.requests != everything:
        plain = [each for each in whole if each[1].get("cases", 1) == 1]
        count = scenario.requests
        chosen = [plain[number * len(plain) // count] for number in range(count)]
    made: list[Ask] = []
    for part in ("old", "new"):
        rows = [row for each, row in chosen if each == part]
        county.rng("requests", part).shuffle(rows)
        days = _days(scenario.year, part, len(rows), bool(parts.get("new")))
        for row, day in zip(rows, days, strict=True):
            made.append(_ask(county, scenario, len(made), row, day))
    _repeat(made, date(scenario.year, *LAST))
    return sorted(made, key=lambda ask: ask.day)


def _rows(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for _ in range(int(row.get("times", 1))):
            yield row


def _days(year: int, part: str, count: int, changes: bool) -> list[date]:
    """Days over the time in which the rules of 2007 (``old``) or 2019 governed."""
    first, last = date(year, *FIRST), date(year, *LAST)
    if changes:
        first, last = (first, date(year, *LAST_OLD)) if part == "old" else (NEW_RULES, last)
    span = (last - first).days
    return [first + timedelta(days=number * span // max(1, count)) for number in range(count)]


def _ask(county: County, scenario: Scenario, number: int, row: dict[str, Any], day: date) -> Ask:
    rng = county.rng("request", number)
    unit = _unit(county, row, number)
    topics = domain(county.rows[unit.pk].domain).topics
    words = {
        "topic": topics[number % len(topics)],
        "last": str(scenario.year - 1),
        "year": str(scenario.year),
        "town": county.towns[number % len(county.towns)],
    }
    facts = _facts()
    subject = row.get("subject") or facts["subjects"][number % len(facts["subjects"])]
    described = facts["descriptions"][number % len(facts["descriptions"])]
    return Ask(
        key=f"request{number:03d}",
        code=row["code"],
        subkind=row.get("subkind", ""),
        steps=tuple(row.get("steps", ())),
        unit=unit,
        channel=row.get("channel") or CHANNELS[number % len(CHANNELS)],
        day=county.work.calendar.next_working_day_on_or_after(day),
        who=applicant(rng, kind_at(number), number, county.name + words["town"]),
        subject=_filled(subject, words),
        description=_filled(described, words) if number % 3 else "",
        rng=rng,
        given=given_of(row["code"]),
    )


def given_of(code: str) -> dict[str, str]:
    """What a reply with an outcome usually says."""
    return dict(_facts()["given"].get(code, {}))


def _filled(text: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _unit(county: County, row: dict[str, Any], number: int) -> Unit:
    wanted = row.get("unit", "")
    named = [unit for unit in county.units.values() if wanted and unit.short_name == wanted]
    pool = named or [*county.departments(), *county.townships()[:6]]
    return pool[(number * 7 + 2) % len(pool)]


def _repeat(made: list[Ask], last: date) -> None:
    """Let those who ask again ask what they were given before."""
    for ask in made:
        if "again" not in ask.steps:
            continue
        earlier = [
            each
            for each in made
            if each.code == "C1" and not each.steps and each.day + AGAIN_AFTER <= last
        ]
        if not earlier:
            ask.code, ask.subkind, ask.steps = "C1", "already_public", ()
            ask.given = given_of("C1")
            continue
        found = min(earlier, key=lambda each: each.day)
        ask.previous, ask.day = found, max(ask.day, found.day + AGAIN_AFTER)
        ask.unit, ask.who = found.unit, found.who
        ask.subject, ask.description = found.subject, found.description
