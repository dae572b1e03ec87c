"""The three reviews: who may take which step, and that one person takes only one."""

from __future__ import annotations

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.integrity import check_documents
from mingtang.disclosure.lifecycle import TRANSITIONS
from mingtang.disclosure.models import ConfidentialityReview, Document, Review
from mingtang.disclosure.services import Content
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.roles import Role
from mingtang.register.models import Finding
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import ID_NUMBER, NOW, World, later


def last_act(document: Document) -> JournalEntry:
    return JournalEntry.objects.about("disclosure.document", document.pk).last()


def test_three_people_pass_it_and_each_step_is_kept_and_journalled(world: World) -> None:
    document = world.published()
    assert document.state == "published"
    steps = list(document.reviews.values_list("step", "reviewer_name", "round", "approved"))
    assert steps == [
        ("submit", "赵磊", 1, True),
        ("leader", "钱进", 1, True),
        ("confidentiality", "孙静", 1, True),
        ("office", "李敏", 1, True),
    ]
    acts = JournalEntry.objects.about("disclosure.document", document.pk)
    assert [each.act for each in acts] == [
        "document.create",
        "document.submit",
        "document.approve",
        "document.clear",
        "review.office",
        "document.publish",
    ]
    assert all(Review.objects.filter(entry_seq=each.seq).exists() for each in acts[1:5])
    assert document.entry.review_steps == 3


@pytest.mark.parametrize(
    "forged", [{"reviewer_name": "别人"}, {"reviewer_id": None}, {"at": later(days=-30)}]
)
def test_review_put_under_another_name_or_day_is_found(world: World, forged: dict) -> None:
    document = world.published()
    assert not list(check_documents())
    document.reviews.filter(step="leader").update(**forged)
    (fault,) = check_documents()
    assert fault.chinese == "审核的人、对象或时间与日志不符"


WALKERS = {
    "submit": ("draft", "submit", {}),
    "recall": ("with_leader", "recall", {}),
    "approve": ("with_leader", "approve", {}),
    "return": ("with_leader", "return_for_changes", {"opinion": "补正"}),
    "clear": ("with_confidentiality", "secrecy_clear", {}),
    "refer": ("with_confidentiality", "refer", {"opinion": "拿不准", "referred_to": "县保密局"}),
    "refuse": ("with_confidentiality", "refuse", {"opinion": "涉密"}),
    "publish": ("with_office", "publish", {}),
    "schedule": ("with_office", "schedule", {"when": later(days=1)}),
    "discard": ("draft", "discard", {"reason": "重复"}),
    "emergency": ("draft", "emergency_publish", {"reason": "汛情", "secrecy_opinion": "可以"}),
    "withdraw": ("published", "withdraw", {"reason": "有误"}),
    "revise": ("published", "revise", {"changed_on": NOW.date(), "reason": ""}),
}


@pytest.mark.parametrize("act", WALKERS)
def test_each_act_is_open_to_its_roles_alone(world: World, act: str) -> None:
    reach, service, values = WALKERS[act]
    document = getattr(world, reach)()
    allowed = {
        role
        for line in TRANSITIONS
        if line.state == document.state and line.act == act
        for role in line.roles
    }
    assert allowed
    for role in [*Role, "public"]:
        if role in allowed:
            continue
        nobody = world.person(f"某{role}", role, world.unit)
        with refused("role"):
            getattr(services, service)(
                document, by=nobody, at=NOW, edition=document.edition, **values
            )
    document.refresh_from_db()
    assert document.state == ("published" if reach == "published" else reach)


@pytest.mark.parametrize(
    "act",
    [name for name in WALKERS if name not in ("publish", "schedule", "withdraw", "emergency")],
)
def test_same_role_of_another_unit_is_refused(world: World, act: str) -> None:
    reach, service, values = WALKERS[act]
    document = getattr(world, reach)()
    roles = next(
        line.roles for line in TRANSITIONS if (line.state, line.act) == (document.state, act)
    )
    stranger = world.person("外人", roles[0], world.other)
    with refused("own_unit"):
        getattr(services, service)(
            document, by=stranger, at=NOW, edition=document.edition, **values
        )


@pytest.mark.parametrize("act", WALKERS)
def test_every_act_on_a_stale_edition_is_refused(world: World, act: str) -> None:
    reach, service, values = WALKERS[act]
    document = getattr(world, reach)()
    with refused("document.stale"):
        getattr(services, service)(
            document, by=world.publisher, at=NOW, edition=document.edition - 1, **values
        )


def also(person: Actor, role: str, world: World) -> Actor:
    """The same person in another role."""
    return Actor(person.account_id, person.name, role, world.unit.pk, world.unit.name)


def test_nobody_approves_what_he_drafted(world: World) -> None:
    document = world.with_leader()
    with refused("not_own_work"):
        services.approve(
            document, by=also(world.clerk, "leader", world), at=NOW, edition=document.edition
        )


def test_nobody_approves_what_he_changed(world: World) -> None:
    document = world.draft()
    second = world.person("王二", Role.CLERK, world.unit)
    services.save(document, Content({"title": "改"}), by=second, at=NOW, edition=1)
    document.refresh_from_db()
    document = world.submit(document)
    with refused("not_own_work"):
        services.approve(document, by=also(second, "leader", world), at=NOW, edition=3)


