"""A small demo county, built once for a module and undone after it; each test starts from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SCALE = 0.06


@pytest.fixture(scope="module")
def _built(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    from django.db import transaction

    from mingtang.demo.build import build

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield build(
                scenario="county2019",
                scale=SCALE,
                seed=7,
                now=NOW,
                progress=lambda title, done, total: None,
            )
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def county(_built: Any, db: Any) -> Iterator[Any]:
    """The county; what a test changes is undone."""
    from django.db import transaction

    with transaction.atomic():
        yield _built
        transaction.set_rollback(True)
