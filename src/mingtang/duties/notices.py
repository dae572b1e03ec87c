"""Entering a holiday notice, and letting every running date follow it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.calendar import FIRST_DAY, LAST_DAY
from mingtang.statute.notices import (
    Festival,
    NoticeFault,
    YearNotice,
    is_notice_number,
    parse_festival,
)
from mingtang.statute.violations import RuleViolation

from .cards import give_cards
from .derive import recompute
from .law import current_calendar, fingerprint
from .models import DerivedWith, Duty, HolidayNotice

__all__ = [
    "Move",
    "doubts_about",
    "enter_notice",
    "follow_calendar",
    "moves_of",
    "recompute",
    "remove_notice",
]

BASIS = "国务院办公厅关于年度节假日安排的通知"
FORM = "每行写作“国庆节 10-01/10-07 +09-20 +10-10”"


@dataclass(frozen=True, slots=True)
class Move:
    """A running duty whose due day an act moves: from which day to which."""

    duty_id: int
    before: date
    after: date


def moves_of(act: Callable[[], object]) -> list[Move]:
    """The due days that an act would move, by their present day; nothing of it stays.

    The act is done and taken back, so the answer is that of the act itself. Its refusals pass.
    """
    with transaction.atomic():
        dates = Duty.objects.running().order_by("due_on", "pk").values_list("pk", "due_on")
        before = list(dates)
        act()
        after = dict(dates.all())
        transaction.set_rollback(True)
    return [Move(key, day, after[key]) for key, day in before if after.get(key, day) != day]


def doubts_about(*, year: int, number: str, lines: str) -> list[str]:
    """What a person should look at twice before a notice is entered, in Chinese.

    That the year has its notice, and which festivals of it would be gone; that the number is not
    one of such a notice. Raises :class:`RuleViolation` as :func:`enter_notice` does.
    """
    doubts = []
    lines, number = _folded(lines), number.strip()
    notice = _read(year, number, lines)
    known = current_calendar().notices.get(year)
    if known is not None:
        entered = HolidayNotice.objects.filter(year=year).exists()
        source = "已经录入过" if entered else "随系统提供的安排已经完整"
        names = {each.name for each in notice.festivals}
        gone = [each.name for each in known.festivals if each.name not in names]
        doubts.append(
            f"{year} 年{source}（{known.number or '文号不详'}，{len(known.festivals)} 个节日），"
            "录入后整年改按这里填写的计算"
            + (f"，原有的{'、'.join(gone)}不再放假。" if gone else "。")
        )
    if not is_notice_number(number, year):
        doubts.append(
            f"文号“{number}”不像 {year} 年放假通知的文号，"
            f"一般写作“国办发明电〔{year - 1}〕7号”，请对照原文。"
        )
    return doubts


@transaction.atomic
def enter_notice(
    *, year: int, number: str, lines: str, by: Actor, at: datetime, today: date
) -> tuple[HolidayNotice, int]:
    """Enter (or correct) the notice of a year; returns it and how many due dates moved.

    The cards of the running duties follow the new dates at once. Raises :class:`RuleViolation`
    naming the line that cannot be read.
    """
    number, lines = number.strip(), _folded(lines)
    if not number or len(number) > 60:
        raise RuleViolation("notice.number", "请填写放假通知的文号（至多 60 字）。", BASIS)
    if not FIRST_DAY.year < year <= LAST_DAY.year:
        raise RuleViolation("notice.year", f"年份 {year} 超出日历的范围。", BASIS)
    _read(year, number, lines)
    kept, _ = HolidayNotice.objects.update_or_create(
        year=year, defaults={"number": number, "lines": lines, "entered_at": at}
    )
    logged = record(
        act="calendar.notice",
        subject=kept,
        by=by,
        at=at,
        basis=BASIS,
        detail={"year": year, "number": number, "lines": lines.splitlines()},
        public=True,
    )
    return kept, _follow(kept, year=year, seq=logged.seq, by=by, at=at, today=today)


@transaction.atomic
def remove_notice(*, year: int, reason: str, by: Actor, at: datetime, today: date) -> int:
    """Take back a notice entered for the wrong year; returns how many due dates moved."""
    row = HolidayNotice.objects.filter(year=year).first()
    if row is None:
        raise RuleViolation("notice.none", f"没有录入过 {year} 年的放假通知。", BASIS)
    if not reason.strip():
        raise RuleViolation("notice.reason", "请写明撤销录入的原因。", BASIS)
    logged = record(
        act="calendar.remove_notice",
        subject=row,
        by=by,
        at=at,
        basis=BASIS,
        reason=reason.strip(),
        detail={"year": year, "number": row.number, "lines": row.lines.splitlines()},
        public=True,
    )
    named = (row._meta.label_lower, row.pk, str(row))
    row.delete()
    return _follow(named, year=year, seq=logged.seq, by=by, at=at, today=today)


def follow_calendar(now: datetime) -> int:
    """Derive all dates anew when the calendar or a limit changed otherwise: by a release, by
    ``calendar_file``, by a setting. Does nothing while they are as before. Returns the moves."""
    basis = fingerprint()
    known = DerivedWith.objects.filter(pk=1).first()
    if known is not None and known.fingerprint == basis:
        return 0
    with transaction.atomic():
        moved = recompute(today=timezone.localdate(now))
        if moved:
            record(
                act="calendar.recompute",
                subject=(DerivedWith._meta.label_lower, 1, "工作日历与时限"),
                by=Actor.system(),
                at=now,
                basis=BASIS,
                detail={"moved": moved, "fingerprint": basis},
            )
        DerivedWith.objects.update_or_create(pk=1, defaults={"fingerprint": basis, "since": now})
    return moved


def _follow(
    subject: HolidayNotice | tuple[str, object, str],
    *,
    year: int,
    seq: int,
    by: Actor,
    at: datetime,
    today: date,
) -> int:
    moved = recompute(today=today)
    give_cards(today=today)
    record(
        act="calendar.recompute",
        subject=subject,
        by=by,
        at=at,
        basis=BASIS,
        detail={"year": year, "moved": moved, "notice_entry": seq},
    )
    # Not remembered as done: a duty opened at this very moment by the calendar before is not seen
    # here; the next periodic run derives everything once more.
    return moved


def _folded(lines: str) -> str:
    """The lines as typed on any keyboard, in the form that is read: half width, single spaces."""
    folded = (" ".join(unicodedata.normalize("NFKC", line).split()) for line in lines.splitlines())
    return "\n".join(line for line in folded if line)


def _read(year: int, number: str, lines: str) -> YearNotice:
    """The notice, or a refusal that names the faulty line."""
    festivals: list[Festival] = []
    for order, line in enumerate(lines.splitlines(), start=1):
        try:
            festival = parse_festival(year, line)
            YearNotice(year, number, (festival,))
        except NoticeFault as fault:
            raise RuleViolation(
                "notice.lines", f"第 {order} 行：{fault.reason}。{FORM}。", BASIS
            ) from fault
        for other in festivals:
            both = {*festival.makeup} & {*other.days_off(), *other.makeup}
            both |= {*other.makeup} & {*festival.days_off()}
            if both:
                day = min(both)
                raise RuleViolation(
                    "notice.lines",
                    f"第 {order} 行“{line}”与“{other.name}”一行都安排了 {day}，请核对。",
                    BASIS,
                )
        festivals.append(festival)
    if not festivals:
        raise RuleViolation("notice.lines", f"放假安排是空的，{FORM}。", BASIS)
    return YearNotice(year, number, tuple(festivals))
