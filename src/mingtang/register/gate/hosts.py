"""Hosts of links: which are this site's own, and which can lead nowhere. Nothing is ever fetched.

Sources: RFC 2606, RFC 6761 and RFC 8375 (names that are never given out); IANA's special-purpose
address registries (addresses that the public does not reach).
"""

from __future__ import annotations

import ipaddress

from django.conf import settings

_RESERVED = (
    "invalid",
    "test",
    "example",
    "localhost",
    "local",
    "internal",
    "home.arpa",
    "example.com",
    "example.net",
    "example.org",
)


def own_hosts() -> frozenset[str]:
    """The name of this site in links (option ``domain``), with and without ``www``."""
    domain = str(settings.MINGTANG_DOMAIN).partition(":")[0].lower().removeprefix("www.")
    return frozenset({domain, f"www.{domain}"}) if domain else frozenset()


def is_dead_host(host: str) -> bool:
    """Whether nobody outside can ever open the host: a reserved name, an address of a machine or
    a private network, a name without a dot."""
    host = host.lower().rstrip(".")
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    return "." not in host or any(host == name or host.endswith(f".{name}") for name in _RESERVED)
