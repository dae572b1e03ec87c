"""The command line's grammar in both languages: argparse with Chinese headings and errors."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from mingtang.bilingual import say, speaks_chinese
from mingtang.cli.exits import Exit

_CHINESE_ERRORS = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"argument (.*): expected (?:one|at least one) argument", r"\1 后面要写一个值"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能是 \2，可选：\3"),
    (r"argument (.*): invalid int value: (.*)", r"\1 应为整数，不能是 \2"),
    (r"argument (.*): invalid float value: (.*)", r"\1 应为数，不能是 \2"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument ([^:]*): (.*)", r"\1：\2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        if prefix is None:
            prefix = say("用法：", "usage: ")
        super().add_usage(usage, actions, groups, prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the terminal's language and exits with ``Exit.USAGE``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, allow_abbrev=False, **options)
        self._positionals.title = say("参数", "arguments")
        self._optionals.title = say("选项", "options")
        self.add_argument(
            "-h", "--help", action="help", help=say("显示本说明", "show this help and exit")
        )

    def error(self, message: str) -> NoReturn:
        """Print usage and one line, then exit."""
        if speaks_chinese():
            for pattern, chinese in _CHINESE_ERRORS:
                if re.fullmatch(pattern, message):
                    message = re.sub(pattern, chinese, message)
                    break
        self.print_usage()
        self.exit(Exit.USAGE, f"{self.prog}: {message}\n")


def add_place(parser: argparse.ArgumentParser) -> None:
    """Add ``--data`` and ``--config``, which say which installation is meant."""
    parser.add_argument("--data", type=Path, metavar="FOLDER", help=say("数据目录", "data folder"))
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help=say("配置文件（TOML）", "configuration, TOML")
    )


def day(text: str) -> date:
    """An argument of the form ``2026-09-28``; refuses days that no calendar has."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(
        say(f"没有“{text}”这一天，写法如 2026-09-28", f'"{text}" is no day, write 2026-09-28')
    )


def count(low: int, high: int) -> Any:
    """An argument type: an integer from ``low`` to ``high``."""

    def whole(text: str) -> int:
        if text.isdecimal() and low <= int(text) <= high:
            return int(text)
        raise argparse.ArgumentTypeError(
            say(f"应为 {low} 至 {high} 的整数", f"must be an integer from {low} to {high}")
        )

    return whole


def listed(names: Iterable[str]) -> str:
    """Names as a list in the terminal's language."""
    return say("、", ", ").join(names)
