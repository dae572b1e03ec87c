"""Nothing of an imported original, and no attachment of a draft, reaches the public side."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from mingtang.disclosure import services as disclosure
from mingtang.disclosure.models import Document
from mingtang.files.models import StoredFile
from mingtang.files.services import store_chunks
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.register.models import Entry
from tests.spine import NOW, make_actor, make_section, make_unit
from tests.web.portal_data import reviewed_document

pytestmark = pytest.mark.django_db
ORIGINAL_NAME = "密存底稿.csv"
ORIGINAL_WORDS = "底稿里的内部批示"
UPLOADED_NAME = "王某某上传.csv"
SHOWN_NAME = "附件1.csv"


class Published:
    """A document with its original kept, and one attachment that was given another name."""

    def __init__(self) -> None:
        self.unit = make_unit("云溪县水务局", 1)
        self.clerk = make_actor("赵磊", "clerk", self.unit)
        values = {
            "title": "关于做好供水保障工作的通知",
            "genre": "notice",
            "made_on": (NOW - timedelta(days=4)).date(),
            "home": make_section(),
            "body_html": "<p>请各单位认真执行。</p>",
        }
        content = disclosure.Content(values=values)
        self.document = disclosure.create(unit=self.unit, content=content, by=self.clerk, at=NOW)
        self.original = self.attach(ORIGINAL_NAME, f"甲,{ORIGINAL_WORDS}\n", original=True)
        self.shown = self.attach(UPLOADED_NAME, "乙,公开的表格\n", shown=SHOWN_NAME)

    def attach(
        self, name: str, text: str, *, original: bool = False, shown: str = ""
    ) -> StoredFile:
        self.document.refresh_from_db()
        stored = store_chunks([text.encode()], name=name, by=self.clerk, unit=self.unit, at=NOW)
        edition = self.document.edition
        disclosure.attach(
            self.document,
            stored,
            by=self.clerk,
            at=NOW,
            edition=edition,
            name=shown,
            original=original,
        )
        return stored

    def publish(self) -> Entry:
        steps: tuple[tuple[Any, Actor], ...] = (
            (disclosure.submit, self.clerk),
            (disclosure.approve, make_actor("周强", "leader", self.unit)),
            (disclosure.secrecy_clear, make_actor("李静", "confidentiality", self.unit)),
            (disclosure.publish, make_actor("王芳", "disclosure_office", self.unit)),
        )
        for hours, (act, by) in enumerate(steps, 1):
            self.document = Document.objects.get(pk=self.document.pk)
            moment = NOW + timedelta(hours=hours)
            act(self.document, by=by, at=moment, edition=self.document.edition)
        return Entry.objects.get()


def public_addresses(entry: Entry) -> list[str]:
    front, back = entry.index_parts
    unit = Unit.objects.get().pk
    return [
        "/",
        "/open/",
        "/section/wenjian/",
        "/section/wenjian/feed/",
        f"/units/{unit}/",
        f"/units/{unit}/feed/",
        "/feed/",
        f"/doc/{front}/{back}",
        f"/doc/{front}/{back}.json",
        f"/doc/{front}/{back}/text",
        f"/register/{front}/{back}",
        f"/register/{front}/{back}/content.json",
        f"/search/?q={ORIGINAL_WORDS}",
        "/search/?q=供水",
        f"/search/feed/?q={ORIGINAL_WORDS}",
    ]


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response).decode()


def test_original_and_uploaded_name_stand_on_no_public_page(client: Client) -> None:
    published = Published()
    entry = published.publish()
    file_names = 0
    for address in public_addresses(entry):
        page = body(client, address)
        for secret in (
            ORIGINAL_NAME,
            str(published.original.public_id),
            published.original.sha256,
            UPLOADED_NAME,
            "王某某",
        ):
            assert secret not in page, (address, secret)
        if "/search/" not in address:
            assert ORIGINAL_WORDS not in page, address
        file_names += SHOWN_NAME in page
    assert file_names >= 3


def test_only_the_published_attachment_can_be_fetched_under_its_public_name(
    client: Client,
) -> None:
    published = Published()
    draft_file = published.shown.public_id
    entry = published.publish()
    front, back = entry.index_parts
    stem = f"/doc/{front}/{back}/files"
    response = client.get(f"{stem}/{draft_file}/{SHOWN_NAME}")
    assert response.status_code == 200
    assert "公开的表格" in b"".join(response).decode()
    assert "%E7%8E%8B" not in response.get("Content-Disposition", "")
    assert client.get(f"{stem}/{published.original.public_id}/{ORIGINAL_NAME}").status_code == 404
    assert client.get(f"{stem}/{published.original.public_id}/{SHOWN_NAME}").status_code == 404
    later = store_chunks(
        [b"c,d\n"], name="later.csv", by=published.clerk, unit=published.unit, at=NOW
    )
    assert client.get(f"{stem}/{later.public_id}/later.csv").status_code == 404


def test_search_finds_nothing_by_the_words_of_an_original(client: Client) -> None:
    published = Published()
    address = published.publish().get_absolute_url()
    assert address in body(client, "/search/?q=供水")
    assert address not in body(client, f"/search/?q={ORIGINAL_WORDS}")


MARKS = "\u202e\u2066\u200f\ufeff\u00ad\u200b"


def test_marks_that_turn_words_round_reach_no_public_page(client: Client) -> None:
    written = "".join(f"&#{ord(mark)};" for mark in MARKS)
    document = reviewed_document(
        title=f"关于{MARKS}供水保障的通知",
        summary=f"供水{MARKS}安排",
        keywords=f"供{MARKS}水",
        doc_number=f"云水发〔2026〕{MARKS}9号",
        body_html=f"<p>补助{MARKS}标准{written}提高。</p>",
    )
    entry = document.entry
    assert entry is not None
    assert (entry.title, entry.doc_number) == ("关于供水保障的通知", "云水发〔2026〕9号")
    for address in public_addresses(entry):
        if ORIGINAL_WORDS not in address:
            page = body(client, address)
            assert not set(MARKS) & set(page.removeprefix("\ufeff")), address
    assert "补助标准提高" in body(client, f"{entry.get_absolute_url()}.json")
