"""The same arguments give the same county; nothing is built where there is one already."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mingtang.demo.build import NotBuildable, build
from mingtang.demo.scenarios import SCENARIOS
from tests import factories

CHINA = ZoneInfo("Asia/Shanghai")


def _build(now: datetime) -> None:
    build(scenario="county2019", scale=0.01, seed=1, now=now, progress=lambda *told: None)


@pytest.mark.django_db
def test_a_database_with_units_is_left_alone() -> None:
    factories.unit()
    with pytest.raises(NotBuildable, match="holds units already"):
        _build(datetime(2026, 11, 18, 10, 0, tzinfo=CHINA))


@pytest.mark.django_db
def test_a_visitor_cannot_come_before_the_year_is_over() -> None:
    with pytest.raises(NotBuildable, match="2020-03-01"):
        _build(datetime(2019, 8, 1, 10, 0, tzinfo=CHINA))


def test_every_kind_of_document_survives_the_smallest_scale() -> None:
    small = SCENARIOS["county2019"].times(0.001)
    counts = (small.normative, small.plenary, small.special, small.interpretations)
    assert counts == (1, 1, 1, 1)


def _command(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("MINGTANG_")
    }
    environment |= {"MINGTANG_SQLITE_SYNCHRONOUS": "OFF", "LC_ALL": "C.UTF-8"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [sys.executable, "-m", "mingtang.cli.main", *arguments, "--data", str(data)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _rows(data: Path) -> tuple[list[Any], list[Any]]:
    with sqlite3.connect(data / "mingtang.sqlite3") as database:
        entries = database.execute(
            "SELECT index_number, title, content_hash, published_at FROM register_entry ORDER BY id"
        ).fetchall()
        # Passwords are set at the time of building, not at that of the story.
        links = database.execute(
            "SELECT seq, hash FROM journal_entry WHERE act <> 'staff.password_change' ORDER BY seq"
        ).fetchall()
    return entries, links


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two data folders built by the same command."""
    parent = tmp_path_factory.mktemp("counties")
    for name in ("first", "second"):
        ended = _command(
            parent / name, "demo", "--scale", "0.01", "--now", "2026-11-18", "--seed", "5"
        )
        assert ended.returncode == 0, ended.stderr
    return parent / "first", parent / "second"


def test_the_same_seed_gives_the_same_numbers_hashes_and_journal(
    folders: tuple[Path, Path],
) -> None:
    first, second = (_rows(folder) for folder in folders)
    assert len(first[0]) > 15
    assert first == second


def test_a_second_demo_in_the_same_folder_is_refused(folders: tuple[Path, Path]) -> None:
    ended = _command(folders[0], "demo", "--scale", "0.01")
    assert ended.returncode == 5
    assert "choose an empty folder" in ended.stderr


def test_figures_are_printed_for_the_county_and_for_one_unit(folders: tuple[Path, Path]) -> None:
    whole = json.loads(_command(folders[0], "figures", "--year", "2019", "--json").stdout)
    one = _command(folders[0], "figures", "--year", "2019", "--unit", "县政府办", "--json")
    part = json.loads(one.stdout)
    assert set(part) == set(whole)
    assert part["orgs.units"] == 1 < whole["orgs.units"]
    assert 0 < part["register.published"] < whole["register.published"]


def test_an_unknown_unit_is_told_so(folders: tuple[Path, Path]) -> None:
    ended = _command(folders[0], "figures", "--year", "2019", "--unit", "县月球局")
    assert ended.returncode == 2
    assert 'no unit "县月球局"' in ended.stderr


def test_check_passes_a_whole_county_and_fails_an_altered_one(folders: tuple[Path, Path]) -> None:
    whole = _command(folders[1], "check")
    assert whole.returncode == 0, whole.stdout
    with sqlite3.connect(folders[1] / "mingtang.sqlite3") as database:
        database.execute("UPDATE duties_duty SET due_on = '2019-01-01' WHERE id = 1")
    altered = _command(folders[1], "check")
    assert altered.returncode == 1
    assert "due dates: 1 not in order" in altered.stdout
    told = json.loads(_command(folders[1], "check", "--json").stdout)
    assert [fault["subject"] for fault in told["faults"]["duties"]] == ["#1 foi.publish"]
    assert told["faults"]["register"] == []
