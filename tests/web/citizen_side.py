"""What the tests of the public side of requests share: a county, a person, a filled-in form."""

from __future__ import annotations

import time
from typing import Any
from unittest.mock import patch

from django.test import Client

from mingtang.foi.citizen.guarding import Guarded
from mingtang.foi.models import Request
from tests.unit.foi.world import ADDRESS, ID_NUMBER, NAME, PHONE, World

NEW, PREVIEW, STATUS, MINE = (
    "/requests/new/",
    "/requests/new/preview/",
    "/requests/status/",
    "/requests/mine/",
)


def stamp(seconds_ago: int = 60) -> str:
    """The stamp of a form that was opened a while ago."""
    with patch("django.core.signing.time.time", return_value=time.time() - seconds_ago):
        return Guarded.stamp()


def filled(world: World, **changes: Any) -> dict[str, Any]:
    """A citizen's form without a fault."""
    return {
        "act": "preview",
        "opened": stamp(),
        "homepage": "",
        "kind": "N",
        "name": NAME,
        "id_kind": "id_card",
        "id_number": ID_NUMBER,
        "phone": PHONE,
        "address": ADDRESS,
        "subject": "2025年度义务教育学校布局调整方案",
        "description": "方案全文。",
        "form": "electronic",
        "route": "online",
        "unit": str(world.unit.pk),
        **changes,
    }


def shown(client: Client) -> dict[str, Any]:
    """What the preview page sends along."""
    answer = client.get(PREVIEW)
    return {"draft": answer.context["draft"]} if answer.status_code == 200 else {}


def send(client: Client, *, follow: bool = True) -> Any:
    """Press the button of the preview page."""
    return client.post(PREVIEW, shown(client), follow=follow)


def filed(client: Client, world: World, **changes: Any) -> tuple[Request, str]:
    """A request sent through the pages, and the code that the receipt shows."""
    assert client.post(NEW, filled(world, **changes)).status_code == 302
    answer = send(client)
    assert answer.status_code == 200
    return Request.objects.latest("pk"), answer.context["code"]


def opened(client: Client, request: Request, code: str) -> str:
    """The status page, opened with number and code."""
    answer = client.post(STATUS, {"number": request.number, "code": code}, follow=True)
    assert answer.redirect_chain == [(MINE, 302)]
    return str(answer.content.decode())


def drawn(client: Client, path: str = MINE) -> dict[str, str]:
    """What the forms of a page carry of the row that the page was drawn for."""
    return {"of": client.get(path).context["mark"]}
