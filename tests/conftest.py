"""Options, hooks and fixtures of the whole suite.

Django is set up in ``pytest_configure`` rather than by an ini entry, because the data folder and
the database must be chosen before the settings are read.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests import environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Packages that know no Django: asked for alone, they run without it, in a second.
PURE = tuple(f"tests/unit/{name}" for name in ("statute", "text", "config", "cli"))

_folder = pytest.StashKey[Any]()
_server = pytest.StashKey[Any]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="database to run on; postgres starts a server of its own",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    folder = config.stash[_folder] = environment.make_folder()
    url = ""
    if config.getoption("--database") == "postgres":
        if hasattr(config, "workerinput"):  # the controlling process has started it
            url = os.environ["MINGTANG_DATABASE_URL"]
        else:
            config.stash[_server], url = environment.start_postgres(folder)
    environment.use_data_folder(folder, url)
    environment.close_network()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    if not all(argument.startswith(PURE) for argument in config.args):
        import django

        django.setup()
    if config.getoption("numprocesses", None):
        # A worker that inherited this would read the settings, with the data folder of this
        # process, before its own is chosen.
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(_server, None):
        server.cleanup()
    if folder := config.stash.get(_folder, None):
        shutil.rmtree(folder, ignore_errors=True)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}"


@pytest.fixture(scope="session", autouse=True)
def _flush_passes_the_append_only_guards() -> Iterator[None]:
    """The database refuses to delete append-only rows; the flush between tests may, and only it."""
    from django.conf import settings

    if not settings.configured:
        yield
        return
    from django.db import connection
    from django.test import TransactionTestCase

    from mingtang.journal import triggers
    from mingtang.register import guards
    from mingtang.search import engines

    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        for guarded in (triggers, guards):
            guarded.drop(connection)
        try:
            flush(self)
            # The search table is no model's: the flush does not know it.
            engines.clear(connection)
        finally:
            for guarded in (triggers, guards):
                guarded.create(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True)
def _keep_the_environment() -> Iterator[None]:
    """A command run inside a test sets MINGTANG_* for its process; the next test starts clean."""
    before = {name: value for name, value in os.environ.items() if name.startswith("MINGTANG_")}
    yield
    for name in [name for name in os.environ if name.startswith("MINGTANG_")]:
        if name not in before:
            del os.environ[name]
    os.environ.update(before)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium that resolves no name but this machine's."""
    chromium = environment.find_chromium()
    if chromium is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, where Django then forbids its ORM.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        flags = [
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-quic",
        ]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")
        yield (opened := playwright.chromium.launch(executable_path=chromium, args=flags))
        opened.close()


@pytest.fixture
def live_portal(live_server: Any) -> str:
    """The address of a running server with static files, without a slash at its end."""
    return str(live_server.url)


@pytest.fixture
def page(browser: Browser, live_portal: str) -> Iterator[Page]:
    """A fresh page at 1280 px whose relative addresses lead to ``live_portal``.

    Fails the test when a page asked another host for anything or broke the content security
    policy: both are promises of every page.
    """
    context = browser.new_context(
        base_url=live_portal, viewport={"width": 1280, "height": 800}, locale="zh-CN"
    )
    opened = context.new_page()
    broken: list[str] = []
    home = urlsplit(live_portal).netloc
    context.on(
        "request",
        lambda request: (
            broken.append(f"foreign request: {request.url}")
            if urlsplit(request.url).scheme in ("http", "https")
            and urlsplit(request.url).netloc != home
            else None
        ),
    )
    context.on(
        "console",
        lambda message: (
            broken.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield opened
    context.close()
    assert broken == []
