"""The table of acts: what it allows is done, what it does not is refused with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mingtang.foi import services
from mingtang.foi.facts import Facts
from mingtang.foi.lifecycle import LIFECYCLE, TRANSITIONS, acting_roles, may
from mingtang.foi.models import Assistance, Consultation, Correction, Item, Request
from mingtang.foi.services import APPLICANT_ACTOR
from mingtang.foi.states import ANSWERED, Channel, State
from mingtang.journal.models import Entry as JournalEntry
from mingtang.statute.foi.receipt import CHANNEL_LABELS
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.act_names import act_name
from tests.unit.foi.world import ASKED, World, moment

AT = moment("2026-03-10")
ROLES = {"clerk": "clerk", "leader": "leader", "disclosure_office": "office"}

SERVICES: dict[str, tuple[str, dict[str, Any]]] = {
    "confirm": ("confirm", {"how": "电话"}),
    "register": ("register", {}),
    "not_request": ("not_request", {"reason": "咨询"}),
    "amend": ("amend", {"asked": replace(ASKED, doc_number="云教发〔2025〕1号")}),
    "split": ("split", {"parts": ["甲", "乙"]}),
    "merge": ("merge", {"into": None}),
    "propose_move": ("propose_move", {"to": None, "reason": "职责"}),
    "move": ("move", {"to": None, "reason": "职责"}),
    "assign": ("assign", {"to": None}),
    "itemise": ("itemise", {"matters": ["甲"]}),
    "ask_correction": ("ask_correction", {"wanted_items": "名称", "guidance": "写明"}),
    "correct": ("correct", {"answer": "名称"}),
    "lapse_correction": ("lapse_correction", {}),
    "note_receipt": ("note_receipt", {"notice": Correction(pk=0)}),
    "consult_third": ("consult", {"kind": "third_party", "party": "某公司", "about": "报价"}),
    "consult_comaker": ("consult", {"kind": "comaker", "party": "某局", "about": "报价"}),
    "consult_agency": ("consult", {"kind": "agency", "party": "某局", "about": "报价"}),
    "opinion": ("give_opinion", {"consultation": Consultation(pk=0), "opinion": "agrees"}),
    "opinion_lapsed": ("lapse_opinion", {"consultation": Consultation(pk=0)}),
    "told_party": (
        "tell_party",
        {"consultation": Consultation(pk=0), "reason": "利益", "disclosing_on": date(2026, 4, 1)},
    ),
    "ask_help": ("ask_help", {"unit": None, "question": "材料"}),
    "give_help": ("give_help", {"assistance": Assistance(pk=0), "answer": "有"}),
    "extend": ("extend", {"days": 5, "reason": "量大"}),
    "ask_reasons": ("ask_reasons", {"grounds": "本月80件"}),
    "give_reasons": ("give_reasons", {"reasons": "研究"}),
    "lapse_reasons": ("lapse_reasons", {}),
    "charge": ("charge", {"method": "pages", "pages": 50, "how_to_pay": "转账"}),
    "paid": ("pay", {"voucher": "1"}),
    "lapse_fee": ("lapse_fee", {}),
    "suspend": ("suspend", {"reason": "不可抗力", "basis": "民法典"}),
    "resume": ("resume", {"reason": "消除"}),
    "decide": ("decide", {"item": Item(pk=0), "outcome": "C1"}),
    "submit": ("submit", {}),
    "return": ("send_back", {"reason": "改"}),
    "sign_off": ("sign_off", {"opinion": "合法"}),
    "recall": ("recall", {"reason": "误"}),
    "serve": ("serve", {"way": "direct"}),
    "close": ("close", {}),
    "reopen": ("reopen", {}),
    "withdraw": ("withdraw", {"reason": "书面"}),
    "archive": ("archive", {}),
}
ACTS = sorted({line.act for line in TRANSITIONS})


def force(request: Request, state: str, other: Request) -> Request:
    """Put a row into a state without any act, for refusals alone."""
    answered = state in ANSWERED
    Request.objects.filter(pk=request.pk).update(
        state=state,
        answered_on=date(2026, 3, 9) if answered else None,
        row="C1" if answered else "",
        merged_into=other if state == State.MERGED else None,
    )
    request.refresh_from_db()
    return request


def call(world: World, request: Request, act: str, by: Any) -> None:
    name, values = SERVICES[act]
    given = dict(values)
    for key, stand_in in (("to", world.other), ("unit", world.other), ("into", request)):
        if key in given and act != "assign":
            given[key] = stand_in
    getattr(services, name)(request, by=by, at=AT, edition=request.edition, **given)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_refused_in_every_state_in_which_the_table_does_not_have_it(
    world: World, act: str
) -> None:
    request, other = world.in_hand(), world.in_hand()
    allowed = {line.state for line in TRANSITIONS if line.act == act}
    role = next(line.roles for line in TRANSITIONS if line.act == act)
    by = getattr(world, next(ROLES[each] for each in role if each in ROLES))
    before = JournalEntry.objects.count()
    for state in State:
        if state in allowed:
            continue
        row = force(request, state, other)
        with pytest.raises(RuleViolation) as caught:
            call(world, row, act, by)
        assert caught.value.code == "state", (act, state)
        assert str(state.label) in caught.value.text
        row.refresh_from_db()
        assert row.state == state
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_refused_to_every_role_that_the_table_does_not_name(
    world: World, act: str
) -> None:
    request, other = world.in_hand(), world.in_hand()
    line = next(line for line in TRANSITIONS if line.act == act)
    row = force(request, line.state, other)
    for role, name in (*ROLES.items(), ("supervisor", "supervisor")):
        if role in line.roles:
            continue
        with pytest.raises(RuleViolation) as caught:
            call(world, row, act, getattr(world, name))
        assert caught.value.code == "role", (act, role)
    row.refresh_from_db()
    assert row.state == line.state


@pytest.mark.parametrize("act", [each for each in ACTS if each not in ("archive", "reopen")])
def test_a_clerk_of_another_unit_may_not_act(world: World, act: str) -> None:
    request, other = world.in_hand(), world.in_hand()
    line = next(line for line in TRANSITIONS if line.act == act)
    row = force(request, line.state, other)
    facts = Facts(row, world.stranger, AT)
    codes = {reason.code for reason in may(row, act, facts).reasons}
    assert codes & {"own_unit", "role", "helper"}, act
    with pytest.raises(RuleViolation):
        call(world, row, act, world.stranger)


def test_every_state_can_be_reached_and_every_act_has_its_service() -> None:
    reached, size = {State.ARRIVED}, 0
    while len(reached) > size:
        size = len(reached)
        reached |= {State(line.to) for line in TRANSITIONS if line.state in reached}
    assert reached == set(State)
    assert set(ACTS) == set(SERVICES)


def test_the_states_that_no_act_leaves() -> None:
    assert set(LIFECYCLE.final_states) == {
        State.MERGED,
        State.SPLIT,
        State.MOVED,
        State.NOT_REQUEST,
        State.ARCHIVED,
    }


def test_every_act_has_its_name_in_the_journal_and_its_basis() -> None:
    for line in TRANSITIONS:
        assert line.basis
        assert act_name(f"request.{line.act}") != f"request.{line.act}"


def test_the_channels_are_those_of_the_law() -> None:
    assert dict(Channel.choices) == {str(each): text for each, text in CHANNEL_LABELS.items()}


def test_the_applicant_may_withdraw_while_the_request_is_open_and_not_after(world: World) -> None:
    request = world.in_hand()
    assert "applicant" in acting_roles(request, "withdraw")
    services.withdraw(request, reason="书面撤回", by=APPLICANT_ACTOR, at=AT, edition=None)
    request.refresh_from_db()
    assert (request.state, request.row) == (State.ANSWERED, "C6.3")
    assert [item.outcome for item in request.items.all()] == ["C6.3"]
    with pytest.raises(RuleViolation):
        services.withdraw(request, reason="书面撤回", by=APPLICANT_ACTOR, at=AT, edition=None)


def test_of_two_officers_on_one_page_the_second_is_told_so(world: World) -> None:
    request = world.in_hand()
    item = request.items.get()
    seen = request.edition
    values = {"item": item, "outcome": "C4.2", "at": AT, "edition": seen}
    services.decide(request, by=world.clerk, given={"explanation": "无现成信息"}, **values)
    with pytest.raises(RuleViolation) as caught:
        services.decide(request, by=world.second, given={"explanation": "另作"}, **values)
    assert caught.value.code == "foi.stale"
    item.refresh_from_db()
    assert item.given == {"explanation": "无现成信息"}


def test_a_reply_that_is_not_signed_cannot_be_served(world: World) -> None:
    request = world.checking()
    with pytest.raises(RuleViolation, match="不能送达"):
        services.serve(request, way="direct", by=world.clerk, at=AT, edition=request.edition)


def test_nobody_signs_off_a_reply_of_his_own(world: World) -> None:
    request = world.decided()
    request = services.submit(
        request, by=world.office, at=moment("2026-03-05"), edition=request.edition
    )
    with pytest.raises(RuleViolation, match="自己拟定或者提交"):
        services.sign_off(request, opinion="可", by=world.office, at=AT, edition=request.edition)
    services.sign_off(request, opinion="可", by=world.leader, at=AT, edition=request.edition)


def test_a_reply_without_basis_is_refused(world: World) -> None:
    request = world.in_hand()
    item = request.items.get()
    for values in ({"outcome": "C4.2", "basis": " "}, {"outcome": "C6.3", "subkind": "inquiry"}):
        with pytest.raises(RuleViolation, match="答复应当写明依据"):
            services.decide(
                request, item=item, by=world.clerk, at=AT, edition=request.edition, **values
            )


def test_a_reply_that_lacks_an_element_cannot_be_submitted_and_says_which(world: World) -> None:
    request = world.in_hand()
    services.itemise(
        request, matters=["方案", "附件"], by=world.clerk, at=AT, edition=request.edition
    )
    request.refresh_from_db()
    first, second = request.items.all()
    services.decide(
        request,
        item=first,
        outcome="C3.6",
        subkind="",
        by=world.clerk,
        at=AT,
        edition=request.edition,
    )
    request.refresh_from_db()
    with pytest.raises(RuleViolation) as caught:
        services.submit(request, by=world.clerk, at=AT, edition=request.edition)
    assert caught.value.code == "complete"
    assert "第1项缺少" in caught.value.text
    assert "第2项还没有作出决定" in caught.value.text
    assert second.outcome == ""


def test_the_answers_of_one_version_of_the_rules_do_not_serve_the_other(world: World) -> None:
    request = world.in_hand("2019-05-14")
    with pytest.raises(RuleViolation, match="2007年条例"):
        services.decide(
            request,
            item=request.items.get(),
            outcome="C1",
            by=world.clerk,
            at=moment("2019-05-20"),
            edition=request.edition,
        )


def test_open_and_withheld_matters_are_counted_once_as_partly_open(world: World) -> None:
    request = world.in_hand()
    services.itemise(
        request, matters=["方案", "讨论记录"], by=world.clerk, at=AT, edition=request.edition
    )
    request.refresh_from_db()
    for item, values in zip(
        request.items.all(),
        (
            {
                "outcome": "C1",
                "subkind": "provided",
                "given": {"attachments": "一份", "form": "纸质"},
            },
            {"outcome": "C3.6", "subkind": "record", "reasons": "讨论过程形成"},
        ),
        strict=True,
    ):
        request.refresh_from_db()
        services.decide(
            request, item=item, by=world.clerk, at=AT, edition=request.edition, **values
        )
    request.refresh_from_db()
    request = services.submit(request, by=world.clerk, at=AT, edition=request.edition)
    services.sign_off(request, opinion="可", by=world.leader, at=AT, edition=request.edition)
    request.refresh_from_db()
    services.serve(request, way="direct", by=world.clerk, at=AT, edition=request.edition)
    request.refresh_from_db()
    assert request.row == "C2"