def test_nobody_approves_what_he_submitted(world: World) -> None:
    document = world.draft()
    document = services.submit(document, by=world.publisher, at=NOW, edition=1)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    with refused("not_own_work"):
        services.publish(document, by=world.publisher, at=NOW, edition=document.edition)


def test_one_person_does_not_take_two_reviews(world: World) -> None:
    document = world.with_confidentiality()
    with refused("not_reviewed_before"):
        services.secrecy_clear(
            document,
            by=also(world.leader, "confidentiality", world),
            at=NOW,
            edition=document.edition,
        )
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    with refused("not_reviewed_before"):
        services.publish(
            document,
            by=also(world.secrecy, "disclosure_office", world),
            at=NOW,
            edition=document.edition,
        )


@pytest.mark.parametrize(
    ("reach", "who"),
    [
        ("with_leader", "leader"),
        ("with_confidentiality", "secrecy"),
        ("with_office", "publisher"),
    ],
)
def test_return_asks_for_an_opinion_and_voids_the_round(world: World, reach: str, who: str) -> None:
    document = getattr(world, reach)()
    by = getattr(world, who)
    with refused("return.opinion"):
        services.return_for_changes(document, opinion=" ", by=by, at=NOW, edition=document.edition)
    document = services.return_for_changes(
        document, opinion="第二段数据不对", by=by, at=NOW, edition=document.edition
    )
    assert document.state == "draft"
    assert last_act(document).reason == "第二段数据不对"
    again = world.submit(document)
    assert again.round == 2
    again = services.approve(again, by=world.leader, at=NOW, edition=again.edition)
    with refused("state"):
        services.publish(again, by=world.publisher, at=NOW, edition=again.edition)


def test_recalled_draft_goes_through_all_reviews_anew(world: World) -> None:
    document = world.with_leader()
    document = services.recall(document, by=world.clerk, at=NOW, edition=document.edition)
    assert (document.state, world.submit(document).round) == ("draft", 2)


def test_clearing_enters_the_ledger(world: World) -> None:
    document = world.with_office(summary="开学安排")
    line = ConfidentialityReview.objects.get()
    assert (line.document_id, line.unit, line.title) == (document.pk, world.unit, document.title)
    assert (line.summary, line.attribute, line.finding) == ("开学安排", "proactive", "pass")
    assert (line.reviewer_name, line.reviewed_on) == ("孙静", NOW.date())
    assert JournalEntry.objects.get(seq=line.entry_seq).act == "document.clear"


def test_doubt_names_the_body_asked_and_is_settled_by_the_same_reviewer(world: World) -> None:
    document = world.with_confidentiality()
    edition = document.edition
    with refused("secrecy.opinion"):
        services.refer(
            document, opinion="", referred_to="县保密局", by=world.secrecy, at=NOW, edition=edition
        )
    with refused("secrecy.referred_to"):
        services.refer(
            document, opinion="疑", referred_to=" ", by=world.secrecy, at=NOW, edition=edition
        )
    document = services.refer(
        document, opinion="疑", referred_to="县保密局", by=world.secrecy, at=NOW, edition=edition
    )
    assert document.state == "referred"
    document = services.secrecy_clear(
        document, by=world.secrecy, at=later(days=2), edition=document.edition
    )
    assert document.state == "with_office"
    findings = ConfidentialityReview.objects.order_by("pk").values_list("finding", flat=True)
    assert list(findings) == ["refer", "pass"]


def test_refusal_gives_its_grounds_and_returns_the_draft(world: World) -> None:
    document = world.with_confidentiality()
    with refused("secrecy.opinion"):
        services.refuse(document, opinion="", by=world.secrecy, at=NOW, edition=document.edition)
    document = services.refuse(
        document, opinion="含未公开规划", by=world.secrecy, at=NOW, edition=document.edition
    )
    line = ConfidentialityReview.objects.get()
    assert (document.state, line.finding, line.opinion) == ("draft", "refuse", "含未公开规划")


def test_remarks_are_made_under_review_by_those_who_have_a_part_in_it(world: World) -> None:
    draft = world.draft()
    with refused("comment.state"):
        services.comment(draft, text="改", by=world.leader, at=NOW)
    document = world.submit(draft)
    for who in (world.supervisor, world.it):
        with refused("role"):
            services.comment(document, text="改", by=who, at=NOW)
    with refused("own_unit"):
        other = world.person("外人", Role.LEADER, world.other)
        services.comment(document, text="改", by=other, at=NOW)
    with refused("comment.text"):
        services.comment(document, text=" ", by=world.leader, at=NOW)
    row = services.comment(document, text="数据待核", by=world.leader, at=NOW, block=2)
    assert (row.block, row.author_name) == (2, "钱进")
    assert last_act(document).detail == {"comment": row.pk, "block": 2}
    with refused("role"):
        services.resolve_comment(row, by=world.supervisor, at=NOW)
    services.resolve_comment(row, by=world.clerk, at=NOW)
    assert last_act(document).act == "document.resolve_comment"
    count = JournalEntry.objects.count()
    services.resolve_comment(row, by=world.clerk, at=NOW)
    assert JournalEntry.objects.count() == count


def test_refused_submission_leaves_the_findings_to_be_settled(world: World) -> None:
    document = world.draft(body_html=f"<p>身份证号{ID_NUMBER}。</p>")
    with refused("gate_clear"):
        world.submit(document)

    finding = Finding.objects.get()
    assert (finding.subject_id, finding.settlement) == (str(document.pk), "open")
    assert not JournalEntry.objects.filter(act="document.submit").exists()
