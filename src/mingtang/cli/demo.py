"""``mingtang demo``: builds a fictional county by calling the services, the same each time."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time, timedelta, timezone

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place, day
from mingtang.cli.exits import Exit, Failure
from mingtang.cli.progress import stages

DEFAULT_SCENARIO = "county2019"
_CHINA = timezone(timedelta(hours=8))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--scenario``, ``--scale``, ``--seed``, ``--now``, ``--list`` and the place."""
    add_scenario(parser, default=DEFAULT_SCENARIO)
    parser.add_argument("--list", action="store_true", help=say("列出场景", "list the scenarios"))
    add_place(parser)


def add_scenario(parser: argparse.ArgumentParser, default: str | None) -> None:
    """The arguments that say which county to build; ``figures`` takes them too."""
    parser.add_argument(
        "--scenario", default=default, metavar="NAME", help=say("场景名", "which county to build")
    )
    parser.add_argument(
        "--scale", type=float, default=1.0, metavar="X", help=say("规模倍数", "size, 1 is a county")
    )
    parser.add_argument(
        "--seed", type=int, default=2019, metavar="N", help=say("随机种子", "random seed")
    )
    parser.add_argument(
        "--now", type=day, metavar="DATE", help=say("以哪一天为今天", "the day taken as today")
    )


def run(args: argparse.Namespace) -> int:
    """Build the county into an initialised data folder that holds no other."""
    configuration = place.open_installation(args)
    from mingtang.demo.build import SCENARIOS

    if args.list:
        for name in SCENARIOS:
            print(name)
        return Exit.OK
    place.require_disk(configuration.data, 500)
    build(args)
    return Exit.OK


def build(args: argparse.Namespace) -> None:
    """Build what ``args`` ask for in the open installation. Raises ``Failure``."""
    from mingtang.demo.build import SCENARIOS
    from mingtang.demo.build import build as build_county

    if args.scenario not in SCENARIOS:
        known = ", ".join(SCENARIOS)
        raise Failure(
            Exit.USAGE,
            say(
                f"没有“{args.scenario}”这个场景，可选：{known}",
                f'no scenario "{args.scenario}", choose from: {known}',
            ),
        )
    if not 0 < args.scale <= 1000:
        raise Failure(
            Exit.USAGE, say("--scale 应大于 0，至多 1000", "--scale must be over 0, to 1000")
        )
    with stages() as report:
        build_county(
            scenario=args.scenario,
            scale=args.scale,
            seed=args.seed,
            now=_noon(args.now),
            progress=report,
        )


def _noon(chosen: date | None) -> datetime:
    """Noon in China of the chosen day; now when none was chosen."""
    if chosen is None:
        return datetime.now(tz=_CHINA)
    return datetime.combine(chosen, time(12), tzinfo=_CHINA)
