"""A redacted copy is a file of its own; the original stays, and the journal tells no word of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.files import queries, services
from mingtang.files.models import StoredFile
from mingtang.files.redact import Box, Passage, find
from mingtang.files.refusal import FileRefused
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.orgs.models import Region, Unit
from tests.unit.files import builders
from tests.unit.files.redact import checks, pages

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
BY = Actor(account_id=7, name="信息员甲", role="clerk", unit_id=1, unit_name="某局")

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    region = Region.objects.create(code="990000", name="某县")
    unit = Unit.objects.create(name="某县某局", short_name="某局", region=region)

    def upload(content: bytes, name: str) -> StoredFile:
        uploaded = SimpleUploadedFile(name, content)
        return services.store_upload(uploaded, by=BY, unit=unit, at=AT)

    return upload


def test_a_redacted_copy_names_its_original_and_has_none_of_the_text(stored):
    content = pages.plain()
    original = stored(content, "letter.pdf")
    passages = find(queries.path_of(original), pages.SECRET)
    copy, result = services.store_redacted(original, passages, by=BY, at=AT)
    assert copy.derived_from == original
    assert (copy.name, copy.kind) == ("letter.pdf", "pdf")
    assert queries.path_of(copy).read_bytes() == result.content
    assert not checks.mentions(result.content, pages.SECRET)
    assert pages.SECRET not in copy.text_excerpt
    assert "before" in copy.text_excerpt
    assert queries.path_of(original).read_bytes() == content
    entry = Entry.objects.get(act="file.redact")
    assert entry.detail["passages"] == {"X15": 1}
    assert pages.SECRET not in json.dumps(entry.detail)


def test_a_picture_is_redacted_as_a_picture(stored):
    original = stored(builders.photo(size=(64, 48)), "photo.jpg")
    passage = Passage(1, Box(0, 0, 20, 20), "X15")
    copy, _ = services.store_redacted(original, [passage], by=BY, at=AT, name="附件.jpg")
    assert (copy.kind, copy.name, copy.hidden_data) == ("jpeg", "附件.jpg", [])


@pytest.mark.parametrize(
    ("content", "name", "passages", "code"),
    [
        (builders.word(), "a.docx", [Passage(1, Box(0, 0, 9, 9), "X15")], "not_redactable"),
        (pages.plain(), "a.pdf", [], "nothing_chosen"),
        (pages.plain(), "a.pdf", [Passage(9, Box(0, 0, 9, 9), "X15")], "no_such_page"),
    ],
)
def test_what_cannot_be_redacted_leaves_no_copy(stored, content, name, passages, code):
    original = stored(content, name)
    with pytest.raises(FileRefused) as refused:
        services.store_redacted(original, passages, by=BY, at=AT)
    assert refused.value.code == code
    assert StoredFile.objects.count() == 1
