"""Acts as they are offered: what will happen, which clock moves, why something is not possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mingtang.statute.lifecycle import Reason, Verdict
from mingtang.statute.violations import RuleViolation


@dataclass(frozen=True, slots=True)
class Offer:
    """One act of a thing, for ``workbench/act_form.html`` (context: ``offers``, a list of these).

    ``verdict`` is the answer of the transition table; ``url`` takes the POST; ``form`` holds what
    must be filled in (None: nothing); ``effect`` says in words what will happen; ``hidden`` are
    further values to send (the edition that was seen); ``primary`` marks the one act that the
    page is about, ``danger`` one that takes something away; ``ways`` has, for the code of a reason
    why not, the address and the words of where to put it right.
    """

    verdict: Verdict
    url: str
    form: forms.BaseForm | None = None
    effect: str = ""
    hidden: Mapping[str, Any] | None = None
    primary: bool = False
    danger: bool = False
    ways: Mapping[str, tuple[str, str]] | None = None

    @property
    def why_not(self) -> list[tuple[Reason, str, str]]:
        """Each reason with the address and the words of the way out, empty where there is none."""
        ways = self.ways or {}
        return [(each, *ways.get(each.code, ("", ""))) for each in self.verdict.reasons]

    @property
    def label(self) -> str:
        line = self.verdict.transition
        return line.label if line else ""

    @property
    def basis(self) -> str:
        line = self.verdict.transition
        return line.basis if line else ""

    @property
    def clock_effect(self) -> str:
        line = self.verdict.transition
        return line.clock_effect if line else ""

    @property
    def visible_fields(self) -> bool:
        return self.form is not None and bool(self.form.visible_fields())

    @property
    def failed(self) -> bool:
        """Whether the form was sent and refused; it then stands open with what was typed."""
        return self.form is not None and self.form.is_bound and bool(self.form.errors)


def refuse(form: forms.BaseForm, fault: RuleViolation | ValidationError) -> None:
    """Put a refusal on a form, so that the page shows it beside what was typed."""
    if isinstance(fault, RuleViolation):
        text = f"{fault.text}（{fault.basis}）" if fault.basis else fault.text
        form.add_error(None, text)
        return
    if hasattr(fault, "error_dict"):
        for name, errors in fault.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
        return
    form.add_error(None, fault)
