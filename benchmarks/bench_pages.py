"""Document page and section list from the database, against the limit of 8 ms and 12 queries.

Run: ``python benchmarks/bench_pages.py [DOCUMENTS]``. Publishes its own documents (17,000 unless
told) into a temporary folder, then asks for pages through Django's test client, middleware and
templates included. Prints p50 and p95 of each; exits 1 when a limit is missed.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DOCUMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 17_000
ROUNDS = 300
LIMIT_MS = 8.0
LIMIT_QUERIES = 12
CHINA = ZoneInfo("Asia/Shanghai")
MATTERS = (
    "供水保障",
    "燃气安全",
    "校园安全",
    "耕地保护",
    "道路养护",
    "医疗救助",
    "防汛抗旱",
    "垃圾分类",
)


def set_up(folder: str) -> None:
    """Django on an empty database in ``folder``."""
    os.environ["MINGTANG_DATA_FOLDER"] = folder
    os.environ["MINGTANG_SQLITE_SYNCHRONOUS"] = "OFF"
    os.environ["DJANGO_SETTINGS_MODULE"] = "mingtang.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def publish_documents(count: int) -> list[str]:
    """``count`` entries of 86 units in 12 sections over eight years; some of their addresses."""
    from django.db import transaction

    from mingtang.journal.actor import Actor
    from mingtang.orgs.models import Region, Unit
    from mingtang.register.models import Section
    from mingtang.register.publication import Publication
    from mingtang.register.services import publish
    from mingtang.text.identifiers import uscc_check

    chance = random.Random(1)
    region = Region.objects.create(code="530102", name="云溪县")
    units = []
    for number in range(86):
        front = f"11530102MB{number:07d}"
        name = f"云溪县第{number}局"
        units.append(
            Unit.objects.create(
                name=name,
                short_name=name,
                uscc=front + uscc_check(front),
                kind="department",
                region=region,
            )
        )
    sections = [
        Section.objects.create(slug=f"s{number}", name=f"栏目{number}", column_type="政策文件")
        for number in range(12)
    ]
    body = (
        "<p>各乡镇人民政府，县政府各部门：</p>" + "<p>为做好{}工作，现就有关事项通知如下。</p>" * 20
    )
    addresses, by = [], Actor.system()
    for start in range(0, count, 500):
        with transaction.atomic():
            for number in range(start, min(start + 500, count)):
                unit, matter = chance.choice(units), chance.choice(MATTERS)
                made = date(2019, 1, 1) + timedelta(days=chance.randrange(2_800))
                item = Publication(
                    source_type="benchmark.item",
                    source_id=str(number),
                    unit_id=unit.pk,
                    publisher_name=unit.name,
                    title=f"关于做好{matter}工作的通知（{number}）",
                    genre=chance.choice(("notice", "opinion", "announcement")),
                    subject_class="02",
                    made_on=made,
                    home_id=chance.choice(sections).pk,
                    body_html=body.replace("{}", matter),
                )
                at = datetime(made.year, made.month, made.day, 10, tzinfo=CHINA)
                entry = publish(item, by=by, at=at)
                if number % 50 == 0:
                    addresses.append(entry.get_absolute_url())
    return addresses


def measure(name: str, paths: list[str]) -> bool:
    """Ask for the paths in turn; print and judge times and queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_USER_AGENT="Mozilla/5.0", SERVER_NAME="localhost")
    for path in paths[:10]:
        assert client.get(path).status_code == 200, path
    times, processor = [], []
    for turn in range(ROUNDS):
        begun, spent = time.perf_counter(), time.process_time()
        client.get(paths[turn % len(paths)])
        times.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - spent))
    with CaptureQueriesContext(connection) as seen:
        client.get(paths[-1])
    cuts: Any = statistics.quantiles(times, n=20)
    p50, p95 = statistics.median(times), cuts[18]
    good = p50 <= LIMIT_MS and len(seen) <= LIMIT_QUERIES
    busy = statistics.median(processor)
    print(
        f"{name:<34} p50 {p50:5.1f} ms  p95 {p95:5.1f} ms"
        f"  processor {busy:4.1f} ms  queries {len(seen):2}"
    )
    return good


def main() -> int:
    """Build, measure, judge the two pages that have a limit; the others are told only."""
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        begun = time.perf_counter()
        addresses = publish_documents(DOCUMENTS)
        took = time.perf_counter() - begun
        size = (Path(folder) / "mingtang.sqlite3").stat().st_size / 2**20
        print(f"{DOCUMENTS} documents published in {took:.0f} s, {size:.0f} MiB")
        gc.collect()
        gc.freeze()  # as the server does before the workers start
        deep = [
            f"/section/s{number}/?after=2021{month:02}01-9"
            for number in range(6)
            for month in (3, 9)
        ]
        judged = [
            measure("document page", addresses),
            measure("section list, first page", [f"/section/s{number}/" for number in range(12)]),
            measure("section list, far down", deep),
        ]
        measure("section list, one unit and year", ["/section/s3/?unit=5&year=2022"])
        measure("home", ["/"])
        measure("unit page", [f"/units/{number}/" for number in range(1, 80)])
        measure("register page", [each.replace("/doc/", "/register/") for each in addresses])
        measure("search, one rare word", ["/search/?q=16950"])
        measure("search, two common words", ["/search/?q=供水 保障", "/search/?q=道路 养护"])
        measure("search, every document", ["/search/?q=通知"])
    return 0 if all(judged) else 1


if __name__ == "__main__":
    sys.exit(main())
