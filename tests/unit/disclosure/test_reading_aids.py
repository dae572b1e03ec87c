"""What the screens are drawn from: numbered paragraphs, comparisons, typed dates, kept buffers."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from mingtang.disclosure import buffers, inbox, services
from mingtang.disclosure.acts import SERVICES, Desk, offers
from mingtang.disclosure.comparing import Gap, compare_versions
from mingtang.disclosure.forms.fields import DayField, DocNumberField
from mingtang.disclosure.lifecycle import TRANSITIONS
from mingtang.disclosure.marking import block_of, marked_body
from mingtang.disclosure.services import Content
from mingtang.orgs.access import access_of
from mingtang.orgs.roles import Role
from mingtang.portal.pages import safe_body
from mingtang.register.gate.places import block_texts
from mingtang.text.clean import clean_html
from tests.unit.disclosure.world import ID_NUMBER, NOW, World

TODAY = NOW.date()
pieces = st.sampled_from(
    [
        "<p>甲</p>",
        "<p></p>",
        "<h2>一</h2>",
        "<ol><li>乙</li><li><p>丙</p></li></ol>",
        "散文字",
        "<table><tr><td>1</td><td><p>2</p></td></tr></table>",
        "<blockquote><p>引</p></blockquote>",
        "<ul><li>外<ul><li>内</li></ul>后</li></ul>",
    ]
)


@given(st.lists(pieces, max_size=6))
def test_paragraphs_are_numbered_as_the_gate_counts(parts: list[str]) -> None:
    body = clean_html("".join(parts)).html
    texts = block_texts(body)
    marked = marked_body(body, {})
    assert re.findall(r'id="p(\d+)"', marked) == [str(number + 1) for number in range(len(texts))]
    assert block_texts(marked) == texts


def test_marked_paragraph_keeps_its_text_and_escapes_what_stands_loose() -> None:
    marked = marked_body("1 &lt; 2<p>甲<b>乙</b></p>", {1: "批注", 2: "待处理"})
    assert marked.startswith('<span class="block-mark" id="p1">第1段 批注</span>1 &lt; 2<p id="p2"')
    assert '<span class="block-mark">第2段 待处理</span>甲<b>乙</b>' in marked


def test_text_beside_a_list_is_marked_where_it_stands() -> None:
    body = "<ul><li>甲<ul><li>乙</li></ul>丙</li></ul>"
    marked = marked_body(body, {3: "批注"})
    assert block_texts(body) == ["甲", "乙", "丙"]
    assert marked == (
        '<ul><li id="p1">甲<ul><li id="p2">乙</li></ul>'
        '<span class="block-mark" id="p3">第3段 批注</span>丙</li></ul>'
    )


@pytest.mark.parametrize("tag", ["b", "blockquote"])
def test_marking_loses_no_text_of_deep_markup(tag: str) -> None:
    body = f"<{tag}>" * 600 + "深处" + f"</{tag}>" * 600 + "<p>尾</p>"
    marked = marked_body(body, {1: "批注"})
    assert "第1段 批注</span>" in marked and "深处" in marked
    assert re.search(r'<p id="p2">尾</p>', marked)


@pytest.mark.parametrize(
    ("place", "number"), [("正文 第12段", 12), ("标题", None), ("附件《第3段》的内容", None)]
)
def test_place_of_a_finding_leads_to_its_paragraph(place: str, number: int | None) -> None:
    assert block_of(place) == number


@pytest.mark.parametrize(
    "typed", ["2026-11-16", "2026年11月16日", "20261116", "2026/11/16", "2026.11.16"]
)
def test_day_is_read_as_officials_write_it(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 11, 16)


@pytest.mark.parametrize("typed", ["2026-02-30", "20260230", "昨天", "26-1-1", "2026-13-01"])
def test_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        DayField().clean(typed)


def test_faulty_day_stays_readable_in_the_box() -> None:
    html = DayField().widget.render("made_on", "2026年2月30日")
    assert 'type="text"' in html and "2026年2月30日" in html
    assert 'type="date"' in DayField().widget.render("made_on", date(2026, 2, 3))


def test_document_number_of_a_coming_year_is_refused() -> None:
    field = DocNumberField()
    field.latest_year = 2026
    assert field.clean("云溪教发[2026] 第08号") == "云溪教发〔2026〕8号"
    with pytest.raises(forms.ValidationError):
        field.clean("云溪教发〔2027〕8号")


def test_comparison_names_fields_and_folds_what_is_the_same(world: World) -> None:
    body = "".join(f"<p>第{number}段内容</p>" for number in range(9))
    document = world.draft(body_html=body)
    services.save(
        document,
        Content(
            {
                "body_html": body.replace("第4段内容", "第4段新内容"),
                "genre": "opinion",
                "home": world.more,
                "normative": True,
                "valid_until": date(2030, 1, 1),
            },
            joint_units=(world.other,),
        ),
        by=world.clerk,
        at=NOW,
        edition=1,
    )
    new, old = document.versions.all()
    found = compare_versions(old, new)
    assert {(each.label, each.old, each.new) for each in found.fields} == {
        ("体裁", "通知", "意见"),
        ("所属栏目", "政策文件", "教育信息"),
        ("行政规范性文件", "否", "是"),
        ("有效期至", "（空）", "2030-01-01"),
        ("联合发文机关", "（空）", "云溪县水务局"),
    }
    assert not found.same_body
    assert [each.count for each in found.body if isinstance(each, Gap)] == [3, 3]
    assert compare_versions(new, new).same_body


@pytest.mark.parametrize(
    "sent", [None, "x", [], {}, {"a": "b"}, {"a": [1]}, {"a": ["x" * 3_000_000]}]
)
def test_unreadable_buffer_is_refused(sent: object) -> None:
    assert buffers.readable(sent) is None


def test_buffer_leaves_out_the_token_and_the_edition() -> None:
    sent = {"title": ["甲"], "csrfmiddlewaretoken": ["s"], "edition": ["1"]}
    assert buffers.readable(sent) == {"title": ["甲"]}


def test_every_act_of_the_table_has_a_button_or_is_done_elsewhere() -> None:
    assert {line.act for line in TRANSITIONS} - set(SERVICES) == {"save", "release"}


def desk_of(world: World, who: object, document: object) -> Desk:
    return Desk(document, access_of(world.account(who), TODAY), NOW)


def test_offers_part_what_is_mine_from_what_is_for_others(world: World) -> None:
    document = world.with_leader()
    own, others = offers(desk_of(world, world.leader, document), today=TODAY)
    assert [each.label for each in own] == ["审核通过", "退回修改"]
    assert all(each.verdict.allowed for each in own)
    assert {each.label for each in others} >= {"撤回修改"}
    assert not any(each.verdict.allowed for each in others)


def test_own_grant_is_preferred_to_a_deputised_one(world: World) -> None:
    from datetime import timedelta

    from mingtang.orgs.models import Leave

    deputy = world.account(world.clerk)
    Leave.objects.create(
        account=world.account(world.leader),
        deputy=deputy,
        since=TODAY,
        until=TODAY + timedelta(days=3),
    )
    document = world.with_leader()
    desk = desk_of(world, world.clerk, document)
    choice = desk.choice("approve")
    assert choice.by is not None and choice.by.on_behalf_of == "钱进"
    assert [each.code for each in choice.verdict.reasons] == ["not_own_work"]
    recall = desk.choice("recall")
    assert recall.by is not None and recall.by.on_behalf_of == ""


def test_boxes_hold_what_waits_for_each_role(world: World) -> None:
    leaky = world.draft(title="有身份证号", body_html=f"<p>{ID_NUMBER}</p>")
    services.examine_document(leaky, by=world.clerk, at=NOW)
    back = world.with_leader(title="被退回")
    services.return_for_changes(back, opinion="改", by=world.leader, at=NOW, edition=back.edition)
    world.with_leader(title="待负责人")
    world.with_confidentiality(title="待保密")
    world.with_office(title="待终审")

    def rows(box: inbox.Box) -> set[str]:
        return {row.label for row in box.rows}

    def access(who: object):  # type: ignore[no-untyped-def]
        return access_of(world.account(who), TODAY)

    assert rows(inbox.waiting(Role.LEADER, access(world.leader), TODAY)) == {"待负责人"}
    secrecy = inbox.waiting(Role.CONFIDENTIALITY, access(world.secrecy), TODAY)
    assert rows(secrecy) == {"待保密"}
    office = inbox.waiting(Role.DISCLOSURE_OFFICE, access(world.publisher), TODAY)
    assert rows(office) == {"待终审"}
    clerk = access(world.clerk)
    assert rows(inbox.sent_back(clerk, TODAY)) == {"被退回"}
    assert rows(inbox.gate_open(clerk, TODAY)) == {"有身份证号"}
    assert rows(inbox.drafts(clerk, TODAY)) == {"有身份证号"}  # what came back stands once
    stranger = access(world.stranger)
    assert inbox.drafts(stranger, TODAY).count == inbox.gate_open(stranger, TODAY).count == 0


def test_tables_stand_in_the_frames_of_the_public_page() -> None:
    body = "<p>前</p><table><tbody><tr><td>甲</td></tr></tbody></table>"
    marked = marked_body(body, {})
    assert marked.count('role="region" aria-label="表格 1，可左右滚动" tabindex="0"><table') == 1
    assert '<td id="p2">甲</td>' in marked
    assert marked.endswith("</table></div>")
    public = safe_body(body)
    assert public[public.index("<div") : public.index("<table")] in marked
