"""Requests for information written in bulk, for measuring the desk and the clocks.

Rows are written without services, since only reading them is measured. Of 86 units' requests of
seven years one in ten is open, in every state that there is; each has its applicant, matter, duty
with events, journal entries and letter, and a usual share has corrections, consultations, help,
fees and challenges.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks.desk_rows import County, _at, _store

SUBJECTS = (
    "{year}年度义务教育学校布局调整方案",
    "{year}年茶园补贴发放名单",
    "云溪河治理工程{year}年的招标文件",
    "城关镇{year}年征地补偿安置方案",
    "{year}年低保对象审核情况",
    "和平路改造{year}年的预算和决算",
)
OPEN_STATES = (
    "arrived",
    "in_hand",
    "in_hand",
    "in_hand",
    "correcting",
    "reasoning",
    "paying",
    "suspended",
    "checking",
    "approved",
)
ROWS = ("C1", "C1", "C1", "C2", "C3.6", "C4.1", "C4.1", "C5.1", "C6.1", "C6.3")
CHANNELS = ("online", "online", "online", "counter", "letter", "signed_post", "fax")
STOPPED = ("correcting", "reasoning", "paying", "suspended")
YEARS = 7


class Requests:
    """The requests of a county; ``fill`` writes them."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.today = county.today
        self.chance = county.chance

    def fill(self, count: int, told: Callable[[str], None]) -> None:
        """Write ``count`` requests with what hangs on them."""
        from django.db import connection, transaction

        plans = [self._plan(number) for number in range(1, count + 1)]
        with transaction.atomic():
            self._applicants(count // 2)
            self._requests(plans)
            told("requests")
            self._procedures(plans)
            self._challenges(plans)
            self._duties(plans)
            told("duties")
            self._journal(plans)
            told("journal")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _plan(self, number: int) -> dict[str, Any]:
        open_ = number % 10 == 0
        state = self.chance.choice(OPEN_STATES) if open_ else ("closed", "answered")[number % 7 > 4]
        if not open_ and number % 23 == 0:
            state = ("split", "moved", "not_request")[number % 3]
        age = self.chance.randrange(45) if open_ else self.chance.randrange(50, YEARS * 365)
        arrived = self.today - timedelta(days=age)
        taken = self.chance.randrange(2, 34)
        answered = state in ("closed", "answered")
        return {
            "pk": number,
            "unit_id": self.chance.choice(self.county.units).pk,
            "state": state,
            "open": open_,
            "arrived_on": arrived,
            "receipt_on": None if state in ("arrived", "not_request") else arrived,
            "answered_on": arrived + timedelta(days=taken) if answered else None,
            "row": self.chance.choice(ROWS) if answered else "",
            "subject": self.chance.choice(SUBJECTS).format(year=arrived.year) + f"（{number}）",
            "channel": self.chance.choice(CHANNELS),
            "mine": number % 40 == 0,
        }

    def _applicants(self, count: int) -> None:
        from mingtang.foi.models import Applicant

        _store(
            Applicant,
            (
                Applicant(
                    pk=number,
                    kind=("N", "N", "N", "B", "P")[number % 5],
                    name=f"申请人{number}",
                    phone=f"138{number:08d}",
                    created_at=_at(self.today, -1),
                )
                for number in range(1, count + 1)
            ),
        )

    def _requests(self, plans: list[dict[str, Any]]) -> None:
        from mingtang.foi.models import Item, NumberSeries, Request

        NumberSeries.objects.bulk_create(
            NumberSeries(words=f"{unit.short_name}依申请", year=self.today.year, last=len(plans))
            for unit in self.county.units
        )
        people, clerk = len(plans) // 2, self.county.people["clerk"]
        units = {unit.pk: unit.short_name for unit in self.county.units}
        _store(
            Request,
            (
                Request(
                    **{
                        name: plan[name]
                        for name in (
                            *("pk", "unit_id", "state", "arrived_on", "receipt_on", "answered_on"),
                            *("row", "subject", "channel"),
                        )
                    },
                    number=f"{units[plan['unit_id']]}依申请〔{plan['arrived_on'].year}〕{plan['pk']}号",
                    applicant_id=plan["pk"] % people + 1,
                    submitted_at=_at(plan["arrived_on"], 0),
                    registered_on=plan["receipt_on"],
                    description="请提供全文以及全部附件。" * 8,
                    wording_key=f"{plan['pk'] % 40_000:064d}",
                    edition=4,
                    assignee=clerk if plan["mine"] else None,
                    move_to_id=1 if plan["open"] and plan["pk"] % 300 == 0 else None,
                    closed_at=_at(plan["answered_on"], 60) if plan["state"] == "closed" else None,
                    created_at=_at(plan["arrived_on"], 0),
                    updated_at=_at(plan["arrived_on"], 1),
                )
                for plan in plans
            ),
        )
        _store(
            Item,
            (
                Item(
                    request_id=plan["pk"],
                    n=1,
                    wording=plan["subject"],
                    outcome=plan["row"],
                    basis="政府信息公开条例" if plan["row"] else "",
                )
                for plan in plans
            ),
        )

    def _procedures(self, plans: list[dict[str, Any]]) -> None:
        from mingtang.foi.models import (
            Assistance,
            Consultation,
            Correction,
            FeeNotice,
            Letter,
            ReasonsAsked,
        )

        def asked(plan: dict[str, Any], waits: bool) -> dict[str, Any]:
            sent = plan["arrived_on"] + timedelta(days=3)
            return {
                "request_id": plan["pk"],
                "sent_on": sent,
                "received_on": sent if plan["pk"] % 4 else None,
                "last_on": sent + timedelta(days=12) if plan["pk"] % 4 else None,
                "progress": "open" if waits else "answered",
                "entry_seq": plan["pk"],
            }

        def of(state: str, share: int) -> list[dict[str, Any]]:
            return [p for p in plans if p["state"] == state or p["pk"] % share == 1]

        _store(
            Correction,
            (
                Correction(**asked(p, p["state"] == "correcting"), wanted="名称", guidance="写明")
                for p in of("correcting", 6)
            ),
        )
        _store(
            ReasonsAsked,
            (
                ReasonsAsked(**asked(p, p["state"] == "reasoning"), grounds="本月80件")
                for p in of("reasoning", 40)
            ),
        )
        _store(
            FeeNotice,
            (
                FeeNotice(
                    **asked(p, p["state"] == "paying"), method="pages", quantity=50, amount=200
                )
                for p in of("paying", 40)
            ),
        )
        _store(
            Consultation,
            (
                Consultation(
                    **asked(p, waits := p["state"] == "in_hand" and p["pk"] % 3 == 0),
                    kind=("third_party", "comaker", "agency")[p["pk"] % 3],
                    party=f"第{p['pk']}公司",
                    about="报价",
                    ended_on=None if waits else p["arrived_on"] + timedelta(days=9),
                )
                for p in plans
                if p["pk"] % 8 == 1 or (p["state"] == "in_hand" and p["pk"] % 3 == 0)
            ),
        )
        _store(
            Assistance,
            (
                Assistance(
                    request_id=p["pk"],
                    unit_id=self.chance.choice(self.county.units).pk,
                    question="请提供发放台账",
                    asked_on=p["arrived_on"],
                    progress="open" if p["state"] == "in_hand" else "answered",
                    entry_seq=p["pk"],
                )
                for p in plans
                if p["pk"] % 20 == 0
            ),
        )
        _store(
            Letter,
            (
                Letter(
                    request_id=p["pk"],
                    kind="reply",
                    number=f"云政公开告〔{p['arrived_on'].year}〕{p['pk']}号",
                    issued_at=_at(p["arrived_on"], 2),
                    entry_seq=p["pk"],
                )
                for p in plans
                if p["row"]
            ),
        )

    def _challenges(self, plans: list[dict[str, Any]]) -> None:
        from mingtang.foi.models import Challenge

        def one(plan: dict[str, Any]) -> Challenge:
            decided = plan["pk"] % 120 != 0
            return Challenge(
                request_id=plan["pk"],
                kind=("review", "direct_suit")[plan["pk"] % 2],
                body="云溪县人民政府",
                case_number=f"云府复〔{plan['arrived_on'].year}〕{plan['pk']}号",
                filed_on=plan["answered_on"] + timedelta(days=20),
                decided_on=plan["answered_on"] + timedelta(days=70) if decided else None,
                result=("upheld", "corrected", "other")[plan["pk"] % 3] if decided else "",
                entry_seq=plan["pk"],
            )

        chosen = (plan for plan in plans if plan["row"] and plan["pk"] % 30 < 2)
        _store(Challenge, (one(plan) for plan in chosen))

    def _duties(self, plans: list[dict[str, Any]]) -> None:
        from mingtang.duties.law import current_calendar
        from mingtang.duties.models import Duty, DutyEvent

        calendar, due_days = current_calendar(), {}

        def due(day: date) -> date:
            if day not in due_days:
                due_days[day] = calendar.nth_working_day_after(day, 20)
            return due_days[day]

        owed = [plan for plan in plans if plan["receipt_on"]]
        clerk = self.county.people["clerk"]

        def duty(plan: dict[str, Any]) -> Duty:
            due_on, ended = due(plan["receipt_on"]), plan["answered_on"]
            status = "open" if plan["open"] else "fulfilled" if ended else "void"
            return Duty(
                pk=plan["pk"],
                rule="foi.reply",
                rule_day=plan["receipt_on"],
                unit_id=plan["unit_id"],
                assignee=clerk if plan["mine"] else None,
                subject_type="foi.request",
                subject_id=str(plan["pk"]),
                subject_label=plan["subject"],
                subject_path=f"/desk/requests/{plan['pk']}/",
                status=status,
                start_on=plan["receipt_on"],
                due_on=due_on,
                stopped=plan["state"] in STOPPED,
                ended_on=None if plan["open"] else ended or plan["receipt_on"],
                met=ended <= due_on if ended else None,
                card="red" if plan["open"] and due_on < self.today else "none",
            )

        _store(Duty, (duty(plan) for plan in owed))
        _store(
            DutyEvent,
            (
                DutyEvent(duty_id=plan["pk"], kind=kind, on=plan["receipt_on"], entry_seq=1)
                for plan in owed
                for kind in ("opened", *(["stopped"] if plan["state"] in STOPPED else []))
            ),
        )

    def _journal(self, plans: list[dict[str, Any]]) -> None:
        from mingtang.journal.models import ChainHead, Entry

        last = 6 * len(plans)
        ChainHead.objects.update_or_create(pk=1, defaults={"seq": last, "hash": f"{last:064d}"})
        acts = ("receive", "register", "decide", "submit", "sign_off", "serve")
        _store(
            Entry,
            (
                Entry(
                    seq=(seq := 6 * plan["pk"] + place - 5),
                    at=_at(plan["arrived_on"], place),
                    act=f"request.{act}",
                    subject_type="foi.request",
                    subject_id=str(plan["pk"]),
                    subject_label=f"申请 {plan['pk']}",
                    unit_id=plan["unit_id"],
                    actor_name=f"办事员{plan['pk'] % 300}",
                    actor_role="clerk",
                    basis="政府信息公开条例第三十三条",
                    prev_hash=f"{seq - 1:064d}",
                    hash=f"{seq:064d}",
                )
                for plan in plans
                for place, act in enumerate(acts)
            ),
        )


def running_clocks(county: County, count: int, first: int) -> None:
    """Running duties to answer with the histories that there are, from key ``first`` on; of
    requests that there need not be."""
    from mingtang.duties.law import current_calendar, limit
    from mingtang.duties.models import Duty, DutyEvent
    from mingtang.statute.clock import replay
    from mingtang.statute.events import Extended, Opened, Reset, Restarted, Stopped

    calendar = current_calendar()
    known: dict[tuple[date, int], Any] = {}

    def history(start: date, sort: int) -> list[Any]:
        later = start + timedelta(days=5)
        return [
            Opened(start),
            *([Stopped(later, "征求意见", "")] if sort in (1, 2, 4) else []),
            *([Restarted(later + timedelta(days=9))] if sort == 1 else []),
            *([Reset(later + timedelta(days=6), "补正", "")] if sort == 2 else []),
            *([Extended(20, later)] if sort == 3 else []),
        ]

    def clock(start: date, sort: int) -> Any:
        if (start, sort) not in known:
            events = history(start, sort)
            known[start, sort] = replay(limit("foi.reply", start), events, calendar, county.today)
        return known[start, sort]

    def start_of(number: int) -> date:
        return county.today - timedelta(days=number % 300)

    def sort_of(number: int) -> int:
        return number // 300 % 8

    _store(
        Duty,
        (
            Duty(
                pk=first + number,
                rule="foi.reply",
                rule_day=start_of(number),
                unit=county.units[number % len(county.units)],
                subject_type="foi.request",
                subject_id=str(first + number),
                subject_label=f"第{number}件申请",
                start_on=run.start,
                due_on=run.due,
                provisional=run.provisional,
                stopped=run.stopped,
            )
            for number in range(count)
            for run in (clock(start_of(number), sort_of(number)),)
        ),
    )
    _store(
        DutyEvent,
        (
            DutyEvent(
                duty_id=first + number,
                kind=event.kind,
                on=event.on,
                days=getattr(event, "days", None),
                entry_seq=1,
            )
            for number in range(count)
            for event in history(start_of(number), sort_of(number))
        ),
    )
