"""Requests under way on the day of the visit: clocks due, overdue and standing still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from mingtang.demo.accounts import SHOWN_UNIT
from mingtang.demo.county import County
from mingtang.demo.prose import domain
from mingtang.foi import services
from mingtang.foi.states import Channel, Consulted
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.foi.fees import FEE_FROM

from .applicants import applicant, kind_at
from .life import RequestLife
from .plan import NEW_RULES, Ask, given_of

Life = Iterator[datetime]
Course = Callable[[RequestLife], Life]

OFFICE = Role.DISCLOSURE_OFFICE
PAGES = 260


def _checking(life: RequestLife) -> Life:
    yield life.wait(2)
    life.decide()
    yield life.wait()
    services.submit(life.request, **life.act())


def _approved(life: RequestLife) -> Life:
    yield from _checking(life)
    yield life.wait(1)
    life.sign_off()


def _answered(life: RequestLife) -> Life:
    yield from _approved(life)
    yield life.wait()
    life.serve()


def _correcting(life: RequestLife) -> Life:
    yield life.wait(2)
    services.ask_correction(
        life.request,
        wanted_items="请写明所需文件的名称或者文号。",
        guidance="可以先在信息公开目录中查找。",
        days=10,
        received_on=life.today,
        **life.act(),
    )


def _consulting(life: RequestLife) -> Life:
    yield life.wait(2)
    services.consult(
        life.request,
        kind=Consulted.THIRD_PARTY,
        party="某工程咨询有限公司",
        contact="0890-6900018",
        about="拟公开的合同中涉及贵公司报价的条款",
        received_on=life.today,
        **life.act(),
    )


def _extended(life: RequestLife) -> Life:
    yield life.wait(14)
    services.extend(life.request, days=15, reason="涉及多所学校，需要逐份核对", **life.act(OFFICE))


def _reasoning(life: RequestLife) -> Life:
    yield life.wait(2)
    services.ask_reasons(
        life.request,
        grounds="两个月内就同一事项提出申请14件。",
        days=10,
        received_on=life.today,
        **life.act(),
    )


def _suspended(life: RequestLife) -> Life:
    yield life.wait(3)
    services.suspend(
        life.request, reason="相关案卷已被法院调取", basis="法院调卷函", **life.act(OFFICE)
    )


def _move_proposed(life: RequestLife) -> Life:
    yield life.wait(1)
    shown = _units(life.county)[0]
    services.propose_move(life.request, to=shown, reason="学校建设由教育部门负责", **life.act())


def _help_asked(life: RequestLife) -> Life:
    yield life.wait(1)
    shown = _units(life.county)[0]
    services.ask_help(
        life.request, unit=shown, question="请提供近两年校车线路审批的文件。", **life.act()
    )


def _charged(life: RequestLife) -> Life:
    yield life.wait(2)
    services.charge(
        life.request,
        method="pages",
        pages=PAGES,
        how_to_pay="县财政非税收入专户，缴款码见通知书",
        received_on=life.today,
        **life.act(),
    )


def _paid(life: RequestLife) -> Life:
    yield from _charged(life)
    yield life.wait(5)
    services.pay(life.request, voucher="0001263", on=life.today, **life.act())
    yield from _answered(life)


def _fee_lapsed(life: RequestLife) -> Life:
    yield from _charged(life)
    yield life.wait(22)
    services.lapse_fee(life.request, **life.act())


def _nothing(life: RequestLife) -> Life:
    yield from ()


#: In the shown unit or another, working days since it came, channel, what happened since.
WORK: tuple[tuple[bool, int, str, Course | None], ...] = (
    (True, 1, Channel.ONLINE, None),
    (True, 2, Channel.LETTER, None),
    (True, 21, Channel.COUNTER, _nothing),
    (True, 18, Channel.COUNTER, _nothing),
    (True, 8, Channel.SIGNED_POST, _nothing),
    (True, 6, Channel.ONLINE, _correcting),
    (True, 16, Channel.COUNTER, _correcting),
    (True, 9, Channel.ONLINE, _consulting),
    (True, 24, Channel.COUNTER, _extended),
    (True, 15, Channel.ONLINE, _checking),
    (True, 17, Channel.SIGNED_POST, _approved),
    (True, 9, Channel.ONLINE, _answered),
    (False, 3, Channel.ONLINE, _move_proposed),
    (False, 5, Channel.COUNTER, _help_asked),
    (False, 7, Channel.ONLINE, _charged),
    (False, 18, Channel.COUNTER, _paid),
    (False, 26, Channel.COUNTER, _fee_lapsed),
    (False, 7, Channel.SIGNED_POST, _reasoning),
    (False, 10, Channel.COUNTER, _suspended),
    (False, 4, Channel.ONLINE, _nothing),
)
SINCE: dict[Course | None, date] = {
    **dict.fromkeys((_charged, _paid, _fee_lapsed), FEE_FROM),
    **dict.fromkeys((_reasoning, _help_asked), NEW_RULES),
}
"""From which day of receipt on the law knows of it."""


def _units(county: County) -> list[Unit]:
    """The shown unit first."""
    others = county.departments()
    shown = county.units.get(SHOWN_UNIT) or others[0]
    return [shown, *(unit for unit in others if unit.pk != shown.pk)]


def under_way(county: County, today: date) -> list[Life]:
    """The lives that have not ended on the visitor's day."""
    base = county.work.calendar.next_working_day_on_or_after(today)
    lives = []
    for number, (shown, ago, channel, course) in enumerate(WORK):
        day = county.work.calendar.working_day_before(base, ago)
        if day < SINCE.get(course, day):
            continue
        life = RequestLife(county, _ask(county, number, shown, channel, day))
        lives.append(_live(life, course))
    return lives


def _live(life: RequestLife, course: Course | None) -> Life:
    yield life.at
    life.receive()
    if course is None:
        return
    yield from life.register()
    yield from course(life)


def _ask(county: County, number: int, shown: bool, channel: str, day: date) -> Ask:
    rng = county.rng("request now", number)
    units = _units(county)
    unit = units[0] if shown else units[1 + (number * 5) % (len(units) - 1)]
    topics = domain(county.rows[unit.pk].domain).topics
    code, subkind = ("C1", "provided") if day >= NEW_RULES else ("O2", "")
    return Ask(
        key=f"now{number:02d}",
        code=code,
        subkind=subkind,
        steps=(),
        unit=unit,
        channel=channel,
        day=day,
        who=applicant(rng, kind_at(number), 500 + number, county.name + county.towns[number % 4]),
        subject=f"{day.year - 1}年度{topics[number % len(topics)]}工作情况和经费使用情况",
        description="请提供全文和附表。",
        rng=rng,
        given=given_of(code),
    )
