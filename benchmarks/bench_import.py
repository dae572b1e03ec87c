"""Bringing in 2,000 saved pages of seven families of sites through every service.

Run: ``python benchmarks/bench_import.py [PAGES]``. Works in a temporary data folder of its own;
prints pages a second, the share of reading alone, and the peak memory of the process.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PAGES = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
WANTED = 20.0  # pages a second, on two cores


def write_pages(folder: Path) -> None:
    """Pages that differ in their system, their length and their text."""
    from tests.unit.text.pages.sites import DATA_TABLE, PARAGRAPHS, SITES, Article

    systems = sorted(SITES)
    for number in range(PAGES):
        paragraphs = tuple(
            f"{text}本段说明第{number}项任务的第{place}点要求，各单位应当按期完成。"
            for place in range(1 + number % 9)
            for text in PARAGRAPHS
        )
        article = Article(
            title=f"云溪县水务局关于第{number}项供水工作的通知",
            paragraphs=paragraphs,
            table=DATA_TABLE if number % 3 == 0 else "",
        )
        markup = SITES[systems[number % len(systems)]](article)
        (folder / f"{number:05}.html").write_text(markup, "utf-8")


def set_up(data: Path) -> None:
    """An empty installation."""
    os.environ["MINGTANG_DATA_FOLDER"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mingtang.config.settings"
    from mingtang.cli.main import main

    assert main(["init"]) == 0
    import django

    django.setup()


def main() -> int:
    """Measure and print; the exit code says whether the wanted rate was reached."""
    with tempfile.TemporaryDirectory(prefix="mingtang-bench-") as name:
        place = Path(name)
        pages = place / "pages"
        pages.mkdir()
        write_pages(pages)
        set_up(place / "data")
        from django.utils import timezone

        from mingtang.disclosure.importing import import_folder
        from mingtang.disclosure.importing.reading import read_file
        from mingtang.files.limits import DEFAULT_LIMITS
        from mingtang.text.pages.guess import guess
        from tests.unit.disclosure.world import World

        begun = time.perf_counter()
        for path in sorted(pages.iterdir())[: PAGES // 4]:
            page = read_file(path, path.name, DEFAULT_LIMITS, frozenset())
            guess(page, name=path.stem, today=date(2026, 11, 20))
        reading = (time.perf_counter() - begun) / (PAGES // 4)
        world = World()
        begun = time.perf_counter()
        batch = import_folder(
            pages, unit=world.other, home=world.home, by=world.stranger, at=timezone.now()
        )
        taken = time.perf_counter() - begun
        drafted = batch.items.filter(outcome="drafted").count()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = PAGES / taken
    print(f"{PAGES} pages, {drafted} drafts: {taken:.1f} s, {rate:.1f} pages/s")
    print(f"reading and guessing alone: {1000 * reading:.1f} ms a page")
    print(f"peak memory: {memory:.0f} MB")
    return 0 if drafted == PAGES and rate >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
