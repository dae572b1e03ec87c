"""Drafts: who may write what, what is refused, what is kept of each edition."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Version
from mingtang.disclosure.services import Content, Related
from mingtang.journal.models import Entry as JournalEntry
from mingtang.statute.violations import RuleViolation
from tests.unit.disclosure.world import MADE_ON, NOW, World, later


def refused(code: str):  # type: ignore[no-untyped-def]
    """The act inside must be refused with this code."""
    return pytest.raises(RuleViolation, check=lambda violation: violation.code == code)


def test_draft_belongs_to_its_unit_and_is_journalled(world: World) -> None:
    document = world.draft()
    assert (document.state, document.edition, document.unit) == ("draft", 1, world.unit)
    entry = JournalEntry.objects.about("disclosure.document", document.pk).get()
    assert (entry.act, entry.actor_name, entry.actor_role) == ("document.create", "赵磊", "clerk")
    assert entry.basis == "系统流程规则"
    assert Version.objects.get(document=document).metadata["doc_number"] == "云溪教发〔2026〕18号"


@pytest.mark.parametrize("who", ["leader", "secrecy", "supervisor", "it"])
def test_only_clerks_and_the_office_draft(world: World, who: str) -> None:
    with refused("role"):
        world.draft(by=getattr(world, who))


def test_clerk_does_not_draft_for_another_unit(world: World) -> None:
    with refused("document.unit"):
        world.draft(by=world.stranger)


def test_office_may_draft_for_any_unit(world: World) -> None:
    assert world.draft(by=world.publisher).unit == world.unit


def test_dissolved_unit_gets_no_draft(world: World) -> None:
    world.unit.ended_on = date(2026, 11, 1)
    world.unit.save()
    with refused("document.unit"):
        world.draft()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", "  ", "document.title"),
        ("title", "长" * 301, "document.title"),
        ("summary", "长" * 301, "document.summary"),
        ("doc_number", "长" * 61, "document.doc_number"),
    ],
)
def test_unstorable_values_are_refused_by_name(
    world: World, field: str, value: str, code: str
) -> None:
    with refused(code):
        world.draft(**{field: value})


def test_validity_cannot_end_before_it_begins(world: World) -> None:
    with refused("document.valid_until"):
        world.draft(valid_from=date(2026, 12, 1), valid_until=date(2026, 11, 30))


def test_document_number_is_brought_to_its_standard_form(world: World) -> None:
    assert world.draft(doc_number="云溪教发[2026]18号").doc_number == "云溪教发〔2026〕18号"


def test_malformed_document_number_is_kept_in_the_draft_and_refused_on_submission(
    world: World,
) -> None:
    document = world.draft(doc_number="教发2026第18")
    assert document.doc_number == "教发2026第18"
    with pytest.raises(RuleViolation, match="文号"):
        world.submit(document)


def test_pasted_script_does_not_reach_the_draft(world: World) -> None:
    body = '<p onclick="x()">甲</p><script>alert(1)</script><a href="javascript:x()">乙</a>'
    html = world.draft(body_html=body + "<svg onload=x()></svg>").body_html
    assert "甲" in html and "乙" in html
    assert not any(bad in html for bad in ("script", "onclick", "svg", "onload"))


def test_save_raises_the_edition_keeps_the_former_text_and_says_what_changed(world: World) -> None:
    document = world.draft()
    saved = services.save(
        document,
        Content({"title": "新标题", "body_html": "<p>新</p>"}),
        by=world.clerk,
        at=later(hours=1),
        edition=1,
    )
    saved.refresh_from_db()
    assert (saved.title, saved.body_html, saved.edition) == ("新标题", "<p>新</p>", 2)
    assert [version.edition for version in saved.versions.all()] == [2, 1]
    entry = JournalEntry.objects.filter(act="document.save").get()
    assert entry.detail["changed"] == ["title", "body_html"]


def test_stale_edition_is_refused_and_nothing_is_written(world: World) -> None:
    document = world.draft()
    services.save(document, Content({"title": "先到"}), by=world.clerk, at=NOW, edition=1)
    with refused("document.stale"):
        services.save(document, Content({"title": "后到"}), by=world.publisher, at=NOW, edition=1)
    document.refresh_from_db()
    assert document.title == "先到"
    assert JournalEntry.objects.filter(act="document.save").count() == 1


@pytest.mark.parametrize("who", ["leader", "secrecy", "stranger", "supervisor", "it"])
def test_others_do_not_save(world: World, who: str) -> None:
    document = world.draft()
    with pytest.raises(RuleViolation):
        services.save(document, Content({"title": "改"}), by=getattr(world, who), at=NOW, edition=1)


def test_text_under_review_is_not_changed(world: World) -> None:
    document = world.with_leader()
    with refused("state"):
        services.save(document, Content({"title": "改"}), by=world.clerk, at=NOW, edition=2)


def test_saving_confirms_what_an_import_guessed(world: World) -> None:
    document = services.create(
        unit=world.unit,
        content=Content(world.values()),
        by=world.clerk,
        at=NOW,
        guesses={"made_on": "落款日期"},
    )
    with pytest.raises(RuleViolation, match="推断"):
        world.submit(document)
    saved = services.save(document, Content({}), by=world.clerk, at=NOW, edition=1)
    assert saved.guesses == {}
    entry = JournalEntry.objects.filter(act="document.save").get()
    assert entry.detail["confirmed"] == ["made_on"]
    assert world.submit(saved).state == "with_leader"


def test_further_sections_leave_out_the_home(world: World) -> None:
    document = world.draft()
    services.save(
        document, Content(sections=(world.home, world.more)), by=world.clerk, at=NOW, edition=1
    )
    assert list(document.sections.all()) == [world.more]


def test_document_is_not_related_to_itself(world: World) -> None:
    document = world.published()
    revised = services.revise(
        document,
        changed_on=MADE_ON,
        reason="",
        by=world.clerk,
        at=later(days=1),
        edition=document.edition,
    )
    link = Related(document.entry, "amends")
    with refused("document.links"):
        services.save(
            revised, Content(links=(link,)), by=world.clerk, at=NOW, edition=revised.edition
        )


def test_discarding_asks_for_a_reason(world: World) -> None:
    document = world.draft()
    with refused("document.reason"):
        services.discard(document, reason=" ", by=world.clerk, at=NOW, edition=1)
    discarded = services.discard(document, reason="重复", by=world.clerk, at=NOW, edition=1)
    assert discarded.state == "discarded"
    assert JournalEntry.objects.get(act="document.discard").reason == "重复"


def test_published_document_is_not_discarded(world: World) -> None:
    document = world.published()
    revised = services.revise(
        document,
        changed_on=MADE_ON,
        reason="",
        by=world.clerk,
        at=NOW,
        edition=document.edition,
    )
    with refused("never_published"):
        services.discard(revised, reason="误", by=world.clerk, at=NOW, edition=revised.edition)


@pytest.mark.parametrize("days", [1, -365])
def test_change_lies_between_making_and_today(world: World, days: int) -> None:
    document = world.published()
    with refused("document.changed_on"):
        services.revise(
            document,
            changed_on=NOW.date() + timedelta(days=days),
            reason="",
            by=world.clerk,
            at=NOW,
            edition=document.edition,
        )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"made_on": None}, "成文日期"),
        ({"made_on": date(2026, 11, 21)}, "将来"),
        ({"made_on": date(1949, 9, 30)}, "1949"),
        ({"home": None}, "栏目"),
        ({"body_html": ""}, "正文"),
        ({"attribute": "closed"}, "理由"),
        ({"earlier_published_on": date(2026, 11, 1)}, "此前"),
    ],
)
def test_incomplete_document_is_not_submitted(world: World, changes: dict, words: str) -> None:
    document = world.draft(**changes)
    with pytest.raises(RuleViolation, match=words):
        world.submit(document)
    document.refresh_from_db()
    assert document.state == "draft"


def test_document_made_today_is_complete_in_the_first_hours_of_the_day(world: World) -> None:
    early = NOW.replace(hour=1)
    document = world.draft(at=early, made_on=early.date())
    assert world.submit(document, at=early).state == "with_leader"
