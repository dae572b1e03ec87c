"""A document's whole life in a real browser, by the people who live it with it: clerk, reviewers,
office, a citizen; and at the end the proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from mingtang.disclosure.models import Document
from mingtang.duties.integrity import check_duties
from mingtang.duties.periodic import run_all
from mingtang.figures.registry import figure
from mingtang.journal.check import verify_chain
from mingtang.register.integrity import check_register
from tests import factories
from tests.browser import walk_clerk as writing
from tests.browser import walk_papers as papers
from tests.browser import walk_reader as reading
from tests.browser import walk_staff as staff
from tests.browser.walk_people import County, Seats, picture, told

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "云溪县教育和体育局关于下达2026年校舍维修资金的通知"
NUMBER = "云溪教发〔2026〕30号"
LINES = (
    "各乡镇人民政府：",
    "为做好校舍维修，现将资金下达你们。",
    "联系人：张志远，电话13912345678。",
)
WATER_TITLE = "云溪县水务局关于做好校舍维修用水保障的通知"
REPEALING = "云溪县教育和体育局关于废止部分工作总结的通知"


@pytest.fixture
def county() -> County:
    return County.founded()


@pytest.fixture
def seats(browser: Browser, live_portal: str) -> Iterator[Seats]:
    seats = Seats(browser, live_portal)
    yield seats
    seats.close()
    assert seats.strayed == []


class Staff:
    """Everybody of the walk at his desk, and the citizen without one."""

    def __init__(self, county: County, seats: Seats) -> None:
        self.county = county
        self.clerk = seats.at_desk(county.staff["clerk"])
        self.leader = seats.at_desk(county.staff["leader"])
        self.secrecy = seats.at_desk(county.staff["secrecy"])
        self.office = seats.at_desk(county.staff["office"])
        self.stranger = seats.at_desk(county.staff["water_clerk"])
        self.strange_leader = seats.at_desk(county.staff["water_leader"])
        self.citizen = seats.seat()

    def pass_all_reviews(self, address: str) -> str:
        """Submit a draft and take it through to the public; returns its public address."""
        for page, act in (
            (self.clerk, "提交审核"),
            (self.leader, "审核通过"),
            (self.secrecy, "审查认为可以公开"),
            (self.office, "终审通过，立即发布"),
        ):
            page.goto(address)
            staff.press(page, act)
        return public_address(self.office)


def public_address(page: Page) -> str:
    """Where the public finds the document whose desk page this is."""
    return str(page.locator("a:has-text('公开页面')").get_attribute("href"))


def test_a_policy_from_paper_to_proof(county: County, seats: Seats, tmp_path: Path) -> None:
    people = Staff(county, seats)
    factories.published_document(county.water, title=WATER_TITLE)
    imported = nine_reports_become_public(people, tmp_path)
    typed, report = one_is_typed_by_hand(people, tmp_path, imported)
    a_citizen_uses_it(people, typed)
    an_error_is_reported_and_answered(people, typed)
    the_office_withdraws_it(people, typed)
    a_later_one_repeals(people, report, imported)
    the_books_are_right(people, county, published=papers.NINE + 2)


def nine_reports_become_public(people: Staff, folder: Path) -> str:
    """Import, confirm, reviews with a return and a referral, three ways of publication;
    returns the title of one of them."""
    clerk, leader, secrecy, office = people.clerk, people.leader, people.secrecy, people.office
    staff.bring_in(clerk, papers.nine_reports(folder))
    picture(clerk, "import-result")
    drafts = staff.drafts_of_import(clerk)
    assert len(drafts) == papers.NINE, clerk.inner_text("main")
    for address in drafts:
        assert staff.confirm_guesses(clerk, address) >= 3
        staff.settle_findings(clerk)
        staff.press(clerk, "提交审核")

    assert sorted(staff.waiting(leader)) == sorted(drafts)
    picture(leader, "leader-waiting")
    leader.goto(drafts[0])
    staff.remark(leader, 1, "请写明统计的起止日期。")
    staff.press(leader, "退回修改", opinion="按第1段的批注补充后再报。")
    picture(leader, "leader-returned")
    the_clerk_mends(clerk, drafts[0])
    for address in drafts:
        leader.goto(address)
        staff.press(leader, "审核通过")

    assert len(staff.waiting(secrecy)) == papers.NINE
    for number, address in enumerate(drafts):
        secrecy.goto(address)
        if number == 0:
            told_words = staff.press(
                secrecy,
                "难以确定，提请上级",
                referred_to="云溪县国家保密局",
                opinion="涉及外县数据。",
            )
            assert "上级" in told_words
            picture(secrecy, "secrecy-referred")
            staff.press(secrecy, "经确定可以公开")
        else:
            staff.press(secrecy, "审查认为可以公开")

    assert len(staff.waiting(office)) == papers.NINE
    office.goto(drafts[0])
    picture(office, "office-before")
    staff.press(office, "终审通过，立即发布")
    picture(office, "office-published")
    when = (timezone.localtime() + timedelta(minutes=2)).replace(second=0, microsecond=0)
    office.goto(drafts[1])
    staff.schedule(office, when)
    assert staff.release_all(office) == papers.NINE - 2
    picture(office, "bulk-done")
    assert reading.status(people.citizen, "/sitemap-1.xml") == 200
    run_all(when - timedelta(seconds=1))
    of_the_unit = Document.objects.filter(unit=people.county.education, state="published")
    assert of_the_unit.count() == papers.NINE - 1
    run_all(when)
    assert of_the_unit.count() == papers.NINE
    return of_the_unit.get(pk=int(drafts[0].split("/")[-2])).title


def the_clerk_mends(clerk: Page, address: str) -> None:
    """What came back is seen on the first screen, changed, compared and submitted again."""
    clerk.goto("/desk/")
    picture(clerk, "clerk-returned")
    clerk.locator(".box", has_text="退回修改的文件").locator("a[data-open]").click()
    assert clerk.url.endswith(address)
    assert "按第1段的批注补充后再报" in clerk.inner_text("main .notice.warn")
    assert "请写明统计的起止日期" in clerk.inner_text("#remarks")
    added = "统计期限为全年一月一日至十二月三十一日。"
    writing.add_paragraph(clerk, address, added)
    assert added in writing.compare(clerk, address)
    picture(clerk, "clerk-compares")
    clerk.goto(address)
    clerk.click("button:has-text('处理完了')")
    staff.settle_findings(clerk)
    staff.press(clerk, "提交审核")


def one_is_typed_by_hand(people: Staff, folder: Path, related: str) -> tuple[str, str]:
    """Typed, a table pasted from Word, attachments, a relation; returns the public addresses of
    the document and of the report that it interprets."""
    clerk = people.clerk
    address = writing.type_document(
        clerk,
        title=TITLE,
        number="云溪教发[2026]30号",
        made_on=timezone.localdate() - timedelta(days=5),
        lines=LINES,
        summary="下达资金，经办人身份证号11010519491231002X。",
        pasted=papers.PASTED_FROM_WORD,
        attachments=(papers.tracked_word(folder), papers.plain_text(folder)),
    )
    picture(clerk, "typed")
    for part in (NUMBER, "青石镇", "1,240", "已收下 2 个附件"):
        assert part in clerk.inner_text("main")
    assert clerk.locator("button[disabled]:has-text('提交审核')").count() == 1
    assert "有隐藏信息" in clerk.inner_text("#files")
    clerk.click("button:has-text('换成干净副本')")
    assert "已换成干净的副本" in told(clerk)
    assert "有隐藏信息" not in clerk.inner_text("#files")
    the_gate_is_passed_in_three_ways(clerk, address)
    writing.relate(clerk, address, "解读", related)
    report = str(clerk.locator("#links li a").get_attribute("href"))
    clerk.click("a:has-text('预览公众看到的样子')")
    assert "校舍维修资金" in clerk.inner_text(".doc-title")
    assert "所解读的文件" in clerk.inner_text("main")
    picture(clerk, "preview")
    clerk.click("a:has-text('回到工作台')")
    assert clerk.url.endswith(address)
    return people.pass_all_reviews(address), report


def the_gate_is_passed_in_three_ways(clerk: Page, address: str) -> None:
    """A phone number is masked in one click, an identity number in the summary changed by hand,
    whatever else was found is justified."""
    found = staff.open_findings(clerk)
    phone = found.filter(has_text="13912345678").first
    phone.locator("button:has-text('遮盖')").click()
    assert "已遮盖为" in told(clerk)
    found.filter(has_text="11010519491231002X").first.locator("a:has-text('自己改')").click()
    clerk.fill("[name=summary]", "下达2026年校舍维修资金。")
    clerk.click(".save-bar button")
    clerk.wait_for_url(f"**{address}")
    picture(clerk, "gate-rest")
    for _ in range(found.count()):
        staff.justify(clerk, found.first, "单位对外公布的信息，可以公开")
    assert found.count() == 0


def a_citizen_uses_it(people: Staff, typed: str) -> None:
    """Found by search, read, printed, saved, subscribed to, proved."""
    citizen = people.citizen
    reading.find(citizen, "校舍维修", "云溪县教育和体育局", "校舍维修")
    assert citizen.url.endswith(typed)
    picture(citizen, "document")
    rail = citizen.inner_text(".doc-rail")
    for value in (NUMBER, "云溪县教育和体育局", "政策文件", "有效"):
        assert value in rail
    text = citizen.inner_text("main")
    assert "139" in text
    for secret in ("13912345678", "11010519491231002X"):
        assert secret not in text
    assert citizen.locator(".doc-body table tr").count() == 3
    paper = reading.printed(citizen)
    assert NUMBER in paper.replace(" ", "")
    name, content = reading.saved(citizen, ".attachments a:has-text('资金安排表')")
    assert name == "资金安排表.docx"
    assert content.startswith(b"PK")
    assert b"13812345678" not in content
    name, content = reading.saved(citizen, "a:has-text('下载文本')")
    assert name.endswith(".txt")
    assert "青石镇" in content.decode()
    data = citizen.request.get(f"{typed}.json").json()
    assert data["doc_number"] == NUMBER
    assert [each["relation"] for each in data["related"]] == ["解读"]
    assert reading.qr_code_leads_here(citizen)
    feeds = reading.Feeds()
    assert feeds.telling(citizen, typed) == [feeds.all, feeds.section, feeds.sitemap]
    citizen.click(".proof a:has-text('查看登记页')")
    picture(citizen, "register")
    proof = citizen.inner_text("main")
    for words in ("按期公开", "政府信息公开条例", "单位负责人", "保密审查", "终审通过，立即发布"):
        assert words in proof, words
    assert "李文" not in proof
    shown, computed = reading.fingerprints(citizen)
    assert shown == computed
    citizen.goto(typed)


def an_error_is_reported_and_answered(people: Staff, typed: str) -> None:
    """The unit answers and the citizen reads the answer by his code."""
    citizen, clerk = people.citizen, people.clerk
    code = reading.report_error(citizen, "表中青石镇的金额与正文不一致。")
    picture(citizen, "error-reported")
    clerk.goto("/desk/errors/")
    clerk.click("tr[data-row] a[data-open]")
    clerk.fill("[name=answer]", "已核对，表中金额无误，正文表述已说明。")
    clerk.click("button:text-is('答复')")
    picture(clerk, "error-answered")
    answer = reading.ask_by_code(citizen, code)
    assert "已核对，表中金额无误" in answer
    assert "云溪县教育和体育局" in answer


def the_office_withdraws_it(people: Staff, typed: str) -> None:
    """Gone everywhere at once; the register page says why."""
    office, citizen = people.office, people.citizen
    citizen.goto(typed)
    attachment = str(citizen.locator(".attachments a").first.get_attribute("href"))
    office.goto(f"/desk/documents/?q={NUMBER}")
    office.click("tr[data-row] a[data-open]")
    staff.press(office, "撤下", reason="附件金额有误，更正后重新公开。")
    picture(office, "withdrawn-desk")
    assert "公众仍看到" not in office.inner_text("main")
    answer = citizen.goto(typed)
    assert answer is not None
    assert answer.status == 410
    assert "附件金额有误" in citizen.inner_text("main")
    picture(citizen, "gone")
    for path in (attachment, f"{typed}/text", f"{typed}.json"):
        assert reading.status(citizen, path) == 410, path
    assert reading.Feeds().telling(citizen, typed) == []
    citizen.goto("/search/?q=校舍维修资金")
    assert citizen.locator(f"a[href='{typed}']").count() == 0
    citizen.goto(typed.replace("/doc/", "/register/"))
    assert "附件金额有误" in citizen.inner_text("main")
    picture(citizen, "register-withdrawn")


def a_later_one_repeals(people: Staff, report: str, title: str) -> None:
    """A new document repeals the report: its page says so and leads to the new one."""
    address = writing.type_document(
        people.clerk,
        title=REPEALING,
        made_on=timezone.localdate() - timedelta(days=1),
        lines=("经研究，决定废止部分工作总结。",),
    )
    writing.relate(people.clerk, address, "废止", title)
    new = people.pass_all_reviews(address)
    citizen = people.citizen
    citizen.goto(report)
    picture(citizen, "repealed")
    banner = citizen.locator(".validity-banner")
    assert "废止" in banner.inner_text()
    banner.locator("a").click()
    assert citizen.url.endswith(new)


def the_books_are_right(people: Staff, county: County, *, published: int) -> None:
    """The journal is whole, the figures count what is public, another unit sees nothing."""
    report = verify_chain()
    assert report.whole, report.fault_en
    assert list(check_register()) == []
    assert list(check_duties(today=timezone.localdate())) == []
    year = timezone.localdate().year
    assert figure("register.published").count(year) == published
    assert figure("register.published").count(year, county.water) == 1
    for page in (people.stranger, people.strange_leader):
        page.goto("/desk/documents/")
        assert page.locator("tr[data-row] a[data-open]").all_inner_texts() == [WATER_TITLE]
        for document in Document.objects.filter(unit=county.education)[:3]:
            assert reading.status(page, document.get_absolute_url()) == 404
