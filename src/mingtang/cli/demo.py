"""``mingtang demo``: builds a fictional county by calling the services, the same each time."""

from __future__ import annotations

import argparse
import shutil
from datetime import date, datetime, time, timedelta, timezone

from mingtang.bilingual import say
from mingtang.cli import init, place
from mingtang.cli.arguments import add_place, day
from mingtang.cli.exits import Exit, Failure
from mingtang.cli.progress import stages
from mingtang.config.reading import CONFIG_NAME, Configuration

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
    """Build the county into a data folder that is new or holds nothing; initialises it if need be.

    A build that was broken off is begun anew; ``Exit.REFUSED`` when there are data of another kind.
    """
    configuration = place.choose(args)
    marker = configuration.data / place.UNFINISHED_NAME
    place.start_django()
    if args.list:
        print("\n".join(_scenarios()))
        return Exit.OK
    require_known(args)
    place.require_disk(configuration.data, 500)
    if marker.exists():
        _clear(configuration)
    elif not (configuration.data / place.STAMP_NAME).exists():
        place.make_folder(configuration)
        marker.touch(mode=0o600)
    if marker.exists():
        init.prepare(configuration)
    place.open_installation(args)
    from mingtang.journal.models import Entry

    if Entry.objects.exists():
        raise Failure(
            Exit.REFUSED,
            say(
                f"{configuration.data} 已有数据：请用 --data 另选一个空目录",
                f"{configuration.data} holds data: choose an empty folder with --data",
            ),
        )
    marker.touch(mode=0o600)
    build(args)
    _name_the_site(configuration, args.scenario)
    _keep_accounts(configuration, args)
    marker.unlink()
    return Exit.OK


def _name_the_site(configuration: Configuration, scenario: str) -> None:
    """Give the site the fictional county's name and contacts, unless it has a file of its own."""
    from mingtang.demo.county import site_of
    from mingtang.demo.scenarios import SCENARIOS

    file = configuration.data / CONFIG_NAME
    if configuration.file is None:
        named = site_of(SCENARIOS[scenario].place)
        lines = [f'{name} = "{value}"' for name, value in named.items()]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _keep_accounts(configuration: Configuration, args: argparse.Namespace) -> None:
    """Keep the accounts for ``serve``, which prints them with the addresses: once, where a person
    who has just started it looks for them."""
    from mingtang.demo.accounts import account_list

    place.write_json(
        configuration.data / place.DEMO_NAME,
        {"scenario": args.scenario, "accounts": account_list()},
    )
    print(
        say(
            "示范数据已建好。启动（示范账号会列在地址下面）："
            f"mingtang serve --data {configuration.data}",
            "the demo is built. To serve it (the demo accounts are listed below the addresses): "
            f"mingtang serve --data {configuration.data}",
        )
    )


def _scenarios() -> list[str]:
    from mingtang.demo.scenarios import SCENARIOS

    return list(SCENARIOS)


def _clear(configuration: Configuration) -> None:
    """Remove what an unfinished build left. On PostgreSQL the operator has to do it."""
    if configuration["database_url"]:
        raise Failure(
            Exit.REFUSED,
            say(
                "上次示范数据未建完：请清空数据库，再删去 demo.unfinished",
                "an unfinished demo is there: empty the database, then remove demo.unfinished",
            ),
        )
    for name in (place.STAMP_NAME, place.DEMO_NAME, CONFIG_NAME):
        (configuration.data / name).unlink(missing_ok=True)
    for path in configuration.data.glob("mingtang.sqlite3*"):
        path.unlink()
    shutil.rmtree(configuration.data / "files", ignore_errors=True)


def require_known(args: argparse.Namespace) -> None:
    """Refuse a scenario that there is not and a size that makes no county."""
    if args.scenario not in _scenarios():
        known = ", ".join(_scenarios())
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


def build(args: argparse.Namespace) -> None:
    """Build what ``args`` ask for in the open installation."""
    from mingtang.demo.build import NotBuildable
    from mingtang.demo.build import build as build_county

    try:
        with stages() as report:
            build_county(
                scenario=args.scenario,
                scale=args.scale,
                seed=args.seed,
                now=_noon(args.now),
                progress=report,
            )
    except NotBuildable as error:
        raise Failure(Exit.REFUSED, say(error.chinese, error.english)) from error


def _noon(chosen: date | None) -> datetime:
    """Noon in China of the chosen day; now when none was chosen."""
    if chosen is None:
        return datetime.now(tz=_CHINA)
    return datetime.combine(chosen, time(12), tzinfo=_CHINA)
