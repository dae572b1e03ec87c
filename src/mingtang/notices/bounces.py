"""A mail that came back: the mail server pipes it in, the message it names is marked."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import Message as Mail

from .models import Message

_NAMED = re.compile(rb"<mingtang-(\d{1,18})@")
MOST_BYTES = 2_000_000


def take_bounce(raw: bytes) -> bool:
    """Mark the message that a returned mail is about (RFC 3464 report, or its quoted head).

    Only lasting failures count (``Action: failed``); a report of delay changes nothing. Returns
    whether a message was marked.
    """
    report = email.message_from_bytes(raw[:MOST_BYTES], policy=email.policy.compat32)
    failed, why = _verdict(report)
    named = _NAMED.search(raw[:MOST_BYTES])
    if not failed or named is None:
        return False
    rows = Message.objects.filter(
        pk=int(named.group(1)), channel=Message.Channel.EMAIL, status=Message.Status.SENT
    )
    return bool(rows.update(status=Message.Status.BOUNCED, fault=why[:300]))


def _verdict(report: Mail) -> tuple[bool, str]:
    """Whether delivery failed for good, and in whose words."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Mail) and str(block.get("Action", "")).strip().lower() == "failed":
                words = str(block.get("Diagnostic-Code") or block.get("Status") or "")
                return True, f"邮件被退回：{words.strip()}"
    return False, ""
