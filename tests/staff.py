"""People of the staff for tests, and how they come in."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from datetime import date
from typing import Any

from django.core.cache import cache
from django.test import Client

from mingtang.orgs.models import Account, Grant, Region, Unit

LOGIN = "/account/login/"
PASSWORD = "Kettle-81-Pond"


def make_unit(name: str = "示范县教育局", uscc: str = "1") -> Unit:
    """A unit of the county; ``uscc`` need only differ."""
    region, _ = Region.objects.get_or_create(code="999900", defaults={"name": "示范县"})
    return Unit.objects.create(
        name=name, short_name=name[-3:], uscc=uscc, kind="department", region=region
    )


def make_account(
    username: str = "zhangwei", *, name: str = "张伟", role: str = "", unit: Unit | None = None
) -> Account:
    """An account with :data:`PASSWORD`, and with a role in force if one is given."""
    cache.clear()  # the rates of earlier tests
    account = Account.objects.create_user(username, password=PASSWORD, name=name)
    if role:
        unit = unit or make_unit()
        Grant.objects.create(account=account, role=role, unit=unit, since=date(2020, 1, 1))
    return account


def log_in(
    client: Client, username: str = "zhangwei", password: str = PASSWORD, **extra: Any
) -> Any:
    """Post the log-in form."""
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def is_in(client: Client) -> bool:
    """Whether the client's session belongs to somebody."""
    return "_auth_user_id" in client.session


def totp(secret: str, at: float | None = None) -> str:
    """The six figures of RFC 6238 for a base32 secret; an own computation, not the library's."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
