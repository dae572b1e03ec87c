"""``mingtang init``: makes the data folder, the database and the static files, or completes them.

Each step can be repeated: run again after an upgrade or after being broken off, it does what is
missing and leaves the rest. The stamp that other commands look for is written last.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from pathlib import Path

from mingtang import __version__
from mingtang.bilingual import say
from mingtang.cli import founding, place
from mingtang.cli.arguments import add_place
from mingtang.cli.exits import Exit
from mingtang.config.reading import Configuration

_STATIC_STAMP = ".collected"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--data``, ``--config``, and those of the first account."""
    add_place(parser)
    founding.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Bring the installation to this version."""
    founding.require_whole(args)
    configuration = place.choose(args)
    print(say("准备数据库和静态文件……", "preparing database and static files ..."), flush=True)
    prepare(configuration)
    if args.first_account:
        founding.make_first_account(args)
    print(say(f"就绪：{configuration.data}", f"ready: {configuration.data}"))
    return Exit.OK


def prepare(configuration: Configuration, *, static: bool = True) -> None:
    """Make or complete what ``configuration`` names, and set Django up for it.

    Without ``static`` the static files are left out: nothing will be served from that folder.
    """
    place.require_disk(configuration.data)
    place.make_folder(configuration)
    place.start_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    if static:
        collect_static(configuration.data / "static")
    place.write_json(configuration.data / place.STAMP_NAME, {"version": __version__})


def collect_static(target: Path) -> bool:
    """Gather the static files below ``target`` when one of them changed; True when it did so."""
    from django.core.management import call_command

    wanted = _static_fingerprint()
    stamp = target / _STATIC_STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return False
    shutil.rmtree(target, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")
    return True


def _static_fingerprint() -> str:
    """A hash over name, size and time of every static file."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            there = Path(storage.path(name)).stat()
            digest.update(f"{name} {there.st_size} {there.st_mtime_ns}\n".encode())
    return digest.hexdigest()
