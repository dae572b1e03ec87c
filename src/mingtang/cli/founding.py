"""The options of ``mingtang init`` that make the first account of an installation."""

from __future__ import annotations

import argparse

from mingtang.bilingual import say
from mingtang.cli.exits import Exit, Failure

NEEDED = ("name", "unit_name", "uscc", "region_code")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--first-account`` and what it needs."""
    group = parser.add_argument_group(
        say("建立第一个账号（没有示范数据时用）", "the first account, for a site without the demo")
    )
    group.add_argument(
        "--first-account",
        metavar="USERNAME",
        help=say(
            "登录名；有信息技术和政务公开办两个角色", "user name; roles IT, disclosure office"
        ),
    )
    for flag, metavar, chinese, english in (
        ("--name", "NAME", "姓名", "the person's name"),
        ("--unit-name", "NAME", "所在单位全称", "full name of the unit"),
        ("--uscc", "CODE", "单位的统一社会信用代码", "the unit's unified social credit code"),
        ("--region-code", "CODE", "行政区划代码，如 530102", "region code (GB/T 2260)"),
        ("--region-name", "NAME", "行政区划名称", "name of the region (default: county_name)"),
    ):
        group.add_argument(flag, metavar=metavar, default="", help=say(chinese, english))


def require_whole(args: argparse.Namespace) -> None:
    """Refuse half of the options before anything is made."""
    given = [name for name in (*NEEDED, "region_name") if getattr(args, name)]
    missing = [f"--{name.replace('_', '-')}" for name in NEEDED if not getattr(args, name)]
    if args.first_account and missing:
        words = " ".join(missing)
        raise Failure(Exit.USAGE, say(f"--first-account 还缺少 {words}", f"missing: {words}"))
    if given and not args.first_account:
        raise Failure(Exit.USAGE, say("缺少 --first-account", "missing: --first-account"))


def make_first_account(args: argparse.Namespace) -> None:
    """Make unit and account and print the temporary password, once. ``Exit.REFUSED`` when not."""
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from mingtang.orgs.founding import found
    from mingtang.statute.violations import RuleViolation

    try:
        made = found(
            username=args.first_account,
            name=args.name,
            unit_name=args.unit_name,
            uscc=args.uscc,
            region_code=args.region_code,
            region_name=args.region_name or settings.MINGTANG_COUNTY_NAME,
            at=timezone.now(),
        )
    except RuleViolation as violation:
        raise Failure(Exit.REFUSED, violation.text) from violation
    except ValidationError as fault:
        raise Failure(Exit.REFUSED, "".join(fault.messages)) from fault
    print(say("第一个账号已建立，密码只显示这一次：", "first account made, its password once:"))
    print(f"  {made.account.username} / {made.password}")
    print(say("登录后请先改密码。", "change it at the first log-in."))
