"""docs/operate.md shows every command and every exit code there is."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from mingtang.cli import importing
from mingtang.cli.exits import Exit
from mingtang.cli.main import COMMANDS

PAGE = (Path(__file__).parents[2] / "docs" / "operate.md").read_text(encoding="utf-8")


def test_every_command_is_documented_and_no_other() -> None:
    rows = re.findall(r"^\| `mingtang ([a-z-]+)", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(COMMANDS)


def test_every_option_of_the_import_is_documented_and_no_other() -> None:
    parser = argparse.ArgumentParser()
    importing.add_arguments(parser)
    flags = {flag for action in parser._actions for flag in action.option_strings}
    section = PAGE.split("## Bring documents in")[1].split("## ")[0]
    rows = set(re.findall(r"^\| `(--[a-z]+)", section, re.MULTILINE))
    assert rows == flags - {"-h", "--help", "--data", "--config"}


def test_every_exit_code_is_documented_and_no_other() -> None:
    section = PAGE.split("## Exit codes")[1].split("## ")[0]
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)] == list(Exit)
