"""``mingtang figures``: counts every registered figure of a year."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path

from mingtang.bilingual import say
from mingtang.cli import demo, init, place
from mingtang.cli.arguments import add_place, count
from mingtang.cli.exits import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--year``, ``--unit``, ``--json``, the demo's arguments and the place."""
    parser.add_argument(
        "--year", type=count(1949, 2100), required=True, help=say("年度", "calendar year")
    )
    parser.add_argument(
        "--unit",
        metavar="CODE",
        help=say("单位（统一社会信用代码），空为全县", "unit; all when absent"),
    )
    parser.add_argument("--json", action="store_true", help=say("以JSON输出", "print JSON"))
    demo.add_scenario(parser, default=None)
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Print code → value; with ``--scenario`` that county is first built in a folder of its own."""
    if args.scenario is None:
        place.open_installation(args)
        _print(args)
        return Exit.OK
    with tempfile.TemporaryDirectory(prefix="mingtang-") as folder:
        args.data = Path(folder) / "data"
        # Nothing of this folder has to outlive the command.
        os.environ["MINGTANG_SQLITE_SYNCHRONOUS"] = "OFF"
        os.environ.pop("MINGTANG_DATABASE_URL", None)
        init.prepare(place.choose(args))
        demo.require_known(args)
        demo.build(args)
        _print(args)
        from django.db import connections

        connections.close_all()
    return Exit.OK


def _print(args: argparse.Namespace) -> None:
    from mingtang.figures.registry import count_all

    found = count_all(args.year, args.unit)
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1, default=float))
        return
    width = max(map(len, found), default=0)
    for code, value in found.items():
        print(f"{code:<{width}}  {value}")
