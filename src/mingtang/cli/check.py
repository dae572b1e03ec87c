"""``mingtang check``: proves that what is stored holds, and that the installation is in order."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place
from mingtang.cli.exits import Exit
from mingtang.cli.progress import counting
from mingtang.config.reading import Configuration

if TYPE_CHECKING:
    from mingtang.journal.check import ChainReport
    from mingtang.journal.faults import Fault

SHOWN = 10
"""Faults of one check that are printed; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at: code, name in both languages, and how."""

    code: str
    chinese: str
    english: str
    look: Callable[[], Iterator[Fault]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--json`` and the place."""
    parser.add_argument("--json", action="store_true", help=say("以JSON输出", "print JSON"))
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Walk the chain from its first entry, then everything that must agree with it.

    ``Exit.FAULT`` when anything does not hold. A broken chain is named by its first broken entry.
    """
    configuration = place.open_installation(args)
    from mingtang.journal.check import verify_chain

    with counting(say("核验日志", "verifying the journal"), shown=not args.json) as at:
        chain = verify_chain(at)
    if not args.json:
        _print_chain(chain)
    found: dict[str, list[Fault]] = {}
    for check in checks(configuration):
        with counting(say(check.chinese, check.english), shown=not args.json):
            found[check.code] = list(check.look())
        if not args.json:
            _print(check, found[check.code])
    if args.json:
        print(json.dumps(_as_json(chain, found), ensure_ascii=False))
    return Exit.OK if chain.whole and not any(found.values()) else Exit.FAULT


def checks(configuration: Configuration) -> tuple[Check, ...]:
    """Everything beside the chain, in the order in which it is looked at."""
    from django.utils import timezone

    from mingtang.disclosure.integrity import check_documents
    from mingtang.duties.integrity import check_duties
    from mingtang.files.integrity import check_files
    from mingtang.foi.integrity import check_requests
    from mingtang.register.integrity import check_register

    return (
        Check("register", "公开目录", "public register", check_register),
        Check("documents", "文件与目录", "documents and register", check_documents),
        Check("requests", "依申请公开", "requests for information", check_requests),
        Check("duties", "时限", "due dates", lambda: check_duties(today=timezone.localdate())),
        Check("files", "存储的文件", "stored files", check_files),
        Check("search", "检索索引", "search index", _search),
        Check("installation", "安装情况", "installation", lambda: _installation(configuration)),
    )


def _print_chain(chain: ChainReport) -> None:
    if chain.whole:
        print(
            say(
                f"日志链完整：核验 {chain.checked} 条",
                f"the journal's chain is whole: {chain.checked} entries verified",
            )
        )
        return
    print(
        say(
            f"日志链断于第 {chain.broken_seq} 条：{chain.fault_zh}",
            f"the journal's chain breaks at entry {chain.broken_seq}: {chain.fault_en}",
        )
    )


def _print(check: Check, faults: list[Fault]) -> None:
    name = say(check.chinese, check.english)
    if not faults:
        print(say(f"{name}：无误", f"{name}: in order"))
        return
    print(say(f"{name}：{len(faults)} 处不符", f"{name}: {len(faults)} not in order"))
    for fault in faults[:SHOWN]:
        print(f"  {fault.subject}: {say(fault.chinese, fault.english)}")
    if len(faults) > SHOWN:
        rest = len(faults) - SHOWN
        print(say(f"  另有 {rest} 处（--json 列出全部）", f"  and {rest} more (--json lists all)"))


def _as_json(chain: ChainReport, found: dict[str, list[Fault]]) -> dict[str, object]:
    return {
        "checked": chain.checked,
        "whole": chain.whole,
        "broken_seq": chain.broken_seq,
        "fault": say(chain.fault_zh, chain.fault_en),
        "faults": {
            code: [
                {"subject": fault.subject, "fault": say(fault.chinese, fault.english)}
                for fault in faults
            ]
            for code, faults in found.items()
        },
    }


def _search() -> Iterator[Fault]:
    from mingtang.journal.faults import Fault
    from mingtang.search.index import out_of_step

    missing, stray = out_of_step()
    if missing or stray:
        yield Fault(
            "search",
            f"缺 {missing} 条，多 {stray} 条；公开目录核验无误后再重建索引",
            f"{missing} entries missing, {stray} too many: rebuild the index"
            " once the register holds",
        )


def _installation(configuration: Configuration) -> Iterator[Fault]:
    """Rights of the key file, debug mode, migrations, and the clock of the machine."""
    from mingtang.journal.faults import Fault

    if _loose_rights(configuration.data / "secret.key"):
        yield Fault(
            "secret.key",
            "密钥文件可被他人读取：请执行 chmod 600 secret.key",
            "others can read the key file: run chmod 600 secret.key",
        )
    if configuration["debug"]:
        yield Fault(
            "debug",
            "调试方式已打开，正式环境请关闭",
            "debug mode is on: turn it off for the public",
        )
    for name in _unapplied():
        yield Fault(
            name,
            "数据库结构未更新：请运行 mingtang init",
            "the database is behind the program: run mingtang init",
        )
    yield from _clock()


def _loose_rights(key: Path) -> bool:
    """True when somebody beside its owner may read the key file."""
    return key.exists() and bool(key.stat().st_mode & 0o077)


def _unapplied() -> list[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _clock() -> Iterator[Fault]:
    """A machine whose clock was set back stands before what it recorded."""
    from django.utils import timezone

    from mingtang.journal.faults import Fault
    from mingtang.journal.models import ChainHead

    head = ChainHead.objects.filter(pk=1).first()
    if head is not None and head.at and head.at > timezone.now() + timedelta(days=1):
        yield Fault(
            "clock",
            f"日志已记到 {head.at:%Y-%m-%d}，本机时间在此之前，请校时",
            f"the journal reaches {head.at:%Y-%m-%d}, after this machine's time: set its clock",
        )
