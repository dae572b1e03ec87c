"""From an empty folder to a running server and back: init, serve, signals."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

MINGTANG = [sys.executable, "-m", "mingtang.cli.main"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of an operator who has set nothing but the data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MINGTANG_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "LC_ALL": "C.UTF-8", "MINGTANG_DATA_FOLDER": str(tmp_path / "data")}


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def mingtang(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MINGTANG, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def server(environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[str]]:
    assert mingtang(environment, "init").returncode == 0
    running = subprocess.Popen(
        [*MINGTANG, "serve", "--port", str(port)],
        env={**environment, "MINGTANG_LOG_LEVEL": "DEBUG"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield running
    if running.poll() is None:
        running.kill()
    running.communicate()


def fetch(port: int, path: str, seconds: float = 20) -> bytes:
    """The body at ``path``, as soon as the server answers."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return bytes(answer.read())
        except ConnectionError:
            pass
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
        if time.monotonic() > deadline:
            raise TimeoutError(path)
        time.sleep(0.1)


def test_init_can_be_repeated_and_keeps_the_key(
    environment: dict[str, str], tmp_path: Path
) -> None:
    assert mingtang(environment, "init").returncode == 0
    key = (tmp_path / "data" / "secret.key").read_text()
    assert mingtang(environment, "init").returncode == 0
    assert (tmp_path / "data" / "secret.key").read_text() == key
    checked = mingtang(environment, "check", "--json")
    assert checked.returncode == 0, checked.stderr
    assert mingtang(environment, "run-due", "--json").returncode == 0


def test_an_init_killed_half_way_is_completed_by_the_next(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for delay in (0.6, 1.0, 1.5):
        broken = subprocess.Popen(
            [*MINGTANG, "init"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        broken.kill()
        broken.wait()
    assert mingtang(environment, "init").returncode == 0
    assert mingtang(environment, "check").returncode == 0


def test_the_server_answers_and_ends_gracefully(
    server: subprocess.Popen[str], environment: dict[str, str], port: int
) -> None:
    assert b"<html" in fetch(port, "/account/login/")
    taken = mingtang(environment, "serve", "--port", str(port))
    assert taken.returncode == 4
    assert "is taken" in taken.stderr
    server.send_signal(signal.SIGTERM)
    out, err = server.communicate(timeout=30)
    assert server.returncode == 0, err
    assert f"http://127.0.0.1:{port}/desk/" in out


def test_the_periodic_jobs_run_beside_the_site(
    environment: dict[str, str], server: subprocess.Popen[str], port: int, tmp_path: Path
) -> None:
    fetch(port, "/account/login/")
    logs = tmp_path / "data" / "logs"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        written = "".join(path.read_text(encoding="utf-8") for path in logs.glob("mingtang-*.log"))
        if "periodic jobs run" in written:
            return
        time.sleep(0.2)
    pytest.fail("no round of periodic jobs was logged")


def test_nothing_outlives_a_killed_server(server: subprocess.Popen[str], port: int) -> None:
    fetch(port, "/account/login/")
    server.kill()
    server.wait()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                time.sleep(0.3)
            else:
                return
    pytest.fail("a process of the killed server still holds the port")


def test_init_makes_the_first_account_once(environment: dict[str, str]) -> None:
    first = (
        *("init", "--first-account", "lihua", "--name", "李华", "--region-code", "530102"),
        *("--unit-name", "云溪县人民政府办公室", "--uscc", "11530102MB00000001"),
    )
    half = mingtang(environment, "init", "--first-account", "lihua")
    assert half.returncode == 2
    assert "--unit-name" in half.stderr
    made = mingtang(environment, *first)
    assert made.returncode == 0, made.stderr
    assert "lihua / " in made.stdout
    again = mingtang(environment, *first)
    assert again.returncode == 5
    assert "lihua / " not in again.stdout


def test_the_shell_lets_an_account_in_again_with_a_reason(environment: dict[str, str]) -> None:
    mingtang(
        environment,
        *("init", "--first-account", "lihua", "--name", "李华", "--region-code", "530102"),
        *("--unit-name", "云溪县人民政府办公室", "--uscc", "11530102MB00000001"),
    )
    assert mingtang(environment, "restore-access", "lihua").returncode == 2
    unknown = mingtang(environment, "restore-access", "nobody", "--reason", "忘记密码")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    empty = mingtang(environment, "restore-access", "lihua", "--reason", " ")
    assert (empty.returncode, empty.stdout) == (5, "")
    made = mingtang(environment, "restore-access", "lihua", "--reason", "忘记密码", "--factors")
    assert made.returncode == 0, made.stderr
    assert "lihua / " in made.stdout
    assert mingtang(environment, "check").returncode == 0


ENTER = """
import django; django.setup()
from django.utils import timezone
from mingtang.duties.notices import enter_notice
from mingtang.journal.actor import Actor
lines = "元旦 01-01/01-03\\n春节 02-06/02-12 +01-31"
enter_notice(year=2027, number="国办发明电〔2026〕9号", lines=lines,
             by=Actor.system(), at=timezone.now(), today=timezone.localdate())
"""


def test_due_counts_with_the_notices_entered_on_this_installation(
    environment: dict[str, str],
) -> None:
    assert mingtang(environment, "init").returncode == 0
    before = json.loads(mingtang(environment, "due", "foi.reply", "2027-01-25", "--json").stdout)
    entering = subprocess.run(
        [sys.executable, "-c", ENTER],
        env={**environment, "DJANGO_SETTINGS_MODULE": "mingtang.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert entering.returncode == 0, entering.stderr
    after = json.loads(mingtang(environment, "due", "foi.reply", "2027-01-25", "--json").stdout)
    assert (before["due"], before["provisional"]) == ("2027-02-22", True)
    # One Sunday worked, five working days off: four later, and the weekend.
    assert (after["due"], after["provisional"]) == ("2027-02-26", False)
