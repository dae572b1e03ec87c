"""Second factors: set-up, log-in with them, roles that need one, and the journal."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.orgs import account_services
from mingtang.orgs.adapters import SecondFactorAdapter
from mingtang.orgs.models import Account
from mingtang.statute.violations import RuleViolation
from tests.staff import PASSWORD, is_in, log_in, make_account, totp

pytestmark = pytest.mark.django_db
ACTIVATE = "/account/2fa/totp/activate/"
STEP = "/account/2fa/authenticate/"


def confirm(client: Client) -> None:
    """Give the password once more, as security settings ask for it."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def set_up(client: Client, username: str = "zhangwei") -> str:
    """Log in, set an authenticator up, log out; its secret."""
    log_in(client, username)
    confirm(client)
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": totp(secret)})
    client.post("/account/logout/")
    # A code is taken once; the next one of the window is still free.
    cache.clear()
    return str(secret)


def factors() -> list[tuple[str, str]]:
    return [
        (act, detail["kind"])
        for act, detail in Entry.objects.filter(act__startswith="staff.factor").values_list(
            "act", "detail"
        )
    ]


def test_setting_up_asks_for_the_password_again(client: Client) -> None:
    make_account()
    log_in(client)
    answer = client.get(ACTIVATE)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert client.post(ACTIVATE, {"code": "000000"}).status_code == 302
    assert not Authenticator.objects.exists()


def test_an_authenticator_is_set_up_with_its_code_and_brings_recovery_codes(
    client: Client,
) -> None:
    make_account()
    log_in(client)
    confirm(client)
    page = client.get(ACTIVATE)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    wrong = client.post(ACTIVATE, {"code": "000000"})
    assert "验证码不正确" in wrong.content.decode()
    assert not Authenticator.objects.exists()
    done = client.post(ACTIVATE, {"code": totp(secret)})
    assert done["Location"] == "/account/2fa/recovery-codes/"
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == [
        "recovery_codes",
        "totp",
    ]
    assert factors() == [("staff.factor_add", "recovery_codes"), ("staff.factor_add", "totp")]
    codes = client.get("/account/2fa/recovery-codes/")
    assert len(codes.context["unused_codes"]) == 10


def test_secrets_are_not_readable_in_the_database(client: Client) -> None:
    make_account()
    secret = set_up(client)
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)
    assert secret not in str(list(Entry.objects.values()))
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert SecondFactorAdapter().decrypt(stored) == secret


def test_a_secret_of_another_installation_opens_nothing() -> None:
    assert SecondFactorAdapter().decrypt("gAAAAABnonsense") == ""


def test_password_alone_does_not_log_in_once_a_factor_is_set_up(client: Client) -> None:
    make_account()
    secret = set_up(client)
    answer = log_in(client)
    assert answer["Location"] == STEP
    assert not is_in(client)
    assert client.get("/account/")["Location"].startswith("/account/login/")
    page = client.get(STEP).content.decode()
    assert "两步验证" in page
    assert "passkey-step" not in page
    done = client.post(STEP, {"code": totp(secret, time.time() + 30)})
    assert done["Location"] == "/desk/"
    assert is_in(client)
    assert Entry.objects.filter(act="staff.login").last().detail["methods"] == ["password", "totp"]


def test_a_code_is_taken_only_once(client: Client) -> None:
    make_account()
    secret = set_up(client)
    code = totp(secret, time.time() + 30)
    log_in(client)
    assert client.post(STEP, {"code": code}).status_code == 302
    other = Client()
    log_in(other)
    assert other.post(STEP, {"code": code}).status_code == 200
    assert not is_in(other)


def test_a_recovery_code_logs_in_once(client: Client) -> None:
    make_account()
    log_in(client)
    confirm(client)
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": totp(secret)})
    code = client.get("/account/2fa/recovery-codes/").context["unused_codes"][0]
    client.post("/account/logout/")
    for expected in (True, False):
        fresh = Client()
        log_in(fresh)
        fresh.post(STEP, {"code": code})
        assert is_in(fresh) is expected


def test_wrong_codes_count_towards_the_lockout(client: Client) -> None:
    make_account()
    secret = set_up(client)
    log_in(client)
    answers = [client.post(STEP, {"code": "000000"}) for _ in range(5)]
    assert [each.status_code for each in answers] == [200] * 4 + [429]
    locked = client.post(STEP, {"code": totp(secret, time.time() + 30)})
    assert locked.status_code == 429
    assert not is_in(client)
    assert log_in(Client()).status_code == 429
    steps = [each.detail["step"] for each in Entry.objects.filter(act="staff.login_failed")]
    assert steps == ["code"] * 5
    assert Entry.objects.filter(act="staff.locked_out").count() == 1


