"""The accounts that a visitor of the demo logs in with. No secret: the demo prints them."""

from __future__ import annotations

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
    Role.IT: ("it", "信息技术"),
}
"""Role → user name and what the person is."""


def account_list() -> list[dict[str, str]]:
    """As ``demo.json`` holds them: username, password, title."""
    return [
        {"username": username, "password": DEMO_PASSWORD, "title": title}
        for username, title in DEMO_ACCOUNTS.values()
    ]
