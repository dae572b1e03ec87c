"""A number in an address or a form that is none breaks no page and changes nothing."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingtang.disclosure.models import Document, DocumentFile, DocumentLink, DraftBuffer
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.models import Account
from mingtang.orgs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

ODD = ("²", "²²²²", "٣", "9" * 40, "999999999999999999", "abcd", "-1", "1e9", "")


@pytest.fixture
def clerk() -> Account:
    return factories.account_with(Role.CLERK)


@pytest.fixture
def document(clerk: Account) -> Document:
    return factories.draft(clerk.grants.get().unit, clerk)


@pytest.fixture
def client(clerk: Account) -> Client:
    return factories.client_of(clerk)


def well(response: Any) -> bool:
    """Whether it is a page, a way on, or a refusal in words."""
    return response.status_code in (200, 302, 400, 404, 409, 422)


def test_public_addresses_bear_any_number(client: Client) -> None:
    factories.published_document()
    for odd in ODD:
        for address in (
            f"/sitemap-{odd}.xml",
            f"/units/{odd}/",
            f"/units/{odd}/feed/",
            f"/open/?year={odd}&unit={odd}",
            f"/open/?after=20261121-{odd}",
            f"/open/?before={odd}-1",
            f"/search/?q=通知&page={odd}&year={odd}&unit={odd}",
            f"/search/feed/?q=通知&year={odd}&unit={odd}",
        ):
            assert well(client.get(address)), address


def test_a_part_of_the_sitemap_beyond_the_last_is_not_found(client: Client) -> None:
    assert client.get("/sitemap-1.xml").status_code == 404
    factories.published_document()
    assert client.get("/sitemap-1.xml").status_code == 200
    for number in ("2", "999999999999999999", "9" * 30):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


MARKS = (
    *(f'["2026-11-21", "{odd}"]' for odd in ODD),
    *(f'["{odd}", 1]' for odd in ODD),
    f'["2026-11-21", {"9" * 40}]',
    "[null, null]",
    "[" * 5_000,
    "[Infinity, Infinity]",
    '["\\ud800", 1]',
    '["\\u0000", 1]',
)
"""Places in a list as their address tells them, made by hand."""


@pytest.mark.parametrize("path", ["documents", "journal", "accounts"])
def test_a_place_in_a_list_that_cannot_be_read_gives_a_page(path: str) -> None:
    client = factories.client_of(factories.account_with(Role.DISCLOSURE_OFFICE))
    for made in MARKS:
        mark = base64.urlsafe_b64encode(made.encode()).decode().rstrip("=")
        for way in ("after", "before"):
            answer = client.get(f"/desk/{path}/?{way}={mark}")
            assert answer.status_code == 200, (way, made[:40])


def test_lists_of_the_workbench_bear_any_number() -> None:
    office = factories.account_with(Role.DISCLOSURE_OFFICE)
    client = factories.client_of(office)
    for odd in ODD:
        for path in ("documents", "accounts", "journal", "duties", "units", "imports"):
            assert well(client.get(f"/desk/{path}/?unit={odd}&year={odd}&sort={odd}")), path
            assert client.post(f"/desk/{path}/", {"drop_view": odd}).status_code == 404, path
        assert client.get(f"/desk/notices/enter/?year={odd}").status_code == 200
        for path in (f"notices/{odd}/removal", f"units/{odd}", f"accounts/{odd}", f"journal/{odd}"):
            assert client.get(f"/desk/{path}/").status_code == 404, path


def test_forms_of_accounts_and_notices_bear_any_number() -> None:
    client = factories.client_of(factories.account_with(Role.DISCLOSURE_OFFICE))
    person = factories.account()
    before = JournalEntry.objects.count()
    for odd in ODD:
        for values in (
            {"act": "end", "end-grant": odd, "end-last_day": "2026-11-21"},
            {"act": "grant", "grant-role": "clerk", "grant-unit": odd, "grant-since": "2026-11-21"},
            {"act": "leave", "leave-deputy": odd, "leave-since": odd, "leave-until": odd},
        ):
            assert well(client.post(f"/desk/accounts/{person.pk}/", values))
        notice = {"year": odd, "number": "号", "lines": "元旦 01-01/01-03", "confirm": "1"}
        assert well(client.post("/desk/notices/enter/", notice))
        section = {"name": "栏目", "slug": "lan", "order": odd, "renew_within_days": odd}
        assert well(client.post("/desk/sections/new/", section | {"parent": odd}))
        assert JournalEntry.objects.count() == before


def test_a_document_s_pages_bear_any_number(client: Client, document: Document) -> None:
    home = f"/desk/documents/{document.pk}"
    factories.published_document()
    before = JournalEntry.objects.count()
    for odd in ODD:
        assert client.get(f"{home}/versions/?old={odd}&new={odd}").status_code == 200
        assert client.post(f"{home}/remarks/", {"resolve": odd}).status_code == 404
        assert well(client.post(f"{home}/remarks/", {"block": odd or "²", "text": ""}))
        link = {"target": odd, "kind": "interprets", "edition": odd}
        assert well(client.post(f"{home}/links/", link))
        assert well(client.post(f"{home}/links/", {"remove": odd, "edition": odd}))
        assert not DocumentLink.objects.exists()
        for act in ("submit", "abandon"):
            assert well(client.post(f"{home}/act/{act}/", {"edition": odd}))
        assert well(client.post(f"{home}/edit/", {"edition": odd, "title": "改", "unit": odd}))
        for path in (
            f"{home}/files/{odd}/",
            f"{home}/findings/{odd}/mask/",
            f"/desk/imports/{odd}/",
        ):
            assert client.get(path).status_code in (404, 405), path
        document.refresh_from_db()
        assert document.state == "draft"
        assert JournalEntry.objects.count() == before


def test_attachments_keep_their_order_when_a_place_is_no_number(
    client: Client, document: Document
) -> None:
    url = f"/desk/documents/{document.pk}/files/"
    for name in ("一.txt", "二.txt"):
        file = SimpleUploadedFile(name, f"附件{name}".encode())
        client.post(url, {"files": file, "edition": document.edition})
        document.refresh_from_db()
    names = list(document.files.order_by("order").values_list("name", flat=True))
    assert len(names) == 2
    for odd in ODD:
        document.refresh_from_db()
        values = {f"order-{row.pk}": odd for row in DocumentFile.objects.all()}
        values |= {"arrange": "1", "edition": str(document.edition)}
        assert well(client.post(url, values))
        assert list(document.files.order_by("order").values_list("name", flat=True)) == names


def test_a_release_of_what_is_no_document_publishes_nothing(document: Document) -> None:
    client = factories.client_of(factories.account_with(Role.DISCLOSURE_OFFICE))
    for odd in ODD:
        chosen = [f"{odd}:1", f"{document.pk}:{odd}", f"{odd}:{odd}", odd]
        assert client.post("/desk/documents/release/", {"document": chosen}).status_code == 200
        document.refresh_from_db()
        assert document.state == "draft"


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"fields": ' * 50_000,
        f'{{"fields": {"9" * 5000}}}',
        '{"fields": {"title": ["\\ud800"]}}',
        '{"fields": {"title": ["\\u0000"]}}',
        '{"fields": {"title": 1}}',
        b"\xff\xfe",
        "",
    ],
)
def test_a_buffer_that_cannot_be_read_is_refused(
    client: Client, document: Document, body: str | bytes
) -> None:
    url = f"/desk/documents/{document.pk}/buffer/"
    response = client.post(url, body, content_type="application/json")
    assert response.status_code == 400
    assert json.loads(response.content)["fault"]
    assert not DraftBuffer.objects.exists()
