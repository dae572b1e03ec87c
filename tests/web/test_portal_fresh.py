"""Whatever another process changes is on the next page that is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.spine import make_section, make_unit
from tests.web.portal_data import public_entry

ROOT = Path(__file__).parents[2]
SECTION = "/section/wenjian/"
PAGES = (SECTION, "/", "/open/", "/units/", "/search/?q=公开", "/sitemap/")


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[Callable[[str], None]]:
    """Does an act of ``second_process.py`` in that process."""
    name = str(connection.settings_dict["NAME"])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.second_process", name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    assert process.stdin
    assert process.stdout
    to, answers = process.stdin, process.stdout

    def act(what: str) -> None:
        to.write(f"{what}\n")
        to.flush()
        assert answers.readline() == "done\n", what

    yield act
    to.close()
    process.wait(timeout=20)
    answers.close()


def test_every_act_of_another_process_is_seen_at_once(
    client: Client, elsewhere: Callable[[str], None]
) -> None:
    unit = make_unit("云溪县水务局", 1)
    make_section()
    public_entry("first", unit, title="最早公开的文件")
    unit_page = f"/units/{unit.pk}/"

    def page(path: str) -> str:
        return client.get(path).content.decode()

    for path in (*PAGES, unit_page):  # whatever is kept of them is kept now
        assert "的new" not in page(path)

    elsewhere("publish")
    for path in (SECTION, "/", "/search/?q=公开", unit_page):
        assert "的new" in page(path), path
    assert '<option value="2021">' in page(SECTION)
    assert "3 件" in page("/open/")

    elsewhere("withdraw_new")
    for path in (SECTION, "/", "/open/", "/search/?q=公开", unit_page):
        assert "的new" not in page(path), path
    assert '<option value="2021">' in page(SECTION)
    elsewhere("withdraw_old")
    assert '<option value="2021">' not in page(SECTION)

    elsewhere("rename_unit")
    elsewhere("found_unit")
    for path in (SECTION, "/units/", "/sitemap/"):
        for name in ("云溪县水利局", "云溪县数据局"):
            assert name in page(path), path
    assert "云溪县水务局" not in page("/units/")
    assert "云溪县水利局</h1>" in page(unit_page)

    elsewhere("rename_section")
    elsewhere("open_section")
    for path in (SECTION, "/open/", "/sitemap/"):
        for name in ("政府文件", "规范性文件"):
            assert name in page(path), path
    assert "政策文件</a>" not in page("/")
    assert "还没有文件" in page("/section/guifan/")
