"""``mingtang figures``: counts every registered figure of a year."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mingtang.bilingual import say
from mingtang.cli import demo, init, place
from mingtang.cli.arguments import add_place, count
from mingtang.cli.exits import Exit, Failure

if TYPE_CHECKING:
    from mingtang.orgs.models import Unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--year``, ``--unit``, ``--json``, the demo's arguments and the place."""
    parser.add_argument(
        "--year", type=count(1949, 2100), required=True, help=say("年度", "calendar year")
    )
    parser.add_argument(
        "--unit",
        metavar="UNIT",
        help=say(
            "单位（全称、简称或统一社会信用代码），不写为全县",
            "unit: full name, short name or credit code; all when absent",
        ),
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
    demo.require_known(args)
    with tempfile.TemporaryDirectory(prefix="mingtang-") as folder:
        args.data = Path(folder) / "data"
        # Nothing of this folder has to outlive the command.
        os.environ["MINGTANG_SQLITE_SYNCHRONOUS"] = "OFF"
        os.environ.pop("MINGTANG_DATABASE_URL", None)
        init.prepare(place.choose(args), static=False)
        demo.build(args)
        _print(args)
        from django.db import connections

        connections.close_all()
    return Exit.OK


def _print(args: argparse.Namespace) -> None:
    from mingtang.figures.registry import all_figures, count_all

    found = count_all(args.year, _unit(args.unit))
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    codes = max(map(len, found), default=0)
    for figure in all_figures():
        title = say(figure.title_zh, figure.title_en)
        print(f"{figure.code:<{codes}}  {found[figure.code]:>8,}  {title}")


def _unit(wanted: str | None) -> Unit | None:
    """The unit of a name or credit code. Raises ``Failure`` when there is none, or several."""
    if wanted is None:
        return None
    from mingtang.orgs.models import Unit

    found = Unit.objects.meant_by(wanted)
    if len(found) == 1:
        return found[0]
    if found:
        raise Failure(
            Exit.USAGE,
            say(
                f"有几个单位叫“{wanted}”，请写全称或统一社会信用代码",
                f'several units are called "{wanted}": give the full name or the credit code',
            ),
        )
    raise Failure(
        Exit.USAGE,
        say(
            f"没有“{wanted}”这个单位，请写全称、简称或统一社会信用代码",
            f'no unit "{wanted}": give its full name, short name or credit code',
        ),
    )
