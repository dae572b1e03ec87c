"""What an emergency does not get round: the confidentiality reviewer's finding, a second person."""

from __future__ import annotations

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import ConfidentialityReview, Document
from mingtang.journal.actor import Actor
from mingtang.register.models import Entry
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import NOW, World

WORDS = {"reason": "山洪预警", "secrecy_opinion": "不涉密，可以公开"}


def urgent(world: World, document: Document, by: Actor | None = None) -> Entry:
    return services.emergency_publish(
        document, by=by or world.publisher, at=NOW, edition=document.edition, **WORDS
    )


def not_cleared(world: World, finding: str) -> Document:
    """A document that the confidentiality reviewer refused, or referred."""
    document = world.with_confidentiality()
    more = {"referred_to": "县保密局"} if finding == "refer" else {}
    act = getattr(services, finding)
    return act(
        document, opinion="含工作秘密", by=world.secrecy, at=NOW, edition=document.edition, **more
    )


def edited(world: World, document: Document) -> Document:
    """The document with another text, which may be submitted anew."""
    return services.save(
        document,
        services.Content({"body_html": "<p>另一件事。</p>"}),
        by=world.clerk,
        at=NOW,
        edition=document.edition,
    )


def test_what_was_refused_is_not_published_in_an_emergency(world: World) -> None:
    document = not_cleared(world, "refuse")
    with refused("not_refused"):
        urgent(world, document)
    document = world.submit(edited(world, document))
    with refused("not_refused"):
        urgent(world, document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    with refused("not_refused"):
        urgent(world, document)
    assert [each.finding for each in ConfidentialityReview.objects.all()] == ["refuse"]


def test_the_refusal_stands_whatever_was_edited_since(world: World) -> None:
    document = not_cleared(world, "refuse")
    document = edited(world, document)
    with refused("not_refused"):
        urgent(world, document)


def test_what_was_referred_and_then_refused_by_the_authority_is_not_published(
    world: World,
) -> None:
    document = not_cleared(world, "refer")
    with refused("state"):
        urgent(world, document)
    document = services.refuse(
        document, opinion="经确定不得公开", by=world.secrecy, at=NOW, edition=document.edition
    )
    with refused("not_refused"):
        urgent(world, document)


def test_a_later_clearance_lifts_the_refusal(world: World) -> None:
    document = world.submit(edited(world, not_cleared(world, "refuse")))
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    document = services.return_for_changes(
        document, opinion="改标题", by=world.publisher, at=NOW, edition=document.edition
    )
    assert urgent(world, document).emergency


def test_the_reason_names_the_finding_and_its_basis(world: World) -> None:
    document = not_cleared(world, "refuse")
    with pytest.raises(Exception, match="不得公开") as caught:
        urgent(world, document)
    assert "第四十二条" in caught.value.basis  # type: ignore[attr-defined]


def test_nobody_publishes_his_own_draft_in_an_emergency(world: World) -> None:
    document = world.draft(by=world.publisher)
    with refused("not_own_emergency"):
        urgent(world, document)
    second = world.person("冯涛", "disclosure_office", world.office)
    assert urgent(world, document, second).emergency


def test_nor_what_he_changed_or_submitted(world: World) -> None:
    changed = services.save(
        world.draft(),
        services.Content({"summary": "改"}),
        by=world.publisher,
        at=NOW,
        edition=1,
    )
    with refused("not_own_emergency"):
        urgent(world, changed)
    submitted = services.submit(world.draft(), by=world.publisher, at=NOW, edition=1)
    with refused("not_own_emergency"):
        urgent(world, submitted)
