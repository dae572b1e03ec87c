"""The substance of a reply: what it says on each matter, by outcome and sub-kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingtang.statute.foi.grounds import ground
from mingtang.statute.foi.outcomes import Need, basis_of, outcome
from mingtang.statute.foi.outcomes import missing as outcome_lacks
from mingtang.text.numerals import int_to_chinese

from .decisions import DECISIONS
from .decisions_2007 import DECISIONS_2007
from .model import Words
from .wording import Value, cited, ready, sentences

_ALL = {**DECISIONS, **DECISIONS_2007}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one matter.

    ``given`` maps the codes of the outcome's needs to what was written; ``basis`` are the articles
    kept with the matter, those of the outcome where it is blank.
    """

    outcome: str
    subkind: str = ""
    wording: str = ""
    basis: str = ""
    given: Mapping[str, Value] = field(default_factory=dict)


def pattern(code: str, subkind: str = "") -> tuple[Words, ...]:
    """The paragraphs for an outcome. Raises LookupError; for a sub-kind left open too."""
    try:
        return _ALL[code, subkind]
    except KeyError:
        outcome(code)
        raise LookupError(f"答复类型 {code} 没有情形“{subkind}”的文字") from None


def lacking(decision: Decision) -> tuple[Need, ...]:
    """The elements that the reply lacks on this matter, as ``statute.foi.outcomes`` names them."""
    given = {key: _plain(key, value) for key, value in decision.given.items()}
    return outcome_lacks(decision.outcome, given, decision.subkind)


def decision_lines(
    decisions: Sequence[Decision], *, you: str = "你", attachments: bool = False
) -> list[str]:
    """The paragraphs of the decision: one matter as it is, several under headings 一、二、…

    ``attachments``: something is enclosed with the reply. Raises LookupError.
    """
    if len(decisions) == 1:
        return _lines(decisions[0], you, attachments)
    lines: list[str] = []
    for n, each in enumerate(decisions, 1):
        subject = each.wording.strip().rstrip("。") or "该项申请"
        lines.append(f"{int_to_chinese(n)}、关于第{n}项：{subject[:60]}")
        lines += _lines(each, you, attachments)
    return lines


def _lines(decision: Decision, you: str, attachments: bool) -> list[str]:
    words = pattern(decision.outcome, decision.subkind)
    values = {code: _plain(code, value) for code, value in decision.given.items()}
    basis = decision.basis.strip() or "；".join(
        each.text for each in basis_of(decision.outcome, decision.subkind)
    )
    values |= {"you": you, "basis": cited(basis)}
    if "grounds" in values:
        values["grounds"] = _grounds(values["grounds"])
    if attachments:
        values.setdefault("attachments", "附件")
    for each in words:
        for code in each.fields:
            values.setdefault(code, "")
    return sentences(words, values)


def _grounds(text: str) -> str:
    """The exemptions as articles, where they are given by their codes (X14a to X16c)."""
    codes = [code for code in re.split(r"[\s,，;；、]+", text) if code]
    known = all(re.fullmatch(r"X\d\d[a-z]?", code) for code in codes)
    return cited([ground(code).basis for code in codes]) if codes and known else cited(text)


def _plain(code: str, value: Value) -> str:
    """A given element as text; codes that are no field of a paper stay as written."""
    try:
        return ready(code, value)
    except LookupError:
        return str(value or "")
