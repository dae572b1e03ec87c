"""``mingtang run-due``: runs the periodic jobs that are due; for cron, or by hand.

It is idempotent: run twice it does nothing the second time, run after a week it makes good what
was missed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place
from mingtang.cli.exits import Exit

if TYPE_CHECKING:
    from mingtang.duties.periodic import JobResult


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--json`` and the place."""
    parser.add_argument("--json", action="store_true", help=say("以JSON输出", "print JSON"))
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Run them and print what each did; ``Exit.FAULT`` when one failed."""
    place.open_installation(args)
    from django.utils import timezone

    results = run_all(timezone.now())
    if args.json:
        print(json.dumps([asdict(result) for result in results], ensure_ascii=False))
    else:
        for result in results:
            outcome = result.fault or say(f"{result.count} 项", f"{result.count} done")
            print(f"{result.name}: {outcome}")
    return Exit.FAULT if any(result.fault for result in results) else Exit.OK


def run_all(now: datetime) -> Sequence[JobResult]:
    """Run every periodic job that is due at ``now``; a job that fails does not stop the others."""
    from mingtang.duties import periodic

    return periodic.run_all(now)
