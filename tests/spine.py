"""What the tests of the spine build upon: units with right credit codes, people, a column, items.

Imported inside tests and fixtures, or by test modules, never by a conftest at its top: Django is
set up only after the first conftest files were read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.orgs.models import Account, Grant, Region, Unit
from mingtang.register.models import Section
from mingtang.register.publication import Publication
from mingtang.statute.violations import RuleViolation
from mingtang.text.identifiers import uscc_check

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)  # a Friday
TODAY = date(2026, 11, 20)


def credit_code(serial: int) -> str:
    """An 18-character credit code whose check digit is right."""
    front = f"11530102MB{serial:07d}"
    return front + uscc_check(front)


def make_region() -> Region:
    region, _ = Region.objects.get_or_create(code="530102", defaults={"name": "云溪县"})
    return region


def make_unit(name: str, serial: int, **fields: Any) -> Unit:
    """A department with nothing but its name and code."""
    given = {"short_name": name[-3:], "kind": "department", "region": make_region()} | fields
    return Unit.objects.create(name=name, uscc=credit_code(serial), **given)


def make_account(name: str) -> Account:
    return Account.objects.create(username=f"staff{Account.objects.count() + 1}", name=name)


def make_actor(name: str, role: str, unit: Unit) -> Actor:
    """A new account with one open grant, as an actor."""
    account = make_account(name)
    Grant.objects.create(account=account, role=role, unit=unit, since=date(2020, 1, 1))
    return Actor(account.pk, name, role, unit.pk, unit.name)


def make_section(slug: str = "wenjian") -> Section:
    section, _ = Section.objects.get_or_create(
        slug=slug, defaults={"name": "政策文件", "description": "文件", "column_type": "政策文件"}
    )
    return section


def make_publication(unit: Unit, source_id: str = "1", **changes: Any) -> Publication:
    """An item ready for the register."""
    given: dict[str, Any] = {
        "source_type": "tests.item",
        "source_id": source_id,
        "unit_id": unit.pk,
        "publisher_name": unit.name,
        "title": f"关于第{source_id}号事项的通知",
        "genre": "notice",
        "subject_class": "02",
        "made_on": date(2026, 11, 16),
        "home_id": make_section().pk,
        "body_html": "<p>现将有关事项通知如下。</p>",
    }
    return Publication(**(given | changes))


@contextmanager
def refusal(code: str = "") -> Iterator[pytest.ExceptionInfo[RuleViolation]]:
    """Expect a refusal (of this code); what was begun is undone as by the service's caller."""
    with pytest.raises(RuleViolation) as refused, transaction.atomic():
        yield refused
    if code:
        assert refused.value.code == code
