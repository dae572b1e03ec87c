"""Texts that are too long for their field are refused with its name, before a database says so."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from mingtang.foi.states import FLOW_RULE
from mingtang.statute.violations import RuleViolation


def check_lengths(model: type[models.Model], values: Mapping[str, object]) -> None:
    """Refuse the first value that its field cannot hold."""
    for name, value in values.items():
        field = model._meta.get_field(name)
        if not isinstance(field, models.CharField) or field.max_length is None:
            continue
        if len(str(value)) > field.max_length:
            raise RuleViolation(
                "foi.long", f"{field.verbose_name}最多 {field.max_length} 个字。", FLOW_RULE
            )
