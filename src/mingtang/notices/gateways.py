"""How a message leaves: by mail server or by an SMS platform. One class a way.

A gateway's ``send`` returns when the message was taken, raises :class:`Refused` when the same
message would be refused again, and anything else when it may be tried later.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage

from .models import Message

TIMEOUT_SECONDS = 15


class Refused(Exception):
    """The other side will not take this message, however often it is offered."""


class Gateway(Protocol):
    """One way out."""

    def send(self, message: Message) -> None:
        """Hand the message over."""


class MailGateway:
    """Through Django's mail settings; without a mail server into the folder ``outbox``."""

    def send(self, message: Message) -> None:
        mail = EmailMessage(
            message.subject,
            message.body,
            to=[message.address],
            headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
        )
        try:
            mail.send()
        except SMTPRecipientsRefused as fault:
            code = next(iter(fault.recipients.values()))[0]
            if 500 <= code < 600:
                raise Refused(f"对方邮件服务器拒收（{code}）") from fault
            raise
        except SMTPSenderRefused as fault:
            if 500 <= fault.smtp_code < 600:
                raise Refused(f"邮件服务器不接受发件地址（{fault.smtp_code}）") from fault
            raise


class SmsFolder:
    """No platform is set: texts go into the folder ``outbox``, one file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Message) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"sms-{message.pk}.txt"
        path.write_text(f"{message.address}\n{message.body}\n", "utf-8")


class SmsPlatform:
    """A platform that takes ``POST {"id", "to", "text"}`` as JSON with a bearer token.

    2xx: taken. 400, 404, 410, 422: refused for good. Everything else: later. The platform is
    asked to take one ``id`` once.
    """

    REFUSALS = (400, 404, 410, 422)

    def __init__(self, url: str, key: str) -> None:
        self.url, self.key = url, key

    def send(self, message: Message) -> None:
        body = {"id": message.key, "to": message.address, "text": message.body}
        asked = urllib.request.Request(  # noqa: S310 - the option allows http and https only
            self.url,
            data=json.dumps(body, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                answer.read(1)
        except urllib.error.HTTPError as fault:
            if fault.code in self.REFUSALS:
                raise Refused(f"短信平台拒收（{fault.code}）") from fault
            raise


def gateway_for(channel: str) -> Gateway:
    """The way out for a channel, by the options."""
    if channel == Message.Channel.EMAIL:
        return MailGateway()
    url = settings.MINGTANG_SMS_URL
    if url:
        return SmsPlatform(url, settings.MINGTANG_SMS_KEY)
    return SmsFolder(Path(settings.EMAIL_FILE_PATH))


def message_id(message: Message) -> str:
    """What a returned mail names: ``<mingtang-17@county.example>``."""
    domain = str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].rstrip(">")
    return f"<mingtang-{message.pk}@{domain}>"
