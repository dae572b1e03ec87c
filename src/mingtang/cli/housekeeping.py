"""The process beside the web workers that runs the periodic jobs.

It holds no database connection and does nothing itself but fork one child a round, so a job that
fails, leaks or is killed harms neither the next round nor the site. It ends with its parent.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import time
from collections.abc import Iterable

_log = logging.getLogger(__name__)


def start(seconds: int, inherited: Iterable[socket.socket]) -> int:
    """Fork the process; it runs a round every ``seconds``. Returns its process id.

    ``inherited`` are the parent's listening sockets, which must not outlive the parent here.
    """
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGCHLD):
            signal.signal(name, signal.SIG_DFL)
        for listener in inherited:
            listener.close()
        _keep_on(seconds, parent)
    except KeyboardInterrupt:
        pass
    finally:
        os._exit(0)


def stop(child: int) -> None:
    """End the process; a job under way is rolled back by its database and done next time."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGTERM)


def _keep_on(seconds: int, parent: int) -> None:
    while True:
        begun = time.monotonic()
        worker = os.fork()
        if not worker:
            os._exit(_one_round())
        if not _wait(worker, parent):
            return
        while time.monotonic() - begun < seconds:
            if os.getppid() != parent:
                return
            time.sleep(1)


def _wait(worker: int, parent: int) -> bool:
    """Wait for one round; False when our parent is gone and we should go too."""
    while os.waitpid(worker, os.WNOHANG) == (0, 0):
        if os.getppid() != parent:
            os.kill(worker, signal.SIGTERM)
            return False
        time.sleep(0.2)
    return True


def _one_round() -> int:
    """Run every job that is due, once; the code tells whether one failed."""
    from django.utils import timezone

    from mingtang.cli.run_due import run_all

    try:
        results = run_all(timezone.now())
    except Exception:  # noqa: BLE001  (the next round must come, whatever happened in this one)
        _log.exception("the periodic jobs could not run")
        return 1
    _log.debug("periodic jobs run: %d", len(results))
    return 1 if any(result.fault for result in results) else 0
