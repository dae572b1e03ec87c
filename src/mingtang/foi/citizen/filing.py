"""From the form to a request: files, cautions and the request itself in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from mingtang.duties.law import current_calendar
from mingtang.files.models import StoredFile
from mingtang.foi.models import Caution, Draft, Request
from mingtang.foi.services import APPLICANT_ACTOR, Paper, Received, receive
from mingtang.foi.states import FLOW_RULE, Channel
from mingtang.journal.services import record
from mingtang.orgs.models import Unit
from mingtang.statute.due import due
from mingtang.statute.explain import Explanation
from mingtang.text.secrets import find_markings

from .forms import RequestForm

SECRET = "secret"  # noqa: S105 - the kind of a marking
WHERE = {"subject": "信息名称", "description": "补充描述"}


@transaction.atomic
def file_request(draft: Draft, form: RequestForm, *, at: datetime) -> Received | None:
    """File what the draft holds, once: None when it was filed already (``draft.request``).

    ``form`` is the valid form of the draft. What was typed leaves the draft in the same
    transaction. Raises ``RuleViolation``.
    """
    fresh = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if fresh.request_id is not None:
        return None
    unit = Unit.objects.get(pk=form.cleaned_data["unit"])
    rows = list(fresh.files.select_related("file"))
    StoredFile.objects.filter(pk__in=[row.file_id for row in rows]).update(unit=unit)
    received = receive(
        unit=unit,
        applicant=form.details(),
        asked=form.asked(),
        channel=Channel.ONLINE,
        by=APPLICANT_ACTOR,
        at=at,
        files=[Paper(row.file, row.purpose, row.name) for row in rows],
    )
    _caution(received.request, secret_places(form.cleaned_data, [row.file for row in rows]), at)
    fresh.files.all().delete()
    fresh.request, fresh.values, fresh.code_hash = received.request, {}, ""
    fresh.save(update_fields=["request", "values", "code_hash"])
    return received


def secret_places(values: dict[str, object], files: Iterable[StoredFile]) -> list[str]:
    """Where the marking of a state secret stands: the person is warned of it before sending, and
    staff are told what they have before them."""
    places = [label for name, label in WHERE.items() if _marked(str(values.get(name, "")))]
    return [*places, *(each.name for each in files if _marked(each.text_excerpt))]


def _marked(text: str) -> bool:
    return any(each.kind == SECRET for each in find_markings(text))


def _caution(request: Request, places: list[str], at: datetime) -> None:
    if not places:
        return
    for place in places:
        Caution.objects.create(
            request=request, kind=Caution.Kind.SECRET_MARKING, where=place[:60], at=at
        )
    record(
        act="request.caution",
        subject=request,
        by=APPLICANT_ACTOR,
        at=at,
        unit_id=request.unit_id,
        basis=FLOW_RULE,
        detail={"kind": Caution.Kind.SECRET_MARKING, "places": len(places)},
    )


def projected(on: date, today: date) -> Explanation:
    """When the answer is due if the request counts as received ``on``."""
    return due("foi.reply", on, current_calendar(), dict(settings.MINGTANG_LIMITS), today)
