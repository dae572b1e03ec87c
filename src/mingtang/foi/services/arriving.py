"""How a request comes in: kept under its number with what is asked, by whom and its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.files.models import StoredFile
from mingtang.foi import codes, numbering
from mingtang.foi.models import Item, Request
from mingtang.foi.states import (
    ACCESS_RULE,
    APPLICANT,
    FLOW_RULE,
    Channel,
    ProvisionForm,
    Route,
)
from mingtang.foi.wording import wording_key
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.journal.services import record
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import wanted
from .applicants import ApplicantDetails, record_of
from .lengths import check_lengths
from .papers import Paper, keep_papers

ART_29 = "政府信息公开条例第二十九条"
ART_45 = "政府信息公开条例第四十五条"
MOST_CHARACTERS = 20_000
MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for (art. 29(2), (3)); no purpose. ``matters`` lists several in one letter."""

    subject: str
    description: str = ""
    doc_number: str = ""
    form: str = ProvisionForm.ELECTRONIC
    route: str = Route.ONLINE
    agent_name: str = ""
    agent_phone: str = ""
    matters: tuple[str, ...] = ()


ASKED_FIELDS = (
    "subject",
    "description",
    "doc_number",
    "form",
    "route",
    "agent_name",
    "agent_phone",
)


@dataclass(frozen=True, slots=True)
class Received:
    """A request that came in, and its query code, which is told this once and never kept."""

    request: Request
    code: str


@transaction.atomic
def receive(
    *,
    unit: Unit,
    applicant: ApplicantDetails,
    asked: Asked,
    channel: str,
    by: Actor,
    at: datetime,
    submitted_at: datetime | None = None,
    arrived_on: date | None = None,
    files: Iterable[Paper | tuple[StoredFile, str]] = (),
) -> Received:
    """Keep a request under its number, by whatever channel; the clock starts when it is
    registered. ``files`` come from :func:`~.papers.take_in`. A letter owes a confirmation the
    same day.

    ``by`` is the applicant online (:data:`~.acting.APPLICANT_ACTOR`), else who keys it in.
    """
    submitted_at = submitted_at or at
    arrived = arrived_on or timezone.localdate(submitted_at)
    _check_arrival(unit, channel, submitted_at=submitted_at, arrived=arrived, by=by, at=at)
    values = asked_values(asked)
    person = record_of(applicant, at=at)
    code = codes.new_code()
    request = Request.objects.create(
        **values,
        number=numbering.request_number(unit, year=arrived.year),
        unit=unit,
        applicant=person,
        channel=channel,
        submitted_at=submitted_at,
        arrived_on=arrived,
        code_hash=codes.hash_of(code),
        created_at=at,
        updated_at=at,
    )
    keep_items(request, asked.matters or (values["subject"],))
    keep_papers(request, files, at=at)
    logged = record_arrival(request, by=by, at=at)
    if channel == Channel.LETTER:
        clock.owe_confirmation(request, entry_seq=logged.seq)
    return Received(request, code)


def record_arrival(request: Request, *, by: Actor, at: datetime, **detail: Any) -> JournalEntry:
    """Write into the journal that a request came, was split off or moved here."""
    return record(
        act="request.receive",
        subject=request,
        by=by,
        at=at,
        unit_id=request.unit_id,
        basis=ART_45,
        detail={
            "channel": request.channel,
            "arrived_on": request.arrived_on,
            "kind": request.applicant.kind,
            **detail,
        },
    )


def _check_arrival(
    unit: Unit, channel: str, *, submitted_at: datetime, arrived: date, by: Actor, at: datetime
) -> None:
    if by.role not in (Role.CLERK, Role.DISCLOSURE_OFFICE, APPLICANT):
        raise RuleViolation("role", "申请由信息员、政务公开办收件。", ACCESS_RULE)
    if by.role == Role.CLERK and by.unit_id != unit.pk:
        raise RuleViolation("own_unit", "只能收取给本单位的申请。", ACCESS_RULE)
    if by.role == APPLICANT and channel != Channel.ONLINE:
        raise RuleViolation("foi.channel", "网上提交的申请，渠道为互联网。", ART_29)
    if channel not in Channel.values:
        raise RuleViolation("foi.channel", "没有这一种申请渠道。", ART_29)
    if submitted_at > at or arrived > timezone.localdate(at):
        raise RuleViolation("foi.day", "提交、到达的日期晚于今天，请核对。", FLOW_RULE)
    if arrived < timezone.localdate(submitted_at):
        raise RuleViolation("foi.day", "到达的日期早于提交的日期，请核对。", FLOW_RULE)
    if not unit.exists_on(timezone.localdate(at)):
        raise RuleViolation("foi.unit", f"{unit.name}已经撤销，请向承接单位申请。", ART_29)


def asked_values(asked: Asked) -> dict[str, Any]:
    """The fields of a request that say what is asked. Refused without a name, and when too long."""
    values = {name: str(getattr(asked, name)).strip() for name in ASKED_FIELDS}
    values["subject"] = wanted(
        values["subject"] or values["description"][:100],
        "foi.subject",
        "请写明所需政府信息的名称、文号或者便于查询的其他特征。",
        f"{ART_29}第二款第二项",
    )
    if len(values["description"]) > MOST_CHARACTERS:
        raise RuleViolation(
            "foi.long", f"描述最多 {MOST_CHARACTERS} 个字，详情请用附件。", FLOW_RULE
        )
    check_lengths(Request, values)
    if values["form"] not in ProvisionForm.values or values["route"] not in Route.values:
        raise RuleViolation("foi.form", "请选择提供方式和获取途径。", f"{ART_29}第二款第三项")
    values["wording_key"] = wording_key(
        values["subject"], values["doc_number"], values["description"]
    )
    return values


def keep_items(request: Request, matters: Iterable[str]) -> list[Item]:
    """Keep the matters of a request, inside the transaction of an act."""
    texts = [text.strip() for text in matters if text.strip()]
    if not 1 <= len(texts) <= MOST_ITEMS:
        raise RuleViolation("foi.items", f"请列出 1 到 {MOST_ITEMS} 个事项。", FLOW_RULE)
    return [
        Item.objects.create(request=request, round=request.round, n=n, wording=text)
        for n, text in enumerate(texts, start=1)
    ]
