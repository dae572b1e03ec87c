"""Work on untrusted files in a process of its own, bounded in time and memory by the system.

Run as ``python -m mingtang.files.isolated JOB SOURCE [TARGET]`` with the limits and what the job
is given as JSON on standard input; answers JSON on standard output. Jobs: ``inspect``, ``scrub``
and those of :mod:`.redact.jobs`. The process imports no Django, opens no database and has no
other input.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .limits import Limits
from .refusal import FileRefused, OutOfTime, damaged_if_unreadable

MEMORY = 2 * 1024**3
_GRACE = 5.0


def run_apart(
    job: str,
    source: Path,
    limits: Limits,
    target: Path | None = None,
    given: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The job's answer; ``given`` is what it needs beside the file, as plain JSON.

    Raises :class:`FileRefused` as the job did, or ``damaged`` when the reader died of the file;
    :class:`OutOfTime` when it took longer than the limits allow.
    """
    command = [sys.executable, "-m", __name__, job, str(source), str(target or "")]
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command,
            input=json.dumps({"limits": asdict(limits), "given": given or {}}).encode(),
            capture_output=True,
            timeout=limits.max_seconds + _GRACE,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise OutOfTime from expired
    if done.returncode == -24:  # SIGXCPU
        raise OutOfTime
    if done.returncode != 0:
        raise FileRefused("damaged", "文件异常，无法安全读取。请用原软件重新导出后上传。")
    answer: dict[str, Any] = json.loads(done.stdout)
    if refused := answer.get("refused"):
        raise FileRefused(refused[0], refused[1])
    return answer


def _main(job: str, source: str, target: str) -> dict[str, Any]:
    asked = json.load(sys.stdin)
    limits = Limits(**asked["limits"])
    seconds = int(limits.max_seconds) + 1
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with damaged_if_unreadable():
            if job == "inspect":
                return _inspect(source, limits)
            if job == "scrub":
                return _scrub(source, target)
            return _redact(job, source, target, asked["given"])
    except FileRefused as refusal:
        return {"refused": [refusal.code, refusal.text_zh]}


def _inspect(source: str, limits: Limits) -> dict[str, Any]:
    from .inspect.datum import Collector
    from .inspect.pdf import read_pdf

    collector = Collector(limits)
    try:
        with Path(source).open("rb") as stream:
            read_pdf(stream, collector)
    except OutOfTime:
        collector.add("unchecked", "其余部分", f"检查超过 {limits.max_seconds:g} 秒，未能查完")
    return {
        "found": [[each.kind, each.where, each.excerpt, each.removable] for each in collector.data],
        "text": collector.text,
    }


def _scrub(source: str, target: str) -> dict[str, Any]:
    from .scrub.pdf import scrub_pdf

    return {"removed": list(scrub_pdf(Path(source), Path(target)))}


def _redact(job: str, source: str, target: str, given: dict[str, Any]) -> dict[str, Any]:
    from .redact.jobs import JOBS

    return JOBS[job](Path(source), Path(target), given)


if __name__ == "__main__":
    json.dump(_main(*sys.argv[1:4]), sys.stdout)
