"""A small county for the tests of disclosure: two units, one person in each role, one column."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Account, Grant, Region, Unit
from mingtang.orgs.roles import Role
from mingtang.register.models import Section
from mingtang.text.identifiers import uscc_check

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)  # a Friday
MADE_ON = date(2026, 11, 16)
BODY = "<p>各乡镇人民政府：</p><p>现将有关事项通知如下。</p>"
ID_NUMBER = "11010519491231002X"


def make_unit(name: str, serial: int, **fields: Any) -> Unit:
    """A department with a credit code whose check digit is right."""
    region, _ = Region.objects.get_or_create(code="530102", defaults={"name": "云溪县"})
    front = f"11530102MB{serial:07d}"
    return Unit.objects.create(
        name=name,
        short_name=name[-3:],
        uscc=front + uscc_check(front),
        kind="department",
        region=region,
        **fields,
    )


class World:
    """The county, and the ways through it."""

    def __init__(self) -> None:
        self.unit = make_unit("云溪县教育局", 1)
        self.other = make_unit("云溪县水务局", 2)
        self.office = make_unit("云溪县人民政府办公室", 3)
        self.home = Section.objects.create(
            slug="wenjian", name="政策文件", description="文件", column_type="政策文件"
        )
        self.more = Section.objects.create(
            slug="jiaoyu", name="教育信息", description="教育", column_type="重点领域"
        )
        self.clerk = self.person("赵磊", Role.CLERK, self.unit)
        self.leader = self.person("钱进", Role.LEADER, self.unit)
        self.secrecy = self.person("孙静", Role.CONFIDENTIALITY, self.unit)
        self.publisher = self.person("李敏", Role.DISCLOSURE_OFFICE, self.office)
        self.stranger = self.person("周平", Role.CLERK, self.other)
        self.supervisor = self.person("吴刚", Role.SUPERVISOR, self.office)
        self.it = self.person("郑宇", Role.IT, self.office)

    def person(self, name: str, role: str, unit: Unit) -> Actor:
        """A new account with one grant, as an actor."""
        number = Account.objects.count() + 1
        account = Account.objects.create(username=f"staff{number}", name=name)
        Grant.objects.create(account=account, role=role, unit=unit, since=date(2020, 1, 1))
        return Actor(account.pk, name, role, unit.pk, unit.name)

    def account(self, actor: Actor) -> Account:
        return Account.objects.get(pk=actor.account_id)

    def values(self, **changes: Any) -> dict[str, Any]:
        return {
            "title": "云溪县教育局关于做好秋季开学工作的通知",
            "doc_number": f"云溪教发〔2026〕{18 + Document.objects.count()}号",
            "made_on": MADE_ON,
            "home": self.home,
            "body_html": BODY,
        } | changes

    def draft(self, *, by: Actor | None = None, at: datetime = NOW, **changes: Any) -> Document:
        return services.create(
            unit=self.unit, content=Content(self.values(**changes)), by=by or self.clerk, at=at
        )

    def with_leader(self, **changes: Any) -> Document:
        document = self.draft(**changes)
        return self.submit(document)

    def submit(self, document: Document, at: datetime = NOW) -> Document:
        return services.submit(document, by=self.clerk, at=at, edition=document.edition)

    def with_confidentiality(self, **changes: Any) -> Document:
        document = self.with_leader(**changes)
        return services.approve(document, by=self.leader, at=NOW, edition=document.edition)

    def with_office(self, **changes: Any) -> Document:
        document = self.with_confidentiality(**changes)
        return services.secrecy_clear(document, by=self.secrecy, at=NOW, edition=document.edition)

    def published(self, *, at: datetime = NOW, **changes: Any) -> Document:
        document = self.with_office(**changes)
        services.publish(document, by=self.publisher, at=at, edition=document.edition)
        document.refresh_from_db()
        return document


def later(**delta: float) -> datetime:
    """A moment after ``NOW``."""
    return NOW + timedelta(**delta)
