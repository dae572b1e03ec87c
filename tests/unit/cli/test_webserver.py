"""What the web server has ready before it forks its workers."""

from __future__ import annotations

import pytest

from mingtang.cli.webserver import WebServer
from mingtang.text import segment


def test_dictionary_of_the_search_is_read_before_the_first_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(segment, "_shared", None)
    server = WebServer.__new__(WebServer)
    assert callable(server.load())
    assert segment._shared is not None
