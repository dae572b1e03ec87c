"""The acts of the transition table as they are offered to a person and carried out for him."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from mingtang.duties.services import due_date
from mingtang.journal.actor import Actor
from mingtang.orgs.access import Access
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.lifecycle import Verdict
from mingtang.workbench.acts import Offer

from . import services
from .facts import Facts
from .forms.acts import ACT_FORMS, HandOnForm, ReviseForm, ScheduleForm
from .lifecycle import LIFECYCLE, acting_roles, may
from .models import Document
from .queries import running_duty
from .remarks import REMINDED, open_words
from .services.clock import RULE
from .states import State

Service = Callable[..., object]

SERVICES: dict[str, Service] = {
    "submit": services.submit,
    "recall": services.recall,
    "discard": services.discard,
    "approve": services.approve,
    "return": services.return_for_changes,
    "clear": services.secrecy_clear,
    "refer": services.refer,
    "refuse": services.refuse,
    "publish": services.publish,
    "schedule": services.schedule,
    "keep": services.keep,
    "unschedule": services.unschedule,
    "emergency": services.emergency_publish,
    "revise": services.revise,
    "abandon": services.abandon,
    "hand_on": services.hand_on,
    "post_review": services.post_review,
    "withdraw": services.withdraw,
}
"""Every act that a person does by a button; ``save`` has its own page, ``release`` no person."""

PRIMARY = frozenset({"submit", "approve", "clear", "publish", "post_review"})
DANGER = frozenset({"discard", "abandon", "withdraw", "refuse", "emergency"})
ONLY_WHERE = {
    "abandon": "revising",
    "hand_on": "never_published",
    "post_review": "emergency_unreviewed",
}
"""Acts that are not even mentioned where this guard says that there is nothing to do."""

EFFECTS: dict[str, str] = {
    "submit": "交给单位负责人；提交后不能再改，可以撤回。",
    "recall": "收回修改，改好后重新提交，已有的审核重来。",
    "discard": "不再办理，草稿留存可查。",
    "approve": "交给保密审查员。",
    "return": "退给起草人并附意见；改好后从头审核。",
    "clear": "记入保密审查台账，交给政务公开办终审。",
    "refer": "记入台账，等上级答复后再定。",
    "refuse": "记入台账，退给起草人处理。",
    "publish": "马上编定索引号并向公众公开。",
    "schedule": "到时由系统公开；公开前可以取消。",
    "keep": "存档，不向公众公开；以后可以重新评估。",
    "unschedule": "退回起草，改好后从头审核。",
    "emergency": "越过单位审核马上公开，页面注明紧急发布，保密审查由您当场作出。"
    "自己起草的、保密审查没有通过的，不能这样办。",
    "revise": "开始修订；新版发布前，公众仍看到现在的版本。",
    "abandon": "恢复修订前的内容和附件，公众看到的不变；修订的公开时限取消。",
    "hand_on": "文件、附件和公开时限转给所选单位，原单位不再看到。",
    "post_review": "意见公开记入登记页，补审时限履行；不同意的，请政务公开办撤下或者修订。",
    "withdraw": "公众不再看到内容，目录条目和撤下原因保留。",
}
"""What will happen, in the words of the person who does it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An act, as whom the person would do it (None: in no role of his), and the verdict."""

    act: str
    by: Actor | None
    verdict: Verdict


def actors_for(access: Access, document: Document, roles: tuple[str, ...]) -> list[Actor]:
    """The person in each of ``roles`` that he holds for the document's unit; own grants first."""
    found = []
    for role in roles:
        try:
            found.append(access.actor(role, document.unit_id))
        except PermissionError:
            continue
    return sorted(found, key=lambda actor: bool(actor.on_behalf_of))


class Desk:
    """What one person may do with one document now; facts are looked up once per role."""

    def __init__(self, document: Document, access: Access, at: datetime) -> None:
        self.document = document
        self.access = access
        self.at = at
        self._facts: dict[Actor, Facts] = {}

    def _facts_of(self, actor: Actor) -> Facts:
        if actor not in self._facts:
            self._facts[actor] = Facts(self.document, actor, self.at)
        return self._facts[actor]

    def choice(self, act: str) -> Choice:
        """As whom the act is best done, and whether it may."""
        actors = actors_for(self.access, self.document, acting_roles(self.document, act))
        first: Choice | None = None
        for actor in actors:
            choice = Choice(act, actor, may(self.document, act, self._facts_of(actor)))
            if choice.verdict.allowed:
                return choice
            first = first or choice
        if first is not None:
            return first
        reader = Actor(self.access.account_id, self.access.name, "staff")
        verdict = LIFECYCLE.may(
            act, state=self.document.state, roles={"staff"}, facts=self._facts_of(reader)
        )
        only_role = tuple(reason for reason in verdict.reasons if reason.code in ("role", "state"))
        return Choice(act, None, Verdict(False, only_role or verdict.reasons, verdict.transition))

    def choices(self) -> list[Choice]:
        """Every act that leaves the document's state by a person's button, in the table's order."""
        acts = dict.fromkeys(line.act for line in LIFECYCLE.acts(self.document.state))
        found = [self.choice(act) for act in acts if act in SERVICES]
        return [each for each in found if not _beside_the_point(each)]

    def may_edit(self) -> Choice:
        """Whether the person may change the text now."""
        return self.choice("save")

    def other_units(self, choice: Choice) -> QuerySet[Unit]:
        """The units to which the person of the choice may hand the document on."""
        units = Unit.objects.existing_on(timezone.localdate(self.at))
        units = units.exclude(pk=self.document.unit_id)
        if choice.by is not None and choice.by.role == Role.CLERK:
            units = units.filter(pk__in=self._facts_of(choice.by).other_units)
        return units

    def part(self, among: Collection[str] | None = None) -> Actor | None:
        """The person in a role that has something to do in this state (findings, remarks), when
        ``among`` is given in one of those."""
        roles = dict.fromkeys(
            role
            for line in LIFECYCLE.acts(self.document.state)
            for role in line.roles
            if among is None or role in among
        )
        actors = actors_for(self.access, self.document, tuple(roles))
        return actors[0] if actors else None


