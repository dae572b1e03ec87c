"""Run as a program: does the acts named on its standard input, one a line, and says when each is
done. It stands for another worker of the same installation.

Arguments: the name of the test's database.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta

import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from django.utils import timezone  # noqa: E402

from mingtang.journal.actor import Actor  # noqa: E402
from mingtang.orgs.models import Unit  # noqa: E402
from mingtang.orgs.services import change_unit  # noqa: E402
from mingtang.register.models import Entry, Section  # noqa: E402
from mingtang.register.services import change_section, create_section, withdraw  # noqa: E402
from tests.spine import NOW, make_unit  # noqa: E402
from tests.web.portal_data import public_entry  # noqa: E402

SYSTEM = Actor.system()


def publish() -> None:
    """In an earlier year too, so that the choice of years grows."""
    for number, days in (("new", 0), ("old", 2000)):
        public_entry(number, title=f"刚刚公开的{number}", at=NOW - timedelta(days=days))


def withdraw_new() -> None:
    entry = Entry.objects.get(title="刚刚公开的new")
    withdraw(entry, by=SYSTEM, at=NOW, reason="内容有误")


def withdraw_old() -> None:
    entry = Entry.objects.get(title="刚刚公开的old")
    withdraw(entry, by=SYSTEM, at=NOW, reason="内容有误")


def rename_unit() -> None:
    change_unit(Unit.objects.get(name="云溪县水务局"), by=SYSTEM, at=NOW, name="云溪县水利局")


def found_unit() -> None:
    make_unit("云溪县数据局", 9, founded_on=date(2026, 1, 1))


def rename_section() -> None:
    change_section(Section.objects.get(slug="wenjian"), by=SYSTEM, at=NOW, name="政府文件")


def open_section() -> None:
    create_section(
        slug="guifan",
        name="规范性文件",
        description="县政府的规范性文件",
        column_type="政策文件",
        parent=Section.objects.get(slug="wenjian"),
        by=SYSTEM,
        at=timezone.now(),
    )


ACTS: dict[str, Callable[[], None]] = {
    each.__name__: each
    for each in (
        publish,
        withdraw_new,
        withdraw_old,
        rename_unit,
        found_unit,
        rename_section,
        open_section,
    )
}

if __name__ == "__main__":
    for line in sys.stdin:
        ACTS[line.strip()]()
        print("done", flush=True)  # noqa: T201
