"""The county itself: its regions, units, staff, columns and word lists, made by the services."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from mingtang.duties.law import current_calendar
from mingtang.journal.actor import Actor
from mingtang.orgs import services as orgs
from mingtang.orgs.models import Account, Region, Unit
from mingtang.orgs.roles import Role
from mingtang.orgs.staff_services import create_account, create_region
from mingtang.register import services as register
from mingtang.register.models import Section
from mingtang.register.services.words import add_word
from mingtang.text.identifiers import make_uscc

from .accounts import DEMO_ACCOUNTS, SHOWN_UNIT
from .people import names
from .prose.lexicon import DATA
from .worktime import CHINA, WorkTime

BEGIN = datetime(2018, 1, 2, 9, 0, tzinfo=CHINA)
GOVERNMENT, OFFICE = "人民政府", "人民政府办公室"
REVIEW_ROLES = (Role.CLERK, Role.LEADER, Role.CONFIDENTIALITY)
_LETTERS = {Role.CLERK: "c", Role.LEADER: "l", Role.CONFIDENTIALITY: "s"}
_STREETS = ("建设路", "人民路", "文昌街", "滨河路", "学苑路", "振兴街")

UNITS: dict[str, Any] = tomllib.loads((DATA / "units.toml").read_text(encoding="utf-8"))


def site_of(place: str = "") -> dict[str, str]:
    """Options that name the site after the county, or after another place."""
    site: dict[str, str] = UNITS["site"]
    county = str(UNITS["county"])
    return {name: value.replace(county, place or county) for name, value in site.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as ``data/units.toml`` has it."""

    name: str
    short: str
    prefix: str
    domain: str
    subject: str
    kind: str


@dataclass
class County:
    """Everything that the documents of the demo need to know about the county."""

    seed: int
    work: WorkTime
    name: str = ""
    begin: datetime = BEGIN
    units: dict[str, Unit] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    staff: dict[tuple[int, str], Actor] = field(default_factory=dict)
    accounts: dict[int, Account] = field(default_factory=dict)
    office: list[Actor] = field(default_factory=list)
    sections: dict[str, Section] = field(default_factory=dict)
    further: dict[str, str] = field(default_factory=dict)
    leaders: list[tuple[str, str]] = field(default_factory=list)
    towns: tuple[str, ...] = ()
    merged: Unit | None = None

    def rng(self, *parts: object) -> Random:
        """A generator of chance of its own for one purpose."""
        return Random(":".join(map(str, (self.seed, *parts))))  # noqa: S311

    def actor(self, unit: Unit, role: str) -> Actor:
        return self.staff[unit.pk, role]

    def departments(self) -> list[Unit]:
        """Units that draft policy: neither the government nor a township nor the dissolved one."""
        kinds = ("department", "service_body")
        return [
            unit for unit in self.units.values() if unit.kind in kinds and unit is not self.merged
        ]

    def townships(self) -> list[Unit]:
        return [unit for unit in self.units.values() if unit.kind == "township"]


def found(
    seed: int,
    scale: float,
    progress: Callable[[int, int], None],
    *,
    begin: datetime = BEGIN,
    place: str = "",
) -> County:
    """Found the county: a scale below 1 leaves out units, one above 1 adds none.

    ``begin`` is the moment of all that; ``place`` another name than the county's own.
    """
    facts = UNITS | ({"county": place} if place else {})
    work = WorkTime(current_calendar())
    county = County(seed=seed, work=work, name=facts["county"], begin=begin)
    system = Actor.system("系统初始化")
    region = _regions(facts, begin, system)
    share = min(1.0, scale)
    rows = [Row(*each) for each in facts["units"]]
    rows = rows[: max(10, round(len(rows) * share))]
    towns = facts["towns"][: max(4, round(len(facts["towns"]) * share))]
    county.towns = tuple(towns)
    rows += [Row(*facts["merged"])]
    rows += [_town(name) for name in towns]
    people = names(county.rng("people"))
    for number, row in enumerate(rows, start=1):
        unit = _unit(county, row, number, region, facts, system)
        _staff(county, unit, row, number, people, system)
        progress(number, len(rows))
    county.merged = county.units[facts["merged"][0]]
    _county_staff(county, people, system)
    _columns(county)
    return county


