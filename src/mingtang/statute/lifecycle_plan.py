"""What goes where on the flow chart of a transition table, before anything is measured.

The *spine* is the ordinary way: from the first state, always the first act of the table that leads
on. Every other state stands beside the one it is reached from. Only the spine and its neighbours
get arrows of their own; what leads back to the start shares one rail, what may be done from several
states is told once where it leads, and an act that changes nothing is noted in its box. So no line
crosses another, however many acts the table has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingtang.statute.lifecycle import Lifecycle


@dataclass(slots=True)
class Jump:
    """An act that leads to a state from afar, and the names of the states it leads there from."""

    label: str
    sources: list[str]


@dataclass(slots=True)
class Exit:
    """An act told in words: its name, and the name of the state that it leads to."""

    label: str
    target: str


@dataclass(slots=True)
class Node:
    """A state on the chart.

    ``reached_by`` is the label of the arrow that leads to a side state, ``onward`` that of the
    arrow to the next state of the spine, ``back`` that of the line to the rail.
    """

    state: str
    label: str
    reached_by: str = ""
    onward: str = ""
    back: str = ""
    loops: list[str] = field(default_factory=list)
    jumps: list[Jump] = field(default_factory=list)
    exits: list[Exit] = field(default_factory=list)
    sides: list[Node] = field(default_factory=list)


def plan_chart(table: Lifecycle) -> list[Node]:
    """The nodes of the spine, from the top; every state of ``table`` is on it or beside it."""
    nodes = {state: Node(state, label) for state, label in table.states.items()}
    spine = _spine(table)
    _host_sides(table, spine, nodes)
    labels = _labels(table)
    for (source, target), label in labels.items():
        _enter(table, spine, nodes, labels, source, target, label)
    return [nodes[state] for state in spine]


def _spine(table: Lifecycle) -> list[str]:
    order = {state: place for place, state in enumerate(table.states)}
    spine = [table.initial]
    while True:
        here = spine[-1]
        onward = (line.to for line in table.acts(here) if order[line.to] > order[here])
        following = next(onward, None)
        if following is None:
            return spine
        spine.append(following)


def _host_sides(table: Lifecycle, spine: list[str], nodes: dict[str, Node]) -> None:
    """Put every state that is not on the spine beside the first state that leads to it."""
    host = {state: state for state in spine}
    before = table.initial
    for state in table.states:
        if state in host:
            before = state
            continue
        sources = (line.state for line in table.transitions if line.to == state)
        source = next((each for each in sources if each in host), before)
        host[state] = host[source]
        nodes[host[state]].sides.append(nodes[state])


def _labels(table: Lifecycle) -> dict[tuple[str, str], str]:
    """The acts between each pair of states, joined."""
    names: dict[tuple[str, str], list[str]] = {}
    for line in table.transitions:
        acts = names.setdefault((line.state, line.to), [])
        if line.label not in acts:
            acts.append(line.label)
    return {pair: "、".join(acts) for pair, acts in names.items()}


def _enter(
    table: Lifecycle,
    spine: list[str],
    nodes: dict[str, Node],
    labels: dict[tuple[str, str], str],
    source: str,
    target: str,
    label: str,
) -> None:
    """Note one pair of states at the node where it is told."""
    node, goal = nodes[source], nodes[target]
    place = spine.index(source) if source in spine else -1
    shared = sum(name == label and to == target for (_, to), name in labels.items()) > 1
    if source == target:
        node.loops.append(label)
    elif place >= 0 and spine[place + 1 : place + 2] == [target]:
        node.onward = label
    elif place >= 0 and goal in node.sides:
        goal.reached_by = label
    elif target == table.initial and place > 0:
        node.back = label
    elif target != table.initial and (shared or (place >= 0 and target in spine[place:])):
        _jump(goal, label, node.label)
    else:
        node.exits.append(Exit(label, goal.label))


def _jump(goal: Node, label: str, source: str) -> None:
    for jump in goal.jumps:
        if jump.label == label:
            jump.sources.append(source)
            return
    goal.jumps.append(Jump(label, [source]))
