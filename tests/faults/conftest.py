"""Faults need real commits: every test here runs without a transaction around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.disclosure.world import World


@pytest.fixture
def world(transactional_db: Any) -> World:
    # Imported here: conftest files of a folder asked for are loaded before Django is set up.
    from tests.unit.disclosure.world import World

    return World()
