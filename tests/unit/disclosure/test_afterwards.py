"""After an emergency publication the leader of the unit owes a review."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.disclosure import services
from mingtang.disclosure.models import Document, Review
from mingtang.duties.models import Duty
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from tests.unit.disclosure.test_abandoning import give_up, revised
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import NOW, World, later


def emergency(world: World, document: Document | None = None) -> Document:
    document = document or world.draft()
    services.emergency_publish(
        document,
        reason="山洪预警",
        secrecy_opinion="不涉密",
        by=world.publisher,
        at=NOW,
        edition=document.edition,
    )
    return Document.objects.get(pk=document.pk)


def review(document: Document, by: Actor, **changes: Any) -> Document:
    values = {"agrees": True, "opinion": "内容属实", "edition": document.edition} | changes
    return services.post_review(document, by=by, at=later(days=3), **values)


def owed(document: Document) -> Duty:
    rows = Duty.objects.about("disclosure.document", document.pk)
    return rows.filter(rule="disclosure.post_review").latest("pk")


def test_emergency_opens_the_duty_and_the_leader_fulfils_it(world: World) -> None:
    document = emergency(world)
    duty = owed(document)
    assert (duty.status, duty.unit, duty.start_on) == ("open", world.unit, NOW.date())
    assert duty.due_on == date(2026, 11, 25)  # three working days after Friday 20 November
    document = review(document, world.leader)
    duty.refresh_from_db()
    assert (duty.status, duty.met, document.state) == ("fulfilled", True, "published")
    step = Review.objects.get(step="afterwards")
    proof = JournalEntry.objects.get(seq=step.entry_seq)
    assert (step.approved, step.reviewer_name) == (True, "钱进")
    assert (proof.act, proof.public, proof.reason) == ("document.post_review", True, "内容属实")


def test_leader_may_disagree_and_says_why(world: World) -> None:
    document = emergency(world)
    with refused("post_review.opinion"):
        review(document, world.leader, opinion=" ")
    review(document, world.leader, agrees=False, opinion="数据有误，应撤下")
    assert Review.objects.get(step="afterwards").approved is False
    assert owed(document).status == "fulfilled"


def test_it_happens_once_and_only_after_an_emergency(world: World) -> None:
    with refused("emergency_unreviewed"):
        review(world.published(), world.leader)
    document = review(emergency(world), world.leader)
    with refused("emergency_unreviewed"):
        review(document, world.leader)


def test_not_by_whoever_published_nor_by_another_unit_nor_the_author(world: World) -> None:
    document = emergency(world)
    also_leader = Actor(
        world.publisher.account_id, "李敏", "leader", world.unit.pk, world.unit.name
    )
    with refused("not_publisher"):
        review(document, also_leader)
    with refused("own_unit"):
        review(document, world.person("外人", "leader", world.other))
    with refused("role"):
        review(document, world.clerk)
    author = Actor(world.clerk.account_id, "赵磊", "leader", world.unit.pk, world.unit.name)
    with refused("not_own_work"):
        review(document, author)


def test_revision_given_up_leaves_the_review_owed(world: World) -> None:
    document = revised(world, emergency(world))
    document = world.submit(document, at=later(days=1))
    document = services.recall(document, by=world.clerk, at=later(days=1), edition=document.edition)
    document = give_up(world, document)
    review(document, world.leader)
    assert owed(document).status == "fulfilled"


def test_all_reviews_or_withdrawal_take_the_place_of_it(world: World) -> None:
    document = world.submit(revised(world, emergency(world)))
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    assert owed(document).status == "void"
    with refused("emergency_unreviewed"):
        review(Document.objects.get(pk=document.pk), world.leader)
    other = emergency(world, world.draft(title="另一份", doc_number=""))
    services.withdraw(other, reason="误", by=world.publisher, at=NOW, edition=other.edition)
    assert owed(other).status == "void"


def test_second_emergency_is_owed_a_review_of_its_own(world: World) -> None:
    document = review(emergency(world), world.leader)
    first = owed(document)
    document = emergency(world, revised(world, document))
    assert owed(document) != first and owed(document).status == "open"
    document = emergency(world, revised(world, document))
    states = Duty.objects.filter(rule="disclosure.post_review").order_by("pk")
    assert [each.status for each in states] == ["fulfilled", "void", "open"]
    review(document, world.leader)
