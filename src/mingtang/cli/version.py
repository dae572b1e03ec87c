"""``mingtang version``: what runs here, for a report of a fault."""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
from importlib import metadata

from mingtang import __version__
from mingtang.bilingual import say
from mingtang.cli.exits import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help=say("以JSON输出", "print JSON"))


def run(args: argparse.Namespace) -> int:
    """Print the versions of mingtang, Python, Django and SQLite."""
    found = {
        "mingtang": __version__,
        "python": platform.python_version(),
        "django": metadata.version("django"),
        "sqlite": sqlite3.sqlite_version,
    }
    if args.json:
        print(json.dumps(found))
    else:
        for name, version in found.items():
            print(f"{name} {version}")
    return Exit.OK
