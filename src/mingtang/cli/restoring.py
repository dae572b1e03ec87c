"""``mingtang restore-access USERNAME``: a way in again when nobody is left who could confirm one.

Who has the machine's own shell has the database too; so this asks for no second person, but it
writes into the journal who did it and why, which the office and the supervisors see.
"""

from __future__ import annotations

import argparse
import getpass

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place
from mingtang.cli.exits import Exit, Failure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``USERNAME``, ``--reason``, ``--factors`` and the place."""
    parser.add_argument(
        "username", metavar="USERNAME", help=say("登录名", "user name of the account")
    )
    parser.add_argument(
        "--reason",
        required=True,
        help=say("原因，记入日志", "why; it is written into the journal"),
    )
    parser.add_argument(
        "--factors",
        action="store_true",
        help=say("同时解除两步验证", "take the second factors off too"),
    )
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Print a temporary password, once; ``Exit.REFUSED`` for an account that may not have one."""
    place.open_installation(args)
    from django.utils import timezone

    from mingtang.journal.actor import Actor
    from mingtang.orgs.models import Account
    from mingtang.orgs.reset_services import restore_access
    from mingtang.statute.violations import RuleViolation

    account = Account.objects.filter(username=args.username).first()
    if account is None:
        raise Failure(
            Exit.USAGE, say(f"没有账号 {args.username}", f"there is no account {args.username}")
        )
    try:
        password = restore_access(
            account,
            reason=args.reason,
            factors=args.factors,
            by=Actor.system(f"本机命令行 {getpass.getuser()}"),
            at=timezone.now(),
        )
    except RuleViolation as violation:
        raise Failure(Exit.REFUSED, violation.text) from violation
    print(say("临时密码只显示这一次，已记入日志：", "temporary password, shown once, journalled:"))
    print(f"  {account.username} / {password}")
    print(say("登录后请先改密码。", "change it at the first log-in."))
    return Exit.OK
