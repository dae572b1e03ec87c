"""Reading DOCX and PDF in a process of its own, bounded in time and memory by the system.

Run as ``python -m mingtang.text.pages.apart KIND PATH``; answers JSON on standard output.
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

from .model import Block, Page, PageRefused

MEMORY = 2 * 1024**3
SECONDS = 90


def read_apart(kind: str, path: Path, *, seconds: int = SECONDS) -> Page:
    """The page of a ``docx`` or ``pdf``. Raises :class:`PageRefused`, also when the reader ran out
    of time or memory or died of the file."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-m", __name__, kind, str(path), str(seconds)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds + 10,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise PageRefused(f"读取超过 {seconds} 秒，已放弃。请拆分或另存后再导入。") from expired
    if done.returncode == -24:  # SIGXCPU
        raise PageRefused(f"读取超过 {seconds} 秒，已放弃。请拆分或另存后再导入。")
    if done.returncode != 0:
        raise PageRefused("文件异常，无法安全读取。请用原软件重新导出后再导入。")
    answer: dict[str, Any] = json.loads(done.stdout)
    if refused := answer.get("refused"):
        raise PageRefused(refused)
    page = Page(**answer)
    page.blocks = [Block(**block) for block in answer["blocks"]]
    page.titles = [(text, why) for text, why in answer["titles"]]
    return page


def _main(kind: str, path: str, seconds: str) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        if kind == "pdf":
            from .pdf import read_pdf

            return asdict(read_pdf(Path(path)))
        from .docx import read_docx

        return asdict(read_docx(Path(path)))
    except PageRefused as refusal:
        return {"refused": refusal.reason}


if __name__ == "__main__":
    json.dump(_main(*sys.argv[1:4]), sys.stdout)
