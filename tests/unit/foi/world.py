"""A small county for the tests of requests: three units, people in each role, ways to a state."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mingtang.duties.models import Duty
from mingtang.foi import services
from mingtang.foi.facts import REPLY
from mingtang.foi.models import Request
from mingtang.foi.services import APPLICANT_ACTOR, ApplicantDetails, Asked, Received
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.models import Account, Grant, Region, Unit
from mingtang.orgs.roles import Role
from mingtang.text.identifiers import uscc_check

CHINA = ZoneInfo("Asia/Shanghai")
NAME, PHONE, ID_NUMBER = "欧阳若兰", "13800138000", "11010519491231002X"
ADDRESS = "云溪县城关镇和平路12号3单元402室"
PERSON = ApplicantDetails(
    kind="N",
    name=NAME,
    id_kind="id_card",
    id_number=ID_NUMBER,
    phone=PHONE,
    address=ADDRESS,
)
ASKED = Asked(
    subject="2025年度义务教育学校布局调整方案", description="方案全文及附件。", route="post"
)
PROVIDED = {"attachments": "布局调整方案一份", "form": "纸质"}


def moment(day: str, hour: int = 10) -> datetime:
    """A working hour of a day written ``2026-03-02``."""
    found = date.fromisoformat(day)
    return datetime(found.year, found.month, found.day, hour, tzinfo=CHINA)


def make_unit(name: str, serial: int, **fields: Any) -> Unit:
    """A department with a credit code whose check digit is right."""
    region, _ = Region.objects.get_or_create(code="530102", defaults={"name": "云溪县"})
    front = f"11530102MB{serial:07d}"
    given = {
        "short_name": name[3:],
        "kind": "department",
        "address": "云溪县人民路1号",
        "phone": "0871-66000000",
    } | fields
    return Unit.objects.create(name=name, uscc=front + uscc_check(front), region=region, **given)


class World:
    """The county, and the ways through it."""

    def __init__(self) -> None:
        self.unit = make_unit("云溪县教育局", 1, doc_prefix="云溪教发")
        self.other = make_unit("云溪县水务局", 2)
        self.office_unit = make_unit("云溪县人民政府办公室", 3)
        self.clerk = self.person("赵磊", Role.CLERK, self.unit)
        self.second = self.person("孙静", Role.CLERK, self.unit)
        self.leader = self.person("钱进", Role.LEADER, self.unit)
        self.office = self.person("李敏", Role.DISCLOSURE_OFFICE, self.office_unit)
        self.stranger = self.person("周平", Role.CLERK, self.other)
        self.supervisor = self.person("吴刚", Role.SUPERVISOR, self.office_unit)

    def person(self, name: str, role: str, unit: Unit) -> Actor:
        """A new account with one grant, as an actor."""
        number = Account.objects.count() + 1
        account = Account.objects.create(username=f"staff{number}", name=name)
        Grant.objects.create(account=account, role=role, unit=unit, since=date(2008, 1, 1))
        return Actor(account.pk, name, role, unit.pk, unit.name)

    def file(
        self,
        day: str = "2026-03-03",
        *,
        channel: str = "counter",
        unit: Unit | None = None,
        who: ApplicantDetails = PERSON,
        asked: Asked = ASKED,
        by: Actor | None = None,
    ) -> Received:
        """A request that came on a day."""
        online = channel == "online"
        unit = unit or self.unit
        return services.receive(
            unit=unit,
            applicant=who,
            asked=asked,
            channel=channel,
            by=by or (APPLICANT_ACTOR if online else self.office),
            at=moment(day),
        )

    def arrived(self, day: str = "2026-03-03", **values: Any) -> Request:
        return self.file(day, **values).request

    def in_hand(self, day: str = "2026-03-03", **values: Any) -> Request:
        """Received over the counter and registered the same day."""
        request = self.arrived(day, **values)
        by = self.clerk if request.unit_id == self.unit.pk else self.office
        return services.register(request, by=by, at=moment(day, 11), edition=request.edition)

    def decided(self, day: str = "2026-03-04", request: Request | None = None) -> Request:
        """Every matter decided as provided."""
        request = request or self.in_hand()
        for item in request.items.filter(round=request.round):
            request.refresh_from_db()
            services.decide(
                request,
                item=item,
                outcome="C1",
                subkind="provided",
                given=PROVIDED,
                by=self.clerk,
                at=moment(day),
                edition=request.edition,
            )
        request.refresh_from_db()
        return request

    def checking(self, day: str = "2026-03-04", request: Request | None = None) -> Request:
        request = self.decided(day, request)
        return services.submit(request, by=self.clerk, at=moment(day), edition=request.edition)

    def approved(self, day: str = "2026-03-05", request: Request | None = None) -> Request:
        request = self.checking(request=request)
        services.sign_off(
            request, opinion="合法", by=self.leader, at=moment(day), edition=request.edition
        )
        request.refresh_from_db()
        return request

    def answered(self, day: str = "2026-03-06", request: Request | None = None) -> Request:
        request = self.approved(request=request)
        services.serve(
            request, way="direct", by=self.clerk, at=moment(day), edition=request.edition
        )
        request.refresh_from_db()
        return request

    def closed(self, day: str = "2026-03-09") -> Request:
        request = self.answered()
        return services.close(request, by=self.clerk, at=moment(day), edition=request.edition)


def duty_of(request: Request) -> Duty:
    """The last duty to answer a request."""
    rows = Duty.objects.about("foi.request", request.pk).filter(rule=REPLY)
    return rows.latest("pk")


def acts_of(request: Request) -> list[str]:
    """The acts about a request in the journal, in their order."""
    rows = JournalEntry.objects.filter(subject_type="foi.request", subject_id=str(request.pk))
    return list(rows.order_by("seq").values_list("act", flat=True))
