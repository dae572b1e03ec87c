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


def _public() -> Lifecycle:
    lines = [line for line in TRANSITIONS if line.act not in INNER]
    seen = {state for line in lines for state in (line.state, line.to)}
    return Lifecycle(
        name="依申请公开办理流程",
        states={code: label for code, label in LIFECYCLE.states.items() if code in seen},
        transitions=lines,
        guards=GUARDS,
        role_labels=LIFECYCLE.role_labels,
    )


PUBLIC_FLOW = _public()
