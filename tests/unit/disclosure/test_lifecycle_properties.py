"""Whatever people try in whatever order: nothing becomes public past its reviews."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.disclosure import services
from mingtang.disclosure.facts import Facts
from mingtang.disclosure.lifecycle import GUARDS, LIFECYCLE, TRANSITIONS
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content
from mingtang.disclosure.states import State, Step
from mingtang.journal.actor import Actor
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from tests.unit.disclosure.world import NOW, World

ACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "save": ("save", {}),
    "submit": ("submit", {}),
    "recall": ("recall", {}),
    "approve": ("approve", {}),
    "return": ("return_for_changes", {"opinion": "改"}),
    "clear": ("secrecy_clear", {}),
    "refer": ("refer", {"opinion": "疑", "referred_to": "县保密局"}),
    "refuse": ("refuse", {"opinion": "密"}),
    "publish": ("publish", {}),
    "schedule": ("schedule", {"when": NOW + timedelta(days=1)}),
    "unschedule": ("unschedule", {"reason": "改"}),
    "emergency": ("emergency_publish", {"reason": "急", "secrecy_opinion": "可"}),
    "withdraw": ("withdraw", {"reason": "误"}),
    "revise": ("revise", {"changed_on": NOW.date(), "reason": ""}),
    "discard": ("discard", {"reason": "重"}),
    "keep": ("keep", {}),
    "abandon": ("abandon", {"reason": "罢"}),
    "hand_on": ("hand_on", {"reason": "错"}),
    "post_review": ("post_review", {"agrees": True, "opinion": "可"}),
}
PEOPLE = ("clerk", "leader", "secrecy", "publisher", "both", "stranger", "supervisor")
PATH = (("submit", "clerk"), ("approve", "leader"), ("clear", "secrecy"), ("publish", "publisher"))
moves = st.tuples(st.sampled_from([*sorted(ACTS), "run"]), st.sampled_from(PEOPLE))
noise = st.lists(moves, max_size=2)


@st.composite
def sequences(draw: st.DrawFn) -> list[tuple[str, str]]:
    """The lawful way, once or twice, with anything in between."""
    sequence: list[tuple[str, str]] = []
    for step in PATH * draw(st.integers(1, 2)):
        sequence += [*draw(noise), step]
    return sequence + draw(noise)


class Undo(Exception):
    """Rolls one example back."""


def people(world: World) -> dict[str, list[Actor]]:
    """Each name with the roles he may act in; ``both`` holds all three reviewing roles."""
    found = {name: [getattr(world, name)] for name in PEOPLE if name != "both"}
    first = world.person("兼职", "leader", world.unit)
    found["both"] = [
        Actor(first.account_id, first.name, role, world.unit.pk, world.unit.name)
        for role in ("clerk", "leader", "confidentiality", "disclosure_office")
    ]
    return found


def attempt(world: World, document: Document, act: str, by: Actor, step: int) -> None:
    service, values = ACTS[act]
    if act == "save":
        values = {"content": Content({"summary": f"第{step}步"})}
    if act == "hand_on":
        values = values | {"to": world.other if document.unit == world.unit else world.unit}
    getattr(services, service)(document, by=by, at=NOW, edition=document.edition, **values)


def require_lawful(document: Document) -> None:
    """A public document was passed by three people, none its author, or in an emergency."""
    reviews = list(document.reviews.filter(round=document.round, approved=True))
    steps = {each.step: each.reviewer_id for each in reviews}
    if Step.EMERGENCY in steps:
        assert document.entry.emergency
        return
    needed = [steps.get(each) for each in (Step.LEADER, Step.CONFIDENTIALITY, Step.OFFICE)]
    assert None not in needed, f"published without a review: {steps}"
    assert len(set(needed)) == 3, f"one person reviewed twice: {steps}"
    authors = set(
        document.versions.filter(revision=document.revision).values_list(
            "saved_by_id_was", flat=True
        )
    )
    assert not authors & set(needed), "somebody approved his own work"


def require_restored(document: Document) -> None:
    """A revision given up leaves the text that the public reads."""
    snapshot = document.entry.current
    assert (document.title, document.body_html) == (document.entry.title, snapshot.body_html)
    assert document.summary == snapshot.metadata["summary"]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence=sequences())
def test_no_order_of_acts_publishes_past_the_reviews(
    world: World, sequence: list[tuple[str, str]]
) -> None:
    try:
        with transaction.atomic():
            who = people(world)
            document = world.draft()
            for step, (act, name) in enumerate(sequence):
                before = document.state
                count = JournalEntry.objects.count()
                done = act == "run" and services.release_due(NOW + timedelta(days=2)) > 0
                for by in [] if act == "run" else who[name]:
                    try:
                        attempt(world, document, act, by, step)
                    except RuleViolation:
                        continue
                    done = True
                    break
                document.refresh_from_db()
                assert done or document.state == before
                assert done == (JournalEntry.objects.count() > count)
                if document.state == State.PUBLISHED and before != State.PUBLISHED:
                    if act == "abandon":
                        require_restored(document)
                    else:
                        require_lawful(document)
                if document.entry_id is None:
                    assert document.state not in (State.PUBLISHED, State.WITHDRAWN)
            assert verify_chain().whole
            raise Undo
    except Undo:
        return


def test_every_state_can_be_reached_and_every_act_has_its_service() -> None:
    reached, size = {State.DRAFT}, 0
    while len(reached) > size:
        size = len(reached)
        reached |= {State(line.to) for line in TRANSITIONS if line.state in reached}
    assert reached == set(State)
    assert {line.act for line in TRANSITIONS} - set(ACTS) == {"release"}


def test_nothing_but_discarding_is_final() -> None:
    assert LIFECYCLE.final_states == (State.DISCARDED,)


def test_refusals_of_the_systems_own_rules_name_no_article_of_the_law(world: World) -> None:
    """A reader must not be told that the Regulation says what only this system asks for."""
    draft = world.draft()
    facts = Facts(draft, world.stranger, NOW)
    verdict = LIFECYCLE.may("submit", state="draft", roles={Role.CLERK}, facts=facts)
    assert [reason.basis for reason in verdict.reasons] == ["系统权限规则"]
    for name in ("own_unit", "other_unit", "revising", "never_published", "due_now", "is_public"):
        assert "条例" not in GUARDS[name].basis, name
    for act in ("save", "discard", "recall", "abandon"):
        assert {each.basis for each in TRANSITIONS if each.act == act} == {"系统流程规则"}
    with pytest.raises(RuleViolation) as caught:
        services.create(unit=world.other, content=Content({"title": "甲"}), by=world.clerk, at=NOW)
    assert caught.value.basis == "系统权限规则"
    with pytest.raises(RuleViolation) as caught:
        services.comment(draft, text="甲", by=world.leader, at=NOW)
    assert caught.value.basis == "系统流程规则"
