"""Columns of the portal in the workbench, and a holiday notice taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mingtang.disclosure.forms.document import DocumentForm
from mingtang.duties.models import Duty, HolidayNotice
from mingtang.journal.models import Entry
from mingtang.orgs.models import Account, Unit
from mingtang.orgs.roles import Role
from mingtang.register.models import Section
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Account:
    return factories.account_with(Role.DISCLOSURE_OFFICE, factories.unit("云溪县政府办公室"))


@pytest.fixture
def client(office: Account) -> Client:
    return factories.client_of(office)


def values(**changes: Any) -> dict[str, Any]:
    return {
        "name": "政策解读",
        "slug": "zcjd",
        "description": "解读政策",
        "column_type": "政策解读",
        "order": 20,
        "renew_within_days": 90,
        "parent": "",
    } | changes


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_new_section_is_in_the_tree_and_in_the_journal(client: Client, office: Account):
    top = factories.section()
    client.post("/desk/sections/new/", values(parent=top.pk))
    made = Section.objects.get(slug="zcjd")
    assert (made.parent, made.renew_within_days) == (top, 90)
    entry = Entry.objects.get(act="section.create")
    assert (entry.subject_id, entry.actor_id) == (str(made.pk), office.pk)
    lines = client.get("/desk/sections/").context["lines"]
    assert [(line.section, line.below) for line in lines] == [(top, False), (made, True)]


def test_a_third_level_is_refused(client: Client):
    top = factories.section()
    below = Section.objects.create(slug="b", name="下级", column_type="x", parent=top)
    response = client.post("/desk/sections/new/", values(parent=below.pk))
    assert response.status_code == 200
    client.post(f"/desk/sections/{top.pk}/", values(parent=factories.section("other").pk))
    top.refresh_from_db()
    assert top.parent is None
    assert not Section.objects.filter(slug="zcjd").exists()


def test_a_taken_address_is_refused_and_what_was_typed_stays(client: Client):
    factories.section("zcjd")
    response = client.post("/desk/sections/new/", values())
    assert "已被使用" in text(response)
    assert 'value="政策解读"' in text(response)


def test_a_change_keeps_the_address_and_both_values(client: Client):
    section = factories.section()
    client.post(f"/desk/sections/{section.pk}/", values(name="政策", slug="changed"))
    section.refresh_from_db()
    assert (section.name, section.slug) == ("政策", "wenjian")
    assert Entry.objects.get(act="section.change").detail["changed"]["name"] == ["政策文件", "政策"]


def test_saving_without_a_change_writes_no_entry(client: Client):
    client.post("/desk/sections/new/", values())
    made = Section.objects.get(slug="zcjd")
    client.post(f"/desk/sections/{made.pk}/", values())
    assert not Entry.objects.filter(act="section.change").exists()


def test_a_closed_section_takes_no_new_document_and_stays_readable(client: Client):
    section, kept = factories.section(), factories.section("kept")
    sent = {"act": "close", "on": "2026-11-20", "reason": "职能划转"}
    client.post(f"/desk/sections/{section.pk}/closing/", sent)
    assert Entry.objects.get(act="section.close").reason == "职能划转"
    form = DocumentForm(units=Unit.objects.all(), today=timezone.localdate())
    assert set(form.fields["home"].queryset) == {kept}
    page = Client().get(f"/section/{section.slug}/")
    assert page.status_code == 200
    assert "2026年11月20日 起不再更新" in text(page)
    client.post(f"/desk/sections/{section.pk}/closing/", {"act": "reopen"})
    section.refresh_from_db()
    assert section.closed_on is None


def test_closing_asks_for_a_reason(client: Client):
    section = factories.section()
    client.post(f"/desk/sections/{section.pk}/closing/", {"on": "2026-11-20", "reason": " "})
    section.refresh_from_db()
    assert section.closed_on is None


def test_a_section_with_open_ones_below_is_not_closed(client: Client):
    top = factories.section()
    Section.objects.create(slug="b", name="下级", column_type="x", parent=top)
    sent = {"on": "2026-11-20", "reason": "并入"}
    assert "请先停止下级栏目" in text(client.post(f"/desk/sections/{top.pk}/closing/", sent))


def test_only_an_unused_section_can_be_deleted(client: Client):
    used, unused = factories.section(), factories.section("empty")
    work = factories.OthersWork()
    assert work.document.home == used
    for section in (used, unused):
        client.post(f"/desk/sections/{section.pk}/closing/", {"act": "delete"})
    assert Section.objects.filter(pk=used.pk).exists()
    assert not Section.objects.filter(pk=unused.pk).exists()
    assert Entry.objects.get(act="section.delete").subject_label == unused.name


def test_a_section_that_a_draft_also_shows_in_is_not_deleted(client: Client):
    also = factories.section("also")
    factories.OthersWork().document.sections.add(also)
    client.post(f"/desk/sections/{also.pk}/closing/", {"act": "delete"})
    assert Section.objects.filter(pk=also.pk).exists()


def test_only_the_disclosure_office_keeps_sections():
    for role in (Role.CLERK, Role.SUPERVISOR, Role.IT):
        response = factories.client_of(factories.account_with(role)).get("/desk/sections/")
        assert response.status_code == 403


def test_a_notice_entered_by_mistake_is_taken_back_with_its_reason(client: Client):
    row = factories.notice(2030)
    page = text(client.get(f"/desk/notices/{row.year}/removal/"))
    assert "撤销后 0 项" in page
    assert HolidayNotice.objects.filter(year=2030).exists()
    client.post(f"/desk/notices/{row.year}/removal/", {"reason": " "})
    assert HolidayNotice.objects.filter(year=2030).exists()
    client.post(f"/desk/notices/{row.year}/removal/", {"reason": "年份录错"})
    assert not HolidayNotice.objects.filter(year=2030).exists()
    assert Entry.objects.get(act="calendar.remove_notice").reason == "年份录错"
    assert client.get(f"/desk/notices/{row.year}/removal/").status_code == 404


def test_looking_at_the_removal_of_a_notice_writes_nothing(client: Client):
    factories.notice(2030)
    before = Entry.objects.count()
    client.get("/desk/notices/2030/removal/")
    assert Entry.objects.count() == before


def test_the_list_of_documents_tells_how_a_publication_ended(client: Client):
    document = factories.OthersWork().public
    duty = Duty.objects.get(subject_id=str(document.pk))
    assert duty.met
    assert "已按期公开" in text(client.get("/desk/documents/"))
    Duty.objects.filter(pk=duty.pk).update(met=False)
    assert "逾期公开" in text(client.get("/desk/documents/"))


def test_a_day_in_the_journal_is_a_day_of_this_country(client: Client):
    factories.section()
    client.post("/desk/sections/new/", values())
    today = timezone.localdate()
    inside = client.get(f"/desk/journal/?since={today}&until={today}")
    assert inside.context["page"].count == Entry.objects.count()
    before = client.get(f"/desk/journal/?until={date(2020, 1, 1)}")
    assert before.context["page"].count == 0