def _beside_the_point(choice: Choice) -> bool:
    guard = ONLY_WHERE.get(choice.act)
    return guard in {reason.code for reason in choice.verdict.reasons}


def form_of(choice: Choice, desk: Desk, data: Mapping[str, Any] | None = None) -> forms.Form | None:
    """The form of an act, empty or with what was sent; None when nothing is to be filled in."""
    form_class = ACT_FORMS.get(choice.act)
    if form_class is None:
        return None
    form = form_class(data, auto_id=f"id_{choice.act}_%s")
    if isinstance(form, HandOnForm):
        form.offer(desk.other_units(choice))
    if isinstance(form, ReviseForm):
        form.fields["changed_on"].initial = timezone.localdate(desk.at)
    if isinstance(form, ScheduleForm) and running_duty(desk.document) is None:
        form.without_due()
    return form


def offers(
    desk: Desk, *, today: date, failed: Mapping[str, forms.Form] | None = None
) -> tuple[list[Offer], list[Offer]]:
    """The acts of this person, and those of others with whose turn each is."""
    own: list[Offer] = []
    others: list[Offer] = []
    reminder = open_words(desk.document)
    for choice in desk.choices():
        act = choice.act
        form = (failed or {}).get(act) or form_of(choice, desk)
        offer = Offer(
            verdict=choice.verdict,
            url=reverse("disclosure:act", args=[desk.document.pk, act]),
            form=form,
            effect=(reminder if act in REMINDED else "")
            + effect_words(desk.document, choice, today=today),
            hidden={"edition": desk.document.edition},
            primary=act in PRIMARY,
            danger=act in DANGER,
            ways=_ways(desk.document),
        )
        (own if choice.by is not None else others).append(offer)
    own.sort(key=lambda offer: (not offer.primary, not offer.verdict.allowed))
    return own, others


def _ways(document: Document) -> dict[str, tuple[str, str]]:
    """Where to put right what a guard holds against an act: address and words, by guard."""
    return {
        "complete": (reverse("disclosure:document-edit", args=[document.pk]), "去补正"),
        "remarks_handled": ("#remarks", "看批注"),
        "changed_since_refusal": (
            reverse("disclosure:document-edit", args=[document.pk]),
            "去修改",
        ),
        "gate_clear": ("#gate", "看检查结果"),
        "markings_confirmed": ("#gate", "看检查结果"),
    }


def effect_words(document: Document, choice: Choice, *, today: date) -> str:
    """What the act does, the state it leads to, and the role one does it in when deputising."""
    line = choice.verdict.transition
    words = EFFECTS[choice.act]
    if choice.act == "revise" and document.state != State.PUBLISHED:
        words = "回到起草；改好、审核通过后才公开。"
    if line is not None and line.to != document.state:
        words += f"转为“{LIFECYCLE.states[line.to]}”。"
    if choice.act == "revise":
        words += f"今天变更的，最迟 {due_date(RULE, today):%Y-%m-%d} 公开。"
    if choice.act == "schedule" and (duty := running_duty(document)) is not None:
        words += f"公开期限到 {duty.due_on}，{_after(duty.due_on, today)}属于逾期公开，须写明理由。"
    if choice.by is not None and choice.by.on_behalf_of:
        words += f"您代{choice.by.on_behalf_of}办理。"
    return words


def _after(due_on: date, today: date) -> str:
    return "现在已经过期，" if due_on < today else "定在这天之后的"


def perform(
    choice: Choice, document: Document, *, edition: int, at: datetime, values: Mapping[str, Any]
) -> object:
    """Carry the act out through its service. Raises ``RuleViolation``."""
    wanted = dict(values)
    if choice.act == "schedule":
        names = ("when", "opinion", "late_reason")
        wanted = {name: values[name] for name in names if name in values}
    return SERVICES[choice.act](document, by=choice.by, at=at, edition=edition, **wanted)
