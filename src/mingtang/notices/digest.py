"""One mail a person a day: what is late, due today and due soon. Never a second one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from mingtang.duties.law import current_calendar, limit
from mingtang.duties.models import Duty
from mingtang.orgs.access import Access, access_of
from mingtang.orgs.models import Account
from mingtang.orgs.roles import Role

from .models import Message
from .services import queue

MOST_LINES = 20
SOON = timedelta(days=7)
_WORKERS = (Role.CLERK, Role.LEADER)


def send_digests(now: datetime) -> int:
    """The periodic job: on working days from the set hour on, one digest for each person who has
    something to do; returns how many were queued. Missed days are not made up: today's digest
    holds what they would have said."""
    local = timezone.localtime(now)
    today = local.date()
    if local.hour < settings.MINGTANG_DIGEST_HOUR or not current_calendar().is_working_day(today):
        return 0
    had = set(
        Message.objects.filter(key__startswith=f"digest:{today}:").values_list("key", flat=True)
    )
    people = Account.objects.filter(is_active=True).exclude(email="")
    return sum(
        _digest(account, today, now) for account in people if _key(account, today) not in had
    )


def _digest(account: Account, today: date, now: datetime) -> bool:
    access = access_of(account, today)
    duties = list(duties_of(access, today))
    if not duties:
        return False
    late = sum(duty.due_on < today for duty in duties)
    return queue(
        key=_key(account, today),
        channel=Message.Channel.EMAIL,
        address=account.email,
        subject=f"今日待办 {len(duties)} 件" + (f"，其中逾期 {late} 件" if late else ""),
        body="\n".join(lines_of(duties, today)),
        about=account,
        at=now,
    )


def duties_of(access: Access, today: date) -> Iterable[Duty]:
    """What the person has to do within a week: assigned to them, or to nobody at a unit where
    they work. Clocks that stand still are left out until they are late."""
    units = {held.unit_id for held in access.held if held.role in _WORKERS}
    whose = Q(assignee_id=access.account_id)
    for held in access.held:
        if held.on_behalf_of_id is not None:
            whose |= Q(assignee_id=held.on_behalf_of_id)
    if units:
        whose |= Q(assignee__isnull=True, unit_id__in=units)
    rows = Duty.objects.running().filter(whose, due_on__lte=today + SOON)
    return rows.exclude(stopped=True, due_on__gte=today).by_due_date()


def lines_of(duties: list[Duty], today: date) -> list[str]:
    """The words of a digest."""
    lines = [f"{today:%Y年%-m月%-d日}，您有 {len(duties)} 件事项已经逾期或者将在一周内到期：", ""]
    for duty in duties[:MOST_LINES]:
        name = limit(duty.rule, duty.rule_day).name_zh
        lines.append(f"【{_when(duty.due_on, today)}】{duty.subject_label}（{name}）")
    if len(duties) > MOST_LINES:
        lines.append(f"……另有 {len(duties) - MOST_LINES} 件。")
    lines += ["", "请登录工作台“今日”查看和办理。本邮件由系统每个工作日发送一封，请勿回复。"]
    return lines


def _when(due_on: date, today: date) -> str:
    if due_on < today:
        return f"已逾期，{due_on:%-m月%-d日}到期"
    return "今天到期" if due_on == today else f"{due_on:%-m月%-d日}到期"


def _key(account: Account, today: date) -> str:
    return f"digest:{today}:{account.pk}"
