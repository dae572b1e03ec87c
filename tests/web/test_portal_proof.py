"""The proof of a publication: reviews as the snapshot keeps them, later reviews, and reforms."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from mingtang.disclosure import services as disclosure
from mingtang.disclosure.models import Document, Review
from mingtang.duties.models import Duty, DutyEvent
from mingtang.orgs.models import Unit
from mingtang.orgs.succession import rename_unit
from mingtang.portal.proof import proof_of
from mingtang.register.integrity import check_register
from mingtang.register.models import Entry, Snapshot
from tests.spine import NOW, TODAY, make_actor, make_section, make_unit
from tests.web.portal_data import SYSTEM, public_entry, reviewed_document

pytestmark = pytest.mark.django_db
STEPS = [
    ("提交", "信息员"),
    ("单位负责人审核", "单位负责人"),
    ("保密审查", "保密审查员"),
    ("政务公开办终审", "政务公开办"),
]


def steps_of(entry: Entry) -> list[list[tuple[str, str]]]:
    versions = proof_of(entry, today=TODAY).versions
    return [[(step.label, step.role) for step in version.steps] for version in versions]


def test_reviews_are_read_from_the_snapshot_and_not_from_the_work(client: Client) -> None:
    entry = reviewed_document().entry
    assert entry is not None
    assert steps_of(entry) == [STEPS]
    Review.objects.all().delete()
    assert steps_of(entry) == [STEPS]
    page = client.get(entry.register_url).content.decode()
    assert "保密审查员" in page
    for name in ("赵磊", "周强", "李静", "王芳"):
        assert name not in page
        assert name not in str(Snapshot.objects.get().reviews)


def test_reviews_are_no_part_of_the_content_hash() -> None:
    entry = reviewed_document().entry
    assert entry is not None
    assert not list(check_register())
    assert "reviews" not in entry.current.metadata


def revised_document() -> None:
    """A document that was published, revised and published again through every review."""
    document = reviewed_document()
    begin_revision(document)
    for hours, (act, name, role) in enumerate(
        (
            (disclosure.submit, "赵磊", "clerk"),
            (disclosure.approve, "周强", "leader"),
            (disclosure.secrecy_clear, "李静", "confidentiality"),
            (disclosure.publish, "王芳", "disclosure_office"),
        ),
        10,
    ):
        document = Document.objects.get()
        by = make_actor(name, role, document.unit)
        act(document, by=by, at=NOW + timedelta(hours=hours), edition=document.edition)


def begin_revision(document: Document) -> None:
    disclosure.revise(
        document,
        changed_on=TODAY,
        reason="更正",
        by=make_actor("赵磊", "clerk", document.unit),
        at=NOW + timedelta(hours=9),
        edition=document.edition,
    )


def test_revision_under_way_shows_none_of_its_reviews() -> None:
    begin_revision(reviewed_document())
    assert steps_of(Entry.objects.get()) == [STEPS]


def test_revision_keeps_its_own_reviews() -> None:
    revised_document()
    assert steps_of(Entry.objects.get()) == [STEPS, STEPS]
    first, second = Snapshot.objects.order_by("number")
    assert {row["seq"] for row in first.reviews}.isdisjoint(row["seq"] for row in second.reviews)


@pytest.mark.parametrize(("agrees", "word"), [(True, "同意"), (False, "不同意")])
def test_review_after_an_emergency_shows_on_the_version(
    client: Client, agrees: bool, word: str
) -> None:
    unit = make_unit("云溪县水务局", 1)
    clerk, office = make_actor("赵磊", "clerk", unit), make_actor("王芳", "disclosure_office", unit)
    values = {
        "title": "关于山洪预警的通告",
        "genre": "notice",
        "made_on": TODAY,
        "home": make_section(),
        "body_html": "<p>请立即转移。</p>",
    }
    document = disclosure.create(
        unit=unit, content=disclosure.Content(values=values), by=clerk, at=NOW
    )
    entry = disclosure.emergency_publish(
        document, reason="山洪预警", secrecy_opinion="不涉密", by=office, at=NOW, edition=1
    )
    assert steps_of(entry) == [[("紧急发布", "政务公开办")]]
    document.refresh_from_db()
    disclosure.post_review(
        document,
        agrees=agrees,
        opinion="已核对",
        by=make_actor("周强", "leader", unit),
        at=NOW + timedelta(hours=1),
        edition=document.edition,
    )
    assert steps_of(entry) == [[("紧急发布", "政务公开办"), (f"事后补审：{word}", "单位负责人")]]
    assert f"事后补审：{word}" in client.get(entry.register_url).content.decode()


def test_reform_that_changed_the_responsible_unit_is_shown(client: Client) -> None:
    old = make_unit("云溪县水务局", 1)
    entry = public_entry(unit=old)
    other = public_entry("other", unit=make_unit("云溪县教育局", 2))
    rename_unit(
        old,
        name="云溪县水利局",
        short_name="水利局",
        on=TODAY,
        by=SYSTEM,
        at=NOW,
        document="云政发",
    )
    middle = Unit.objects.get(name="云溪县水利局")
    rename_unit(middle, name="云溪县水利和湖泊局", short_name="水利局", on=TODAY, by=SYSTEM, at=NOW)
    page = client.get(entry.register_url).content.decode()
    assert "责任单位变更：云溪县水务局 → 云溪县水利局" in page
    assert "责任单位变更：云溪县水利局 → 云溪县水利和湖泊局" in page
    assert "责任单位变更" not in client.get(other.register_url).content.decode()


def test_database_still_refuses_to_change_a_snapshot() -> None:
    public_entry()
    with pytest.raises(Exception, match="never changed"), connection.cursor() as cursor:
        cursor.execute("UPDATE register_snapshot SET reviews = '[]'")


def test_acts_stand_in_the_order_of_the_chain_and_the_page_says_what_belongs_together(
    client: Client,
) -> None:
    entry = reviewed_document().entry
    assert entry is not None
    entered, decided = proof_of(entry, today=TODAY).acts
    assert (decided.what, entered.what) == ("终审通过，立即发布", "编入目录并公开")
    assert decided.seq == entered.seq + 1
    assert decided.at == entered.at
    page = client.get(entry.register_url).content.decode()
    assert "编入目录和终审通过是同一次办理" in page


def test_a_revision_has_its_own_limit_and_its_own_part_of_the_journal(client: Client) -> None:
    revised_document()
    entry = Entry.objects.get()
    proof = proof_of(entry, today=TODAY)
    assert [(each.version, each.duty.start_on) for each in proof.limits] == [
        (1, (NOW - timedelta(days=4)).date()),
        (2, TODAY),
    ]
    assert proof.unlimited == []
    first, second = ([act.what for act in each.acts] for each in proof.chapters)
    assert first == ["编入目录并公开", "终审通过，立即发布"]
    assert second == ["修订后重新公开", "终审通过，立即发布"]
    assert [act.seq for act in proof.acts] == sorted(act.seq for act in proof.acts)
    page = client.get(entry.register_url).content.decode()
    limits = page.partition('id="limits-title"')[2].partition('id="journal-title"')[0]
    assert limits.index("第 1 版：从成文起算") < limits.index("第 2 版：从信息变更起算")
    journal = page.partition('id="journal-title"')[2].partition("</section>")[0]
    assert journal.index("第 1 版，") < journal.index("第 2 版，") < journal.index("修订后重新公开")


def test_a_publication_without_a_limit_says_so(client: Client) -> None:
    revised_document()
    entry = Entry.objects.get()
    DutyEvent.objects.filter(duty__start_on=TODAY).delete()
    Duty.objects.filter(start_on=TODAY).delete()
    page = client.get(entry.register_url).content.decode()
    assert "第 2 版没有公开期限的记录。" in page


@pytest.mark.parametrize("revised", [False, True])
def test_only_entries_of_the_journal_that_are_shown_are_cited(
    client: Client, revised: bool
) -> None:
    if revised:
        revised_document()
    else:
        reviewed_document()
    entry = Entry.objects.get()
    shown = {act.seq for act in proof_of(entry, today=TODAY).acts}
    page = client.get(entry.register_url).content.decode()
    cited = {int(each) for each in re.findall(r"日志第 (\d+) 条", page)}
    assert cited and cited <= shown


def test_what_follows_later_stays_in_the_order_of_the_chain() -> None:
    document = reviewed_document()
    document.refresh_from_db()
    assert document.entry is not None
    disclosure.withdraw(
        document,
        reason="数据有误",
        by=make_actor("王芳", "disclosure_office", document.unit),
        at=NOW + timedelta(days=3),
        edition=document.edition,
    )
    numbers = [act.seq for act in proof_of(document.entry, today=TODAY).acts]
    assert numbers[2:] == sorted(numbers[2:])
    assert min(numbers[2:]) > max(numbers[:2])
