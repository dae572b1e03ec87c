"""A reason for letting a finding stand: it must be one, and the reviewers may not accept it."""

from __future__ import annotations

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Finding
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import BODY, ID_NUMBER, NOW, World

SECRET = "<p>机密★10年</p>"
WHY = "本件已于二〇二〇年解密，见解密通知"


def justify(document: Document, finding: Finding, by: Actor, reason: str = WHY) -> Finding:
    return services.justify_finding(
        document, finding, reason=reason, by=by, at=NOW, edition=document.edition
    )


def marked(world: World, body: str = SECRET) -> tuple[Document, Finding]:
    """A draft with a finding for which the drafter has given his reason."""
    document = world.draft(body_html=body + BODY)
    services.examine_document(document, by=world.clerk, at=NOW)
    return document, justify(document, Finding.objects.get(), world.clerk)


def to_confidentiality(world: World, document: Document) -> Document:
    document = world.submit(document)
    return services.approve(document, by=world.leader, at=NOW, edition=document.edition)


def clear(world: World, document: Document) -> Document:
    return services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)


def confirm(document: Document, finding: Finding, by: Actor) -> Finding:
    return services.confirm_finding(document, finding, by=by, at=NOW, edition=document.edition)


@pytest.mark.parametrize(
    "reason",
    ["aaaa", "aaaaaaaa", "111111111", "。。。。。。。", "ababababab", "可以公开", " 依 法 "],
)
@pytest.mark.parametrize("body", [SECRET, f"<p>身份证号{ID_NUMBER}</p>"])
def test_a_key_held_down_is_no_reason(world: World, body: str, reason: str) -> None:
    document = world.draft(body_html=body)
    services.examine_document(document, by=world.clerk, at=NOW)
    with refused("gate.reason"):
        justify(document, Finding.objects.get(), world.clerk, reason)


@pytest.mark.parametrize("body", [SECRET, "<p>内部资料</p>", "<p>此件不予公开</p>"])
def test_a_marking_does_not_pass_on_the_drafters_reason_alone(world: World, body: str) -> None:
    document, finding = marked(world, body)
    document = to_confidentiality(world, document)
    with refused("markings_confirmed"):
        clear(world, document)
    confirm(document, finding, world.secrecy)
    finding.refresh_from_db()
    assert finding.confirmed_by == "孙静"
    assert JournalEntry.objects.get(act="gate.confirm").actor_name == "孙静"
    assert clear(world, document).state == "with_office"


def test_an_authority_in_doubt_does_not_replace_the_confirmation(world: World) -> None:
    document = to_confidentiality(world, marked(world)[0])
    document = services.refer(
        document,
        opinion="难以确定",
        referred_to="县保密局",
        by=world.secrecy,
        at=NOW,
        edition=document.edition,
    )
    with refused("markings_confirmed"):
        clear(world, document)


def test_a_marking_is_not_published_in_an_emergency_either(world: World) -> None:
    document, _ = marked(world)
    with refused("markings_confirmed"):
        services.emergency_publish(
            document,
            reason="山洪预警",
            secrecy_opinion="可以公开",
            by=world.publisher,
            at=NOW,
            edition=document.edition,
        )


def test_nor_on_a_reason_that_the_office_gives_at_the_end(world: World) -> None:
    document = world.with_office()
    Document.objects.filter(pk=document.pk).update(body_html=SECRET + BODY, gate_stamp="")
    document.refresh_from_db()
    services.examine_document(document, by=world.publisher, at=NOW)
    justify(document, Finding.objects.get(), world.publisher)
    for act, more in ((services.publish, {}), (services.schedule, {"when": NOW.replace(hour=18)})):
        with refused("markings_confirmed"):
            act(document, by=world.publisher, at=NOW, edition=document.edition, **more)


def test_only_the_confidentiality_reviewer_confirms_and_not_his_own_text(world: World) -> None:
    document, finding = marked(world)
    document = to_confidentiality(world, document)
    with refused("role"):
        confirm(document, finding, world.publisher)
    both = Actor(world.clerk.account_id, "赵磊", "confidentiality", world.unit.pk, world.unit.name)
    with refused("not_own_work"):
        confirm(document, finding, both)
    confirm(document, finding, world.secrecy)
    with refused("gate.settled"):
        confirm(document, finding, world.secrecy)


def test_the_reviewers_own_reason_counts_at_once(world: World) -> None:
    document = world.with_confidentiality()
    Document.objects.filter(pk=document.pk).update(body_html=SECRET + BODY, gate_stamp="")
    document.refresh_from_db()
    services.examine_document(document, by=world.secrecy, at=NOW)
    justify(document, Finding.objects.get(), world.secrecy)
    assert clear(world, document).state == "with_office"


def test_other_findings_need_no_confirmation(world: World) -> None:
    document, finding = marked(world, f"<p>身份证号{ID_NUMBER}</p>")
    document = to_confidentiality(world, document)
    with refused("gate.confirm"):
        confirm(document, finding, world.secrecy)
    assert clear(world, document).state == "with_office"


@pytest.mark.parametrize("stage", ["leader", "secrecy", "publisher"])
def test_each_reviewer_may_reopen_what_was_justified(world: World, stage: str) -> None:
    document, finding = marked(world)
    document = world.submit(document)
    if stage != "leader":
        document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    if stage == "publisher":
        confirm(document, finding, world.secrecy)
        document = clear(world, document)
    reviewer = getattr(world, stage)
    more = {"by": reviewer, "at": NOW, "edition": document.edition}
    with refused("gate.reopen_reason"):
        services.reopen_finding(document, finding, reason=" ", **more)
    services.reopen_finding(document, finding, reason="没有解密通知", **more)
    finding.refresh_from_db()
    assert (finding.settlement, finding.confirmed_by) == ("open", "")
    assert "没有解密通知" in finding.reason and WHY in finding.reason
    entry = JournalEntry.objects.get(act="gate.reopen")
    assert (entry.actor_name, entry.reason) == (reviewer.name, "没有解密通知")
    act = {"leader": "approve", "secrecy": "secrecy_clear", "publisher": "publish"}[stage]
    with refused("gate_clear"):
        getattr(services, act)(document, **more)
    with refused("gate.reopen"):
        services.reopen_finding(document, finding, reason="没有解密通知", **more)


def test_the_drafter_does_not_reopen_and_nothing_is_reopened_in_a_draft(world: World) -> None:
    document, finding = marked(world)
    with refused("role"):
        services.reopen_finding(
            document, finding, reason="看错了", by=world.clerk, at=NOW, edition=document.edition
        )
    document = world.submit(document)
    with refused("role"):
        services.reopen_finding(
            document, finding, reason="看错了", by=world.clerk, at=NOW, edition=document.edition
        )
