"""What every account page sends with it, and which addresses do not exist at all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.staff import LOGIN, PASSWORD, log_in, make_account, totp

pytestmark = pytest.mark.django_db

OPEN = (LOGIN, "/account/inactive/", "/account/logout/")
OWN = (
    "/account/",
    "/account/logout/",
    "/account/reauthenticate/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/passkeys/",
    "/account/2fa/passkeys/add/",
)
FACTOR = (
    "/account/2fa/totp/deactivate/",
    "/account/2fa/recovery-codes/",
    "/account/2fa/recovery-codes/generate/",
    "/account/2fa/recovery-codes/download/",
    "/account/2fa/reauthenticate/",
)
INLINE = re.compile(r"<[^>]*\s(?:on[a-z]+|style)\s*=|<style|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script([^>]*)>", re.IGNORECASE)


def check(path: str, answer: Any) -> None:
    """The promises of every response."""
    policy = dict(
        part.partition(" ")[::2] for part in answer["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'", path
    assert policy["script-src"] == policy["style-src"] == "'self'", path
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'", path
    assert policy["form-action"] == "'self'", path
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in answer
    assert "X-Powered-By" not in answer
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        body = answer.content.decode()
        assert not INLINE.search(body), path
        for attributes in SCRIPT.findall(body):
            assert "src=" in attributes or 'type="application/json"' in attributes, path
        assert '<html lang="zh-CN"' in body, path
        text = re.sub(r"(?s)<script.*?</script>|<[^>]*>", " ", body)
        english = re.findall(r"\b(?:Sign|Password|Code|Security|Authenticat\w+|Recovery)\b", text)
        assert english == [], path


def test_every_account_page_keeps_the_promises(client: Client) -> None:
    for path in OPEN:
        check(path, client.get(path))
    make_account(role="clerk")
    check(LOGIN, log_in(client, password="wrong"))
    log_in(client)
    for path in OWN:
        check(path, client.get(path))
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200
    check("activate", page)
    client.post("/account/2fa/totp/activate/", {"code": totp(page.context["form"].secret)})
    for path in (*OWN, *FACTOR):
        answer = client.get(path)
        assert answer.status_code in (200, 302), path
        check(path, answer)
    check("missing", client.get("/account/nothing/"))


def test_account_pages_are_never_kept_by_caches(client: Client) -> None:
    make_account(role="clerk")
    assert "no-store" in client.get(LOGIN)["Cache-Control"]
    log_in(client)
    for path in (*OWN, "/account/2fa/recovery-codes/"):
        answer = client.get(path)
        if answer.status_code == 200:
            assert "no-store" in answer.get("Cache-Control", ""), path


@pytest.mark.parametrize("path", [path for path in (*OWN, *FACTOR) if "logout" not in path])
def test_own_pages_send_strangers_to_the_log_in(client: Client, path: str) -> None:
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code in (302, 404)
        if answer.status_code == 302:
            assert answer["Location"].startswith(LOGIN)


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "signup/passkey/",
        "2fa/webauthn/signup/",
        "email/",
        "confirm-email/",
        "confirm-email/x/",
        "password/reset/",
        "password/reset/key/1-x/",
        "password/set/",
        "login/code/confirm/",
        "3rdparty/",
        "sessions/",
    ],
)
def test_what_an_office_does_not_offer_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404
    assert client.post(f"/account/{path}", {"username": "x"}).status_code == 404


def test_djangos_admin_is_not_installed(client: Client) -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert client.get("/admin/").status_code == 404
    assert "admin" not in get_resolver().app_dict
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_cookies_travel_by_https_only_where_the_site_does(settings: Any) -> None:
    assert settings.SESSION_COOKIE_SECURE is settings.MINGTANG_HTTPS
    assert settings.CSRF_COOKIE_SECURE is settings.MINGTANG_HTTPS
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY


def test_a_foreign_host_name_is_refused(client: Client) -> None:
    assert client.get(LOGIN, headers={"Host": "evil.example"}).status_code == 400
