"""The decision on one matter: which outcome, then only the elements that this outcome needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms

from mingtang.foi.desk.matters import OTHERS
from mingtang.foi.models import Item
from mingtang.foi.replies import given_of, usual_basis
from mingtang.statute.foi.grounds import GROUNDS, ground
from mingtang.statute.foi.model import Need, Outcome
from mingtang.statute.foi.outcomes import needs_of, outcome, outcomes_of
from mingtang.statute.foi.rules import Rules

from .base import line, text

LONG = frozenset({"reasons", "explanation", "search", "consultation", "attachments", "unclear"})


def kinds(rules: Rules) -> list[tuple[str, list[tuple[Outcome, list[tuple[str, str]]]]]]:
    """The choices in the order of the form: group, outcomes, of each (value, words).

    A value is ``code`` or ``code/sub-kind``: the sub-kind decides article and elements.
    """
    found = []
    for group, rows in groupby(outcomes_of(rules), key=lambda each: each.group):
        found.append((group, [(each, list(_values(each))) for each in rows]))
    return found


def _values(kind: Outcome) -> Iterator[tuple[str, str]]:
    if not kind.subkinds:
        yield kind.code, kind.label
    for sub in kind.subkinds:
        yield f"{kind.code}/{sub.code}", sub.label


def read_kind(value: str, rules: Rules) -> tuple[Outcome, str] | None:
    """The outcome and sub-kind of a value; None for one that is not offered under the rules."""
    code, _, sub = value.partition("/")
    try:
        kind = outcome(code)
        if sub:
            kind.subkind(sub)
    except LookupError:
        return None
    if kind.rules is not rules or bool(kind.subkinds) is not bool(sub):
        return None
    return kind, sub


class DecideForm(forms.Form):
    """The elements of one outcome, its basis, and for a partial answer the exemptions.

    What is left empty does not keep the draft from being saved; it is named, and keeps the reply
    from being submitted.
    """

    def __init__(
        self,
        *args: Any,
        item: Item,
        kind: Outcome,
        subkind: str,
        hints: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.kind, self.subkind = item, kind, subkind
        same = (item.outcome, item.subkind) == (kind.code, subkind)
        before = dict(given_of(item)) if same else {}
        self.needs = needs_of(kind.code, subkind)
        for need in self.needs:
            self._ask(need, {**hints, **before})
        usual = usual_basis(kind.code, subkind)
        more = "和上面所选的条款" if "grounds" in self.fields else ""
        self.fields["basis"] = text(
            "依据",
            required=not usual,
            rows=2,
            most=500,
            help_text=f"不填用通常的依据：{usual}{more}。"
            if usual
            else "这一类型没有通常的依据，请写明。",
        )
        self.fields["basis"].initial = item.basis if same else ""
        if same and item.basis == usual_basis(kind.code, subkind, item.grounds):
            self.fields["basis"].initial = ""

    def _ask(self, need: Need, known: dict[str, str]) -> None:
        if need.code == "grounds":
            self.fields["grounds"] = forms.MultipleChoiceField(
                label=need.label,
                required=False,
                choices=[(each.code, f"{each.label}（{each.basis.text}）") for each in GROUNDS],
                widget=forms.CheckboxSelectMultiple,
                initial=self.item.grounds,
            )
            self.fields["grounds"].optional = "提交前必填"  # type: ignore[attr-defined]
            return
        self._text(need.code, need.label, known, required=need.required)
        for group in need.instead:
            for code in group:
                self._text(code, OTHERS[code], known, instead=need.label)

    def _text(
        self,
        code: str,
        label: str,
        known: dict[str, str],
        *,
        required: bool = False,
        instead: str = "",
    ) -> None:
        if code in self.fields:
            return
        make = text if code in LONG else line
        field = make(label, required=False, most=4000)
        field.initial = known.get(code, "")
        field.optional = "提交前必填" if required else "可不填"  # type: ignore[attr-defined]
        if instead:
            field.optional = "与上一项填一项即可"  # type: ignore[attr-defined]
        self.fields[code] = field

    def arguments(self) -> dict[str, Any]:
        """What the service takes. The form must be valid."""
        data = dict(self.cleaned_data)
        basis = data.pop("basis").strip()
        grounds = data.pop("grounds", [])
        reasons = data.pop("reasons", "")
        given = {code: str(value).strip() for code, value in data.items() if str(value).strip()}
        if grounds:
            given["grounds"] = "；".join(ground(each).basis.text for each in grounds)
        return {
            "outcome": self.kind.code,
            "subkind": self.subkind,
            "given": given,
            "grounds": grounds,
            "basis": basis or None,
            "reasons": reasons,
        }
