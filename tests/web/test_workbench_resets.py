"""Requests to reset an account on the screens: asked for on its page, confirmed on their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mingtang.journal.models import Entry
from mingtang.orgs.models import Account, ResetRequest
from mingtang.orgs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Account:
    return factories.account_with(Role.DISCLOSURE_OFFICE, name="李敏")


@pytest.fixture
def it() -> Account:
    return factories.account_with(Role.IT, name="郑宇")


@pytest.fixture
def clerk() -> Account:
    return factories.account_with(Role.CLERK, name="赵磊")


def text(response: Any) -> str:
    return str(response.content.decode())


def act(client: Client, person: Account, name: str, **values: Any) -> Any:
    named = {f"{name}-{field}": value for field, value in values.items()}
    return client.post(f"/desk/accounts/{person.pk}/", {"act": name} | named, follow=True)


def asked(by: Account, person: Account) -> ResetRequest:
    told = act(factories.client_of(by), person, "ask_password", reason="忘记密码")
    assert "确认后才办理" in text(told)
    return ResetRequest.objects.get()


def send(client: Client, request: ResetRequest, name: str, **values: Any) -> Any:
    return client.post(f"/desk/resets/{request.pk}/", {"act": name} | values, follow=True)


def test_the_page_of_a_clerk_offers_to_ask_and_not_to_reset(it: Account, clerk: Account):
    client = factories.client_of(it)
    page = text(client.get(f"/desk/accounts/{clerk.pk}/"))
    assert "申请换发临时密码" in page
    assert 'value="password"' not in page
    before = clerk.password
    told = act(client, clerk, "password")
    assert "请提出申请" in text(told)
    told = act(client, clerk, "factors", reason="丢失")
    assert "请提出申请" in text(told)
    clerk.refresh_from_db()
    assert clerk.password == before
    free = text(client.get(f"/desk/accounts/{factories.account().pk}/"))
    assert 'value="password"' in free
    assert "申请换发临时密码" not in free


def test_a_request_needs_a_reason_and_shows_on_the_account(it: Account, clerk: Account):
    client = factories.client_of(it)
    empty = act(client, clerk, "ask_password", reason="")
    assert empty.context["forms"]["ask_password"].errors["reason"]
    assert not ResetRequest.objects.exists()
    request = asked(it, clerk)
    page = text(client.get(f"/desk/accounts/{clerk.pk}/"))
    assert f'href="/desk/resets/{request.pk}/"' in page
    assert "郑宇" in page


def test_it_waits_on_the_first_screen_of_who_may_confirm(
    it: Account, office: Account, clerk: Account
):
    request = asked(it, clerk)
    link = f'href="/desk/resets/{request.pk}/"'
    supervisor = factories.account_with(Role.SUPERVISOR)
    assert link in text(factories.client_of(office).get("/desk/"))
    assert link not in text(factories.client_of(supervisor).get("/desk/"))
    for each in (it, clerk):
        assert "待我确认的重置" not in text(factories.client_of(each).get("/desk/"))
    own = ResetRequest.objects.all()
    own.update(account=office)
    assert link not in text(factories.client_of(office).get("/desk/"))
    assert link in text(factories.client_of(supervisor).get("/desk/"))


def test_the_password_is_shown_once_to_who_confirms(it: Account, office: Account, clerk: Account):
    request, client = asked(it, clerk), factories.client_of(office)
    empty = send(client, request, "confirm", remark="")
    assert empty.context["offers"][0].form.errors["remark"]
    shown = send(client, request, "confirm", remark="当面见到本人")
    password = shown.context["password"]
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert shown["Cache-Control"] == "no-store"
    for person in (office, it):
        page = text(factories.client_of(person).get(f"/desk/resets/{request.pk}/"))
        assert password not in page
        assert "当面见到本人" in page
    again = send(client, request, "confirm", remark="再试")
    assert "当前状态为“已确认并办理”" in text(again)
    assert Entry.objects.filter(act="staff.password_reset").count() == 1


def test_who_asked_is_told_why_he_cannot_confirm(it: Account, office: Account, clerk: Account):
    request, client = asked(office, clerk), factories.client_of(office)
    assert "须由另一人确认" in text(client.get(f"/desk/resets/{request.pk}/"))
    assert "须由另一人确认" in text(send(client, request, "confirm", remark="试"))
    other = factories.client_of(it)
    assert "确认并办理须由政务公开办、监察办理" in text(other.get(f"/desk/resets/{request.pk}/"))
    assert "须由政务公开办" in text(send(other, request, "confirm", remark="试"))
    assert "申请已撤回" in text(send(client, request, "withdraw"))
    assert ResetRequest.objects.get().state == "withdrawn"


def test_who_confirms_is_told_that_the_telephone_was_changed_and_by_whom(
    it: Account, office: Account, clerk: Account
):
    """Else the call to the person could end at who asked."""
    request, client = asked(it, clerk), factories.client_of(office)
    assert "改过" not in text(client.get(f"/desk/resets/{request.pk}/")).split("可以办的")[0]
    changed = {"change-name": clerk.name, "change-phone": "0599-1234567", "act": "change"}
    factories.client_of(it).post(f"/desk/accounts/{clerk.pk}/", changed)
    page = text(client.get(f"/desk/resets/{request.pk}/")).split("可以办的")[0]
    assert "改过" in page
    assert "信息技术 郑宇" in page


def test_a_refusal_keeps_its_reason(it: Account, office: Account, clerk: Account):
    request, client = asked(it, clerk), factories.client_of(office)
    assert "没有重置" in text(send(client, request, "refuse", remark="本人没有提出"))
    assert "本人没有提出" in text(client.get(f"/desk/resets/{request.pk}/"))


def test_a_supervisor_comes_to_the_password_without_the_pages_of_accounts(
    it: Account, office: Account
):
    request = asked(it, office)
    client = factories.client_of(factories.account_with(Role.SUPERVISOR))
    shown = send(client, request, "confirm", remark="当面见到本人")
    assert office.pk == shown.context["account"].pk
    assert f'href="/desk/accounts/{office.pk}/"' not in text(shown)
    assert 'href="/desk/resets/"' in text(shown)


def test_the_list_names_what_waits_and_knows_the_rest(it: Account, office: Account, clerk: Account):
    request, client = asked(it, clerk), factories.client_of(office)
    assert "赵磊" in text(client.get("/desk/resets/"))
    send(client, request, "refuse", remark="否")
    assert "没有待确认的重置申请" in text(client.get("/desk/resets/"))
    assert "赵磊" in text(client.get("/desk/resets/?state=refused"))


def test_the_list_costs_a_fixed_number_of_queries(
    office: Account, django_assert_max_num_queries: Any
):
    for _ in range(6):
        factories.reset_request()
    client = factories.client_of(office)
    client.get("/desk/resets/")
    with django_assert_max_num_queries(12):
        client.get("/desk/resets/")


def test_the_first_role_shows_the_new_password_to_who_gives_it(it: Account, office: Account):
    client = factories.client_of(it)
    made = client.post("/desk/accounts/new/", {"username": "liming", "name": "李明"})
    known = made.context["password"]
    person = Account.objects.get(username="liming")
    giver = factories.client_of(office)
    assert "原密码和两步验证作废" in text(giver.get(f"/desk/accounts/{person.pk}/"))
    day = timezone.localdate().isoformat()
    shown = act(giver, person, "grant", role="clerk", unit=factories.unit().pk, since=day)
    person.refresh_from_db()
    assert person.check_password(shown.context["password"])
    assert not person.check_password(known)
    assert "原密码和两步验证作废" not in text(giver.get(f"/desk/accounts/{person.pk}/"))


def test_it_finds_no_succession(it: Account):
    unit, client = factories.unit(), factories.client_of(it)
    assert "并入、更名或拆分" not in text(client.get(f"/desk/units/{unit.pk}/"))
    assert client.get(f"/desk/units/{unit.pk}/succession/").status_code == 404
