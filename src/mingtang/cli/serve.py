"""``mingtang serve``: the site on gunicorn, with one process beside it for the periodic jobs."""

from __future__ import annotations

import argparse
import errno
import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place, count
from mingtang.cli.exits import Exit, Failure

LOCK_NAME = "serve.lock"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--host``, ``--port``, ``--workers``, ``--check`` and the place."""
    parser.add_argument("--host", help=say("监听地址", "address to listen on"))
    parser.add_argument("--port", type=count(1, 65535), help=say("监听端口", "port to listen on"))
    parser.add_argument(
        "--workers", type=count(1, 64), help=say("工作进程数", "number of worker processes")
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=say("只检查端口是否可用", "only see whether the port is free"),
    )
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C; requests under way are finished first."""
    configuration = place.choose(args)
    host = args.host or str(configuration["host"])
    port = args.port or int(configuration["port"])
    require_free(host, port)
    if args.check:
        return Exit.OK
    place.require_disk(configuration.data, 50)
    if (configuration.data / place.UNFINISHED_NAME).exists():
        raise Failure(
            Exit.NOT_INITIALISED,
            say(
                "示范数据上次未建完：请运行 mingtang demo 重建",
                "the demo was broken off: run mingtang demo to build it anew",
            ),
        )
    place.open_installation(args)
    from mingtang.cli.webserver import WebServer

    workers = args.workers or int(configuration["workers"])
    with only_server_of(configuration.data):
        WebServer(configuration, host, port, workers).run()
    return Exit.OK


@contextmanager
def only_server_of(data: Path) -> Iterator[None]:
    """Hold the data folder: a second server on it would run every periodic job twice."""
    with (data / LOCK_NAME).open("w", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failure(
                Exit.ENVIRONMENT,
                say(
                    f"{data} 正由另一个 mingtang serve 使用：请先停掉它，或用 --data 另选目录",
                    f"{data} is served already: stop that server, or choose another with --data",
                ),
            ) from error
        yield


def require_free(host: str, port: int) -> None:
    """Refuse at once, and say the way out, when ``port`` cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host.strip("[]"), port))
        except OSError as error:
            raise Failure(Exit.ENVIRONMENT, _refusal(host, port, error)) from error


def _refusal(host: str, port: int, error: OSError) -> str:
    other = port + 1 if port >= 1024 else port + 8000
    if error.errno == errno.EADDRINUSE:
        return say(
            f"端口 {port} 已被占用：请换一个，如 mingtang serve --port {other}"
            f"（或 make run PORT={other}）",
            f"port {port} is taken: choose another, as in mingtang serve --port {other}"
            f" (or make run PORT={other})",
        )
    if isinstance(error, PermissionError):
        return say(
            f"没有权限使用端口 {port}：请用 1024 以上的端口，如 --port {other}",
            f"no permission for port {port}: use one above 1023, as in --port {other}",
        )
    reason = error.strerror or str(error)
    return say(
        f"不能监听 {host}:{port}（{reason}）：请检查 --host",
        f"cannot listen on {host}:{port} ({reason}): check --host",
    )
