"""``mingtang due RULE DATE``: works a due date out and explains it, step by step with the law."""

from __future__ import annotations

import argparse
import difflib
import json
from typing import TYPE_CHECKING

from mingtang.bilingual import say, speaks_chinese
from mingtang.cli import place
from mingtang.cli.arguments import add_place, day, listed
from mingtang.cli.exits import Exit, Failure
from mingtang.config.reading import Configuration

if TYPE_CHECKING:
    from mingtang.statute.calendar import WorkingCalendar


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``RULE``, ``DATE``, ``--list``, ``--json`` and the place."""
    parser.add_argument(
        "rule",
        nargs="?",
        metavar="RULE",
        help=say("期限代码，如 foi.reply", "code of the time limit, as foi.reply"),
    )
    parser.add_argument(
        "start",
        nargs="?",
        type=day,
        metavar="DATE",
        help=say("起算事件发生之日，如 2026-09-28", "the day it started, as 2026-09-28"),
    )
    parser.add_argument("--list", action="store_true", help=say("列出全部期限", "list all limits"))
    parser.add_argument("--json", action="store_true", help=say("以JSON输出", "print JSON"))
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Print the explanation; with ``--json`` an object with at least due, provisional, steps."""
    if args.list:
        return _list(args)
    if args.rule is None or args.start is None:
        raise Failure(
            Exit.USAGE,
            say("请写期限代码和日期", "name a rule and a day")
            + say("，如 ", ", as in: ")
            + "mingtang due foi.reply 2026-09-28",
        )
    from mingtang.statute.calendar import CalendarRangeError
    from mingtang.statute.counting import NotDated
    from mingtang.statute.due import due
    from mingtang.statute.limits import FixedByLaw, UnknownLimit, all_limits
    from mingtang.statute.notice_file import NoticeFileError

    configuration = place.choose(args)
    try:
        calendar = _calendar(configuration)
        found = due(args.rule, args.start, calendar, configuration["limits"])
    except UnknownLimit as error:
        known = sorted({limit.code for limit in all_limits()})
        raise Failure(Exit.USAGE, _unknown(args.rule, known, error)) from error
    except NotDated as error:
        raise Failure(
            Exit.USAGE,
            say(
                f"期限 {args.rule} 以小时计，没有到期日", f"{args.rule} runs in hours, not in days"
            ),
        ) from error
    except CalendarRangeError as error:
        raise Failure(
            Exit.USAGE,
            say(f"日历没有 {args.start} 前后的日子", f"the calendar does not reach {args.start}"),
        ) from error
    except (FixedByLaw, NoticeFileError, ValueError) as error:
        raise Failure(Exit.CONFIGURATION, str(error)) from error
    if args.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        print(found.as_text("zh" if speaks_chinese() else "en"))
    return Exit.OK


def _calendar(configuration: Configuration) -> WorkingCalendar:
    """The calendar of the installation, with the notices entered there; where there is none yet,
    the shipped one with the office's own file."""
    if place.is_initialised(configuration):
        place.start_django()
        from mingtang.duties.law import current_calendar

        return current_calendar()
    from mingtang.statute.notice_file import calendar_with

    own = str(configuration["calendar_file"])
    return calendar_with(configuration.data / own if own else None)


def _list(args: argparse.Namespace) -> int:
    from mingtang.statute.instruments import basis_en
    from mingtang.statute.limits import all_limits

    newest = {limit.code: limit for limit in all_limits()}
    if args.json:
        rows = [
            {"code": code, "name": limit.name_zh, "length": limit.length_zh, "basis": limit.basis}
            for code, limit in newest.items()
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return Exit.OK
    width = max(map(len, newest))
    for code, limit in newest.items():
        name, length = say(limit.name_zh, limit.name_en), say(limit.length_zh, limit.length_en)
        print(f"{code:<{width}}  {name}  {length}  {say(limit.basis, basis_en(limit.basis))}")
    return Exit.OK


def _unknown(rule: str, known: list[str], error: Exception) -> str:
    if rule in known:
        return say(str(error), f"{rule} was not in force on that day")
    near = difflib.get_close_matches(rule, known, n=3, cutoff=0.5)
    near += [code for code in known if code.rsplit(".")[-1] == rule and code not in near][:3]
    hint = (
        say(f"；是否想写 {listed(near)}", f"; did you mean {listed(near)}?")
        if near
        else say("；mingtang due --list 列出全部", "; mingtang due --list shows all")
    )
    return say(f"没有“{rule}”这个期限{hint}", f'no time limit "{rule}"{hint}')
