"""A clerk's browser for the tests of the disclosure screens."""

from __future__ import annotations

from typing import Any

from django.test import Client

from mingtang.journal.actor import Actor
from tests.unit.disclosure.world import MADE_ON, World


def login(world: World, who: Actor) -> Client:
    client = Client()
    client.force_login(world.account(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(world: World, **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "unit": world.unit.pk,
        "title": "云溪县教育局关于秋季招生的通知",
        "genre": "notice",
        "doc_number": "云溪教发[2026]19号",
        "made_on": MADE_ON.isoformat(),
        "home": world.home.pk,
        "subject_class": "11",
        "attribute": "proactive",
        "validity": "valid",
        "body_html": "<p>正文</p>",
    } | changes


def page(response: Any) -> str:
    return response.content.decode()
