"""``mingtang import documents FOLDER``: brings files in as drafts, their guesses marked."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place
from mingtang.cli.exits import Exit, Failure
from mingtang.cli.progress import stages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``documents FOLDER``, ``--as``, ``--unit``, ``--metadata``, ``--json`` and the place."""
    parser.add_argument(
        "what", choices=("documents",), help=say("导入什么：documents 文件", "what to import")
    )
    parser.add_argument("folder", type=Path, help=say("文件所在目录", "folder of the files"))
    parser.add_argument(
        "--as", dest="username", metavar="USER", help=say("以谁的名义", "account that imports")
    )
    parser.add_argument(
        "--unit",
        metavar="CODE",
        help=say("默认单位（统一社会信用代码）", "unit, unless the file tells"),
    )
    parser.add_argument(
        "--metadata", type=Path, metavar="CSV", help=say("元数据表", "table of metadata")
    )
    parser.add_argument("--json", action="store_true", help=say("以JSON输出", "print JSON"))
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Import the folder; ``Exit.REFUSED`` when a file could not be read, with the list of them."""
    if not args.folder.is_dir():
        raise Failure(Exit.USAGE, say(f"没有目录 {args.folder}", f"{args.folder} is no folder"))
    if args.metadata is not None and not args.metadata.is_file():
        raise Failure(Exit.USAGE, say(f"没有文件 {args.metadata}", f"{args.metadata} is no file"))
    place.open_installation(args)
    from django.utils import timezone

    from mingtang.disclosure.importing import import_folder

    with stages() as report:
        outcome = import_folder(
            args.folder,
            username=args.username,
            unit=args.unit,
            metadata=args.metadata,
            now=timezone.now(),
            progress=report,
        )
    if args.json:
        print(json.dumps(asdict(outcome), ensure_ascii=False, default=str))
    else:
        print(
            say(
                f"新增 {outcome.created}，已有 {outcome.known}，未能读取 {len(outcome.refused)}",
                f"new {outcome.created}, known {outcome.known}, refused {len(outcome.refused)}",
            )
        )
        for name, reason in outcome.refused:
            print(f"  {name}: {reason}")
    return Exit.REFUSED if outcome.refused else Exit.OK
