"""The installation a command works on: its data folder, and Django set up for it."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import warnings
from pathlib import Path

from mingtang import __version__
from mingtang.bilingual import say
from mingtang.cli.exits import Exit, Failure
from mingtang.config.options import CONFIG_VARIABLE
from mingtang.config.reading import Configuration, make_data_folder, read

#: Written last by ``init``; its absence means that the folder is not, or not wholly, set up.
STAMP_NAME = "initialised.json"
#: Written by ``demo``: the scenario and its accounts with their passwords.
DEMO_NAME = "demo.json"
#: There while a demo is built; found later, it tells of one that was broken off.
UNFINISHED_NAME = "demo.unfinished"
LEAST_FREE_MB = 200


def choose(args: argparse.Namespace) -> Configuration:
    """The configuration that ``--data`` and ``--config`` ask for, also set for child processes."""
    if getattr(args, "data", None):
        os.environ["MINGTANG_DATA_FOLDER"] = str(args.data.resolve())
    if getattr(args, "config", None):
        os.environ[CONFIG_VARIABLE] = str(args.config.resolve())
    return read()


def start_django() -> None:
    """Set Django up. Slow (about a second): only commands that need the database call it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.config.settings")
    import django

    with warnings.catch_warnings():
        # A folder that whitenoise misses before the first ``init`` is no news to an operator.
        warnings.filterwarnings("ignore", message="No directory at")
        django.setup()


def open_installation(args: argparse.Namespace) -> Configuration:
    """Choose the installation, insist that it is initialised, and set Django up for it."""
    configuration = choose(args)
    written = read_json(configuration.data / STAMP_NAME)
    if written is None:
        raise Failure(
            Exit.NOT_INITIALISED,
            say(
                f"数据目录 {configuration.data} 尚未初始化：数据若在别处，请用 --data 指明；"
                "新的安装请先运行 mingtang init",
                f"{configuration.data} is not initialised: name yours with --data, or run"
                " mingtang init first for a new installation",
            ),
        )
    if written.get("version") != __version__:
        raise Failure(
            Exit.NOT_INITIALISED,
            say(
                f"数据属于 {written.get('version')} 版，程序是 {__version__} 版："
                "请先运行 mingtang init",
                f"the data are of version {written.get('version')}, the program is"
                f" {__version__}: run mingtang init first",
            ),
        )
    start_django()
    return configuration


def is_initialised(configuration: Configuration) -> bool:
    """Whether the data folder is set up for this very version."""
    written = read_json(configuration.data / STAMP_NAME) or {}
    return written.get("version") == __version__


def make_folder(configuration: Configuration) -> None:
    """Make the data folder where there is none; a place where none can be is told with the way
    out."""
    try:
        make_data_folder(configuration.data)
    except OSError as error:
        raise Failure(
            Exit.ENVIRONMENT,
            say(
                f"不能在 {configuration.data} 建立数据目录（{error.strerror}）："
                "请用 --data 另选一处",
                f"no data folder can be made at {configuration.data} ({error.strerror}):"
                " choose another with --data",
            ),
        ) from error


def require_disk(folder: Path, needed_mb: int = LEAST_FREE_MB) -> None:
    """Refuse to begin what a full disk would break off."""
    there = folder
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free // 2**20
    if free < needed_mb:
        raise Failure(
            Exit.ENVIRONMENT,
            say(
                f"磁盘空间不足：{there} 还剩 {free} MB，需要 {needed_mb} MB；"
                "请腾出空间，或用 --data 换一个目录",
                f"disk full: {there} has {free} MB left, {needed_mb} MB are needed; make room"
                " or choose another folder with --data",
            ),
        )


def read_json(path: Path) -> dict[str, object] | None:
    """A JSON object from ``path``; ``None`` when there is none or it was cut short."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_json(path: Path, content: dict[str, object]) -> None:
    """Write ``content`` so that a reader sees the old file or the new one, never half of it."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.chmod(0o600)
    draft.replace(path)
