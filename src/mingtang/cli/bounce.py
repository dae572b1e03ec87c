"""``mingtang bounce``: takes in a returned mail; the mail server pipes it to the standard input.

In a file of aliases: ``noreply: "|/opt/mingtang/.venv/bin/mingtang bounce --data /srv/mingtang"``.
"""

from __future__ import annotations

import argparse
import sys

from mingtang.bilingual import say
from mingtang.cli import place
from mingtang.cli.arguments import add_place
from mingtang.cli.exits import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The place."""
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """Mark the message that came back. A mail that is no report is no fault: it is left alone,
    since a mail server would return our refusal to the sender."""
    place.open_installation(args)
    from mingtang.notices.bounces import MOST_BYTES, take_bounce

    if take_bounce(sys.stdin.buffer.read(MOST_BYTES)):
        print(say("已登记退信", "the message is marked as returned"))
    else:
        print(say("不是本系统邮件的退信，未作处理", "no report about a mail of ours; left alone"))
    return Exit.OK
