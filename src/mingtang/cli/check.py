"""``mingtang check``: verifies the journal's chain and what the installation needs to run."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place
from mingtang.cli.exits import Exit
from mingtang.cli.progress import counting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--json`` and the place."""
    parser.add_argument("--json", action="store_true", help=say("以JSON输出", "print JSON"))
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Walk the chain from its first entry; ``Exit.FAULT`` names the first that does not hold."""
    configuration = place.open_installation(args)
    from mingtang.journal.check import verify_chain

    with counting(say("核验日志", "verifying the journal"), shown=not args.json) as at:
        report = verify_chain(at)
    exposed = _loose_rights(configuration.data / "secret.key")
    if args.json:
        found = {
            "checked": report.checked,
            "whole": report.whole,
            "broken_seq": report.broken_seq,
            "fault": say(report.fault_zh, report.fault_en),
            "secret_key_private": not exposed,
        }
        print(json.dumps(found, ensure_ascii=False))
    elif report.whole:
        print(
            say(
                f"日志链完整：核验 {report.checked} 条",
                f"the journal's chain is whole: {report.checked} entries verified",
            )
        )
    else:
        print(
            say(
                f"日志链断于第 {report.broken_seq} 条：{report.fault_zh}",
                f"the journal's chain breaks at entry {report.broken_seq}: {report.fault_en}",
            )
        )
    if exposed and not args.json:
        print(
            say(
                "密钥文件可被他人读取：请执行 chmod 600 secret.key",
                "others can read the key file: run chmod 600 secret.key",
            )
        )
    return Exit.OK if report.whole and not exposed else Exit.FAULT


def _loose_rights(key: Path) -> bool:
    """True when somebody beside its owner may read the key file."""
    return key.exists() and bool(key.stat().st_mode & 0o077)
