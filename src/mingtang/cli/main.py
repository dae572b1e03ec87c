"""``mingtang``: the console command. Each subcommand is a module beside this one."""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import sys
from collections.abc import Sequence

from mingtang import __version__
from mingtang.bilingual import say
from mingtang.cli.arguments import Parser
from mingtang.cli.exits import Exit, Failure
from mingtang.config.reading import ConfigurationError

#: Subcommand → its module, and what it does in Chinese and English.
COMMANDS = {
    "init": ("init", "准备数据目录和数据库（可重复执行）", "prepare data folder and database"),
    "serve": ("serve", "启动网站和后台", "run the site and its periodic jobs"),
    "demo": ("demo", "生成一个虚构的示范县", "build a fictional county"),
    "run-due": ("run_due", "执行到期的定时任务", "run the periodic jobs that are due"),
    "restore-access": (
        "restoring",
        "在本机恢复一个账号的登录",
        "let an account in again, from this shell",
    ),
    "check": ("check", "核验日志链和安装情况", "verify the journal and the installation"),
    "import": ("importing", "导入文件", "import documents"),
    "bounce": ("bounce", "登记一封退回的邮件（由邮件服务器调用）", "take in a returned mail"),
    "due": ("due", "计算并解释一个期限", "work out a due date and explain it"),
    "figures": ("figures", "列出统计数", "print the figures of a year"),
    "version": ("version", "显示版本", "show the version"),
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = Parser(
        prog="mingtang",
        description=say(
            "明堂：县级政务公开系统", "Mingtang: the open-government system of a county"
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"mingtang {__version__}",
        help=say("显示版本", "show the version and exit"),
    )
    commands = parser.add_subparsers(
        dest="command",
        required=True,
        title=say("可用的命令", "commands"),
        metavar=say("命令", "COMMAND"),
        parser_class=Parser,
    )
    for name, (module, chinese, english) in COMMANDS.items():
        text = say(chinese, english)
        command = importlib.import_module(f"mingtang.cli.{module}")
        child = commands.add_parser(name, help=text, description=text)
        command.add_arguments(child)
        child.set_defaults(run=command.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (see ``exits.py``)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that has no Chinese shows "?"
            stream.reconfigure(errors="replace")
    try:
        args = build_parser().parse_args(arguments)
        return int(args.run(args))
    except Failure as failure:
        return _end(failure.code, failure.message)
    except ConfigurationError as error:
        return _end(Exit.CONFIGURATION, str(error))
    except KeyboardInterrupt:
        return _end(Exit.INTERRUPTED, say("已中断", "interrupted"))
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output left; nobody is there to be told
        return Exit.OK
    except OSError as error:
        return _end(Exit.ENVIRONMENT, _plain(error))
    except Exception as error:
        message = _database_trouble(error)
        if message is None:
            raise
        return _end(Exit.ENVIRONMENT, message)


def _end(code: Exit, message: str) -> int:
    sys.stdout.flush()
    print(f"mingtang: {message}", file=sys.stderr)
    return code


def _plain(error: OSError) -> str:
    """One line for what the operating system refused."""
    where = error.filename or ""
    if error.errno == errno.ENOSPC:
        return say(
            f"磁盘已满：{where}；请腾出空间后重试", f"disk full: {where}; make room, run again"
        )
    if isinstance(error, PermissionError):
        return say(
            f"没有权限：{where}；请检查目录归谁所有",
            f"permission denied: {where}; see who owns the folder",
        )
    return f"{error.strerror or error}: {where}" if where else str(error)


def _database_trouble(error: Exception) -> str | None:
    """One line when the database cannot be used; ``None`` for any other error, a fault of ours."""
    if "django.db" not in sys.modules:
        return None
    from django.db import OperationalError

    if not isinstance(error, OperationalError):
        return None
    reason = str(error).strip().splitlines()[0]
    if "disk is full" in reason:
        return say(
            "磁盘已满，数据库无法写入：请腾出空间后重试，已完成的不会丢失",
            "disk full, the database cannot be written: make room and run again, nothing that was"
            " finished is lost",
        )
    return say(f"数据库不可用：{reason}", f"the database cannot be used: {reason}")


if __name__ == "__main__":
    sys.exit(main())
