"""What the web server has ready before it forks its workers."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser
from gunicorn.workers.base import Worker

from mingtang.cli.webserver import LONGEST_REQUEST_LINE, WebServer
from mingtang.text import segment


def test_dictionary_of_the_search_is_read_before_the_first_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(segment, "_shared", None)
    server = WebServer.__new__(WebServer)
    assert callable(server.load())
    assert segment._shared is not None


def answered(raw: bytes, **settings: int) -> bytes:
    """What a worker of gunicorn writes for the bytes of a request that it refuses."""
    config = Config()
    for name, value in settings.items():
        config.set(name, value)
    ours, theirs = socket.socketpair()
    worker = Worker(0, 0, [], None, 1, config, Logger(config))
    with ours, theirs, closing(worker.tmp):
        parser = RequestParser(config, iter([raw]), ("127.0.0.1", 1))
        with pytest.raises(ParseException) as refused:
            next(parser)
        worker.handle_error(None, theirs, ("127.0.0.1", 1), refused.value)
        return ours.recv(65_536)


def lines(length: int) -> bytes:
    address = b"/search/?q=" + b"a" * length
    return b"GET " + address + b" HTTP/1.1\r\nHost: a\r\n\r\n"


def test_search_of_the_greatest_length_is_taken_in() -> None:
    query = "%E4%BA%91" * 200
    config = Config()
    config.set("limit_request_line", LONGEST_REQUEST_LINE)
    raw = f"GET /search/?q={query}&page=2 HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    read = next(RequestParser(config, iter([raw]), ("127.0.0.1", 1)))
    assert read.query.endswith("page=2")
    next(RequestParser(config, iter([lines(8_000)]), ("127.0.0.1", 1)))


@pytest.mark.parametrize(
    ("raw", "status", "words"),
    [
        (lines(9_000), b"414", "网址太长"),
        ("GET /search/?q=供水 HTTP/1.1\r\nHost: a\r\n\r\n".encode(), b"400", "看不懂"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 500 + b"\r\n", b"431", "Cookie"),
    ],
)
def test_refusals_of_the_server_itself_are_plain_chinese(
    raw: bytes, status: bytes, words: str
) -> None:
    told = answered(raw, limit_request_line=LONGEST_REQUEST_LINE)
    head, _, body = told.partition(b"\r\n\r\n")
    assert head.split()[1] == status
    assert words in body.decode()
    assert 'href="/"' in body.decode()
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"aaaa" not in body
