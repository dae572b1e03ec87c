"""Giving a revision up: everything is again as it was before, and nothing public changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content, Related
from mingtang.files.models import StoredFile
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Entry, Finding
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.test_publishing import duty_of
from tests.unit.disclosure.world import ID_NUMBER, MADE_ON, NOW, World, later


def stored(world: World, name: str, mark: str) -> StoredFile:
    return StoredFile.objects.create(
        name=name,
        kind="pdf",
        mime="application/pdf",
        size=1,
        sha256=mark * 64,
        path=f"{mark}.pdf",
        uploaded_at=NOW,
        unit=world.unit,
        scan_state="unscanned",
    )


def revised(world: World, document: Document) -> Document:
    return services.revise(
        document,
        changed_on=NOW.date(),
        reason="数据更新",
        by=world.clerk,
        at=later(days=1),
        edition=document.edition,
    )


def give_up(world: World, document: Document, **changes: Any) -> Document:
    values: dict[str, Any] = {"reason": "不改了", "by": world.clerk, "edition": document.edition}
    return services.abandon(document, at=later(days=2), **(values | changes))


def state_of(document: Document) -> dict[str, Any]:
    """Everything that a reader of the draft sees of its content."""
    return {
        "fields": [getattr(document, name) for name in services.content.FIELDS],
        "joint": sorted(document.joint_units.values_list("pk", flat=True)),
        "sections": sorted(document.sections.values_list("pk", flat=True)),
        "links": sorted(document.links.values_list("target_id", "kind")),
        "files": list(document.files.values_list("file_id", "name", "original")),
    }


def test_revision_given_up_restores_text_metadata_links_and_attachments(world: World) -> None:
    older = world.published(title="旧办法", doc_number="").entry
    first, second = stored(world, "表一.pdf", "a"), stored(world, "表二.pdf", "b")
    draft = world.draft(valid_until=date(2030, 1, 1), summary="概述")
    draft = services.save(
        draft,
        Content(
            joint_units=(world.other,), sections=(world.more,), links=(Related(older, "amends"),)
        ),
        by=world.clerk,
        at=NOW,
        edition=1,
    )
    for file, original in ((first, False), (second, False), (stored(world, "原件", "c"), True)):
        draft.refresh_from_db()
        services.attach(
            draft, file, by=world.clerk, at=NOW, edition=draft.edition, original=original
        )
    draft.refresh_from_db()
    document = world.submit(draft)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    document = Document.objects.get(pk=document.pk)
    before, public = state_of(document), Entry.objects.get(pk=document.entry_id)

    document = revised(world, document)
    document = services.save(
        document,
        Content(
            {"title": "新题", "body_html": "<p>新</p>", "valid_until": None, "made_on": MADE_ON},
            joint_units=(),
            sections=(),
            links=(),
        ),
        by=world.clerk,
        at=later(days=1),
        edition=document.edition,
    )
    row = document.files.get(file=first)
    document = services.detach(row, by=world.clerk, at=later(days=1), edition=document.edition)
    names = [(document.files.get(file=second).pk, "改名.pdf")]
    document = services.arrange(
        document, names, by=world.clerk, at=later(days=1), edition=document.edition
    )
    document = give_up(world, document)

    assert state_of(Document.objects.get(pk=document.pk)) == before
    now = Entry.objects.get(pk=document.entry_id)
    assert (now.current_id, now.changed_at) == (public.current_id, public.changed_at)
    newest = document.versions.first()
    assert (newest.edition, newest.title) == (document.edition, before["fields"][0])


def test_state_returns_to_what_it_was_and_the_duty_falls_away(world: World) -> None:
    document = world.published()
    first = duty_of(document)
    document = revised(world, document)
    running = duty_of(document)
    assert running != first and running.status == "open"
    document = give_up(world, document)
    running.refresh_from_db()
    first.refresh_from_db()
    assert (document.state, running.status, first.status) == ("published", "void", "fulfilled")
    told = JournalEntry.objects.get(act="document.abandon")
    assert (told.reason, told.detail["from"], told.detail["to"]) == ("不改了", "draft", "published")
    again = give_up(world, revised(world, document))
    assert (again.state, again.title) == ("published", document.title)


def test_withdrawn_document_stays_withdrawn(world: World) -> None:
    document = world.published()
    document = services.withdraw(
        document, reason="有误", by=world.publisher, at=NOW, edition=document.edition
    )
    document = give_up(world, revised(world, document))
    assert (document.state, document.entry.withdrawn) == ("withdrawn", True)


def test_withdrawn_in_mid_revision_returns_to_the_last_published_text(world: World) -> None:
    document = world.published()
    body = document.body_html
    document = revised(world, document)
    document = services.save(
        document,
        Content({"body_html": "<p>未公开过</p>"}),
        by=world.clerk,
        at=later(days=1),
        edition=document.edition,
    )
    document = services.withdraw(
        document, reason="有误", by=world.publisher, at=later(days=1), edition=document.edition
    )
    document = give_up(world, revised(world, document))
    assert (document.state, document.body_html) == ("withdrawn", body)


def test_document_kept_inside_stays_kept(world: World) -> None:
    document = world.with_office(attribute="on_request", attribute_reason="涉及第三方")
    document = services.keep(document, by=world.publisher, at=NOW, edition=document.edition)
    document = revised(world, document)
    document = services.save(
        document,
        Content({"attribute": "proactive", "attribute_reason": ""}),
        by=world.clerk,
        at=later(days=1),
        edition=document.edition,
    )
    assert duty_of(document).status == "open"
    document = give_up(world, document)
    assert (document.state, document.attribute) == ("kept", "on_request")
    assert duty_of(document).status == "void"


def test_first_draft_has_no_revision_to_give_up(world: World) -> None:
    document = world.draft()
    with refused("revising"):
        give_up(world, document)


def test_revision_under_review_is_recalled_first(world: World) -> None:
    document = world.submit(revised(world, world.published()), at=later(days=1))
    with refused("state"):
        give_up(world, document)
    document = services.recall(document, by=world.clerk, at=later(days=1), edition=document.edition)
    assert give_up(world, document).state == "published"


@pytest.mark.parametrize(("who", "code"), [("leader", "role"), ("stranger", "own_unit")])
def test_only_those_who_draft_for_the_unit_give_up(world: World, who: str, code: str) -> None:
    document = revised(world, world.published())
    with refused(code):
        give_up(world, document, by=getattr(world, who))
    with refused("document.reason"):
        give_up(world, document, reason=" ")
    with refused("document.stale"):
        give_up(world, document, edition=1)
    assert give_up(world, document, by=world.publisher).state == "published"


def test_findings_of_the_text_given_up_are_settled_with_it(world: World) -> None:
    document = revised(world, world.published())
    document = services.save(
        document,
        Content({"body_html": f"<p>{ID_NUMBER}</p>"}),
        by=world.clerk,
        at=later(days=1),
        edition=document.edition,
    )
    assert services.examine_document(document, by=world.clerk, at=later(days=1)) == 1
    give_up(world, Document.objects.get(pk=document.pk))
    assert not Finding.objects.unsettled().exists()
