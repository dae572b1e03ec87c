"""Every act whose line has a letter issues it: number, DOCX and PDF in the act's transaction."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from mingtang.files.models import StoredFile
from mingtang.files.queries import open_content
from mingtang.foi import services
from mingtang.foi.models import Letter, NumberSeries, Request
from mingtang.foi.paperwork.making import render
from mingtang.foi.services import letters as issuing
from mingtang.statute.violations import RuleViolation
from mingtang.text.identifiers import uscc_check
from tests.unit.foi.world import NAME, World, moment

pytestmark = pytest.mark.django_db
FIRM_CODE = "91530102MA6K8XQ23" + uscc_check("91530102MA6K8XQ23")


@pytest.fixture(autouse=True)
def _papers_are_made(_papers_are_not_drawn: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuing, "_renderers", [render])


def pdf_words(letter: Letter) -> str:
    """The words of a letter's PDF, without line ends and blanks."""
    assert letter.pdf is not None
    with open_content(letter.pdf) as stream:
        pages = PdfReader(io.BytesIO(stream.read())).pages
        return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def docx_words(letter: Letter) -> str:
    assert letter.docx is not None
    with open_content(letter.docx) as stream:
        document = Document(io.BytesIO(stream.read()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return re.sub(r"\s+", "", "".join([*(each.text for each in document.paragraphs), *cells]))


def last(request: Request, kind: str) -> Letter:
    return Letter.objects.filter(request=request, kind=kind).latest("pk")


def ask_correction(world: World, request: Request) -> None:
    services.ask_correction(
        request, wanted_items="年度\n范围", guidance="请写明年度。", days=15,
        by=world.clerk, at=moment("2026-03-05"), edition=request.edition,
    )  # fmt: skip


def consult(world: World, request: Request, kind: str, party: str) -> Any:
    return services.consult(
        request, kind=kind, party=party, about="布局调整方案中的企业报价",
        contact="13900139000 li@example.org",
        by=world.clerk, at=moment("2026-03-05"), edition=request.edition,
    )  # fmt: skip


def tell_party(world: World, request: Request) -> None:
    asked = consult(world, request, "third_party", "云溪鼎新建设有限公司").consultation
    request.refresh_from_db()
    services.give_opinion(
        request, consultation=asked, opinion="objects", reasons="涉及报价",
        by=world.clerk, at=moment("2026-03-06"), edition=request.edition,
    )  # fmt: skip
    request.refresh_from_db()
    services.tell_party(
        request, consultation=asked, reason="事关公共利益",
        disclosing_on=moment("2026-04-01").date(),
        by=world.clerk, at=moment("2026-03-09"), edition=request.edition,
    )  # fmt: skip


def charge(world: World, request: Request) -> None:
    services.charge(
        request, method="pages", pages=60, how_to_pay="扫描缴款码",
        by=world.clerk, at=moment("2026-03-05"), edition=request.edition,
    )  # fmt: skip


def lapse_correction(world: World, request: Request) -> None:
    services.ask_correction(
        request, wanted_items="年度", guidance="请写明年度。", days=15,
        received_on=moment("2026-03-05").date(),
        by=world.clerk, at=moment("2026-03-05"), edition=request.edition,
    )  # fmt: skip
    request.refresh_from_db()
    services.lapse_correction(
        request, by=world.clerk, at=moment("2026-04-20"), edition=request.edition
    )


def lapse_fee(world: World, request: Request) -> None:
    services.charge(
        request, method="pages", pages=60, how_to_pay="扫描缴款码",
        received_on=moment("2026-03-05").date(),
        by=world.clerk, at=moment("2026-03-05"), edition=request.edition,
    )  # fmt: skip
    request.refresh_from_db()
    services.lapse_fee(request, by=world.clerk, at=moment("2026-04-20"), edition=request.edition)


def ends(name: str, **values: Any) -> Callable[[World, Request], None]:
    """An act of one call."""

    def act(world: World, request: Request) -> None:
        by = {"office": world.office, "leader": world.leader}.get(
            values.get("who", ""), world.clerk
        )
        given = {key: value for key, value in values.items() if key != "who"}
        getattr(services, name)(
            request, by=by, at=moment("2026-03-05"), edition=request.edition, **given
        )

    return act


ACTS: dict[str, tuple[Callable[[World, Request], Any], tuple[str, ...]]] = {
    "correction": (
        ask_correction,
        ("补正告知书", NAME, "1.年度", "2.范围", "请写明年度。", "15个工作日内提交补正材料"),
    ),
    "reasons": (
        ends("ask_reasons", grounds="本月已申请61件", days=10),
        ("本月已申请61件", "自收到本告知书之日起10个工作日内书面说明理由"),
    ),
    "extension": (
        ends("extend", days=20, reason="材料需要汇总", who="office"),
        ("因材料需要汇总", "答复期限延长20个工作日", "2026年3月31日届满", "之日为2026年4月29日"),
    ),
    "third_party": (
        lambda world, request: consult(world, request, "third_party", "王小二"),
        ("王小二：", "涉及你的商业秘密", "企业报价", "15个工作日内", "□同意公开"),
    ),
    "comaker": (
        lambda world, request: consult(world, request, "comaker", "云溪县财政局"),
        ("云溪县财政局：", "与你单位共同制作", "视为同意公开"),
    ),
    "agency": (
        lambda world, request: consult(world, request, "agency", "云溪县公安局"),
        ("云溪县公安局：", "涉及你单位", "意见请送：云溪县教育局"),
    ),
    "consulting": (
        lambda world, request: consult(world, request, "third_party", "王小二"),
        (NAME, "需要征求第三方的意见", "2026年3月5日发出征求意见书"),
    ),
    "disclosing": (
        tell_party,
        ("云溪鼎新建设有限公司：", "你单位不同意公开，理由为“涉及报价”", "事关公共利益",
         "2026年4月1日公开"),
    ),
    "help": (
        lambda world, request: services.ask_help(
            request, unit=world.other, question="请提供水源地台账", by=world.clerk,
            at=moment("2026-03-05"), edition=request.edition,
        ),
        ("云溪县水务局：", "请提供水源地台账", "答复期限届满之日为2026年3月31日", "请不迟于"),
    ),
    "fee": (charge, ("按量收取信息处理费", "扫描缴款码", "元", "答复期限自缴费之日起重新计算。")),
    "suspension": (
        ends("suspend", reason="因相关诉讼正在审理", basis="《某规定》第三条", who="leader"),
        ("因相关诉讼正在审理，", "根据《某规定》第三条的规定"),
    ),
    "closing": (
        ends("withdraw", reason="书面撤回"), ("你已撤回该政府信息公开申请", "不再处理该申请"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ACTS)
def test_the_letter_of_an_act_is_numbered_and_says_it_in_docx_and_pdf(
    world: World, kind: str
) -> None:
    request = world.in_hand()
    act, words = ACTS[kind]
    act(world, request)
    letter = last(request, kind)
    assert re.fullmatch(r"云溪教公开告〔2026〕\d+号", letter.number)
    for read in (pdf_words(letter), docx_words(letter)):
        assert letter.number in read
        for each in words:
            assert each in read
    assert letter.pdf is not None and letter.pdf.unit_id == request.unit_id


def test_the_receipt_has_no_number_of_its_own_and_never_the_query_code(world: World) -> None:
    received = world.file()
    services.register(received.request, by=world.clerk, at=moment("2026-03-03", 11), edition=1)
    letter = last(received.request, "receipt")
    words = pdf_words(letter)
    assert letter.number == ""
    assert "答复期限届满之日为2026年3月31日" in words
    assert "以当面提交方式提出" in words
    for stored in StoredFile.objects.all():
        assert received.code not in stored.text_excerpt
    assert received.code not in words


def test_what_is_no_request_is_told_on_which_day_it_came(world: World) -> None:
    request = world.arrived()
    services.not_request(
        request, reason="来信是对教学安排的建议", by=world.office, at=moment("2026-03-04"),
        edition=request.edition,
    )  # fmt: skip
    words = pdf_words(last(request, "not_request"))
    assert "2026年3月3日，本机关收到你以当面提交方式提交的材料" in words
    assert "来信是对教学安排的建议。" in words


def test_a_helping_unit_does_not_learn_who_asked(world: World) -> None:
    asked = services.Asked(subject=f"{NAME}家门前道路的改造方案")
    request = world.in_hand(asked=asked)
    services.ask_help(
        request, unit=world.other, question="请提供方案", by=world.clerk,
        at=moment("2026-03-05"), edition=request.edition,
    )  # fmt: skip
    assert NAME not in pdf_words(last(request, "help"))


def test_the_party_s_code_is_in_no_stored_file(world: World) -> None:
    request = world.in_hand()
    told = consult(world, request, "third_party", "王小二")
    assert told.code not in docx_words(last(request, "third_party"))
    assert told.code not in str(last(request, "third_party").fields)


def test_the_reply_says_what_was_decided_and_how_to_complain(world: World) -> None:
    request = world.approved()
    letter = last(request, "reply")
    words = pdf_words(letter)
    assert "本机关决定予以公开" in words
    assert "附件：布局调整方案一份" in words
    assert "60日内向示范县人民政府申请行政复议" in words
    assert "6个月内向有管辖权的人民法院提起行政诉讼" in words
    assert words == docx_words(letter) or letter.number in docx_words(letter)


def test_a_refusal_must_be_reviewed_first(world: World) -> None:
    request = world.in_hand()
    item = request.items.get()
    services.decide(
        request, item=item, outcome="C3.5", subkind="personnel", reasons="属于干部考察材料",
        by=world.clerk, at=moment("2026-03-04"), edition=request.edition,
    )  # fmt: skip
    request.refresh_from_db()
    services.submit(request, by=world.clerk, at=moment("2026-03-04"), edition=request.edition)
    request.refresh_from_db()
    services.sign_off(
        request, opinion="合法", by=world.leader, at=moment("2026-03-05"), edition=request.edition
    )
    words = pdf_words(last(request, "reply"))
    assert "人事管理方面的内部事务信息" in words
    assert "理由：属于干部考察材料。" in words
    assert "第十六条第一款" in words
    assert "应当先自收到本答复之日起60日内" in words


def test_organisations_are_addressed_as_such(world: World) -> None:
    firm = services.ApplicantDetails(
        kind="B", name="云溪星河咨询有限公司", id_kind="credit_code",
        id_number=FIRM_CODE, phone="13800138000",
        legal_representative="赵一", contact_person="钱二",
    )  # fmt: skip
    request = world.arrived(who=firm)
    services.register(request, by=world.clerk, at=moment("2026-03-03", 11), edition=1)
    words = pdf_words(last(request, "receipt"))
    assert "云溪星河咨询有限公司：" in words
    assert "收到你单位以当面提交方式" in words


def test_a_moved_request_is_told_with_the_contact_of_the_other_unit(world: World) -> None:
    world.other.phone = "0871-65550102"
    world.other.save()
    request = world.in_hand()
    services.move(
        request, to=world.other, reason="水务事项", by=world.office, at=moment("2026-03-05"),
        edition=request.edition,
    )  # fmt: skip
    words = pdf_words(last(request, "move"))
    assert "云溪县水务局联系方式：联系电话：0871-65550102" in words


def test_what_a_letter_lacks_blocks_the_act_and_is_named(world: World) -> None:
    world.other.phone = world.other.address = ""
    world.other.save()
    request = world.in_hand()
    with pytest.raises(RuleViolation, match="转往单位联系方式") as refusal:
        services.move(
            request, to=world.other, reason="水务事项", by=world.office,
            at=moment("2026-03-05"), edition=request.edition,
        )  # fmt: skip
    assert refusal.value.code == "paper.missing"
    request.refresh_from_db()
    assert request.state == "in_hand"
    assert not Request.objects.filter(unit=world.other).exists()
    assert not NumberSeries.objects.filter(words="云溪教公开告", last__gt=0).exists()


def test_numbers_have_no_gap_after_an_act_that_failed(world: World) -> None:
    world.other.phone = world.other.address = ""
    world.other.save()
    request = world.in_hand()
    ask = world.in_hand("2026-03-04")
    with pytest.raises(RuleViolation):
        services.move(
            request, to=world.other, reason="水务事项", by=world.office,
            at=moment("2026-03-05"), edition=request.edition,
        )  # fmt: skip
    ask_correction(world, ask)
    assert last(ask, "correction").number == "云溪教公开告〔2026〕1号"


def test_before_july_2017_the_remedy_must_be_typed(world: World) -> None:
    request = old_request(world, outcome="O2", given={"access": "邮寄"})
    services.submit(request, by=world.clerk, at=moment("2016-03-07"), edition=request.edition)
    request.refresh_from_db()
    with pytest.raises(RuleViolation, match="救济告知"):
        services.sign_off(
            request, opinion="合法", by=world.leader, at=moment("2016-03-08"),
            edition=request.edition,
        )  # fmt: skip
    letter = services.sign_off(
        request, opinion="合法", by=world.leader, at=moment("2016-03-08"),
        edition=request.edition, fields={"remedy": "可以依法申请行政复议或者提起行政诉讼"},
    )  # fmt: skip
    letter.refresh_from_db()
    words = pdf_words(letter)
    assert "可以依法申请行政复议或者提起行政诉讼。" in words
    assert "国务院令第492号" in words


def old_request(world: World, *, outcome: str, given: dict[str, str]) -> Request:
    """A request under the Regulation of 2007, decided."""
    request = world.in_hand("2016-03-03")
    item = request.items.get()
    services.decide(
        request, item=item, outcome=outcome, given=given,
        by=world.clerk, at=moment("2016-03-04"), edition=request.edition,
    )  # fmt: skip
    request.refresh_from_db()
    return request


def test_a_request_given_up_says_which_period_passed(world: World) -> None:
    request = world.in_hand()
    lapse_correction(world, request)
    words = pdf_words(last(request, "closing"))
    assert "2026年3月5日告知你补正申请，补正期限为15个工作日，至2026年3月26日止。" in words
    assert "自收到本告知书之日起60日内" in words


def test_a_fee_not_paid_ends_with_its_amount_once(world: World) -> None:
    request = world.in_hand()
    lapse_fee(world, request)
    words = pdf_words(last(request, "closing"))
    assert re.search(r"缴纳信息处理费\d+元，缴费截止日期为2026年4月\d+日", words)


def test_the_reply_tells_the_course_and_the_correction(world: World) -> None:
    request = world.in_hand()
    ask_correction(world, request)
    request.refresh_from_db()
    services.correct(
        request, answer="请提供“2025年度”的方案", by=world.clerk, at=moment("2026-03-10"),
        edition=request.edition,
    )  # fmt: skip
    request.refresh_from_db()
    services.extend(
        request, days=10, reason="材料较多", by=world.office, at=moment("2026-03-11"),
        edition=request.edition,
    )  # fmt: skip
    request.refresh_from_db()
    request = world.approved("2026-03-12", request=request)
    words = pdf_words(last(request, "reply"))
    assert "2026年3月10日，你补正申请，补正后的申请内容为“请提供‘2025年度’的方案”。" in words
    assert "2026年3月11日，本机关告知你延长答复期限10个工作日。" in words
