"""Things for tests of whole screens, made as staff make them: by calling the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from mingtang.disclosure import services as disclosure
from mingtang.disclosure.models import Document, DocumentFile, ImportBatch, ImportItem
from mingtang.disclosure.services import Content
from mingtang.duties.models import Duty, HolidayNotice
from mingtang.duties.notices import enter_notice
from mingtang.duties.services import open_duty
from mingtang.files.services import store_upload
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.journal.services import record
from mingtang.notices.models import Message
from mingtang.notices.services import queue
from mingtang.orgs.models import Account, Grant, Region, ResetRequest, Unit
from mingtang.orgs.reset_services import ask_reset
from mingtang.orgs.roles import Role
from mingtang.orgs.services import create_unit, grant_role
from mingtang.orgs.staff_services import create_account, create_region
from mingtang.register.models import Entry, ErrorReport, Finding, Section, WatchWord
from mingtang.register.services import report_error
from mingtang.register.services.words import add_word
from mingtang.text.identifiers import uscc_check
from mingtang.workbench.models import RefusedSheet
from tests.foi_objects import FOI_OBJECTS

SYSTEM = Actor.system()
_serial = count(1)


def credit_code(serial: int) -> str:
    """An 18-character credit code whose check digit is right."""
    front = f"11530102MB{serial:07d}"
    return front + uscc_check(front)


def region() -> Region:
    """The county."""
    found = Region.objects.filter(pk="530102").first()
    return found or create_region(
        code="530102", name="云溪县", parent=None, by=SYSTEM, at=timezone.now()
    )


def unit(name: str = "", **fields: Any) -> Unit:
    """A department with a right credit code."""
    serial = next(_serial)
    name = name or f"云溪县第{serial}局"
    given = {"short_name": name[-6:], "kind": "department", "region": region()} | fields
    return create_unit(by=SYSTEM, at=timezone.now(), name=name, uscc=credit_code(serial), **given)


def account(name: str = "") -> Account:
    """A person without roles."""
    serial = next(_serial)
    made = create_account(
        username=f"person{serial}", name=name or f"某{serial}", by=SYSTEM, at=timezone.now()
    )
    made.account.password_is_temporary = False
    made.account.save(update_fields=["password_is_temporary"])
    return made.account


def account_with(role: str, at: Unit | None = None, name: str = "") -> Account:
    """A person with one role at a unit since 2020."""
    person = account(name)
    grant_role(
        person,
        role=role,
        unit=at or unit(),
        since=date(2020, 1, 1),
        by=SYSTEM,
        at=timezone.now(),
    )
    return person


def actor(person: Account) -> Actor:
    """The person in the first own role."""
    grant = Grant.objects.filter(account=person).select_related("unit").earliest("pk")
    return Actor(person.pk, person.name, grant.role, grant.unit_id, grant.unit.name)


def client_of(person: Account) -> Client:
    """A browser in which the person is logged in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def section(slug: str = "wenjian") -> Section:
    """A column of the portal."""
    found, _ = Section.objects.get_or_create(
        slug=slug, defaults={"name": "政策文件", "description": "文件", "column_type": "政策文件"}
    )
    return found


def draft(at: Unit, by: Account, **values: Any) -> Document:
    """A complete draft of a unit."""
    given = {
        "title": f"{at.name}关于做好第{next(_serial)}项工作的通知",
        "made_on": timezone.localdate() - timedelta(days=5),
        "home": section(),
        "body_html": "<p>各乡镇人民政府：</p><p>现将有关事项通知如下。</p>",
    }
    return disclosure.create(
        unit=at, content=Content(given | values), by=actor(by), at=timezone.now()
    )


