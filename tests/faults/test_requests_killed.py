"""``kill -9`` in every act on a request, in a test process of its own.

The cases (``requests_killed.py``) fork, and their children typeset papers. A process that has
typeset before it forks leaves its child waiting for threads that did not come along, so they run
where nothing was typeset yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

CASES = Path(__file__).with_name("requests_killed.py")
ROOT = CASES.parents[2]
SECONDS = 1200


def test_nothing_is_half_done_wherever_an_act_on_a_request_is_killed() -> None:
    ours = ("MINGTANG_", "DJANGO_SETTINGS_MODULE", "PYTEST_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    database = "sqlite" if connection.vendor == "sqlite" else "postgres"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
            *(str(CASES), f"--database={database}"),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
