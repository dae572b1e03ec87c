"""The acts of the transition table as they are offered to a person and carried out for him."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from mingtang.foi import services
from mingtang.foi.forms import acts, procedures
from mingtang.foi.forms.base import About, ActForm
from mingtang.foi.states import Consulted, Purpose
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.acts import Offer

from .choosing import Choice, Desk
from .effects import effect_words
from .uploads import store_all

Service = Callable[..., object]

SERVICES: dict[str, Service] = {
    "confirm": services.confirm,
    "register": services.register,
    "not_request": services.not_request,
    "amend": services.amend,
    "split": services.split,
    "merge": services.merge,
    "propose_move": services.propose_move,
    "move": services.move,
    "assign": services.assign,
    "itemise": services.itemise,
    "ask_correction": services.ask_correction,
    "correct": services.correct,
    "lapse_correction": services.lapse_correction,
    "note_receipt": services.note_receipt,
    "consult_third": partial(services.consult, kind=Consulted.THIRD_PARTY),
    "consult_comaker": partial(services.consult, kind=Consulted.COMAKER),
    "consult_agency": partial(services.consult, kind=Consulted.AGENCY),
    "opinion": services.give_opinion,
    "opinion_lapsed": services.lapse_opinion,
    "told_party": services.tell_party,
    "ask_help": services.ask_help,
    "extend": services.extend,
    "ask_reasons": services.ask_reasons,
    "give_reasons": services.give_reasons,
    "lapse_reasons": services.lapse_reasons,
    "charge": services.charge,
    "paid": services.pay,
    "lapse_fee": services.lapse_fee,
    "suspend": services.suspend,
    "resume": services.resume,
    "submit": services.submit,
    "return": services.send_back,
    "sign_off": services.sign_off,
    "recall": services.recall,
    "serve": services.serve,
    "close": services.close,
    "reopen": services.reopen,
    "withdraw": services.withdraw,
    "archive": services.archive,
}
"""Every act by a button. ``decide`` has a page for each matter, ``give_help`` one elsewhere."""

FORMS: dict[str, type[ActForm]] = {
    "confirm": acts.ConfirmForm,
    "register": acts.RegisterForm,
    "not_request": acts.NotRequestForm,
    "amend": acts.AmendForm,
    "split": acts.SplitForm,
    "merge": acts.MergeForm,
    "propose_move": acts.MoveForm,
    "move": acts.MoveForm,
    "assign": acts.AssignForm,
    "itemise": acts.MattersForm,
    "ask_correction": procedures.AskCorrectionForm,
    "correct": procedures.CorrectForm,
    "note_receipt": procedures.NoteReceiptForm,
    "consult_third": procedures.ConsultForm,
    "consult_comaker": procedures.ConsultForm,
    "consult_agency": procedures.ConsultForm,
    "opinion": procedures.GiveOpinionForm,
    "opinion_lapsed": procedures.OpinionLapsedForm,
    "told_party": procedures.TellPartyForm,
    "ask_help": procedures.AskHelpForm,
    "extend": procedures.ExtendForm,
    "ask_reasons": procedures.AskReasonsForm,
    "give_reasons": procedures.GiveReasonsForm,
    "charge": procedures.ChargeForm,
    "paid": procedures.PaidForm,
    "suspend": acts.SuspendForm,
    "resume": acts.ReasonForm,
    "return": acts.ReturnForm,
    "sign_off": acts.OpinionForm,
    "recall": acts.ReasonForm,
    "serve": acts.ServeForm,
    "withdraw": acts.WithdrawForm,
}
"""Acts that are not listed need nothing filled in."""

INLINE = frozenset(
    {"confirm", "register", "assign", "note_receipt", "sign_off", "return", "serve", "paid"}
)
"""Short forms stand on the page of the request, the others on a page of their own."""
FORWARD = frozenset(
    {"register", "confirm", "decide", "submit", "sign_off", "serve", "close", "correct", "paid"}
    | {"give_reasons", "opinion", "resume", "reopen"}
)
"""What brings the request nearer to its answer; stands first."""
DANGER = frozenset({"archive", "withdraw", "not_request", "lapse_correction", "lapse_fee"})
"""What ends a request without an answer, or takes something away."""
PURPOSES: dict[str, str] = {"correct": Purpose.CORRECTION, "opinion": Purpose.OPINION}
"""For what the files are that come with an act."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An act on the page of a request; ``page`` is where its longer form stands."""

    act: str
    offer: Offer
    page: str = ""


