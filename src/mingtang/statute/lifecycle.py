"""Transition tables: state, act, role, guard, legal basis and clock effect on one line.

The table that answers "may this be done now, and if not, why" is the one that does it, and the one
that draws the flow chart the public sees.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mingtang.statute.violations import RuleViolation

Facts = Any
"""Whatever the guards of a table read: a mapping, or an object of its app."""


class Guard(NamedTuple):
    """A named condition: the predicate, the Chinese reason when it fails, the legal basis.

    ``text`` may be a function of the facts, where the reason names what is missing.
    """

    holds: Callable[[Facts], bool]
    text: str | Callable[[Facts], str]
    basis: str = ""

    def reason(self, facts: Facts) -> str:
        """The Chinese reason for these facts."""
        return self.text(facts) if callable(self.text) else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One line of a table: in ``state``, ``act`` leads to ``to``.

    ``roles``         role codes that may do it; empty means anyone, the public included.
    ``guards``        names of the conditions that must hold.
    ``basis``         instrument and article.
    ``clock_effect``  what it does to the duty's clock: the kind of a clock event, or nothing.
    ``label``         the act in Chinese.
    """

    state: str
    act: str
    to: str
    label: str
    roles: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    basis: str = ""
    clock_effect: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an act is refused: a code (``act``, ``state``, ``role`` or a guard's name), the text."""

    code: str
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """May it be done? ``transition`` is the line that was judged, None when there is none."""

    allowed: bool
    reasons: tuple[Reason, ...]
    transition: Transition | None

    def __bool__(self) -> bool:
        return self.allowed


class Lifecycle:
    """A transition table. The first of ``states`` (code to Chinese label) is where a thing begins.

    ``guards`` maps names to :class:`Guard`;
    ``role_labels`` maps role codes to Chinese, for refusals and the chart. ``role_basis`` is where
    it says who does what: it is cited when a role is refused, since the basis of an act says what
    is done and not by whom; empty where the lines themselves name it. Raises ValueError when a
    transition names an unknown state or guard.
    """

    def __init__(
        self,
        name: str,
        states: Mapping[str, str],
        transitions: Sequence[Transition],
        guards: Mapping[str, Guard] | None = None,
        role_labels: Mapping[str, str] | None = None,
        role_basis: str = "",
    ) -> None:
        self.name = name
        self.states = dict(states)
        self.transitions = tuple(transitions)
        self.guards = dict(guards or {})
        self.role_labels = dict(role_labels or {})
        self.role_basis = role_basis
        self._check()

    def _check(self) -> None:
        for line in self.transitions:
            for state in (line.state, line.to):
                if state not in self.states:
                    raise ValueError(f"{self.name}: {line.act} names unknown state {state!r}")
            for guard in line.guards:
                if guard not in self.guards:
                    raise ValueError(f"{self.name}: {line.act} names unknown guard {guard!r}")

    @property
    def initial(self) -> str:
        """The state in which a thing begins."""
        return next(iter(self.states))

    @property
    def final_states(self) -> tuple[str, ...]:
        """The states that no act leaves."""
        left = {line.state for line in self.transitions}
        return tuple(state for state in self.states if state not in left)

    def acts(self, state: str) -> tuple[Transition, ...]:
        """Every line that leaves ``state``, in the order of the table."""
        return tuple(line for line in self.transitions if line.state == state)

    def label_of(self, act: str) -> str:
        """The Chinese name of an act; the code itself when the table has no such act."""
        return next((line.label for line in self.transitions if line.act == act), act)

    def may(
        self, act: str, *, state: str, roles: Collection[str] = (), facts: Facts | None = None
    ) -> Verdict:
        """Whether ``act`` may be done now, with every reason against it.

        Where several lines share state and act, the first that allows it is taken.
        """
        lines = [line for line in self.acts(state) if line.act == act]
        if not lines:
            return Verdict(False, (self._no_line(act, state),), None)
        verdicts = [self._judge(line, roles, facts or {}) for line in lines]
        return next((verdict for verdict in verdicts if verdict.allowed), verdicts[0])

    def offers(
        self, state: str, *, roles: Collection[str] = (), facts: Facts | None = None
    ) -> tuple[Verdict, ...]:
        """One verdict for each act that leaves ``state``: what may be done, why not the rest."""
        acts = dict.fromkeys(line.act for line in self.acts(state))
        return tuple(self.may(act, state=state, roles=roles, facts=facts) for act in acts)

    def step(
        self, act: str, *, state: str, roles: Collection[str] = (), facts: Facts | None = None
    ) -> Transition:
        """The line by which ``act`` is done. Raises RuleViolation with the reasons against it."""
        verdict = self.may(act, state=state, roles=roles, facts=facts)
        if verdict.transition is None or not verdict.allowed:
            first = verdict.reasons[0]
            text = "；".join(reason.text for reason in verdict.reasons)
            raise RuleViolation(first.code, text, first.basis)
        return verdict.transition

    def _no_line(self, act: str, state: str) -> Reason:
        if not any(line.act == act for line in self.transitions):
            return Reason("act", f"“{self.name}”没有“{act}”这一操作")
        label = self.states.get(state, state)
        return Reason("state", f"当前状态为“{label}”，不能{self.label_of(act)}")

    def _judge(self, line: Transition, roles: Collection[str], facts: Facts) -> Verdict:
        reasons: list[Reason] = []
        if line.roles and not set(line.roles) & set(roles):
            names = "、".join(self.role_label(role) for role in line.roles)
            basis = self.role_basis or line.basis
            reasons.append(Reason("role", f"{line.label}须由{names}办理", basis))
        for name in line.guards:
            guard = self.guards[name]
            if not guard.holds(facts):
                reasons.append(Reason(name, guard.reason(facts), guard.basis or line.basis))
        return Verdict(not reasons, tuple(reasons), line)

    def role_label(self, role: str) -> str:
        """The Chinese name of a role code."""
        return self.role_labels.get(role, role)

    def as_steps(self) -> tuple[str, ...]:
        """The table in words, one line an act: the text alternative of the chart."""
        return tuple(self._in_words(line) for line in self.transitions)

    def _in_words(self, line: Transition) -> str:
        who = "、".join(self.role_label(role) for role in line.roles)
        actor = f"{who}可以" if who else "可以"
        text = f"在“{self.states[line.state]}”，{actor}{line.label}，转为“{self.states[line.to]}”"
        return f"{text}（{line.basis}）" if line.basis else text

    def as_svg(self, current: str | None = None) -> str:
        """The table as a flow chart (SVG, without style attributes); ``current`` is marked."""
        from mingtang.statute.lifecycle_chart import draw

        return draw(self, current)
