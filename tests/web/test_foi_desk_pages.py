"""The lists, the page of one request, intake, decisions, workload: what is shown to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mingtang.foi import codes
from mingtang.foi.models import Applicant, Request
from mingtang.foi.services import Asked
from mingtang.foi.states import State
from mingtang.foi.views.listing import OpenRequests
from mingtang.orgs.models import Account, Leave
from mingtang.orgs.roles import Role
from tests.unit.foi.world import ID_NUMBER, NAME, PERSON, PHONE, World
from tests.web.foi_desk import SOMEBODY, act, days_ago, login, page, today, typed

LIST, ALL, NEW = "foi:requests", "foi:requests-all", "foi:request-new"


@pytest.fixture
def world(db: Any) -> World:
    return World()


def asked(number: int) -> Asked:
    return Asked(subject=f"第{number}学区教师编制情况")


# --- lists -------------------------------------------------------------------------------------
def test_the_most_pressing_stands_first_and_what_is_unregistered_above_it(world: World):
    for number, days in ((1, 3), (2, 12), (3, 7)):
        world.in_hand(days_ago(days), asked=asked(number))
    world.arrived(days_ago(1), asked=asked(4))
    shown = page(login(world.clerk).get(reverse(LIST)))
    order = [shown.index(asked(number).subject) for number in (4, 2, 3, 1)]
    assert order == sorted(order)
    last_first = page(login(world.clerk).get(reverse(LIST), {"sort": "-due"}))
    order = [last_first.index(asked(number).subject) for number in (1, 3, 2, 4)]
    assert order == sorted(order)


def test_pages_by_due_date_miss_no_row_and_repeat_none(world: World, monkeypatch: Any):
    monkeypatch.setattr(OpenRequests, "page_size", 3)
    for number in range(8):
        world.in_hand(days_ago(3 + number % 3), asked=asked(number))
    clerk, seen, url = login(world.clerk), [], reverse(LIST)
    while url:
        response = clerk.get(url)
        seen += [item["row"].pk for item in response.context["rows"]]
        url = reverse(LIST) + response.context["next_url"] if response.context["next_url"] else ""
    assert len(seen) == 8 == len(set(seen))
    back = clerk.get(reverse(LIST) + response.context["previous_url"])
    assert [item["row"].pk for item in back.context["rows"]] == seen[3:6]


def test_no_list_and_no_export_names_an_applicant(world: World):
    world.in_hand(days_ago(2))
    clerk = login(world.clerk)
    for name in (LIST, ALL):
        assert NAME not in page(clerk.get(reverse(name)))
        exported = b"".join(clerk.get(reverse(name), {"export": "csv"}).streaming_content).decode()
        assert NAME not in exported and PHONE not in exported
        assert "自然人" in exported


def test_filters_narrow_to_queue_state_kind_and_channel(world: World):
    letter = world.arrived(days_ago(1), channel="letter", asked=asked(1))
    firm = world.in_hand(days_ago(1), who=SOMEBODY, asked=asked(2))
    clerk = login(world.clerk)

    def found(name: str = LIST, **query: str) -> set[int]:
        return {item["row"].pk for item in clerk.get(reverse(name), query).context["rows"]}

    assert found() == {letter.pk, firm.pk}
    assert found(queue="confirm") == {letter.pk}
    assert found(kind="B") == found(state="in_hand") == found(running="true") == {firm.pk}
    assert found(channel="letter") == {letter.pk}
    assert found(assignee="none") == {letter.pk, firm.pk}
    assert found(waiting="true") == {letter.pk, firm.pk}
    assert found(queue="overdue") == found(mine="true") == set()
    assert found(ALL, row="C1") == set()
    assert found(since=today()) == set()
    assert found(q=firm.number) == {firm.pk}


def test_what_blocks_a_request_is_told_in_its_row(world: World):
    request = world.in_hand(days_ago(2))
    clerk = login(world.clerk)
    act(clerk, request, "consult_third", party="某公司", about_what="合同", received_on=today())
    shown = page(clerk.get(reverse(LIST)))
    assert "征求第三方意见，至" in shown and "某公司" not in shown


def test_another_units_requests_are_in_no_list(world: World):
    world.in_hand(days_ago(1))
    stranger, office = login(world.stranger), login(world.office)
    for name in (LIST, ALL, "foi:consultations", "foi:challenges", "foi:workload"):
        assert "布局调整" not in page(stranger.get(reverse(name)))
    assert "布局调整" in page(office.get(reverse(LIST)))


@pytest.mark.parametrize("name", [LIST, ALL, "foi:consultations", "foi:challenges", "foi:workload"])
def test_it_and_the_confidentiality_reviewer_see_no_requests(world: World, name: str):
    for role in (Role.IT, Role.CONFIDENTIALITY):
        client = login(world.person("甲", role, world.unit))
        assert client.get(reverse(name)).status_code == 403
        assert "申请" not in [label for label, *_ in client.get("/desk/").context["rail"]]


def _queries(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert client.get(url).status_code == 200
    return len(taken)


@pytest.mark.parametrize("name", [LIST, ALL])
def test_a_longer_list_takes_no_more_queries(world: World, name: str):
    clerk = login(world.clerk)
    for number in range(2):
        request = world.in_hand(days_ago(3), asked=asked(number))
        act(clerk, request, "consult_agency", party="县财政局", about_what="预算")
        world.arrived(days_ago(1), asked=asked(50 + number))
    few = _queries(clerk, reverse(name))
    for number in range(8):
        request = world.in_hand(days_ago(3), asked=asked(100 + number))
        act(clerk, request, "consult_agency", party="县财政局", about_what="预算")
        world.arrived(days_ago(1), asked=asked(200 + number))
    assert _queries(clerk, reverse(name)) == few <= 22


def test_the_page_of_a_request_takes_few_queries(world: World):
    request = world.in_hand(days_ago(3))
    assert _queries(login(world.clerk), request.get_absolute_url()) <= 75


# --- one request -------------------------------------------------------------------------------
def test_every_act_that_leaves_the_state_is_offered_or_explained(world: World):
    request = world.in_hand(days_ago(2))
    shown = page(login(world.clerk).get(request.get_absolute_url()))
    for words in ("拟定答复", "告知补正", "征求第三方意见", "通知缴纳信息处理费", "申请人撤回申请"):
        assert words in shown
    assert "提交合法性审核" in shown and "答复还不完整" in shown
    assert "由别人办的" in shown and "延长答复期限" in shown


def test_only_who_deals_with_the_applicant_sees_number_and_telephone(world: World):
    request = world.in_hand(days_ago(1), asked=Asked("校车合同", f"请电 {PHONE} 联系"))
    for who, sees in ((world.clerk, True), (world.office, True), (world.supervisor, False)):
        shown = page(login(who).get(request.get_absolute_url()))
        assert (PHONE in shown, ID_NUMBER in shown) == (sees, sees), who.role
        assert (NAME in shown) == sees, who.role
    assert ID_NUMBER not in page(login(world.leader).get(request.get_absolute_url()))


def test_a_supervisor_has_no_paper_of_the_applicants(world: World):
    request = world.in_hand(days_ago(1))
    clerk = login(world.clerk)
    for purpose in ("identity", "material"):
        clerk.post(
            reverse("foi:attach", args=[request.pk]),
            {
                "edition": request.edition,
                "purpose": purpose,
                "papers": SimpleUploadedFile("欧阳若兰身份证.txt", b"text"),
            },
        )
    identity, material = request.files.order_by("pk")

    def opened(who: Any, file: Any) -> int:
        response = login(who).get(reverse("foi:file", args=[request.pk, file.pk]))
        if response.streaming:
            assert b"".join(response.streaming_content) == b"text"
        return int(response.status_code)

    assert opened(world.supervisor, identity) == 404
    assert opened(world.supervisor, material) == opened(world.clerk, identity) == 200


def test_a_code_is_given_anew_once_and_kills_the_old_one(world: World):
    received = world.file(days_ago(1))
    clerk, url = login(world.clerk), reverse("foi:code", args=[received.request.pk])
    assert clerk.post(url, {"edition": 1, "reason": ""}).status_code == 422
    told = clerk.post(url, {"edition": 1, "reason": "核对了身份证原件"})
    received.request.refresh_from_db()
    assert codes.matches(told.context["code"], received.request.code_hash)
    assert not codes.matches(received.code, received.request.code_hash)


# --- intake ------------------------------------------------------------------------------------
def test_a_request_over_the_counter_is_kept_registered_and_its_code_told(world: World):
    clerk = login(world.clerk)
    papers = {
        "identity": SimpleUploadedFile("身份证.txt", b"copy"),
        "papers": SimpleUploadedFile("申请书.txt", b"letter"),
    }
    told = clerk.post(reverse(NEW), typed(world, **papers))
    request = Request.objects.get()
    assert request.state == State.IN_HAND and request.receipt_on.isoformat() == today()
    assert told.context["code"] in page(told) and request.number in page(told)
    assert told["Cache-Control"] == "no-store"
    assert [each.purpose for each in request.files.all()] == ["identity", "request"]
    again = clerk.post(reverse(NEW), typed(world))
    assert again.status_code == 302 and Request.objects.count() == 1


def test_a_letter_waits_for_the_confirmation(world: World):
    login(world.clerk).post(reverse(NEW), typed(world, channel="letter"))
    request = Request.objects.get()
    assert (request.state, request.receipt_on) == (State.ARRIVED, None)


@pytest.mark.parametrize(
    ("channel", "sent", "came", "words"),
    [
        ("counter", "2026-03-03", "2026-03-03", "收到之日 = 2026-03-03"),
        ("signed_post", "2026-03-03", "2026-03-06", "收到之日 = 2026-03-06"),
        ("letter", "2026-03-03", "2026-03-06", "与申请人确认之日"),
        ("email", "2026-03-03", "2026-03-03", "与申请人确认之日"),
        ("fax", "2019-05-14", "2019-05-14", "收到之日 = 2019-05-14"),
        ("post", "2026-03-03", "2026-03-03", "没有选择渠道"),
        ("counter", "2026-03-06", "2026-03-03", "先后不对"),
    ],
)
def test_the_day_of_receipt_is_told_while_one_types(
    world: World, channel: str, sent: str, came: str, words: str
):
    url = reverse("foi:receipt-day")
    days = {"channel": channel, "submitted_on": sent, "arrived_on": came}
    assert words in login(world.clerk).get(url, days).json()["words"]


def test_without_a_script_a_button_works_the_day_out(world: World):
    given = typed(world, channel="letter", look="1", name="")
    response = login(world.clerk).post(reverse(NEW), given)
    assert response.status_code == 200 and not Request.objects.exists()
    assert "<b>收到之日 = 与申请人确认之日" in page(response)


def test_a_faulty_number_is_refused_and_everything_stays_typed(world: World):
    response = login(world.clerk).post(
        reverse(NEW), typed(world, id_number="110105194912310021", subject="校车合同")
    )
    assert response.status_code == 422
    assert "校车合同" in page(response) and "110105194912310021" in page(response)
    assert not Request.objects.exists()


def test_who_came_before_is_found_and_stays_one_record(world: World):
    before = world.in_hand(days_ago(30)).applicant
    clerk = login(world.clerk)
    for words in (NAME[:2], ID_NUMBER, PHONE):
        found = clerk.get(reverse(NEW), {"who": words})
        assert found.context["found"] == [before]
    filled = clerk.get(reverse(NEW), {"applicant": before.pk})
    assert PHONE in page(filled)
    clerk.post(reverse(NEW), typed(world, address=PERSON.address))
    assert Applicant.objects.count() == 1
    stranger = login(world.stranger)
    assert stranger.get(reverse(NEW), {"who": NAME}).context["found"] == []


def test_a_double_is_hinted_and_merged(world: World):
    first = world.in_hand(days_ago(9)).applicant
    clerk = login(world.clerk)
    clerk.post(reverse(NEW), typed(world, phone="13900139000", subject="校车合同"))
    request = Request.objects.latest("pk")
    assert "可能是同一人" in page(clerk.get(request.get_absolute_url()))
    url = reverse("foi:applicant-merge", args=[request.applicant_id])
    clerk.post(url, {"into": first.pk})
    request.refresh_from_db()
    assert request.applicant_id == first.pk


def test_a_clerk_receives_for_his_own_unit_alone(world: World):
    response = login(world.clerk).post(reverse(NEW), typed(world, unit=world.other.pk))
    assert response.status_code == 422 and not Request.objects.exists()
    login(world.office).post(reverse(NEW), typed(world, unit=world.other.pk))
    assert Request.objects.get().unit_id == world.other.pk


# --- the decision ------------------------------------------------------------------------------
def test_the_outcome_is_chosen_first_then_only_its_elements_are_asked(world: World):
    request = world.in_hand(days_ago(2))
    item = request.items.get()
    clerk, url = login(world.clerk), reverse("foi:decide", args=[request.pk, item.pk])
    shown = page(clerk.get(url))
    assert "（三）不予公开" in shown and 'value="C4.1/not_ours"' in shown and "O4e" not in shown
    form = page(clerk.get(url, {"kind": "C5.2"}))
    assert "此前答复的文号" in form and "不予公开的理由" not in form
    lacking = clerk.post(
        url,
        {"kind": "C4.1/not_ours", "edition": request.edition, "reasons": "由水务局制作"},
        follow=True,
    )
    assert "负责公开该信息的行政机关名称" in page(lacking)
    request.refresh_from_db()
    act(clerk, request, "submit")
    assert request.state == State.IN_HAND
    given = {
        "kind": "C4.1/not_ours",
        "edition": request.edition,
        "reasons": "由水务局制作",
        "agency": "云溪县水务局",
        "agency_contact": "0871-1234567",
    }
    assert "要素齐全" in page(clerk.post(url, given, follow=True))
    act(clerk, request, "submit")
    assert request.state == State.CHECKING


def test_a_partial_answer_cites_the_article_of_what_it_withholds(world: World):
    request = world.in_hand(days_ago(2))
    item = request.items.get()
    login(world.clerk).post(
        reverse("foi:decide", args=[request.pk, item.pk]),
        {
            "kind": "C2",
            "edition": request.edition,
            "attachments": "方案（部分遮盖）",
            "grounds": ["X15"],
            "reasons": "含个人隐私",
        },
    )
    item.refresh_from_db()
    assert "第三十七条" in item.basis and "第十五条" in item.basis
    assert item.grounds == ["X15"] and "第十五条" in item.given["grounds"]


def test_a_request_of_the_old_rules_offers_the_old_kinds(world: World):
    request = world.in_hand("2019-05-14")
    item = request.items.get()
    clerk, url = login(world.clerk), reverse("foi:decide", args=[request.pk, item.pk])
    shown = page(clerk.get(url))
    assert "不是《条例》所指政府信息" in shown and 'value="C2"' not in shown
    assert clerk.post(url, {"kind": "C2", "edition": request.edition}).status_code == 422


def test_a_matter_decided_meanwhile_by_another_keeps_what_was_typed(world: World):
    request = world.in_hand(days_ago(2))
    item = request.items.get()
    seen = request.edition
    act(login(world.second), request, "assign", to="")
    response = login(world.clerk).post(
        reverse("foi:decide", args=[request.pk, item.pk]),
        {"kind": "C3.3", "edition": seen, "reasons": "危及公共安全的详细理由"},
    )
    assert response.status_code == 409
    assert "刚刚被他人办理过" in page(response) and "危及公共安全的详细理由" in page(response)


def test_a_repeated_request_brings_the_earlier_answer_along(world: World):
    answered = world.answered()
    request = world.in_hand(days_ago(2))
    url = reverse("foi:decide", args=[request.pk, request.items.get().pk])
    form = page(login(world.clerk).get(url, {"kind": "C5.2"}))
    assert answered.letters.filter(kind="reply").get().number in form


# --- first screen, search, workload --------------------------------------------------------------
def test_boxes_of_the_first_screen_hold_what_waits(world: World):
    world.arrived(days_ago(1), channel="letter", asked=asked(1))
    checking = world.checking(request=world.in_hand(days_ago(1)), day=days_ago(1))
    moving = world.in_hand(days_ago(1), asked=asked(2))
    act(login(world.clerk), moving, "propose_move", to=world.other.pk, reason="由水务局制作")

    def boxes(who: Any) -> dict[str, int]:
        found = login(who).get("/desk/").context["boxes"]
        return {each.label: each.box.count for each in found}

    assert boxes(world.clerk)["待与申请人确认收到日期"] == 1
    assert boxes(world.leader)["待我审核签发的答复"] == 1
    assert boxes(world.office)["建议转办、待决定"] == 1
    assert "待我审核签发的答复" not in boxes(world.supervisor)
    assert checking.subject in page(login(world.leader).get("/desk/"))


def test_the_search_of_the_workbench_finds_number_and_subject_by_right(world: World):
    request = world.in_hand(days_ago(1))
    url = reverse("workbench:search")
    for words in (request.number, "布局调整"):
        assert request.number in page(login(world.clerk).get(url, {"q": words}))
        assert request.get_absolute_url() not in page(login(world.stranger).get(url, {"q": words}))


def test_the_workload_counts_by_unit_and_person_and_hands_over(world: World):
    requests = [world.in_hand(days_ago(3), asked=asked(number)) for number in range(3)]
    clerk = login(world.clerk)
    for request in requests[:2]:
        act(clerk, request, "assign", to=world.clerk.account_id)
    Leave.objects.create(
        account=Account.objects.get(pk=world.clerk.account_id),
        deputy=Account.objects.get(pk=world.second.account_id),
        since=timezone.localdate() - timedelta(days=1),
        until=timezone.localdate() + timedelta(days=3),
    )
    office = login(world.office)
    (unit,) = office.get(reverse("foi:workload")).context["units"]
    assert (unit.open, [each.open for each in unit.people]) == (3, [2, 1])
    assert "孙静代理" in unit.people[0].away
    url = f"{reverse('foi:reassign')}?person={world.clerk.account_id}"
    rows = office.get(url).context["rows"]
    chosen = [f"{row.pk}:{row.edition}" for row in rows]
    stranger = world.stranger.account_id
    assert office.post(url, {"request": chosen, "to": stranger}).status_code == 422
    office.post(url, {"request": chosen, "to": world.second.account_id})
    assert Request.objects.filter(assignee_id=world.second.account_id).count() == 2


def test_someone_elses_request_cannot_be_handed_over(world: World):
    request = world.in_hand(days_ago(3))
    url = f"{reverse('foi:reassign')}?person=0"
    stranger = login(world.stranger)
    response = stranger.post(
        url, {"request": [f"{request.pk}:{request.edition}"], "to": world.stranger.account_id}
    )
    assert response.status_code == 422
    request.refresh_from_db()
    assert request.assignee_id is None
