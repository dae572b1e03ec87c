"""Remarks and refusals hold a draft up until somebody has dealt with them."""

from __future__ import annotations

from mingtang.disclosure import services
from mingtang.disclosure.integrity import check_documents
from mingtang.disclosure.marking import marked_body
from mingtang.disclosure.models import Document
from mingtang.disclosure.numbering import place_at, places_in
from mingtang.disclosure.queries import returned
from mingtang.disclosure.refusals import standing_refusal
from mingtang.disclosure.remarks import open_remarks, remark_rows
from mingtang.disclosure.services import Content
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import NOW, World, later

TABLED = (
    "<p>第一条</p><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    "<p>第二条</p>"
)


def save(world: World, document: Document, **values: object) -> Document:
    return services.save(
        document, Content(values), by=world.clerk, at=NOW, edition=document.edition
    )


def sent_back(world: World, document: Document) -> Document:
    return services.return_for_changes(
        document, opinion="请改", by=world.leader, at=NOW, edition=document.edition
    )


def refuse(world: World, document: Document) -> Document:
    return services.refuse(
        document, opinion="含未公开规划", by=world.secrecy, at=NOW, edition=document.edition
    )


def test_open_remarks_hold_the_submission_up_until_they_are_handled(world: World) -> None:
    document = world.with_leader()
    first = services.comment(document, text="补数据", by=world.leader, at=NOW, block=2)
    second = services.comment(document, text="核标题", by=world.leader, at=NOW)
    document = sent_back(world, document)
    with refused("remarks_handled"):
        world.submit(document)
    services.resolve_comment(first, by=world.clerk, at=NOW)
    with refused("remarks_handled"):
        world.submit(document)
    services.resolve_comment(second, by=world.clerk, at=NOW)
    assert world.submit(document).state == "with_leader"


def test_reviewer_closes_his_own_remark(world: World) -> None:
    document = world.with_leader()
    row = services.comment(document, text="补数据", by=world.leader, at=NOW)
    services.resolve_comment(row, by=world.leader, at=NOW)
    assert open_remarks(document) == []


def test_remarks_of_what_was_published_wait_no_more_nor_in_its_revision(world: World) -> None:
    document = world.with_office()
    services.comment(document, text="下次改", by=world.publisher, at=NOW)
    assert len(open_remarks(document)) == 1
    services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    document.refresh_from_db()
    assert open_remarks(document) == []
    document = services.revise(
        document,
        changed_on=NOW.date(),
        reason="",
        by=world.clerk,
        at=later(hours=1),
        edition=document.edition,
    )
    assert open_remarks(document) == []
    assert [row.waits for row in remark_rows(document)] == [False]
    assert world.submit(document).state == "with_leader"


def test_remark_names_a_listed_edition_and_the_text_it_was_made_on(world: World) -> None:
    document = world.with_leader()
    services.comment(document, text="补数据", by=world.leader, at=NOW, block=2)
    document = sent_back(world, document)
    body = f"<p>新的一段。</p>{document.body_html}"
    document = save(world, document, body_html=body)
    (row,) = remark_rows(document)
    assert row.edition in document.versions.values_list("edition", flat=True)
    assert row.edition < document.edition
    assert (row.place, row.number) == ("第 2 段", 3)
    assert row.quote == "现将有关事项通知如下。"


def test_table_is_one_place_and_a_remark_in_it_stands_at_its_beginning(world: World) -> None:
    assert [place.words for place in places_in(TABLED)] == [
        "第 1 段",
        "第 2–5 段（表格）",
        "第 6 段",
    ]
    document = world.with_leader(body_html=TABLED)
    row = services.comment(document, text="核数", by=world.leader, at=NOW, block=4)
    assert (row.block, row.quote) == (2, "甲")
    with refused("comment.block"):
        services.comment(document, text="核数", by=world.leader, at=NOW, block=7)
    assert place_at("", 1) is None


def test_numbered_body_has_a_way_to_remark_at_each_place_and_one_for_a_table() -> None:
    marked = marked_body(TABLED, {}, numbered=True, remark_at="?place={}#remark")
    assert marked.count('class="place') == 3
    for number in (1, 2, 6):
        assert f'href="?place={number}#remark"' in marked
    assert ">2–5<" in marked
    assert marked.index("2–5") < marked.index("<table")
    plain = marked_body(TABLED, {1: "批注"}, numbered=True)
    assert "href" not in plain
    assert plain.count('class="place') == 3


def test_what_was_refused_is_not_brought_again_as_it_was(world: World) -> None:
    document = refuse(world, world.with_confidentiality())
    with refused("changed_since_refusal"):
        world.submit(document)
    document = save(world, document, valid_from=NOW.date())
    with refused("changed_since_refusal"):
        world.submit(document)
    document = save(world, document, body_html="<p>删去规划后的通知。</p>")
    assert world.submit(document).state == "with_leader"


def test_refused_text_may_be_brought_with_another_attribute(world: World) -> None:
    kept = {"attribute": "on_request", "attribute_reason": "尚在讨论"}
    document = refuse(world, world.with_confidentiality(**kept))
    document = save(world, document, attribute="closed", attribute_reason="含未公开规划")
    assert world.submit(document).state == "with_leader"


def test_refusal_stands_until_the_reviewer_lets_it_pass(world: World) -> None:
    document = refuse(world, world.with_confidentiality())
    document = world.submit(save(world, document, body_html="<p>删去规划。</p>"))
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    refusal = standing_refusal(document)
    assert refusal is not None
    assert refusal.opinion == "含未公开规划"
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    assert standing_refusal(document) is None


def test_timed_publication_taken_back_reaches_the_author_as_a_return(world: World) -> None:
    document = world.with_office()
    document = services.schedule(
        document, when=later(days=1), by=world.publisher, at=NOW, edition=document.edition
    )
    with refused("return.opinion"):
        services.unschedule(
            document, reason=" ", by=world.publisher, at=NOW, edition=document.edition
        )
    document = services.unschedule(
        document, reason="数字有误", by=world.publisher, at=NOW, edition=document.edition
    )
    assert document in returned(Document.objects.all())
    last = document.reviews.last()
    assert (last.step, last.approved, last.opinion) == ("return", False, "数字有误")
    assert not list(check_documents())
