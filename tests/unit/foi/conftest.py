"""The small county of requests, built once for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.foi.world import World


@pytest.fixture(autouse=True)
def _papers_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """States, clocks and numbers are tried here; what a paper looks like is tried on its own."""
    from mingtang.foi.services import letters

    monkeypatch.setattr(letters, "_renderers", [])


@pytest.fixture
def world(db: Any) -> World:
    # Imported here: conftest files of a folder asked for are loaded before Django is set up.
    from tests.unit.foi.world import World

    return World()
