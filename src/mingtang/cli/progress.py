"""Progress on a terminal: a bar where there is one, plain lines for a log file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[int], None]
Stage = Callable[[str, int, int], None]


@contextmanager
def counting(title: str, *, shown: bool = True) -> Iterator[Step]:
    """Yield a function to call with the count so far, when the total is unknown."""
    if not shown or not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console

    with Console(stderr=True).status(title) as status:
        yield lambda count: status.update(f"{title} {count:,}")


@contextmanager
def stages() -> Iterator[Stage]:
    """Yield ``report(title, done, total)``: one bar a stage; a log file gets a line a stage."""
    if not sys.stderr.isatty():
        seen: set[str] = set()

        def line(title: str, done: int, total: int) -> None:
            if done >= total and title not in seen:
                seen.add(title)
                print(f"{title} {total:,}", file=sys.stderr, flush=True)

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, object] = {}

        def bar(title: str, done: int, total: int) -> None:
            if title not in tasks:
                tasks[title] = bars.add_task(title, total=total)
            bars.update(tasks[title], completed=done, total=total)  # type: ignore[arg-type]

        yield bar
