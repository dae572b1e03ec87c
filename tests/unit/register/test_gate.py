"""The release gate: what it finds, how each finding is settled, what the journal may know of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.models import Unit
from mingtang.register import gate, services
from mingtang.register.gate import AttachmentContent, GateContent
from mingtang.register.gate.hosts import own_hosts
from mingtang.register.gate.places import block_texts
from mingtang.register.gate.services import page_exists
from mingtang.register.models import Finding, WatchWord
from mingtang.text.wordlist import WordEntry, WordList
from tests.spine import NOW, make_publication, make_unit, refusal
from tests.unit.register.office import OFFICE, publish

ID_NUMBER = "11010519491231002X"
MOBILE = "13812345678"
WORDS = WordList([WordEntry(word="副县长王某", kind="word.leader", advice="职务已变动")])


def found(body: str = "", *, reachable: bool = True, **rest: Any) -> list[gate.Hit]:
    given_fields = {"标题": rest.pop("title", "")}
    content = GateContent(given_fields, body, **rest)
    return gate.examine(content, words=WORDS, reachable=lambda path: reachable)


def kinds(*args: Any, **rest: Any) -> set[str]:
    return {hit.kind for hit in found(*args, **rest)}


# --- what is found, and where -----------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        f"<p>张三 {ID_NUMBER}</p>",
        f"张三 {ID_NUMBER}<p>段落</p>",
        f"<p>段落</p>张三 {ID_NUMBER}",
        f"<ul><li>张三 {ID_NUMBER}<p>里层</p></li></ul>",
        f"<table><tbody><tr><td>张三<p>表内段落</p>{ID_NUMBER}</td></tr></tbody></table>",
        f"<blockquote>张三 {ID_NUMBER}<p>引文</p></blockquote>",
        f"<div><p>上</p>张三 {ID_NUMBER}<p>下</p></div>",
        f"<p>{ID_NUMBER[:6]}<b>{ID_NUMBER[6:14]}</b>{ID_NUMBER[14:]}</p>",
        f"<p><!-- 注 -->{ID_NUMBER}</p>",
        "<blockquote>" * 1500 + ID_NUMBER + "</blockquote>" * 1500,
        f"<dl><dt>证件</dt><dd>{ID_NUMBER}</dd></dl>",
        f"<h2>{ID_NUMBER}</h2>",
        f"<figure><figcaption>{ID_NUMBER}</figcaption></figure>",
        f'<p><img src="/x.png" alt="证件{ID_NUMBER}"></p>',
        f'<p><a href="https://www.example.cn/" title="{ID_NUMBER}">看</a></p>',
    ],
)
def test_id_number_is_found_wherever_it_stands_in_the_body(body: str) -> None:
    assert kinds(body) == {"id_number"}


@pytest.mark.parametrize("target", [f"tel:{MOBILE}", f"tel:138%31{MOBILE[4:]}", "mailto:a@qq.com"])
def test_number_to_call_behind_a_link_is_found(target: str) -> None:
    assert kinds(f'<p><a href="{target}">联系</a></p>') & {"mobile", "email"}


def test_numbers_in_web_addresses_are_no_personal_data() -> None:
    assert not kinds('<p><a href="https://www.gov.cn/6222021234567890128.htm">看</a></p>')


def test_title_attachment_name_and_content_are_looked_at() -> None:
    file = AttachmentContent(f"张三{MOBILE}.docx", f"身份证号{ID_NUMBER}")
    hits = found(title=f"关于{MOBILE}的通知", attachments=(file,))
    assert [(hit.kind, hit.place, bool(hit.mask)) for hit in hits] == [
        ("mobile", "标题", True),
        ("mobile", f"附件名称《张三{MOBILE}.docx》", False),
        ("id_number", f"附件《张三{MOBILE}.docx》的内容", False),
    ]


def test_hidden_data_of_attachments_is_shown_with_its_place() -> None:
    hidden = {
        "kind": "gps",
        "label_zh": "拍摄位置",
        "where": "第1张图片",
        "excerpt": "25.04, 102.7",
    }
    (hit,) = found(attachments=(AttachmentContent("照片.docx", "", (hidden,)),))
    assert (hit.kind, hit.mask) == ("hidden.gps", "")
    assert hit.place == "附件《照片.docx》 第1张图片"
    assert "拍摄位置" in hit.advice


def test_secret_marking_cannot_be_masked() -> None:
    hits = found("<p>机密★10年</p><p>关于防汛的通知</p>")
    assert hits
    assert all(hit.mask == "" for hit in hits)


def test_listed_word_is_found_with_its_advice() -> None:
    (hit,) = found("<p>副县长王某出席会议</p>")
    assert (hit.kind, hit.excerpt) == ("word.leader", "副县长王某")


@pytest.mark.parametrize(
    "target",
    [
        "",
        "  ",
        "http://",
        "http://localhost/x",
        "https://[bad",
        "file:///C:/a.doc",
        "a.html",
        "ftp:x",
    ],
)
def test_link_that_leads_nowhere_is_found(target: str) -> None:
    assert kinds(f'<p><a href="{target}">看</a></p>') == {"link"}


@pytest.mark.parametrize(
    "target", ["https://www.gov.cn/a", "#note1", "/section/wenjian/", "tel:087165101234"]
)
def test_good_link_passes(target: str) -> None:
    assert not kinds(f'<p><a href="{target}">看</a></p>')


@pytest.mark.parametrize("source", ["/media/x.png", "x.png", "../x.png"])
def test_picture_that_this_site_does_not_have_is_found(source: str) -> None:
    hits = found(f'<p><img src="{source}" alt="示意图"></p>', reachable=False)
    assert [(hit.kind, hit.place) for hit in hits] == [("link", "正文图片“示意图”")]
    assert "图片" in hits[0].advice
    assert not kinds('<p><img src="/media/x.png" alt="示意图"></p>')


def test_link_to_a_page_that_this_site_does_not_have_is_found() -> None:
    assert kinds('<p><a href="/doc/X/2026-00001">看</a></p>', reachable=False) == {"link"}


@pytest.mark.parametrize(
    "host",
    ["gone.invalid", "a.test", "www.example", "x.example.com", "oa.localhost", "192.168.1.5",
     "10.0.0.8:8080", "127.0.0.1", "[::1]", "[fd00::1]", "oa.local"],
)  # fmt: skip
def test_link_to_a_host_that_the_public_never_reaches_is_found(host: str) -> None:
    assert kinds(f'<p><a href="http://{host}/a">看</a></p>') == {"link"}


@pytest.mark.parametrize("host", ["www.contest.gov.cn", "example.gov.cn", "1.2.4.8"])
def test_link_to_a_public_host_passes(host: str) -> None:
    assert not kinds(f'<p><a href="https://{host}/a">看</a></p>')


@pytest.mark.parametrize("host", ["yunxi.gov.cn", "www.yunxi.gov.cn", "YUNXI.gov.cn:443"])
def test_full_address_of_this_site_is_looked_up_like_a_path(settings: Any, host: str) -> None:
    settings.MINGTANG_DOMAIN = "www.yunxi.gov.cn"
    content = GateContent({}, f'<p><a href="https://{host}/no-such/">看</a></p>')
    for there, wanted in ((True, []), (False, ["link"])):
        hits = gate.examine(
            content, words=WordList([]), reachable=lambda _, there=there: there, hosts=own_hosts()
        )
        assert [hit.kind for hit in hits] == wanted


@pytest.mark.parametrize("cut", [6, 10, 14])
def test_id_number_split_over_two_cells_is_found(cut: int) -> None:
    first, second = ID_NUMBER[:cut], ID_NUMBER[cut:]
    row = f"<tr><td>甲</td><td><p>{first}</p></td><td>{second}</td></tr>"
    hits = found(f"<p>一</p><table><tbody>{row}</tbody></table>")
    (hit,) = (hit for hit in hits if hit.kind == "id_number")
    assert (hit.kind, hit.place, hit.mask) == ("id_number", "正文 第3段和下一格", "")
    apart = f"<tr><td>{first}</td></tr><tr><td>{second}</td></tr>"
    assert "id_number" not in kinds(f"<table><tbody>{apart}</tbody></table>")


def test_clean_text_passes() -> None:
    assert not found(
        "<p>云溪教发〔2026〕18号</p><p>联系电话：0871-65101234，经费1234567.89元。</p>"
        "<p>统一社会信用代码11530102MB0000001X，2026年11月20日。</p>",
        title="云溪县教育局关于做好秋季开学工作的通知",
    )


def test_blocks_are_numbered_as_the_reader_counts_them() -> None:
    body = "<h2>一</h2><p>二<br>二</p><ul><li>三</li><li> </li></ul><p>四<b>四</b></p>"
    assert block_texts(body) == ["一", "二二", "三", "四四"]


# --- masking ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "masked"),
    [
        (f"<p>张三{MOBILE}。</p>", "<p>张三***。</p>"),
        (f"<p>{MOBILE[:4]}<b>{MOBILE[4:]}</b>尾</p>", "<p>***<b></b>尾</p>"),
        (f"<p>{MOBILE}与<i>{MOBILE}</i></p>", "<p>***与<i>***</i></p>"),
        (f"{MOBILE}<p>段</p>{MOBILE}", "***<p>段</p>***"),
        (f"<p>a&lt;b&amp;{MOBILE}</p>", "<p>a&lt;b&amp;***</p>"),
        (f"1 &lt; 2 {MOBILE}", "1 &lt; 2 ***"),
        (f"<p><!-- {MOBILE} -->{MOBILE}</p>", f"<p><!-- {MOBILE} -->***</p>"),
    ],
)
def test_mask_covers_text_and_leaves_the_markup(body: str, masked: str) -> None:
    html, times = gate.mask_html(body, MOBILE, "***")
    assert html == masked
    assert times == body.count(MOBILE) - body.count(f" {MOBILE} ") or times == 1


def test_nothing_to_mask_changes_nothing() -> None:
    assert gate.mask_html("<p>正文</p>", MOBILE, "***") == ("<p>正文</p>", 0)
    assert gate.mask_html("<p>正文</p>", "", "***") == ("<p>正文</p>", 0)


def test_mask_that_holds_the_excerpt_ends() -> None:
    assert gate.mask_html("<p>aa</p>", "a", "aa")[1] == 2


def test_deep_markup_is_masked_too() -> None:
    body = "<blockquote>" * 1500 + MOBILE + "</blockquote>" * 1500
    assert gate.mask_html(body, MOBILE, "***") == (body.replace(MOBILE, "***"), 1)


TEXTS = st.lists(
    st.sampled_from(
        [MOBILE, ID_NUMBER, "<p>", "</p>", "<b>", "</b>", "通知", " ", "，", "&amp;", "1"]
    ),
    max_size=14,
).map("".join)


@examples(max_examples=120, deadline=None)
@given(TEXTS)
def test_what_was_masked_is_not_found_again(body: str) -> None:
    for _ in range(20):
        hits = [hit for hit in found(body) if hit.mask]
        if not hits:
            break
        for hit in hits:
            body, _ = gate.mask_html(body, hit.excerpt, hit.mask)
    assert not [hit for hit in found(body) if hit.mask]


@examples(max_examples=60, deadline=None)
@given(TEXTS)
def test_examining_twice_finds_the_same(body: str) -> None:
    assert found(body) == found(body)
    assert len({hit.fingerprint for hit in found(body)}) == len(found(body))


# --- findings kept ----------------------------------------------------------------------------


@pytest.fixture
def subject(db: None) -> Unit:
    """Anything may stand before the gate; a unit is at hand."""
    return make_unit("云溪县教育局", 1)


def run(subject: Unit, body: str, version: int = 1, title: str = "") -> list[Finding]:
    content = GateContent({"标题": title}, body)
    return gate.run_gate(subject, content, version=version, by=OFFICE, at=NOW)


def settlements() -> list[str]:
    return list(Finding.objects.values_list("settlement", flat=True))


def test_second_run_over_the_same_text_adds_nothing(subject: Unit) -> None:
    body = f"<p>{MOBILE}</p><p>{ID_NUMBER}</p><p>{MOBILE}</p>"
    first, second = run(subject, body), run(subject, body, 2)
    assert [each.pk for each in first] == [each.pk for each in second]
    assert Finding.objects.count() == 2
    assert gate.unsettled(subject) == second
    assert not JournalEntry.objects.exists()


def test_what_is_gone_is_fixed_and_open_again_when_it_returns(subject: Unit) -> None:
    run(subject, f"<p>{MOBILE}</p>")
    assert run(subject, "<p>正文</p>", 2) == []
    assert settlements() == ["fixed"]
    assert Finding.objects.get().settled_by == OFFICE.name
    (again,) = run(subject, f"<p>另一段</p><p>又有{MOBILE}</p>", 3)
    again.refresh_from_db()
    assert (again.settlement, again.settled_by, again.version) == ("open", "", 3)
    assert again.place == "正文 第2段"


def test_justification_is_carried_to_the_next_version(subject: Unit) -> None:
    (finding,) = run(subject, f"<p>值班电话{MOBILE}</p>")
    gate.justify(subject, finding, reason="公布的值班电话", by=OFFICE, at=NOW)
    assert run(subject, f"<p>新增一段</p><p>值班电话{MOBILE}</p>", 2) == []
    assert run(subject, "<p>正文</p>", 3) == []
    assert settlements() == ["justified"]
    (other_place,) = run(subject, f"<p>值班电话{MOBILE}</p>", 4, title=f"打{MOBILE}")
    assert other_place.place == "标题"


@pytest.mark.parametrize("reason", ["", "  ", "可以"])
def test_justification_needs_its_reason(subject: Unit, reason: str) -> None:
    (finding,) = run(subject, f"<p>{MOBILE}</p>")
    with refusal("gate.reason"):
        gate.justify(subject, finding, reason=reason, by=OFFICE, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(settlement="justified", reason="")


def test_findings_of_two_things_are_apart(subject: Unit) -> None:
    other = make_unit("云溪县水务局", 2)
    run(subject, f"<p>{MOBILE}</p>")
    run(other, f"<p>{MOBILE}</p>")
    run(other, "<p>正文</p>", 2)
    assert len(gate.unsettled(subject)) == 1
    assert gate.unsettled(other) == []


def test_journal_knows_which_way_each_was_settled_but_no_personal_data(subject: Unit) -> None:
    body = (
        f"<p>{ID_NUMBER}</p><p>{MOBILE}</p>"
        f'<p><a href="a.html">张三{MOBILE}</a></p><p>车牌云A12345</p>'
    )
    findings = {each.kind: each for each in run(subject, body)}
    gate.settle_masked(subject, [findings["id_number"]], by=OFFICE, at=NOW)
    gate.justify(subject, findings["mobile"], reason=f"{MOBILE}是值班电话", by=OFFICE, at=NOW)
    gate.justify(subject, findings["plate"], reason="云A12345是公务用车", by=OFFICE, at=NOW)
    run(subject, f"<p>{MOBILE}</p>", 2)
    rows = list(JournalEntry.objects.order_by("seq"))
    assert [row.act for row in rows] == ["gate.mask", "gate.justify", "gate.justify", "gate.fix"]
    assert rows[0].detail["findings"][0][1] == "id_number"
    for row in JournalEntry.objects.values():
        for excerpt in (ID_NUMBER, MOBILE, "云A12345"):
            assert excerpt not in str(row)


def test_word_lists_count_from_the_next_examination(subject: Unit) -> None:
    assert run(subject, "<p>张副县长讲话</p>") == []
    stamp = gate.words_stamp()
    WatchWord.objects.create(word="张副县长", kind="leader", advice="已离任")
    assert gate.words_stamp() != stamp
    assert [each.kind for each in run(subject, "<p>张副县长讲话</p>", 2)] == ["word.leader"]
    WatchWord.objects.update(active=False)
    assert run(subject, "<p>张副县长讲话</p>", 3) == []


def test_every_kind_of_finding_fits_its_column(subject: Unit) -> None:
    WatchWord.objects.create(word="长" * 60, kind="sensitive", advice="避" * 200)
    hidden = {"kind": "tracked_changes", "label_zh": "修订痕迹", "where": "第" * 300, "excerpt": ""}
    content = GateContent(
        {"标题": "长" * 60},
        '<p><a href="' + "x" * 900 + '">' + "链" * 300 + "</a></p>",
        (AttachmentContent("名" * 200 + MOBILE, "", (hidden,)),),
    )
    assert len(gate.run_gate(subject, content, version=1, by=OFFICE, at=NOW)) >= 4


def test_link_to_an_entry_is_good_while_it_is_public(subject: Unit) -> None:
    entry = publish(make_publication(subject))
    front, back = entry.index_parts
    document, register = f"/doc/{front}/{back}", f"/register/{front}/{back}"
    assert page_exists(document)
    assert page_exists(register)
    assert not page_exists(f"/doc/{front}/2026-00002")
    assert not page_exists("/no/such/page")
    services.withdraw(entry, by=OFFICE, at=NOW, reason="核对")
    assert not page_exists(document)
    assert page_exists(register)
