"""docs/foi.md tells every state and act of a request, and no other, as the table has them."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from mingtang.foi import queries, services
from mingtang.foi.lifecycle import TRANSITIONS
from mingtang.foi.states import State

PAGE = (Path(__file__).parents[2] / "docs" / "foi.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| `(\w+)` \| (\S+) \| ([\w ]+) \| [\w ]+ \| ([A-Z ]+) \| (.+?) \|", re.MULTILINE
)
SHORT = {
    "clerk": "C",
    "leader": "L",
    "disclosure_office": "O",
    "applicant": "P",
    "third_party": "T",
    "system": "S",
}


def test_the_page_has_the_acts_of_the_table() -> None:
    told_rows = ROW.findall(PAGE)
    shown = {
        act: (label, states.split(), who.split(), guards)
        for act, label, states, who, guards in told_rows
    }
    told = {}
    for line in TRANSITIONS:
        states = [str(each.state) for each in TRANSITIONS if each.act == line.act]
        who = [SHORT[role] for role in line.roles]
        told[line.act] = (line.label, states, who, " ".join(line.guards) or "–")
    assert shown == told


def test_the_page_has_every_state() -> None:
    for state in State:
        assert f"`{state}`" in PAGE
        assert str(state.label) in PAGE


def test_the_page_names_every_service_and_query() -> None:
    for name in services.__all__:
        if inspect.isfunction(getattr(services, name)):
            assert re.search(rf"`{name}\b|, {name}\b|services\.{name}\b", PAGE), name
    for name, found in vars(queries).items():
        if inspect.isfunction(found) and found.__module__ == queries.__name__:
            assert name in PAGE or name.startswith(("overdue_", "_")), name
