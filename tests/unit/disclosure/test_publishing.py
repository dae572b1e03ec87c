"""Publication: at once, timed, in an emergency, again after a change, and taken off."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import ConfidentialityReview, Document
from mingtang.disclosure.services import Content, Related
from mingtang.disclosure.services.publishing import ReleaseFailed
from mingtang.duties import periodic
from mingtang.duties.models import Duty
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register import followers
from mingtang.register.models import Entry
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import MADE_ON, NOW, World, later


def duty_of(document: Document) -> Duty:
    return Duty.objects.about("disclosure.document", document.pk).latest("pk")


def test_publication_enters_the_register_and_proves_itself(world: World) -> None:
    document = world.published()
    entry = document.entry
    assert (entry.publisher_name, entry.title) == (world.unit.name, document.title)
    assert entry.current.body_html == document.body_html
    assert (entry.review_steps, entry.emergency) == (3, False)
    proof = JournalEntry.objects.showable().filter(act="document.publish").get()
    assert proof.detail["index_number"] == entry.index_number
    assert proof.basis == "政府信息公开条例第二十六条"
    assert verify_chain().whole


def test_duty_to_publish_runs_from_the_making_and_is_met(world: World) -> None:
    document = world.draft()
    duty = duty_of(document)
    assert (duty.rule, duty.start_on, duty.status) == ("foi.publish", MADE_ON, "open")
    assert duty.due_on == date(2026, 12, 14)  # 20 working days after 16 November 2026
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    duty.refresh_from_db()
    assert (duty.status, duty.met, duty.ended_on) == ("fulfilled", True, NOW.date())


def test_late_publication_misses_the_duty(world: World) -> None:
    duty = duty_of(world.published(made_on=date(2026, 3, 2)))
    assert (duty.status, duty.met) == ("fulfilled", False)


def test_duty_follows_the_day_of_making_and_the_title(world: World) -> None:
    document = world.draft()
    first = duty_of(document)
    saved = services.save(
        document,
        Content({"made_on": date(2026, 11, 10), "title": "新"}),
        by=world.clerk,
        at=NOW,
        edition=1,
        clock_reason="落款日期录错",
    )
    first.refresh_from_db()
    second = duty_of(document)
    assert first.status == "void"
    assert (second.start_on, second.subject_label) == (date(2026, 11, 10), "新")
    services.save(saved, Content({"title": "更新"}), by=world.clerk, at=NOW, edition=2)
    second.refresh_from_db()
    assert (second.subject_label, second.status) == ("更新", "open")
    assert duty_of(document) == second


@pytest.mark.parametrize(
    "changes",
    [
        {"attribute": "on_request", "attribute_reason": "第三方商业秘密"},
        {"earlier_published_on": date(2026, 11, 18)},
        {"made_on": None},
        {"made_on": date(2007, 5, 8)},
    ],
)
def test_no_duty_arises_where_there_is_nothing_to_publish_anew(world: World, changes: dict) -> None:
    document = world.draft(**changes)
    assert Document.objects.filter(pk=document.pk).exists()
    assert not Duty.objects.exists()


def test_duty_falls_away_with_the_draft(world: World) -> None:
    document = world.draft()
    services.discard(document, reason="重复", by=world.clerk, at=NOW, edition=1)
    assert duty_of(document).status == "void"


def test_not_proactive_document_is_kept_and_never_published(world: World) -> None:
    document = world.with_office(attribute="on_request", attribute_reason="涉及第三方")
    with refused("proactive"):
        services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    kept = services.keep(document, by=world.publisher, at=NOW, edition=document.edition)
    assert (kept.state, kept.entry) == ("kept", None)
    assert not Entry.objects.exists()


def test_proactive_document_is_not_kept_back(world: World) -> None:
    document = world.with_office()
    with refused("not_proactive"):
        services.keep(document, by=world.publisher, at=NOW, edition=document.edition)


def test_timed_publication_waits_for_its_time_and_runs_once(world: World) -> None:
    document = world.with_office()
    with refused("schedule.past"):
        services.schedule(document, when=NOW, by=world.publisher, at=NOW, edition=document.edition)
    document = services.schedule(
        document, when=later(hours=8), by=world.publisher, at=NOW, edition=document.edition
    )
    assert document.state == "scheduled"
    assert services.release_due(later(hours=7)) == 0
    assert services.release_due(later(days=3)) == 1
    assert services.release_due(later(days=3)) == 0
    document.refresh_from_db()
    assert (document.state, document.scheduled_for) == ("published", None)
    assert document.entry.review_steps == 3
    entry = JournalEntry.objects.get(act="document.release")
    assert (entry.actor_role, entry.actor_name) == ("system", "系统")


def test_fault_with_one_timed_document_keeps_no_other_and_is_shown(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    timed = []
    for hours in (1, 2, 3):
        document = world.with_office(title=f"第 {hours} 号通知", doc_number="")
        timed.append(
            services.schedule(
                document,
                when=later(hours=hours),
                by=world.publisher,
                at=NOW,
                edition=document.edition,
            )
        )
    broken = timed[0]
    # What follows the register of new entries reads a file that is not there any more.
    monkeypatch.setattr(followers, "_followers", [partial(read_missing, broken.title)])
    with caplog.at_level("ERROR"), pytest.raises(ReleaseFailed, match=rf"已发布 2 件.*{broken.pk}"):
        services.release_due(later(days=1))
    assert "FileNotFoundError" in caplog.text
    states = Document.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["scheduled", "published", "published"]
    assert Entry.objects.count() == 2
    results = {each.name: each for each in periodic.run_all(later(days=1))}
    assert "出错未发布 1 件" in results["disclosure.release"].fault
    monkeypatch.setattr(followers, "_followers", [])
    assert services.release_due(later(days=1)) == 1


def read_missing(title: str, entry: Entry) -> None:
    if entry.title == title:
        Path("/nowhere/file").read_bytes()


def test_taking_a_timed_publication_back_needs_new_reviews(world: World) -> None:
    document = world.with_office()
    document = services.schedule(
        document, when=later(hours=8), by=world.publisher, at=NOW, edition=document.edition
    )
    document = services.unschedule(
        document, reason="内容要改", by=world.publisher, at=NOW, edition=document.edition
    )
    assert (document.state, document.scheduled_for) == ("draft", None)
    assert services.release_due(later(days=1)) == 0


def test_emergency_is_recorded_as_such_with_its_secrecy_review(world: World) -> None:
    document = world.draft()
    for values, code in (
        ({"reason": " ", "secrecy_opinion": "可以公开"}, "emergency.reason"),
        ({"reason": "山洪预警", "secrecy_opinion": " "}, "emergency.secrecy"),
    ):
        with refused(code):
            services.emergency_publish(document, by=world.publisher, at=NOW, edition=1, **values)
    entry = services.emergency_publish(
        document,
        reason="山洪预警",
        secrecy_opinion="不涉密",
        by=world.publisher,
        at=NOW,
        edition=1,
    )
    assert (entry.emergency, entry.review_steps) == (True, 1)
    line = ConfidentialityReview.objects.get()
    assert (line.reviewer_name, line.finding, line.opinion) == ("李敏", "pass", "不涉密")
    proof = JournalEntry.objects.get(act="document.emergency")
    assert (proof.reason, proof.public, proof.detail["emergency"]) == ("山洪预警", True, True)


def test_revision_keeps_the_index_number_and_the_former_snapshot(world: World) -> None:
    document = world.published()
    number = document.entry.index_number
    document = services.revise(
        document,
        changed_on=NOW.date(),
        reason="数据更新",
        by=world.clerk,
        at=later(days=1),
        edition=document.edition,
    )
    assert (document.state, document.revision) == ("draft", 2)
    duty = duty_of(document)
    assert (duty.status, duty.start_on) == ("open", NOW.date())
    entry = Entry.objects.get()
    assert entry.current.number == 1, "the public reads the old text until the new one is out"
    document = services.save(
        document,
        Content({"body_html": "<p>新数据</p>"}),
        by=world.clerk,
        at=later(days=1),
        edition=document.edition,
    )
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    services.publish(document, by=world.publisher, at=later(days=2), edition=document.edition)
    entry.refresh_from_db()
    assert (entry.index_number, entry.snapshots.count()) == (number, 2)
    assert entry.current.body_html == "<p>新数据</p>"
    assert entry.published_on == NOW.date()
    duty.refresh_from_db()
    assert (duty.status, duty.met) == ("fulfilled", True)


def test_public_version_is_withdrawn_while_its_revision_is_under_way(world: World) -> None:
    document = world.published()
    document = services.revise(
        document,
        changed_on=NOW.date(),
        reason="",
        by=world.clerk,
        at=NOW,
        edition=document.edition,
    )
    seen = document.edition
    withdrawn = services.withdraw(
        document, reason="数据有误", by=world.publisher, at=NOW, edition=seen
    )
    assert withdrawn.state == "withdrawn"
    assert (withdrawn.entry.withdrawal_reason, withdrawn.entry.current) == ("数据有误", None)
    assert duty_of(document).status == "void"
    with refused("document.stale"):
        services.submit(document, by=world.clerk, at=NOW, edition=seen)


def test_withdrawal_gives_its_reason_and_happens_once(world: World) -> None:
    document = world.published()
    with refused("withdraw.reason"):
        services.withdraw(
            document, reason=" ", by=world.publisher, at=NOW, edition=document.edition
        )
    document = services.withdraw(
        document, reason="有误", by=world.publisher, at=NOW, edition=document.edition
    )
    proof = JournalEntry.objects.get(act="register.withdraw")
    assert (proof.reason, proof.public) == ("有误", True)
    with refused("state"):
        services.withdraw(
            document, reason="再", by=world.publisher, at=NOW, edition=document.edition
        )


def test_draft_that_was_never_public_is_not_withdrawn(world: World) -> None:
    document = world.draft()
    with refused("is_public"):
        services.withdraw(document, reason="误", by=world.publisher, at=NOW, edition=1)


def test_withdrawn_document_comes_back_through_all_reviews(world: World) -> None:
    document = world.published()
    document = services.withdraw(
        document, reason="有误", by=world.publisher, at=NOW, edition=document.edition
    )
    document = services.revise(
        document, changed_on=NOW.date(), reason="", by=world.clerk, at=NOW, edition=document.edition
    )
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    entry = services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    assert (entry.withdrawn, entry.snapshots.count()) == (False, 2)


def test_links_mark_the_older_document(world: World) -> None:
    older = world.published()
    newer = world.draft(title="新办法", doc_number="")
    newer = services.save(
        newer, Content(links=(Related(older.entry, "replaces"),)), by=world.clerk, at=NOW, edition=1
    )
    newer = world.submit(newer)
    newer = services.approve(newer, by=world.leader, at=NOW, edition=newer.edition)
    newer = services.secrecy_clear(newer, by=world.secrecy, at=NOW, edition=newer.edition)
    entry = services.publish(newer, by=world.publisher, at=NOW, edition=newer.edition)
    older.entry.refresh_from_db()
    assert (older.entry.validity, older.entry.successor) == ("repealed", entry)


def test_an_unlawful_release_stays_and_the_others_go_out(world: World) -> None:
    documents = []
    for serial in (1, 2):
        document = world.with_office(doc_number="", title=f"通知{serial}")
        documents.append(
            services.schedule(
                document,
                when=later(hours=serial),
                by=world.publisher,
                at=NOW,
                edition=document.edition,
            )
        )
    Document.objects.filter(pk=documents[0].pk).update(attribute="closed", attribute_reason="密")
    assert services.release_due(NOW + timedelta(days=1)) == 1
    states = dict(Document.objects.values_list("title", "state"))
    assert states == {"通知1": "scheduled", "通知2": "published"}
