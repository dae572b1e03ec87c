"""Gunicorn as ``mingtang serve`` runs it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import Any

from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.http import wsgi

from mingtang.bilingual import say
from mingtang.cli import housekeeping, place, refusals
from mingtang.config.reading import Configuration

#: What the header ``Server`` says: nothing that tells an attacker which holes to try.
wsgi.SERVER = "web"
util.write_error = refusals.write_error

LONGEST_REQUEST_LINE = 8_190
"""Bytes of a request line, the most that gunicorn can be told: a Chinese character takes nine of
them, so the longest search that the site reads (200 characters) fits four times over."""


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """Gunicorn, configured from our options alone.

    The application is loaded once before the workers are forked, so that they share its memory.
    """

    def __init__(self, configuration: Configuration, host: str, port: int, workers: int) -> None:
        self.configuration = configuration
        self.host, self.port, self.workers = host, port, workers
        self.housekeeper = 0
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn is to do."""
        address = f"[{self.host}]" if ":" in self.host else self.host
        chosen: dict[str, Any] = {
            "bind": [f"{address}:{self.port}"],
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": self.configuration["threads"],
            "preload_app": True,
            "limit_request_line": LONGEST_REQUEST_LINE,
            "timeout": 120,
            "graceful_timeout": 20,
            "proc_name": "mingtang",
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": "*" if self.configuration["behind_proxy"] else "127.0.0.1",
            "when_ready": self._when_ready,
            "on_exit": self._on_exit,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The WSGI application; its addresses and the dictionary of the search are ready before
        the fork, so that the workers share them and no reader waits."""
        from django.db import connections
        from django.urls import get_resolver

        from mingtang.config.wsgi import application
        from mingtang.search.words import warm

        _ = get_resolver().url_patterns
        warm()
        # What is loaded now stays: to look through it for garbage again and again would hold some
        # requests up by the tenth of a second, and copy the memory that the workers share.
        gc.collect()
        gc.freeze()
        connections.close_all()
        return application

    def _when_ready(self, server: Any) -> None:
        sockets = [listener.sock for listener in server.LISTENERS]
        seconds = int(self.configuration["housekeeping_seconds"])
        self.housekeeper = housekeeping.start(seconds, sockets)
        _announce(self.configuration, self.host, self.port)

    def _on_exit(self, server: Any) -> None:
        if os.getpid() == server.pid and self.housekeeper:
            housekeeping.stop(self.housekeeper)


def _announce(configuration: Configuration, host: str, port: int) -> None:
    """Print the addresses, and the demo's accounts when this is a demo."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    home = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    print(say(f"门户：{home}/", f"portal:    {home}/"))
    print(say(f"后台：{home}/desk/", f"workbench: {home}/desk/"))
    demo = place.read_json(configuration.data / place.DEMO_NAME) or {}
    accounts = demo.get("accounts")
    if isinstance(accounts, list) and accounts:
        print(say("示范账号（用户名 / 密码 / 身份）：", "demo accounts (user / password / role):"))
        for account in accounts:
            print(f"  {account['username']} / {account['password']} / {account['title']}")
    print(say("按 Ctrl-C 停止", "press Ctrl-C to stop"), flush=True)
