"""From an empty folder to drafts by the command line alone, as an operator does it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mingtang.disclosure.importing.reading import read_file
from mingtang.files.limits import Limits
from mingtang.text.pages.guess import guess
from tests.browser.walk_papers import NINE, made_reports, nine_reports

ROOT = Path(__file__).parents[2]
MINGTANG = [sys.executable, "-m", "mingtang.cli.main"]
FOUND_A_UNIT = """
import django
django.setup()
from mingtang.orgs.roles import Role
from tests import factories
factories.section()
clerk = factories.account_with(Role.CLERK, factories.unit("云溪县教育和体育局"), "李文")
print(clerk.username)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of an operator who has set nothing but the data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MINGTANG_")}
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        "MINGTANG_DATA_FOLDER": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "mingtang.config.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }


def run(environment: dict[str, str], *command: str) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def brought_in(environment: dict[str, str], folder: Path, clerk: str, *more: str) -> dict[str, Any]:
    """The outcome of an import of the folder, as the command tells it to a program."""
    said = run(
        environment, *MINGTANG, "import", "documents", str(folder), "--as", clerk, "--json",
        "--section", "wenjian", *more,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(said)
    return found


def test_a_folder_imported_twice_brings_nothing_new(
    environment: dict[str, str], tmp_path: Path
) -> None:
    made = tmp_path / "reports"
    made.mkdir()
    folder = nine_reports(made)[0].parent
    run(environment, *MINGTANG, "init")
    clerk = run(environment, sys.executable, "-c", FOUND_A_UNIT).strip()

    first = brought_in(environment, folder, clerk)
    assert (first["drafted"], first["known"], first["refused"]) == (NINE, 0, 0)
    assert all(item["title"] for item in first["items"])
    assert {item["outcome"] for item in first["items"]} == {"drafted"}
    again = brought_in(environment, folder, clerk)
    assert (again["drafted"], again["known"], again["refused"]) == (0, NINE, 0)
    drafts = [item["draft"] for item in first["items"]]
    assert [item["draft"] for item in again["items"]] == drafts
    assert len(set(drafts)) == NINE

    # In another folder, under other names, what was imported is still known.
    copies = tmp_path / "copies"
    copies.mkdir()
    for path in folder.iterdir():
        (copies / f"again-{path.name}").write_bytes(path.read_bytes())
    (copies / "＝new.txt").write_text("云溪县2025年工作总结\n\n" + "推进公开。" * 40, "utf-8")
    report = tmp_path / "report.csv"
    third = brought_in(environment, copies, clerk, "--report", str(report))
    assert (third["drafted"], third["known"], third["refused"]) == (1, NINE, 0)
    rows = csv.DictReader(report.read_text(encoding="utf-8-sig").splitlines())
    told = {row["文件"]: row["结果"] for row in rows}
    assert told["'＝new.txt"] == "已存为草稿"
    run(environment, *MINGTANG, "check")


def test_papers_made_for_the_walk_are_all_readable(tmp_path: Path) -> None:
    for path in made_reports(tmp_path):
        page = read_file(path, path.name, Limits(), frozenset())
        guessed = guess(page, name=path.stem, today=date(2026, 11, 20), recurring=frozenset())
        assert guessed.title.value, path.name
        assert guessed.body_html, path.name