def form_of(
    choice: Choice,
    desk: Desk,
    data: Mapping[str, Any] | None = None,
    files: MultiValueDict[str, Any] | None = None,
) -> ActForm | None:
    """The form of an act, empty or with what was sent; None when nothing is to be filled in."""
    form_class = FORMS.get(choice.act)
    if form_class is None:
        return None
    about = About(desk.facts(choice.by), desk.access)
    return form_class(data, files, about=about, auto_id=f"id_{choice.act}_%s")


def act_url(desk: Desk, act: str) -> str:
    """Where an act is sent to; the decision on the matters has a page of its own."""
    if act == "decide":
        return reverse("foi:deciding", args=[desk.request.pk])
    return reverse("foi:act", args=[desk.request.pk, act])


def offer_of(
    choice: Choice, desk: Desk, form: ActForm | None = None, *, primary: bool = False
) -> Offer:
    """An act with its verdict, form and effect."""
    facts = desk.facts(choice.by)
    return Offer(
        verdict=choice.verdict,
        url=act_url(desk, choice.act),
        form=form,
        effect=effect_words(choice, facts),
        hidden={"edition": desk.request.edition},
        primary=primary,
        danger=choice.act in DANGER,
    )


@dataclass(frozen=True, slots=True)
class Offers:
    """The acts of a person: what brings it forward (with the reason, where it may not be done yet),
    other procedures, which of them may not be done now, and what is others' to do."""

    forward: list[Offered]
    procedures: list[Offered]
    refused: list[Offered]
    others: list[Offered]


def offers(desk: Desk) -> Offers:
    """Every act that leaves the state, sorted by what it is to this person."""
    found = Offers([], [], [], [])
    choices = desk.choices()
    forward = [
        each.act for each in choices if each.by and each.verdict.allowed and each.act in FORWARD
    ]
    main = forward[-1] if forward else ""  # the table names the steps in their order
    for choice in choices:
        allowed = choice.verdict.allowed
        inline = choice.act in INLINE
        form = form_of(choice, desk) if allowed and inline else None
        offer = offer_of(choice, desk, form, primary=choice.act == main)
        paged = choice.act == "decide" or (choice.act in FORMS and not inline)
        offered = Offered(
            choice.act,
            offer,
            act_url(desk, choice.act) if paged else "",
        )
        if choice.by is None:
            found.others.append(offered)
        elif choice.act in FORWARD:
            found.forward.append(offered)
        elif not allowed:
            found.refused.append(offered)
        else:
            found.procedures.append(offered)
    found.forward.sort(key=lambda each: (not each.offer.primary, not each.offer.verdict.allowed))
    return found


def perform(choice: Choice, desk: Desk, *, edition: int, form: ActForm | None) -> object:
    """Carry the act out through its service. Raises ``RuleViolation`` or ``FileRefused``."""
    if choice.by is None:
        raise RuleViolation("role", "；".join(each.text for each in choice.verdict.reasons), "")
    wanted = form.arguments() if form else {}
    files = form.cleaned_data.get("papers") if form else None
    if files:
        wanted["files"] = store_all(
            files,
            purpose=PURPOSES[choice.act],
            by=choice.by,
            unit=desk.request.unit,
            at=desk.at,
            already=desk.request.files.count(),
        )
    service = SERVICES[choice.act]
    return service(desk.request, by=choice.by, at=desk.at, edition=edition, **wanted)