def _regions(facts: dict[str, Any], at: datetime, by: Actor) -> Region:
    code, name = facts["city"]
    province = create_region(code="990000", name="虚拟省", parent=None, by=by, at=at)
    city = create_region(code=code, name=name, parent=province, by=by, at=at)
    region = create_region(code=facts["region"], name=facts["county"], parent=city, by=by, at=at)
    for number, town in enumerate(facts["towns"], start=1):
        create_region(code=f"{facts['region']}{number:03d}", name=town, parent=region, by=by, at=at)
    return region


def _town(name: str) -> Row:
    body = "办事处" if name.endswith("街道") else "人民政府"
    return Row(name + body, name, f"云{name[0]}政", "township", "02", "township")


def _unit(
    county: County, row: Row, number: int, region: Region, facts: dict[str, Any], by: Actor
) -> Unit:
    """A unit with the contact fields of 政府信息公开条例 art. 20(2)."""
    rng = county.rng("unit", number)
    kind = "12" if row.kind == "service_body" else "11"
    place = Region.objects.get(name=row.short, parent=region) if row.kind == "township" else region
    unit = orgs.create_unit(
        name=county.name + row.name,
        short_name=row.short,
        uscc=make_uscc(f"{kind}{facts['region']}", f"MB{number:06d}"),
        kind=row.kind,
        region=place,
        parent=None,
        doc_prefix=f"{row.prefix}发",
        founded_on=date(1984 + number % 30, 3, 1),
        functions=_functions(row),
        address=f"{county.name}{rng.choice(_STREETS)}{rng.randint(1, 188)}号",
        phone=f"{facts['area_code']}-6{rng.randint(100000, 999999)}",
        office_hours="工作日 8:30—12:00，14:00—17:30",
        head_name=next(names(rng)),
        order=number * 10,
        by=by,
        at=county.begin,
    )
    county.units[row.name] = unit
    county.rows[unit.pk] = row
    return unit


def _functions(row: Row) -> str:
    from .prose import domain

    topics = "、".join(domain(row.domain).topics[:5])
    return f"负责{topics}等工作；承办县委、县政府交办的其他事项。"


def _staff(
    county: County,
    unit: Unit,
    row: Row,
    number: int,
    people: Iterator[str],
    by: Actor,
) -> None:
    """A clerk, a leader and a confidentiality reviewer of the unit."""
    for role in REVIEW_ROLES:
        username = f"{_LETTERS[role]}{number:03d}"
        if row.name == SHOWN_UNIT:
            username = DEMO_ACCOUNTS[role][0]
        _person(county, username, next(people), unit, role, by)


def _person(county: County, username: str, name: str, unit: Unit, role: str, by: Actor) -> Actor:
    account = create_account(
        username=username, name=name, phone=unit.phone, by=by, at=county.begin
    ).account
    orgs.grant_role(
        account, role=role, unit=unit, since=county.begin.date(), by=by, at=county.begin
    )
    actor = Actor(account.pk, name, role, unit.pk, unit.name)
    county.staff[unit.pk, role] = actor
    county.accounts[account.pk] = account
    return actor


def _county_staff(county: County, people: Iterator[str], by: Actor) -> None:
    office = county.units[OFFICE]
    for username in (DEMO_ACCOUNTS[Role.DISCLOSURE_OFFICE][0], "office2", "office3"):
        role = Role.DISCLOSURE_OFFICE
        county.office.append(_person(county, username, next(people), office, role, by))
    for role in (Role.SUPERVISOR, Role.IT):
        _person(county, DEMO_ACCOUNTS[role][0], next(people), office, role, by)


def _columns(county: County) -> None:
    facts = tomllib.loads((DATA / "sections.toml").read_text(encoding="utf-8"))
    by = county.office[0]
    for order, row in enumerate(facts["sections"], start=1):
        slug, name, description, column_type, parent, days = row
        county.sections[slug] = register.create_section(
            slug=slug,
            name=name,
            description=description,
            column_type=column_type,
            parent=county.sections.get(parent),
            order=order * 10,
            renew_within_days=days,
            by=by,
            at=county.begin,
        )
    county.further = facts["further"]
    for kind, words in facts["words"].items():
        for word, advice in words:
            shown = f"{advice}，请核对姓名与职务" if kind == "leader" else advice
            add_word(word=word, kind=kind, advice=shown, by=by, at=county.begin)
    county.leaders = [(word, title) for word, title in facts["words"]["leader"]]
