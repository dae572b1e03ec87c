"""For each address of the desk for requests: the arguments of an object of a unit's work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mingtang.foi import services
from mingtang.foi.models import Request
from mingtang.foi.services import ApplicantDetails, Asked
from mingtang.journal.actor import Actor

PERSON = ApplicantDetails(kind="B", name="云溪茶业有限公司", phone="0871-1234567")


def office(work: Any) -> Actor:
    """The disclosure office, at work for the unit."""
    return Actor(None, "公开办", "disclosure_office", work.unit.pk, work.unit.name)


def request_of(work: Any) -> Request:
    """A request that the unit has in hand."""
    by, at = office(work), timezone.now() - timedelta(days=2)
    asked = Asked(subject="2025年度茶园补贴发放情况")
    made = services.receive(
        unit=work.unit, applicant=PERSON, asked=asked, channel="counter", by=by, at=at
    )
    return services.register(made.request, by=by, at=at, edition=made.request.edition)


def _request(work: Any) -> dict[str, Any]:
    return {"pk": request_of(work).pk}


def _item(work: Any) -> dict[str, Any]:
    request = request_of(work)
    return {"pk": request.pk, "item": request.items.get().pk}


def _file(work: Any) -> dict[str, Any]:
    request, by, at = request_of(work), office(work), timezone.now()
    paper = services.take_in(
        SimpleUploadedFile("名单.txt", "名单".encode()),
        purpose="material",
        unit=work.unit,
        by=by,
        at=at,
    )
    kept = services.attach(request, files=[paper], by=by, at=at, edition=request.edition)
    return {"pk": request.pk, "file": kept[0].pk}


def _help(work: Any) -> dict[str, Any]:
    request = request_of(work)
    asked = services.ask_help(
        request,
        unit=work.third,
        question="请提供发放台账",
        by=office(work),
        at=timezone.now(),
        edition=request.edition,
    )
    return {"pk": asked.pk}


def _challenge(work: Any) -> dict[str, Any]:
    request = request_of(work)
    made = services.open_challenge(
        request,
        kind="review",
        body="云溪县人民政府",
        filed_on=timezone.localdate(),
        by=office(work),
        at=timezone.now(),
    )
    return {"pk": made.pk}


def _applicant(work: Any) -> dict[str, Any]:
    return {"pk": request_of(work).applicant_id}


def _letter(work: Any) -> dict[str, Any]:
    request = request_of(work)
    return {"pk": request.pk, "letter": request.letters.get().pk, "form": "pdf"}


def _template(work: Any) -> dict[str, Any]:
    return {"kind": "receipt", "rules": "2019"}


FOI_OBJECTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "foi:request": _request,
    "foi:release": _request,
    "foi:act": lambda work: _request(work) | {"act": "assign"},
    "foi:deciding": _request,
    "foi:decide": _item,
    "foi:attach": _request,
    "foi:file": _file,
    "foi:code": _request,
    "foi:challenge": _challenge,
    "foi:challenge-new": _request,
    "foi:help": _help,
    "foi:applicant": _applicant,
    "foi:applicant-merge": _applicant,
    "foi:letter": _letter,
    "foi:reply-draft": _request,
    "foi:reply-pdf": _request,
    "foi:redact": _file,
    "foi:redact-page": lambda work: _file(work) | {"page": 1},
    "foi:template": _template,
    "foi:template-file": lambda work: _template(work) | {"version": 0},
    "foi:template-specimen": _template,
}
