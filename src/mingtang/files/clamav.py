"""Asking a ClamAV daemon about a file (INSTREAM protocol)."""

from __future__ import annotations

import socket
import struct
from pathlib import Path
from typing import IO

from .refusal import FileRefused

CHUNK = 64 * 1024
_UNREACHABLE = "病毒扫描服务连接不上，文件暂不接收。请稍后再传，或联系信息技术人员检查扫描服务。"


def scan(source: str | Path | IO[bytes], address: str, *, timeout: float = 60.0) -> str:
    """``"clean"``, or ``"unscanned"`` when ``address`` is empty.

    ``address`` is the path of a Unix socket (``/run/clamav/clamd.ctl``) or ``host:port``.
    Raises :class:`FileRefused` ``infected`` with the name of the virus, or
    ``scanner_unreachable`` when a scanner is configured but gives no verdict: never assume clean.
    """
    if not address:
        return "unscanned"
    if isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            return scan(stream, address, timeout=timeout)
    try:
        answer = _ask(source, address, timeout)
    except (OSError, ValueError) as error:
        raise FileRefused("scanner_unreachable", _UNREACHABLE) from error
    if answer.endswith("FOUND"):
        virus = answer.removeprefix("stream:").removesuffix("FOUND").strip()
        raise FileRefused("infected", f"文件带有病毒（{virus}），不予接收。请先杀毒。")
    if answer == "stream: OK":
        return "clean"
    raise FileRefused("scanner_unreachable", f"病毒扫描没有结果（{answer[:80]}），文件暂不接收。")


def _ask(source: IO[bytes], address: str, timeout: float) -> str:
    with _connect(address, timeout) as connection:
        connection.sendall(b"zINSTREAM\0")
        source.seek(0)
        while chunk := source.read(CHUNK):
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))
        answer = bytearray()
        while not answer.endswith(b"\0") and (piece := connection.recv(4096)):
            answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connect(address: str, timeout: float) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(timeout)
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=timeout)