def published_document(at: Unit | None = None, **values: Any) -> Document:
    """A document that went through all reviews by four people, and is public."""
    at = at or unit()
    clerk, leader = account_with(Role.CLERK, at), account_with(Role.LEADER, at)
    secrecy = account_with(Role.CONFIDENTIALITY, at)
    office = account_with(Role.DISCLOSURE_OFFICE)
    now = timezone.now()
    document = draft(at, clerk, **values)
    for step, person in (
        (disclosure.submit, clerk),
        (disclosure.approve, leader),
        (disclosure.secrecy_clear, secrecy),
        (disclosure.publish, office),
    ):
        step(document, by=actor(person), at=now, edition=document.edition)
        document.refresh_from_db()
    return document


def error_report(entry: Entry | None = None) -> ErrorReport:
    """A reader's report on a public page."""
    if entry is None:
        entry = published_document().entry
        assert entry is not None
    return report_error(entry, kind="typo", text="第二段有错字", contact="", at=timezone.now())


def duty(at: Unit, *, start_on: date | None = None, label: str = "某项职责") -> Duty:
    """A running duty of a unit, opened by an act of its own."""
    with transaction.atomic():
        subject = Unit.objects.get(pk=at.pk)
        logged = record(
            act="duty.assign", subject=subject, by=SYSTEM, at=timezone.now(), unit_id=at.pk
        )
        return open_duty(
            rule="foi.publish",
            unit_id=at.pk,
            subject=word(),
            label=label,
            start_on=start_on or timezone.localdate(),
            entry_seq=logged.seq,
        )


def notice(year: int = 2030) -> HolidayNotice:
    """A holiday notice entered here."""
    row, _ = enter_notice(
        year=year,
        number=f"国办发明电〔{year - 1}〕7号",
        lines="元旦 01-01/01-03",
        by=Actor.system(),
        at=timezone.now(),
        today=timezone.localdate(),
    )
    return row


def reset_request(person: Account | None = None) -> ResetRequest:
    """A request of IT to reset the password of somebody who does business."""
    return ask_reset(
        person or account_with(Role.CLERK),
        kind="password",
        reason="忘记密码",
        by=actor(account_with(Role.IT)),
        at=timezone.now(),
    )


def word(text: str = "") -> WatchWord:
    """An entry of the sensitive words."""
    return add_word(
        word=text or f"词{next(_serial)}",
        kind="sensitive",
        advice="请核对",
        by=SYSTEM,
        at=timezone.now(),
    )


@dataclass
class OthersWork:
    """The work of one unit, and a stranger: the clerk of another."""

    @cached_property
    def unit(self) -> Unit:
        return unit()

    @cached_property
    def third(self) -> Unit:
        """A unit of which nobody here is."""
        return unit()

    @cached_property
    def stranger(self) -> Account:
        return account_with(Role.CLERK, unit())

    @cached_property
    def document(self) -> Document:
        return draft(self.unit, self.clerk)

    @cached_property
    def clerk(self) -> Account:
        return account_with(Role.CLERK, self.unit)

    @cached_property
    def found(self) -> Finding:
        """A finding of the gate: an identity number in the text of ``document``."""
        body = "<p>联系人身份证号 11010519491231002X。</p>"
        document = self.document = draft(self.unit, self.clerk, body_html=body)
        disclosure.examine_document(document, by=actor(self.clerk), at=timezone.now())
        return Finding.objects.about("disclosure.document", document.pk).earliest("pk")

    @cached_property
    def attached(self) -> DocumentFile:
        """An attachment of ``document``."""
        by, now = actor(self.clerk), timezone.now()
        upload = SimpleUploadedFile("附件.txt", "名单".encode())
        stored = store_upload(upload, by=by, unit=self.unit, at=now)
        document = self.document
        return disclosure.attach(document, stored, by=by, at=now, edition=document.edition)

    @cached_property
    def batch(self) -> ImportBatch:
        return ImportBatch.objects.create(
            unit=self.unit,
            started_by=self.clerk,
            started_by_name=self.clerk.name,
            source="旧站",
            started_at=timezone.now(),
        )

    @cached_property
    def public(self) -> Document:
        return published_document(self.unit)

    @cached_property
    def report(self) -> ErrorReport:
        return error_report(self.public.entry)

    @cached_property
    def refused_sheet(self) -> RefusedSheet:
        owner = account_with(Role.IT, self.unit)
        return RefusedSheet.objects.create(
            account=owner, name="退回", made_at=timezone.now(), lines=[["登录名"], ["x"]]
        )


