"""The accounts that a visitor of the demo logs in with. No secret: the demo prints them."""

from __future__ import annotations

from datetime import datetime

from mingtang.orgs.account_services import change_password
from mingtang.orgs.models import Account
from mingtang.orgs.roles import Role

SHOWN_UNIT = "教育局"
"""The unit of the demo's clerk, leader and reviewer."""

DEMO_PASSWORD = "Mingtang-2019"  # noqa: S105  (printed for every visitor)

DEMO_ACCOUNTS: dict[str, tuple[str, str]] = {
    Role.DISCLOSURE_OFFICE: ("office", "县政务公开办"),
    Role.CLERK: ("clerk", "县教育局信息员"),
    Role.LEADER: ("leader", "县教育局负责人"),
    Role.CONFIDENTIALITY: ("secrecy", "县教育局保密审查员"),
    Role.SUPERVISOR: ("supervisor", "监察"),
    Role.IT: ("it-office", "县政府办信息技术人员"),
}
"""Role → user name and what the person is."""


def account_list() -> list[dict[str, str]]:
    """As ``demo.json`` holds them: username, password, title."""
    return [
        {"username": username, "password": DEMO_PASSWORD, "title": title}
        for username, title in DEMO_ACCOUNTS.values()
    ]


def open_to_visitors(at: datetime) -> None:
    """Give the demo's accounts their printed password, so that nobody is asked for a new one."""
    for username, _ in DEMO_ACCOUNTS.values():
        change_password(Account.objects.get(username=username), password=DEMO_PASSWORD, at=at)
