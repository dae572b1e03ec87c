"""A member of staff's browser for the tests of the desk for requests.

The county of ``tests.unit.foi.world`` lives in March 2026; the screens run by the real clock, so
what they open here came a few days ago.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingtang.foi.models import Request
from mingtang.foi.services import ApplicantDetails
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Account
from tests.unit.foi.world import PERSON, World

SOMEBODY = ApplicantDetails(kind="B", name="云溪茶业有限公司", phone="0871-1234567")


def today() -> str:
    return timezone.localdate().isoformat()


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def login(who: Actor) -> Client:
    client = Client()
    person = Account.objects.get(pk=who.account_id)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(response: Any) -> str:
    return response.content.decode()


def act(client: Client, request: Request, name: str, **values: Any) -> Any:
    """Send an act as its form does; the edition is the present one unless it is given."""
    request.refresh_from_db()
    data = {"edition": request.edition, **values}
    response = client.post(reverse("foi:act", args=[request.pk, name]), data)
    request.refresh_from_db()
    return response


def typed(world: World, **changes: Any) -> dict[str, Any]:
    """The intake form as a browser sends it: a letter over the counter today."""
    return {
        "unit": world.unit.pk,
        "channel": "counter",
        "submitted_on": today(),
        "arrived_on": today(),
        "kind": "N",
        "name": PERSON.name,
        "id_kind": "id_card",
        "id_number": PERSON.id_number,
        "phone": PERSON.phone,
        "subject": "2025年度义务教育学校布局调整方案",
        "form": "paper",
        "route": "post",
        "register_now": "on",
        "once": "once-1",
    } | changes