def _only(name: str, find: Callable[[OthersWork], Any]) -> Callable[[OthersWork], dict[str, Any]]:
    return lambda work: {name: find(work)}


def _last_entry(work: OthersWork) -> int:
    assert work.unit.pk
    return JournalEntry.objects.latest("seq").seq


def _document(work: OthersWork) -> dict[str, Any]:
    return {"pk": work.document.pk}


def _finding(work: OthersWork) -> dict[str, Any]:
    return {"finding": work.found.pk, "pk": work.document.pk}


def _attachment(work: OthersWork) -> dict[str, Any]:
    return {"row": work.attached.pk, "pk": work.document.pk}


def message(
    address: str = "someone@example.org",
    *,
    channel: str = Message.Channel.EMAIL,
    at: datetime | None = None,
    key: str = "",
) -> Message:
    """A message that waits to be sent (``failed`` where the address is none)."""
    key = key or f"test:{next(_serial)}"
    queue(
        key=key,
        channel=channel,
        address=address,
        subject="收到申请",
        body="已收到您的申请。",
        about=None,
        at=at or timezone.now(),
    )
    return Message.objects.get(key=key)


def _duplicate(work: OthersWork) -> ImportItem:
    return work.batch.items.create(
        name="重复.txt", sha256="0" * 64, outcome=ImportItem.Outcome.DUPLICATE
    )


OBJECTS: dict[str, Callable[[OthersWork], dict[str, Any]]] = {
    "workbench:duty": _only("pk", lambda work: duty(work.unit).pk),
    "workbench:error": _only("pk", lambda work: work.report.pk),
    "workbench:journal-entry": _only("seq", _last_entry),
    "workbench:unit": _only("pk", lambda work: work.unit.pk),
    "workbench:unit-change": _only("pk", lambda work: work.unit.pk),
    "workbench:unit-succession": _only("pk", lambda work: work.unit.pk),
    "workbench:account": _only("pk", lambda work: account_with(Role.CLERK, work.unit).pk),
    "workbench:reset": _only("pk", lambda work: reset_request(work.clerk).pk),
    "workbench:refused-sheet": _only("pk", lambda work: work.refused_sheet.pk),
    "workbench:section": _only("pk", lambda work: section().pk),
    "workbench:section-closing": _only("pk", lambda work: section().pk),
    "workbench:message": _only("pk", lambda work: message().pk),
    "workbench:notice-removal": _only("year", lambda work: notice().year),
    "workbench:word": _only("pk", lambda work: word().pk),
    "disclosure:document": _document,
    "disclosure:document-edit": _document,
    "disclosure:buffer": _document,
    "disclosure:act": lambda work: _document(work) | {"act": "submit"},
    "disclosure:preview": _document,
    "disclosure:examine": _document,
    "disclosure:finding-mask": _finding,
    "disclosure:finding-justify": _finding,
    "disclosure:finding-confirm": _finding,
    "disclosure:finding-reopen": _finding,
    "disclosure:correction-accept": lambda work: _document(work) | {"duty": 1},
    "disclosure:remarks": _document,
    "disclosure:links": _document,
    "disclosure:versions": _document,
    "disclosure:files": _document,
    "disclosure:file": _attachment,
    "disclosure:file-clean": _attachment,
    "disclosure:file-remove": _attachment,
    "disclosure:import": _only("pk", lambda work: work.batch.pk),
    "disclosure:import-continue": _only("pk", lambda work: work.batch.pk),
    "disclosure:import-duplicate": lambda work: {"pk": work.batch.pk, "item": _duplicate(work).pk},
    **FOI_OBJECTS,
}
"""For each staff address that names an object: the arguments of one that belongs to ``work``.

A new address needs its line here; ``test_workbench_urls`` fails until it has one.
"""
