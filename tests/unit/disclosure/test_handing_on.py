"""A draft filed under the wrong unit is put under the right one."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.access import access_of
from mingtang.orgs.models import Grant, Unit
from tests.unit.disclosure.test_abandoning import revised, stored
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.test_publishing import duty_of
from tests.unit.disclosure.world import NOW, World, make_unit


def hand_on(world: World, document: Document, **changes: Any) -> Document:
    values: dict[str, Any] = {
        "to": world.other,
        "reason": "发文机关选错",
        "by": world.publisher,
        "edition": document.edition,
    }
    return services.hand_on(document, at=NOW, **(values | changes))


def sees(world: World, who: Actor, document: Document) -> bool:
    access = access_of(world.account(who), NOW.date())
    return Document.objects.visible_to(access).filter(pk=document.pk).exists()


def test_the_new_unit_works_on_it_and_the_old_one_does_not_see_it(world: World) -> None:
    document = world.draft()
    file = stored(world, "表.pdf", "a")
    services.attach(document, file, by=world.clerk, at=NOW, edition=1)
    document = hand_on(world, Document.objects.get(pk=document.pk))
    assert sees(world, world.stranger, document) and not sees(world, world.clerk, document)
    file.refresh_from_db()
    duty = duty_of(document)
    assert (document.unit, file.unit, duty.unit) == (world.other,) * 3
    assert (duty.status, duty.assignee) == ("open", None)
    told = JournalEntry.objects.get(act="document.hand_on")
    assert told.detail["from_unit"] == [world.unit.pk, world.unit.name]
    assert told.detail["to_unit"] == [world.other.pk, world.other.name]
    with refused("own_unit"):
        services.submit(document, by=world.clerk, at=NOW, edition=document.edition)
    submitted = services.submit(document, by=world.stranger, at=NOW, edition=document.edition)
    assert submitted.state == "with_leader"


def test_clerk_of_both_units_may_and_clerk_of_one_may_not(world: World) -> None:
    document = world.draft()
    with refused("other_unit"):
        hand_on(world, document, by=world.clerk)
    Grant.objects.create(
        account=world.account(world.clerk), role="clerk", unit=world.other, since=date(2020, 1, 1)
    )
    with refused("hand_on.unit"):
        hand_on(world, document, by=world.clerk, to=world.office)
    document = hand_on(world, document, by=world.clerk)
    assert document.unit == world.other
    assert sees(world, world.clerk, document), "a clerk of both units goes on seeing it"


def test_grant_that_has_ended_does_not_count(world: World) -> None:
    Grant.objects.create(
        account=world.account(world.clerk),
        role="clerk",
        unit=world.other,
        since=date(2020, 1, 1),
        until=date(2021, 1, 1),
    )
    with refused("other_unit"):
        hand_on(world, world.draft(), by=world.clerk)


def test_only_drafts_that_were_never_public_and_units_that_exist(world: World) -> None:
    document = world.draft()
    with refused("hand_on.unit"):
        hand_on(world, document, to=world.unit)
    with refused("document.reason"):
        hand_on(world, document, reason="")
    gone = make_unit("云溪县已撤局", 9)
    Unit.objects.filter(pk=gone.pk).update(ended_on=date(2025, 1, 1))
    gone.refresh_from_db()
    with refused("hand_on.unit"):
        hand_on(world, document, to=gone)
    with refused("role"):
        hand_on(world, document, by=world.leader)
    with refused("state"):
        hand_on(world, world.with_leader(title="另一份", doc_number=""))
    public = world.published(title="第三份", doc_number="")
    with refused("never_published"):
        hand_on(world, revised(world, public))


def test_joint_unit_that_becomes_the_issuer_is_no_joint_unit(world: World) -> None:
    document = services.save(
        world.draft(),
        services.Content(joint_units=(world.other,)),
        by=world.clerk,
        at=NOW,
        edition=1,
    )
    document = hand_on(world, document)
    assert not document.joint_units.exists()
    assert document.versions.first().metadata["joint_units"] == []
