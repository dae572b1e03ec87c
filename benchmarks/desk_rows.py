"""A county's working tables filled in bulk, for measuring the screens of the staff.

Rows are written without services, since only reading them is measured: 86 units, documents with
bodies of a usual length, a duty, reviews, a ledger line and journal entries for each.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
UNITS = 86
FRONT = "11530102MB00000000"
ACTS = ("document.create", "document.submit", "document.approve", "document.clear")
BODY = "<p>各乡镇人民政府，县政府各部门：为做好{}工作，现就有关事项通知如下，请认真贯彻执行。</p>"
MATTERS = (
    "供水保障",
    "燃气安全",
    "校园安全",
    "耕地保护",
    "道路养护",
    "医疗救助",
    "防汛抗旱",
    "垃圾分类",
)
STATES = ("draft", "with_leader", "with_confidentiality", "with_office")
BATCH = 2_000


class County:
    """Units and people; the rows that hang on them are written by the methods."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.chance = random.Random(7)
        self.units = self._units()
        self.people = {
            role: self._account(role, unit)
            for role, unit in (
                ("clerk", self.units[3]),
                ("leader", self.units[3]),
                ("disclosure_office", self.units[0]),
                ("supervisor", self.units[1]),
                ("it", self.units[2]),
            )
        }

    def _units(self) -> list[Any]:
        from mingtang.orgs.models import Region, Unit
        from mingtang.text.identifiers import uscc_check

        region = Region.objects.create(code="530102", name="云溪县")
        found = []
        for number in range(UNITS):
            front = f"11530102MB{number:07d}"
            found.append(
                Unit.objects.create(
                    name=f"云溪县第{number}局",
                    short_name=f"第{number}局",
                    uscc=front + uscc_check(front),
                    kind="department",
                    region=region,
                    order=number,
                )
            )
        return found

    def _account(self, role: str, unit: Any) -> Any:
        from mingtang.orgs.models import Account, Grant

        account = Account.objects.create_user(role, password=None, name=f"{role}张")
        Grant.objects.create(account=account, role=role, unit=unit, since=date(2019, 1, 1))
        return account

    def fill(self, documents: int, journal: int, told: Callable[[str], None]) -> None:
        """Write everything, and let the database know what its indexes hold."""
        from django.db import connection, transaction

        made = self._plans(documents)
        with transaction.atomic():
            self._public(made)
            told("register")
            self._working(made)
            told("documents")
            self._duties(made)
            told("duties")
            self._journal(journal)
            told("journal")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _plans(self, count: int) -> list[dict[str, Any]]:
        """What each document is; nine of ten are published, the rest lies with somebody."""
        plans = []
        for number in range(1, count + 1):
            matter = self.chance.choice(MATTERS)
            published = number % 10 != 0
            age = self.chance.randrange(30, 2_700) if published else self.chance.randrange(60)
            plans.append(
                {
                    "pk": number,
                    "unit_id": self.chance.choice(self.units).pk,
                    "title": f"关于做好{matter}工作的通知（{number}）",
                    "genre": self.chance.choice(("notice", "opinion", "announcement", "reply")),
                    "made_on": self.today - timedelta(days=age),
                    "doc_number": f"云政发〔{(self.today - timedelta(days=age)).year}〕{number}号",
                    "subject_class": f"{self.chance.randrange(1, 22):02d}",
                    "state": "published" if published else self.chance.choice(STATES),
                    "matter": matter,
                }
            )
        return plans

    def _public(self, plans: list[dict[str, Any]]) -> None:
        from mingtang.register.models import Entry, Section, Snapshot

        self.section = Section.objects.create(slug="zcwj", name="政策文件", column_type="政策文件")
        shared = ("unit_id", "title", "genre", "made_on", "doc_number", "subject_class")
        public = [plan for plan in plans if plan["state"] == "published"]
        _store(
            Entry,
            (
                Entry(
                    pk=plan["pk"],
                    index_number=f"{FRONT}/{plan['made_on'].year}-{plan['pk']:05d}",
                    publisher_name="云溪县人民政府",
                    published_on=plan["made_on"] + timedelta(days=9),
                    published_at=_at(plan["made_on"], 9),
                    changed_at=_at(plan["made_on"], 9),
                    home=self.section,
                    source_type="disclosure.document",
                    source_id=str(plan["pk"]),
                    current_id=plan["pk"],
                    content_hash="0" * 64,
                    **{name: plan[name] for name in shared},
                )
                for plan in public
            ),
        )
        _store(
            Snapshot,
            (
                Snapshot(
                    pk=plan["pk"],
                    entry_id=plan["pk"],
                    number=1,
                    published_at=_at(plan["made_on"], 9),
                    metadata={},
                    body_html="",
                    text="",
                    content_hash="0" * 64,
                    journal_seq=plan["pk"],
                )
                for plan in public
            ),
        )

    def _working(self, plans: list[dict[str, Any]]) -> None:
        from mingtang.disclosure.models import ConfidentialityReview, Document, Review
        from mingtang.register.models import Finding

        clerk = self.people["clerk"]
        left = (
            "pk",
            "unit_id",
            "title",
            "genre",
            "made_on",
            "doc_number",
            "subject_class",
            "state",
        )
        _store(
            Document,
            (
                Document(
                    **{name: plan[name] for name in left},
                    home=self.section,
                    body_html=BODY.format(plan["matter"]) * 25,
                    created_by=clerk if plan["pk"] % 20 == 0 else None,
                    created_at=_at(plan["made_on"], 0),
                    updated_at=_at(plan["made_on"], 9),
                    round=1,
                    entry_id=plan["pk"] if plan["state"] == "published" else None,
                )
                for plan in plans
            ),
        )
        _store(
            Review,
            (
                Review(
                    document_id=plan["pk"],
                    round=1,
                    edition=1,
                    step="leader",
                    approved=plan["state"] != "draft" or plan["pk"] % 30 != 0,
                    reviewer_name="王主任",
                    at=_at(plan["made_on"], 5),
                    entry_seq=plan["pk"],
                )
                for plan in plans
            ),
        )
        _store(
            ConfidentialityReview,
            (
                ConfidentialityReview(
                    document_id=plan["pk"],
                    unit_id=plan["unit_id"],
                    title=plan["title"],
                    attribute="proactive",
                    reviewer=self.people["leader"],
                    reviewer_name="李保密",
                    reviewed_on=plan["made_on"] + timedelta(days=6),
                    finding="pass",
                    entry_seq=plan["pk"],
                )
                for plan in plans
                if plan["state"] == "published"
            ),
        )
        _store(
            Finding,
            (
                Finding(
                    subject_type="disclosure.document",
                    subject_id=str(plan["pk"]),
                    version=1,
                    kind="phone",
                    place="正文",
                    excerpt="13800000000",
                    advice="手机号码",
                    fingerprint=str(plan["pk"]),
                    settlement="open" if plan["state"] == "draft" else "masked",
                )
                for plan in plans
                if plan["pk"] % 5 == 0
            ),
        )

    def _duties(self, plans: list[dict[str, Any]]) -> None:
        from mingtang.duties.models import CardGiven, Duty

        def duty(plan: dict[str, Any]) -> Duty:
            ended = plan["made_on"] + timedelta(days=9 + (40 if plan["pk"] % 12 == 0 else 0))
            done = plan["state"] == "published"
            due_on = plan["made_on"] + timedelta(days=28)
            late = not done and due_on < self.today
            return Duty(
                pk=plan["pk"],
                rule="foi.publish",
                rule_day=plan["made_on"],
                unit_id=plan["unit_id"],
                assignee=self.people["clerk"] if plan["pk"] % 20 == 0 else None,
                subject_type="disclosure.document",
                subject_id=str(plan["pk"]),
                subject_label=plan["title"],
                subject_path=f"/desk/documents/{plan['pk']}/",
                status="fulfilled" if done else "open",
                start_on=plan["made_on"],
                due_on=due_on,
                ended_on=min(ended, self.today) if done else None,
                met=ended <= due_on if done else None,
                card="red" if late else "none",
            )

        _store(Duty, (duty(plan) for plan in plans))
        _store(
            CardGiven,
            (
                CardGiven(duty_id=plan["pk"], colour=colour, on=on, due_on=due_on)
                for plan in plans
                if plan["state"] != "published" or plan["pk"] % 12 == 0
                for colour, days in (("yellow", 25), ("red", 30))
                if (on := plan["made_on"] + timedelta(days=days)) <= self.today
                for due_on in (plan["made_on"] + timedelta(days=28),)
            ),
        )

    def _journal(self, count: int) -> None:
        from mingtang.journal.models import Entry

        begin, step = datetime(2019, 1, 2, 9, tzinfo=CHINA), timedelta(seconds=470)
        _store(
            Entry,
            (
                Entry(
                    seq=seq,
                    at=begin + seq * step,
                    act=ACTS[seq % 4] if seq % 40 else "staff.login",
                    subject_type="disclosure.document",
                    subject_id=str(seq // 5),
                    subject_label=f"关于做好{MATTERS[seq % 8]}工作的通知（{seq // 5}）",
                    unit_id=self.units[seq % UNITS].pk,
                    actor_name=f"办事员{seq % 300}",
                    actor_role="clerk",
                    actor_unit_name=f"云溪县第{seq % UNITS}局",
                    basis="政府信息公开条例第二十六条",
                    prev_hash=f"{seq - 1:064d}",
                    hash=f"{seq:064d}",
                )
                for seq in range(1, count + 1)
            ),
        )


def _store(model: Any, rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _at(day: date, later: int) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=CHINA) + timedelta(days=later)
