"""The flow chart that the public sees: the table that runs, without the unit's inner steps."""

from __future__ import annotations

from mingtang.foi.guards import GUARDS
from mingtang.foi.lifecycle import LIFECYCLE, TRANSITIONS
from mingtang.statute.lifecycle import Lifecycle

INNER = frozenset(
    {
        "amend",
        "propose_move",
        "assign",
        "itemise",
        "note_receipt",
        "ask_help",
        "give_help",
        "decide",
        "recall",
        "told_party",
        "archive",
    }
)
"""Steps inside the office, which change nothing for the person who asked."""


ORDINARY = frozenset({"register", "submit", "sign_off", "serve", "close"})
"""The ordinary way: the middle of the chart follows what comes first in the table."""


def _public() -> Lifecycle:
    order = {state: place for place, state in enumerate(LIFECYCLE.states)}
    lines = sorted(
        (line for line in TRANSITIONS if line.act not in INNER),
        key=lambda line: (order[line.state], line.act not in ORDINARY),
    )
    seen = {state for line in lines for state in (line.state, line.to)}
    return Lifecycle(
        name="依申请公开办理流程",
        states={code: label for code, label in LIFECYCLE.states.items() if code in seen},
        transitions=lines,
        guards=GUARDS,
        role_labels=LIFECYCLE.role_labels,
    )


PUBLIC_FLOW = _public()
