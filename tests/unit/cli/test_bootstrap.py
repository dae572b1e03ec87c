"""The set-up script: what it skips, what it does again, what it tells."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

SCRIPT = Path(__file__).parents[3] / ".ci" / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, seeing a checkout of its own."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    for name in ("run", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(name)
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\nexit 0\n")
    python.chmod(0o755)
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(module, "PYTHON", str(python))
    return module


def finish(bootstrap: ModuleType, kind: str) -> None:
    Path(bootstrap.stamp(kind)).write_text(bootstrap.fingerprint(kind))


def test_a_finished_set_up_is_not_done_again(bootstrap: ModuleType) -> None:
    finish(bootstrap, "run")
    assert bootstrap.is_ready("run")
    assert not bootstrap.is_ready("test")


def test_the_test_set_up_serves_for_running_too(bootstrap: ModuleType) -> None:
    finish(bootstrap, "test")
    assert bootstrap.is_ready("run")


def test_a_set_up_broken_off_has_no_stamp_and_is_done_again(bootstrap: ModuleType) -> None:
    assert not bootstrap.is_ready("run")
    Path(bootstrap.stamp("run")).write_text(bootstrap.fingerprint("run")[:20])
    assert not bootstrap.is_ready("run")


def test_a_changed_lock_or_a_lost_python_is_set_up_again(
    bootstrap: ModuleType, tmp_path: Path
) -> None:
    finish(bootstrap, "run")
    lock = tmp_path / "requirements" / "run.txt"
    lock.write_text("other")
    assert not bootstrap.is_ready("run")
    lock.write_text("run")
    assert bootstrap.is_ready("run")
    (tmp_path / ".venv" / "bin" / "python").unlink()
    assert not bootstrap.is_ready("run")


def test_a_full_disk_ends_it_with_one_line(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = SimpleNamespace(total=1, used=1, free=3 * 2**20)
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(SystemExit) as left:
        bootstrap.main("run")
    assert left.value.code == 4
    told = capsys.readouterr().err
    assert "3 MB left" in told
    assert len(told.splitlines()) == 1


def test_a_too_old_python_ends_it_with_the_way_out(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit) as left:
        bootstrap.switch_to_new_enough_python()
    assert left.value.code == 4
    told = capsys.readouterr().err
    assert "this is 3.9" in told
    assert "apt-get install python3" in told


def test_an_environment_without_pip_names_the_missing_package(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "run", lambda command, quiet=False: False)
    with pytest.raises(SystemExit):
        bootstrap.make_environment()
    assert "python3-venv" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_locks_carry_hashes_and_name_no_index(name: str) -> None:
    lock = (SCRIPT.parents[1] / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert lines
    assert all(line.endswith(" \\") for line in lines), "a requirement without hashes"
    assert not any(mark in lock for mark in ("://", "--index", "--find-links", "--trusted", " @ "))
