"""Log-in in a real browser: by keyboard, with a passkey of a virtual authenticator, without script.

The ``page`` fixture fails a test that breaks the security policy or asks another host.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from mingtang.journal.models import Entry
from tests.staff import PASSWORD, make_account, totp

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page: Page) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", "zhangwei")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def confirm(page: Page) -> None:
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")


@pytest.fixture
def authenticator(page: Page) -> Iterator[CDPSession]:
    """A platform authenticator whose owner always consents."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield session


def test_one_logs_in_and_out_by_keyboard(page: Page) -> None:
    make_account(role="clerk")
    log_in(page)
    page.wait_for_url("**/desk/")
    page.get_by_role("button", name="退出").press("Enter")
    page.wait_for_url(lambda url: url.endswith("/"))
    page.goto("/account/")
    assert "/account/login/" in page.url


def test_a_passkey_is_registered_and_logs_in_alone(page: Page, authenticator: CDPSession) -> None:
    make_account(role="clerk")
    log_in(page)
    page.wait_for_url("**/desk/")
    page.goto("/account/2fa/passkeys/add/")
    confirm(page)
    page.fill("[name=name]", "办公电脑")
    page.check("[name=passwordless]")
    page.click("#passkey-add")
    page.wait_for_url("**/account/2fa/recovery-codes/")
    assert "通行密钥已添加" in page.inner_text("main")
    page.goto("/account/2fa/passkeys/")
    row = page.inner_text("main tbody tr")
    assert "办公电脑" in row
    assert "可单独登录" in row
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(lambda url: url.endswith("/"))

    page.goto("/account/login/")
    page.click("#passkey-login")
    page.wait_for_url("**/desk/")
    methods = [each.detail["methods"] for each in Entry.objects.filter(act="staff.login")]
    assert methods == [["password"], ["webauthn"]]
    added = Entry.objects.filter(act="staff.factor_add").values_list("detail__kind", flat=True)
    assert sorted(added) == ["recovery_codes", "webauthn"]


def test_a_passkey_serves_as_second_step(page: Page, authenticator: CDPSession) -> None:
    make_account(role="clerk")
    log_in(page)
    page.wait_for_url("**/desk/")
    page.goto("/account/2fa/passkeys/add/")
    confirm(page)
    page.click("#passkey-add")
    page.wait_for_url("**/account/2fa/recovery-codes/")
    page.context.clear_cookies()
    log_in(page)
    page.wait_for_url("**/account/2fa/authenticate/")
    page.click("#passkey-step")
    page.wait_for_url("**/desk/")


def test_a_passkey_that_does_not_answer_is_told_in_words(
    page: Page, authenticator: CDPSession
) -> None:
    make_account(role="clerk")
    page.goto("/account/login/")
    page.click("#passkey-login")  # the authenticator holds no key for this site
    page.wait_for_selector("[data-passkey-error]:not([hidden])")
    assert page.inner_text("[data-passkey-error]").startswith("没有完成")
    assert "/account/login/" in page.url


def test_an_authenticator_is_set_up_and_asked_for(page: Page) -> None:
    make_account(role="clerk")
    log_in(page)
    page.wait_for_url("**/desk/")
    page.goto("/account/2fa/totp/activate/")
    confirm(page)
    drawn = page.eval_on_selector(".totp-qr", "image => image.complete && image.naturalWidth")
    assert drawn > 100
    secret = page.inner_text(".totp-secret")
    page.fill("[name=code]", totp(secret))
    page.click("main button.primary")
    page.wait_for_url("**/account/2fa/recovery-codes/")
    code = page.locator(".recovery-codes li").first.inner_text()
    page.context.clear_cookies()
    log_in(page)
    page.wait_for_url("**/account/2fa/authenticate/")
    assert page.locator("#passkey-step").count() == 0
    page.fill("[name=code]", code)
    page.click("main button.primary")
    page.wait_for_url("**/desk/")


def test_one_logs_in_without_javascript(browser: Browser, live_portal: str) -> None:
    make_account(role="clerk")
    context = browser.new_context(base_url=live_portal, java_script_enabled=False)
    page = context.new_page()
    log_in(page)
    page.wait_for_url("**/desk/")
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_log_in_page_fits_and_its_fields_are_named(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    answer = page.goto("/account/login/")
    assert answer is not None
    assert answer.status == 200
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("用户名", "密码"):
        assert page.get_by_label(name, exact=True).is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
