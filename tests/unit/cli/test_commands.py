"""The console command: its grammar in two languages, its exit codes, its one-line failures."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from mingtang.cli.exits import Exit
from mingtang.cli.main import COMMANDS, main


@pytest.fixture(autouse=True)
def somewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("MINGTANG_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("MINGTANG_CONFIG", raising=False)
    return tmp_path


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def outcome(*arguments: str) -> int:
    """The exit code, whether the command returned it or argparse left with it."""
    try:
        return main(arguments)
    except SystemExit as left:
        return int(left.code or 0)


def test_due_prints_the_day_with_its_steps_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome("due", "foi.reply", "2026-09-28", "--json") == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert (found["due"], found["provisional"]) == ("2026-10-30", False)
    assert found["steps"]


def test_due_explains_itself_in_the_terminal_s_language(
    capsys: pytest.CaptureFixture[str], chinese: None
) -> None:
    assert outcome("due", "foi.reply", "2025-09-25") == Exit.OK
    assert "9月28日星期日" in capsys.readouterr().out


def test_figures_of_an_unknown_scenario_name_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert outcome("figures", "--scenario", "nope", "--year", "2019") == Exit.USAGE
    assert 'no scenario "nope", choose from: county2019' in capsys.readouterr().err


def test_a_place_where_no_folder_can_be_is_told_with_the_way_out(
    capsys: pytest.CaptureFixture[str], somewhere: Path
) -> None:
    (somewhere / "file").touch()
    assert outcome("init", "--data", str(somewhere / "file" / "data")) == Exit.ENVIRONMENT
    assert "choose another with --data" in capsys.readouterr().err


def test_an_unknown_rule_suggests_near_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome("due", "foi.repy", "2026-09-28") == Exit.USAGE
    assert "did you mean foi.reply" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2026-02-30", "2026-2-3", "20260203", "tomorrow", "2026-13-01"])
def test_a_day_that_no_calendar_has_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], chinese: None, day: str
) -> None:
    assert outcome("due", "foi.reply", day) == Exit.USAGE
    assert f"没有“{day}”这一天" in capsys.readouterr().err


def test_a_day_beyond_the_calendar_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert outcome("due", "foi.reply", "2100-12-30") == Exit.USAGE
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_office_s_own_limit_is_used_and_one_fixed_by_law_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGTANG_LIMITS", "foi.reply=5")
    assert outcome("due", "foi.reply", "2026-09-28") == Exit.CONFIGURATION
    assert "foi.reply" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outcome(command, "--help") == Exit.OK
    english = capsys.readouterr().out
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert outcome(command, "--help") == Exit.OK
    translated = capsys.readouterr().out
    assert english.startswith("usage: mingtang")
    assert translated.startswith("用法：mingtang")
    assert COMMANDS[command][1] in translated
    assert COMMANDS[command][2] in english


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such"], "不能是"),
        (["figures"], "缺少参数：--year"),
        (["serve", "--port", "0"], "应为 1 至 65535 的整数"),
        (["version", "--what"], "不认识的参数：--what"),
        (["import", "documents", "/nowhere", "--as", "zhangwei"], "没有目录 /nowhere"),
        (["due"], "请写期限代码和日期"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(
    capsys: pytest.CaptureFixture[str], chinese: None, arguments: list[str], message: str
) -> None:
    assert outcome(*arguments) == Exit.USAGE
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", ["serve", "run-due", "check"])
def test_a_command_before_init_names_the_way_out(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    port = ["--port", str(free_port())] if command == "serve" else []
    assert outcome(command, *port) == Exit.NOT_INITIALISED
    assert "run mingtang init" in capsys.readouterr().err


def test_data_of_another_version_ask_for_init(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (somewhere / "data").mkdir()
    (somewhere / "data" / "initialised.json").write_text('{"version": "0.0.1"}')
    assert outcome("check") == Exit.NOT_INITIALISED
    assert "0.0.1" in capsys.readouterr().err


def test_a_demo_broken_off_is_not_served(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (somewhere / "data").mkdir()
    (somewhere / "data" / "initialised.json").write_text("{}")
    (somewhere / "data" / "demo.unfinished").touch()
    assert outcome("serve", "--port", str(free_port())) == Exit.NOT_INITIALISED
    assert "run mingtang demo" in capsys.readouterr().err


def test_a_taken_port_names_another(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert outcome("serve", "--port", str(port)) == Exit.ENVIRONMENT
    assert f"port {port} is taken" in (told := capsys.readouterr().err)
    assert f"--port {port + 1}" in told


def test_a_full_disk_is_told_before_anything_is_written(
    somewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = SimpleNamespace(total=10**9, used=10**9, free=5 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    assert outcome("init") == Exit.ENVIRONMENT
    assert "5 MB left" in capsys.readouterr().err
    assert not (somewhere / "data").exists()


def test_a_wrong_option_names_key_and_file(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = somewhere / "m.toml"
    file.write_text('port = "x"\n')
    assert outcome("serve", "--config", str(file)) == Exit.CONFIGURATION
    told = capsys.readouterr().err
    assert str(file) in told
    assert '"port"' in told
    assert len(told.splitlines()) == 1


def test_a_folder_that_cannot_be_made_is_one_line(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (somewhere / "file").write_text("")
    assert outcome("init", "--data", str(somewhere / "file" / "data")) == Exit.ENVIRONMENT
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_due_and_version_answer_without_django() -> None:
    program = (
        "import sys; from mingtang.cli.main import main;"
        "main(['due', 'foi.reply', '2026-09-28']); main(['version']);"
        "sys.exit('django' in sys.modules or 'gunicorn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
