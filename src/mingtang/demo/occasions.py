"""What happens besides the documents: nightly jobs, a merger, readers' reports, leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from mingtang.duties.cards import give_cards
from mingtang.orgs import services as orgs
from mingtang.orgs.roles import Role
from mingtang.orgs.succession import succeed
from mingtang.register import services as register
from mingtang.register.models import ErrorReport

from .accounts import SHOWN_UNIT
from .county import County
from .piece import Piece
from .worktime import CHINA

Life = Iterator[datetime]

SUCCESSOR = "文化广电旅游局"
REPORTS = (
    (ErrorReport.Kind.TYPO, "第二部分有一句话重复了半句，读不通，请核对。", "已更正，感谢提醒。"),
    (
        ErrorReport.Kind.INACCURATE,
        "表里合计数和各乡镇相加对不上。",
        "各乡镇口径不同，已加注说明。",
    ),
    (
        ErrorReport.Kind.UNREACHABLE,
        "附件打不开，换了浏览器也不行。",
        "已检查，附件可以正常下载。",
    ),
    (ErrorReport.Kind.STALE, "文中说的办理地点已经搬了，请更新。", "已通知承办科室更新办理地点。"),
    (ErrorReport.Kind.OTHER, "希望把字号调大一些，老人看不清。", "页面上方可以切换大字版。"),
    (ErrorReport.Kind.TYPO, "单位名称少写了一个字。", "已补正。"),
    (ErrorReport.Kind.INACCURATE, "咨询电话打过去说不归他们管。", "已核实并公布正确的咨询电话。"),
)


def nightly(county: County, first: date, last: date) -> Life:
    """The periodic jobs, once a week: validity that ends or begins, cards for late duties."""
    day = first
    while day <= last:
        at = datetime.combine(day, time(0, 10), tzinfo=CHINA)
        yield at
        register.expire_due(today=day, at=at)
        give_cards(today=day)
        day += timedelta(days=7)


def merger(county: County, on: date) -> Life:
    """A department is merged into another, and its staff with it."""
    old, new = county.merged, county.units.get(SUCCESSOR) or county.departments()[-1]
    if old is None:
        return
    at = county.work.opening(on)
    yield at
    by = county.office[0]
    succeed(
        old,
        successors=[new],
        kind="merged",
        on=on,
        by=by,
        at=at,
        document=f"云委发〔{on.year}〕6号",
    )


def reader(county: County, number: int, piece: Piece, at: datetime, answer_days: int) -> Life:
    """A reader reports an error; the unit answers after so many working days (0: not yet)."""
    rng = county.rng("reader", number)
    yield at
    if piece.entry is None:
        return
    kind, text, answer = REPORTS[number % len(REPORTS)]
    report = register.report_error(piece.entry, kind=kind, text=text, contact="", at=at)
    if not answer_days:
        return
    day = county.work.days_after(at.date(), answer_days)
    answered = county.work.after(county.work.opening(day), rng.randint(5, 300), rng)
    yield answered
    report.refresh_from_db()
    by = county.actor(report.unit, Role.CLERK)
    register.answer_error(report, by=by, at=answered, answer=answer)


def leave(county: County, today: date) -> Life:
    """A clerk is away this week; the clerk of the shown unit stands in."""
    absent = county.units.get("科学技术局")
    if absent is None:
        return
    since = county.work.calendar.working_day_before(today, 1)
    at = county.work.opening(county.work.calendar.working_day_before(today, 2))
    yield at
    away = county.actor(absent, Role.CLERK)
    deputy = county.actor(county.units[SHOWN_UNIT], Role.CLERK)
    orgs.take_leave(
        county.accounts[away.account_id or 0],
        deputy=county.accounts[deputy.account_id or 0],
        since=since,
        until=today + timedelta(days=9),
        by=away,
        at=at,
    )
