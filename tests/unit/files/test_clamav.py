"""The virus scanner is asked as its protocol says, and silence never means clean."""

from __future__ import annotations

import io
import socketserver
import struct
import threading
from collections.abc import Iterator

import pytest

from mingtang.files.clamav import CHUNK, scan
from mingtang.files.refusal import FileRefused


class Clamd(socketserver.StreamRequestHandler):
    """A peer that speaks INSTREAM: finds EICAR, else says OK."""

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        assert command == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        if b"SILENCE" in content:
            return
        if b"TOO-LONG" in content:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
            return
        verdict = b"Eicar-Test FOUND" if b"EICAR" in content else b"OK"
        self.wfile.write(b"stream: " + verdict + b"\0")


@pytest.fixture(params=["tcp", "unix"])
def address(request, tmp_path) -> Iterator[str]:
    if request.param == "tcp":
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        place = f"127.0.0.1:{server.server_address[1]}"
    else:
        place = str(tmp_path / "clamd.ctl")
        server = socketserver.ThreadingUnixStreamServer(place, Clamd)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield place
    server.shutdown()
    server.server_close()
    thread.join()


def test_clean_file_larger_than_a_chunk_is_clean(address):
    assert scan(io.BytesIO(b"x" * (CHUNK * 2 + 5)), address) == "clean"


def test_infected_file_is_refused_with_the_name_of_the_virus(address):
    with pytest.raises(FileRefused) as refused:
        scan(io.BytesIO(b"EICAR"), address)
    assert refused.value.code == "infected"
    assert "Eicar-Test" in refused.value.text_zh


@pytest.mark.parametrize("content", [b"SILENCE", b"TOO-LONG"])
def test_no_verdict_refuses_the_file(address, content):
    with pytest.raises(FileRefused) as refused:
        scan(io.BytesIO(content), address)
    assert refused.value.code == "scanner_unreachable"


@pytest.mark.parametrize("place", ["/nonexistent/clamd.ctl", "127.0.0.1:1", "nonsense"])
def test_unreachable_scanner_refuses_the_file(place):
    with pytest.raises(FileRefused) as refused:
        scan(io.BytesIO(b"x"), place)
    assert refused.value.code == "scanner_unreachable"


def test_without_scanner_the_file_is_unscanned():
    assert scan(io.BytesIO(b"EICAR"), "") == "unscanned"
