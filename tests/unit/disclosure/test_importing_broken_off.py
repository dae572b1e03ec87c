"""An import killed half way, and the command that runs it."""

# ruff: noqa: E501 - the set-up is one statement a line

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.text.pages.sites import SITES, Article, list_page

FILES = 40
SETUP = """
import django; django.setup()
from datetime import date
from mingtang.orgs.models import Account, Grant, Region, Unit
from mingtang.register.models import Section
from mingtang.text.identifiers import uscc_check
front = "11530102MB0000002"
region = Region.objects.create(code="530102", name="云溪县")
unit = Unit.objects.create(name="云溪县水务局", short_name="水务局", uscc=front + uscc_check(front), kind="department", region=region)
Section.objects.create(slug="wenjian", name="政策文件", description="x", column_type="政策文件")
Grant.objects.create(account=Account.objects.create(username="zhou", name="周平"), role="clerk", unit=unit, since=date(2020, 1, 1))
"""
STATE = """
import django, json; django.setup()
from mingtang.disclosure.models import Document, DocumentFile, ImportItem
from mingtang.files.models import StoredFile
from mingtang.journal.check import verify_chain
drafted = ImportItem.objects.filter(outcome="drafted")
print(json.dumps({
    "documents": Document.objects.count(),
    "drafted": drafted.count(),
    "files": drafted.values("name").distinct().count(),
    "loose": drafted.filter(document=None).count() + drafted.filter(original=None).count()
    + Document.objects.filter(files=None).count(),
    "stored": StoredFile.objects.count(),
    "whole": verify_chain().whole,
}))
"""


class Installation:
    """A data folder of its own, worked on by processes of their own."""

    def __init__(self, folder: Path) -> None:
        root = Path(__file__).parents[3]
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{root / 'src'}",
            "DJANGO_SETTINGS_MODULE": "mingtang.config.settings",
            "MINGTANG_DATA_FOLDER": str(folder),
            "LC_ALL": "zh_CN.UTF-8",
            "PYTHONIOENCODING": "utf-8",
        }
        self.environment.pop("MINGTANG_DATABASE_URL", None)
        assert self.command("init").returncode == 0
        self.python(SETUP)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "mingtang.cli.main", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=180)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def python(self, code: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def state(self) -> dict[str, int]:
        return dict(json.loads(self.python(STATE)))


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    names = sorted(SITES)
    for number in range(FILES):
        article = Article(title=f"关于第{number}项供水工作的通知")
        markup = SITES[names[number % len(names)]](article)
        (pages / f"{number:03}.html").write_text(markup, "utf-8")
    return pages


def test_killed_import_leaves_whole_drafts_and_the_next_run_the_rest(
    installation: Installation, folder: Path
) -> None:
    arguments = ("import", "documents", str(folder), "--as", "zhou", "--section", "wenjian")
    counts = []
    for _ in range(2):
        process = installation.start(*arguments)
        _wait_for_drafts(installation, process, more_than=counts[-1] if counts else 0)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        state = installation.state()
        assert state["whole"] and state["loose"] == 0
        assert state["documents"] == state["drafted"] == state["files"]
        assert state["stored"] - state["documents"] in (0, 1)
        counts.append(state["documents"])
    assert 0 < counts[0] < counts[1] < FILES
    assert installation.command(*arguments).returncode == 0
    state = installation.state()
    assert (state["documents"], state["stored"], state["whole"]) == (FILES, FILES, True)


def _wait_for_drafts(
    installation: Installation, process: subprocess.Popen[str], *, more_than: int
) -> None:
    import sqlite3

    database = next(Path(installation.environment["MINGTANG_DATA_FOLDER"]).rglob("*.sqlite3"))
    until = time.monotonic() + 60
    with sqlite3.connect(database, timeout=10) as reader:
        while time.monotonic() < until and process.poll() is None:
            count = reader.execute("select count(*) from disclosure_document").fetchone()[0]
            if count > more_than + 2:
                return
            time.sleep(0.01)
    pytest.fail(f"the import ended by itself: {process.poll()}")


def test_command_reports_each_file_and_says_when_some_were_refused(
    installation: Installation, folder: Path, tmp_path: Path
) -> None:
    for path in sorted(folder.iterdir())[3:]:
        path.unlink()
    (folder / "list.html").write_text(list_page(), "utf-8")
    report = tmp_path / "out.csv"
    arguments = ("import", "documents", str(folder), "--as", "zhou", "--unit", "水务局")
    done = installation.command(*arguments, "--report", str(report))
    assert done.returncode == 5
    assert "存为草稿 3，以前已导入 0，内容重复 0，未能导入 1" in done.stdout
    assert "list.html: 列表页，没有正文" in done.stdout
    rows = list(csv.DictReader(report.read_text("utf-8-sig").splitlines()))
    assert [row["结果"] for row in rows] == ["已存为草稿"] * 3 + ["未能导入"]
    assert (rows[0]["单位"], rows[0]["成文日期"]) == ("云溪县水务局", "2023-05-16")
    again = json.loads(installation.command(*arguments, "--json").stdout)
    assert (again["drafted"], again["known"], again["refused"]) == (0, 3, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--as", "nobody"], 2, "没有账号"),
        (["--as", "zhou", "--unit", "没有的局"], 2, "没有唯一的单位"),
        (["--as", "zhou", "--section", "没有的栏目"], 2, "没有栏目"),
        (["--as", "zhou", "--csv", "/nowhere.csv"], 2, "没有文件"),
        ([], 2, "--as"),
    ],
)
def test_wrong_options_are_named_and_nothing_is_imported(
    installation: Installation, folder: Path, arguments: list[str], code: int, words: str
) -> None:
    done = installation.command("import", "documents", str(folder), *arguments)
    assert (done.returncode, words in done.stderr) == (code, True)
    assert installation.state()["documents"] == 0
