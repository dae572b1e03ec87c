"""Whoever asked: no page, feed, file or search of the public side says so."""

from __future__ import annotations

from typing import Any

from django.test import Client

from mingtang.foi.models import Applicant, Consultation, Request
from mingtang.foi.services import releasing
from mingtang.foi.states import State
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.models import Account, Unit
from mingtang.orgs.roles import Role
from mingtang.register.models import Entry
from mingtang.register.services import create_section

from .conftest import NOW

PAGES = (
    "/",
    "/open/",
    "/units/",
    "/sitemap/",
    "/sitemap-1.xml",
    "/feed/",
    "/requests/",
    "/requests/statistics/?year=2019",
    "/requests/statistics/?year=2026",
    "/requests/statistics/rows/?year=2019&figure=foi.received",
    "/requests/statistics/rows/?year=2026&figure=foi.received",
    "/requests/statistics/dates.csv?year=2019",
    "/requests/statistics/dates.csv?year=2026",
    "/search/?q=%E7%94%B3%E8%AF%B7",
)


def _released(county: Any) -> Entry:
    """One more answer in the public log, whatever the plan of a small county holds."""
    request = Request.objects.filter(state=State.CLOSED).first()
    assert request is not None
    clerk = county.actor(request.unit, Role.CLERK)
    office, *_ = county.office
    told = releasing.Told("关于公开一份文件的答复", "申请公开一份文件。", "已经提供。")
    home = county.sections.get(releasing.SECTION) or create_section(
        slug=releasing.SECTION,
        name="依申请公开答复选登",
        description="",
        column_type="信息公开",
        by=office,
        at=NOW,
    )
    row = releasing.save_release(request, told=told, by=clerk, at=NOW, edition=None)
    row = releasing.propose_release(row, by=clerk, at=NOW, edition=row.edition)
    row = releasing.approve_release(row, home=home, by=office, at=NOW, edition=row.edition)
    assert row.entry is not None
    return row.entry


def _secrets() -> set[str]:
    """What must not be read anywhere; a name that a member of staff bears is no evidence."""
    staff = {*Account.objects.values_list("name", flat=True)}
    staff |= {*Unit.objects.values_list("head_name", flat=True)}
    found: set[str] = set()
    for row in Applicant.objects.all():
        found |= {row.id_number, row.phone, row.email, row.address}
        found |= {row.name, row.contact_person, row.legal_representative} - staff
    found |= {*Consultation.objects.values_list("party", flat=True)}
    return {each for each in found if each}


def _text(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    if response.streaming:
        return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return str(response.content.decode())


def test_no_public_page_feed_table_or_search_names_an_applicant(county: Any) -> None:
    entry = _released(county)
    secrets = _secrets()
    assert len(secrets) > 60
    own = entry.get_absolute_url()
    for address in (*PAGES, own, f"{own}.json", f"{own}/text"):
        shown = _text(address)
        assert [each for each in secrets if each in shown] == [], address


def test_searching_for_an_applicant_finds_nothing(county: Any) -> None:
    _released(county)
    for row in Applicant.objects.exclude(phone="")[:8]:
        for words in (row.phone, row.id_number, row.address):
            response = Client().get("/search/", {"q": words})
            assert entry_count(response) == 0, words


def entry_count(response: Any) -> int:
    """How many documents a page of results lists by their own address."""
    return sum(
        each.get_absolute_url() in response.content.decode()
        for each in Entry.objects.filter(genre="foi_reply")
    )


def test_the_journal_for_ever_holds_no_number_of_an_applicant(county: Any) -> None:
    numbers = set(Applicant.objects.values_list("phone", "id_number", "address"))
    kept = "\n".join(
        f"{detail}{reason}"
        for detail, reason in JournalEntry.objects.filter(
            subject_type__startswith="foi."
        ).values_list("detail", "reason")
    )
    assert [each for row in numbers for each in row if each and each in kept] == []
