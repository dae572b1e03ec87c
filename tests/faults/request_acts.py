"""Ways of a request that together take every act of the table, one act at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mingtang.foi import services
from mingtang.foi.models import Request
from mingtang.foi.services import APPLICANT_ACTOR, THIRD_PARTY_ACTOR, Received
from mingtang.foi.states import Progress
from mingtang.journal.actor import Actor
from tests.unit.foi.test_table import SERVICES
from tests.unit.foi.world import PROVIDED, World, moment


@dataclass(frozen=True)
class Step:
    """One act of a way: who does it on which day, and what it is given beside the usual."""

    act: str
    who: str
    day: str
    given: dict[str, Any] = field(default_factory=dict)


def _in_hand(*steps: Step) -> tuple[Step, ...]:
    return Step("register", "clerk", "2026-03-03"), *steps


WAYS: dict[str, tuple[Step, ...]] = {
    "answered and answered anew": (
        Step("confirm", "clerk", "2026-03-03"),
        Step("amend", "clerk", "2026-03-03"),
        Step("propose_move", "clerk", "2026-03-03"),
        Step("assign", "clerk", "2026-03-03"),
        *_in_hand(),
        Step("itemise", "clerk", "2026-03-03"),
        Step("ask_correction", "clerk", "2026-03-04"),
        Step("note_receipt", "clerk", "2026-03-05"),
        Step("correct", "applicant", "2026-03-06"),
        Step("consult_third", "clerk", "2026-03-09"),
        Step("opinion", "third_party", "2026-03-11", {"opinion": "objects", "reasons": "商业秘密"}),
        Step("told_party", "clerk", "2026-03-11"),
        Step("consult_comaker", "clerk", "2026-03-11", {"received_on": "2026-03-11"}),
        Step("opinion_lapsed", "system", "2026-04-02"),
        Step("consult_agency", "clerk", "2026-04-02"),
        Step("opinion_lapsed", "clerk", "2026-04-03", {"reason": "口头答复"}),
        Step("ask_help", "clerk", "2026-04-03"),
        Step("give_help", "stranger", "2026-04-07"),
        Step("extend", "office", "2026-04-07"),
        Step("suspend", "leader", "2026-04-08"),
        Step("resume", "leader", "2026-04-09"),
        Step("decide", "clerk", "2026-04-09"),
        Step("submit", "clerk", "2026-04-09"),
        Step("return", "leader", "2026-04-09"),
        Step("submit", "clerk", "2026-04-10"),
        Step("sign_off", "leader", "2026-04-10"),
        Step("recall", "leader", "2026-04-10"),
        Step("submit", "clerk", "2026-04-13"),
        Step("sign_off", "leader", "2026-04-13"),
        Step("serve", "clerk", "2026-04-13"),
        Step("close", "system", "2026-06-15"),
        Step("ordered", "office", "2026-06-16"),
        Step("reopen", "office", "2026-06-17"),
        Step("withdraw", "applicant", "2026-06-18"),
        Step("close", "clerk", "2026-06-19"),
        Step("archive", "system", "2036-06-19"),
    ),
    "no reasons, fee paid": _in_hand(
        Step("ask_reasons", "clerk", "2026-03-04", {"received_on": "2026-03-04"}),
        Step("lapse_reasons", "system", "2026-03-16"),
        Step("charge", "clerk", "2026-03-16"),
        Step("paid", "clerk", "2026-03-17"),
    ),
    "reasons given, fee not paid": _in_hand(
        Step("ask_reasons", "clerk", "2026-03-04"),
        Step("give_reasons", "applicant", "2026-03-05"),
        Step("charge", "clerk", "2026-03-06", {"received_on": "2026-03-06"}),
        Step("lapse_fee", "system", "2026-04-20"),
    ),
    "not corrected": _in_hand(
        Step("ask_correction", "clerk", "2026-03-04", {"received_on": "2026-03-04"}),
        Step("lapse_correction", "system", "2026-04-20"),
    ),
    "split": _in_hand(Step("split", "clerk", "2026-03-04")),
    "moved": _in_hand(Step("move", "office", "2026-03-30")),
    "merged": _in_hand(Step("merge", "clerk", "2026-03-04")),
    "no request": (Step("not_request", "office", "2026-03-04"),),
}
"""All begin with a request that came on 3 March 2026, the first and the last not at the counter."""
CHANNELS = {"answered and answered anew": "online", "no request": "letter"}


def actor(world: World, who: str) -> Actor:
    """The person of the county, or whoever acts from outside."""
    outside = {
        "applicant": APPLICANT_ACTOR,
        "third_party": THIRD_PARTY_ACTOR,
        "system": Actor.system(),
    }
    return outside.get(who) or getattr(world, who)


def come(world: World, way: str) -> Received:
    """The request arrives."""
    return world.file("2026-03-03", channel=CHANNELS.get(way, "counter"))


def do(world: World, request: Request, step: Step) -> None:
    """Do one act on the request as it stands."""
    by, at = actor(world, step.who), moment(step.day)
    if step.act == "ordered":
        _order_anew(request, by, at)
        return
    name, usual = SERVICES[step.act]
    given = usual | _from_what_there_is(world, request, step.act) | step.given
    if "received_on" in given:
        given["received_on"] = moment(given["received_on"]).date()
    getattr(services, name)(request, by=by, at=at, edition=request.edition, **given)


def _from_what_there_is(world: World, request: Request, act: str) -> dict[str, Any]:
    """The rows that the act is about."""
    waiting = request.consultations.filter(progress=Progress.OPEN).last()
    match act:
        case "opinion" | "opinion_lapsed":
            return {"consultation": waiting}
        case "told_party":
            return {"consultation": request.consultations.get(opinion="objects")}
        case "note_receipt":
            return {"notice": request.corrections.get()}
        case "give_help":
            return {"assistance": request.assistances.get()}
        case "decide":
            item = request.items.get(round=request.round)
            return {"item": item, "subkind": "provided", "given": PROVIDED}
        case "propose_move" | "move":
            return {"to": world.other}
        case "ask_help":
            return {"unit": world.other}
        case "merge":
            return {"into": Request.objects.exclude(pk=request.pk).get()}
        case _:
            return {}


def _order_anew(request: Request, by: Actor, at: datetime) -> None:
    made = services.open_challenge(
        request, kind="review", body="云溪县人民政府", filed_on=at.date(), by=by, at=at
    )
    services.decide_challenge(
        made, result="corrected", orders_anew=True, decided_on=at.date(), by=by, at=at
    )