def test_the_password_again_does_not_reset_the_count_of_wrong_codes(client: Client) -> None:
    make_account()
    set_up(client)
    for _ in range(4):
        log_in(client)
        assert client.post(STEP, {"code": "000000"}).status_code == 200
    log_in(client)
    assert client.post(STEP, {"code": "000000"}).status_code == 429
    assert AccessAttempt.objects.get().failures_since_start == 5


def test_the_second_step_is_closed_without_the_first(client: Client) -> None:
    make_account()
    secret = set_up(client)
    for answer in (client.get(STEP), client.post(STEP, {"code": totp(secret)})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")
    assert not is_in(client)


def test_taking_the_authenticator_off_is_journalled_and_ends_the_recovery_codes(
    client: Client,
) -> None:
    make_account()
    log_in(client)
    confirm(client)
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": totp(secret)})
    assert "停用验证器" in client.get("/account/2fa/totp/deactivate/").content.decode()
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert factors()[2:] == [
        ("staff.factor_remove", "recovery_codes"),
        ("staff.factor_remove", "totp"),
    ]


def test_nothing_is_changed_when_the_journal_cannot_be_written(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account()
    log_in(client)
    confirm(client)
    secret = client.get(ACTIVATE).context["form"].secret

    def full(**facts: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(account_services, "record", full)
    with pytest.raises(OSError, match="disk full"):
        client.post(ACTIVATE, {"code": totp(secret)})
    assert not Authenticator.objects.exists()


def test_roles_that_need_a_factor_are_sent_to_set_one_up(client: Client, settings: Any) -> None:
    settings.MINGTANG_MFA_REQUIRED_ROLES = ("disclosure_office",)
    make_account(role="disclosure_office")
    log_in(client)
    for path in ("/desk/", "/account/", "/"):
        assert client.get(path)["Location"] == "/account/2fa/"
    assert client.post("/desk/")["Location"] == "/account/2fa/"
    part = client.get("/desk/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/account/2fa/")
    page = client.get("/account/2fa/").content.decode()
    assert "必须使用两步验证" in page
    assert client.get("/account/password/change/").status_code == 200
    confirm(client)
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": totp(secret)})
    assert client.get("/account/").status_code == 200


def test_other_roles_are_not_held_back(client: Client, settings: Any) -> None:
    settings.MINGTANG_MFA_REQUIRED_ROLES = ("disclosure_office",)
    make_account(role="clerk")
    log_in(client)
    assert client.get("/account/").status_code == 200


def test_the_last_factor_of_such_a_role_stays(client: Client, settings: Any) -> None:
    settings.MINGTANG_MFA_REQUIRED_ROLES = ("supervisor",)
    account = make_account(role="supervisor")
    log_in(client)
    confirm(client)
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": totp(secret)})
    page = client.post("/account/2fa/totp/deactivate/")
    assert "不能停用最后一种方式" in page.content.decode()
    key = Authenticator.objects.create(user=account, type="webauthn", data={"name": "钥匙"})
    Authenticator.objects.filter(type="totp").delete()
    answer = client.post(f"/account/2fa/passkeys/{key.pk}/remove/")
    assert answer.status_code == 409
    assert "不能移除最后一种方式" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_nobody_touches_the_passkey_of_another(client: Client) -> None:
    other = make_account("lina", name="李娜")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "钥匙"})
    make_account()
    log_in(client)
    confirm(client)
    for act in ("edit", "remove"):
        assert client.get(f"/account/2fa/passkeys/{key.pk}/{act}/").status_code == 404
        assert client.post(f"/account/2fa/passkeys/{key.pk}/{act}/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", '{"id": 1}', '{"rawId": "x", "response": {}}', "字"]
)
def test_forged_passkeys_do_not_log_in(client: Client, credential: str) -> None:
    make_account()
    client.get("/account/2fa/passkeys/login/", headers={"Accept": "application/json"})
    answer = client.post("/account/2fa/passkeys/login/", {"credential": credential})
    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/"
    assert not is_in(client)
    failures = Entry.objects.filter(act="staff.login_failed")
    attempts = ["passkey"] if "id" in credential.lower() else []  # the rest is no attempt at all
    assert [each.detail["step"] for each in failures] == attempts


def test_the_office_takes_lost_factors_off_with_a_reason(client: Client) -> None:
    account = make_account()
    set_up(client)
    by = Actor(None, "王办", "disclosure_office")
    now = timezone.now()
    with pytest.raises(RuleViolation):
        account_services.remove_second_factors(account, by=by, at=now, reason=" ")
    count = account_services.remove_second_factors(account, by=by, at=now, reason="手机丢失")
    assert count == 2
    entry = Entry.objects.filter(act="staff.factor_remove").last()
    assert entry is not None
    assert (entry.actor_name, entry.reason) == ("王办", "手机丢失")
    assert log_in(client)["Location"] == "/desk/"
    assert Account.objects.get().pk == account.pk
