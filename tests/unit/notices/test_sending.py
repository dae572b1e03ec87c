"""Messages: queued once, sent once, tried again, given up, returned, forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from threading import Thread
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from mingtang.notices.bounces import take_bounce
from mingtang.notices.gateways import (
    MailGateway,
    Refused,
    SmsFolder,
    SmsPlatform,
    gateway_for,
    message_id,
)
from mingtang.notices.models import Message
from mingtang.notices.sending import DELAYS, LOST_AFTER, send_waiting
from mingtang.notices.services import FORGOTTEN, forget_older, queue, resend
from mingtang.statute.violations import RuleViolation
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SMS = Message.Channel.SMS


class Scripted:
    """A gateway whose answers are given beforehand: None takes the message, a fault is raised."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)
        self.sent: list[int] = []

    def __call__(self, channel: str) -> Scripted:
        return self

    def send(self, message: Message) -> None:
        if fault := self.answers.pop(0):
            raise fault
        self.sent.append(message.pk)


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_message_goes_out_by_mail_with_an_id_that_a_return_can_name() -> None:
    message = factories.message(at=NOW)
    assert send_waiting(NOW) == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["someone@example.org"], "收到申请")
    assert sent.extra_headers["Message-ID"] == message_id(message)
    assert (fresh(message).status, fresh(message).sent_at) == ("sent", NOW)


def test_second_message_of_one_occasion_is_never_made() -> None:
    factories.message(key="request:1:receipt", at=NOW)
    again = queue(
        key="request:1:receipt",
        channel="email",
        address="other@example.org",
        subject="二",
        body="二",
        about=None,
        at=NOW + timedelta(minutes=1),
    )
    assert not again
    assert Message.objects.count() == 1
    send_waiting(NOW)
    send_waiting(NOW + timedelta(hours=1))
    assert len(mail.outbox) == 1


def test_no_act_no_message() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        factories.message(at=NOW)
        raise RuntimeError
    assert not Message.objects.exists()


def test_failed_try_waits_longer_each_time_and_is_given_up_at_last() -> None:
    message = factories.message(at=NOW)
    gateway = Scripted(*(ConnectionError("down") for _ in range(len(DELAYS) + 1)))
    at = NOW
    for delay in DELAYS:
        assert send_waiting(at, ways=gateway) == 0
        row = fresh(message)
        assert (row.status, row.next_at) == ("waiting", at + delay)
        assert send_waiting(at + delay - timedelta(seconds=1), ways=gateway) == 0
        assert fresh(message).attempts == row.attempts
        at += delay
    send_waiting(at, ways=gateway)
    row = fresh(message)
    assert (row.status, gateway.answers) == ("failed", [])
    assert "down" in row.fault


def test_refusal_for_good_is_not_tried_again() -> None:
    message = factories.message(at=NOW)
    gateway = Scripted(Refused("对方邮件服务器拒收（550）"))
    send_waiting(NOW, ways=gateway)
    send_waiting(NOW + timedelta(days=2), ways=gateway)
    assert (fresh(message).status, fresh(message).fault) == (
        "failed",
        "对方邮件服务器拒收（550）",
    )


def test_one_message_that_fails_keeps_no_other_from_going_out() -> None:
    factories.message(at=NOW - timedelta(minutes=1))
    second = factories.message(at=NOW)
    gateway = Scripted(ConnectionError("down"), None)
    assert send_waiting(NOW, ways=gateway) == 1
    assert gateway.sent == [second.pk]


def test_message_left_behind_by_a_killed_process_is_unsure_and_not_sent_again() -> None:
    message = factories.message(at=NOW)
    Message.objects.update(status="sending", claimed_at=NOW)
    assert send_waiting(NOW + LOST_AFTER) == 0
    assert fresh(message).status == "sending"
    assert send_waiting(NOW + LOST_AFTER + timedelta(seconds=1)) == 0
    assert (fresh(message).status, mail.outbox) == ("unsure", [])


def test_person_may_send_again_what_did_not_arrive_and_only_that() -> None:
    message = factories.message(at=NOW)
    send_waiting(NOW)
    with pytest.raises(RuleViolation, match="没有送达"):
        resend(message, by=factories.SYSTEM, at=NOW)
    Message.objects.update(status="unsure", sent_at=None)
    resend(message, by=factories.SYSTEM, at=NOW)
    assert send_waiting(NOW) == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("channel", "address"),
    [("email", "no address"), ("email", ""), ("sms", "010-88886666"), ("sms", "1380013800")],
)
def test_address_that_cannot_be_one_is_a_failed_message_and_breaks_no_act(
    channel: str, address: str
) -> None:
    message = factories.message(address, channel=channel, at=NOW)
    assert (message.status, bool(message.fault)) == ("failed", True)
    assert send_waiting(NOW) == 0
    with pytest.raises(RuleViolation):
        resend(message, by=factories.SYSTEM, at=NOW)


def test_head_of_a_mail_cannot_be_forged_through_the_subject() -> None:
    message = factories.message(at=NOW)
    Message.objects.update(subject="好\nBcc: all@example.org")
    send_waiting(NOW)
    assert mail.outbox == []
    assert fresh(message).status == "waiting"


def test_words_and_address_go_after_the_term_and_the_record_stays() -> None:
    message = factories.message(at=NOW)
    waiting = factories.message(at=NOW + timedelta(days=1))
    send_waiting(NOW)
    assert forget_older(NOW + timedelta(days=2)) == 1
    row = fresh(message)
    assert (row.address, row.body, row.status) == ("", FORGOTTEN, "sent")
    assert fresh(waiting).body != FORGOTTEN
    assert forget_older(NOW + timedelta(days=2)) == 0


def refusing(code: int) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({"a@example.org": (code, b"no")})


@pytest.mark.parametrize(("code", "fault"), [(550, Refused), (450, SMTPRecipientsRefused)])
def test_mail_server_refuses_for_good_or_for_now(
    code: int, fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(self: Any, fail_silently: bool = False) -> int:
        raise refusing(code)

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    with pytest.raises(fault):
        MailGateway().send(factories.message())


REPORT = """From: MAILER-DAEMON@example.org
To: noreply@localhost
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; someone@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user
--b
Content-Type: text/rfc822-headers

Message-ID: {named}
Subject: x
--b--
"""


@pytest.mark.parametrize(
    ("action", "status"), [("failed", "bounced"), ("delayed", "sent"), ("relayed", "sent")]
)
def test_returned_mail_marks_its_message(action: str, status: str) -> None:
    message = factories.message(at=NOW)
    send_waiting(NOW)
    report = REPORT.format(action=action, named=message_id(message)).encode()
    assert take_bounce(report) is (status == "bounced")
    assert fresh(message).status == status
    if status == "bounced":
        assert "550 no such user" in fresh(message).fault
        assert not take_bounce(report)


@pytest.mark.parametrize("raw", [b"", b"\xff\x00", b"Subject: hello\n\nhi", b"--b\n" * 1000])
def test_mail_that_is_no_report_changes_nothing(raw: bytes) -> None:
    factories.message(at=NOW)
    send_waiting(NOW)
    assert not take_bounce(raw)
    assert Message.objects.get().status == "sent"


class Platform(BaseHTTPRequestHandler):
    """An SMS platform on this machine."""

    answer: ClassVar[int] = 200
    taken: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((self.headers["Authorization"], json.loads(body)))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def platform() -> Iterator[str]:
    Platform.taken.clear()
    server = HTTPServer(("127.0.0.1", 0), Platform)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sms"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("answer", "status"), [(202, "sent"), (422, "failed"), (503, "waiting"), (401, "waiting")]
)
def test_sms_platform_takes_refuses_or_puts_off(
    platform: str, answer: int, status: str, settings: Any
) -> None:
    settings.MINGTANG_SMS_URL, settings.MINGTANG_SMS_KEY = platform, "token"
    Platform.answer = answer
    message = factories.message("13800138000", channel=SMS, at=NOW)
    send_waiting(NOW)
    assert fresh(message).status == status
    authorization, body = Platform.taken[0]
    assert authorization == "Bearer token"
    assert body == {"id": message.key, "to": "13800138000", "text": "已收到您的申请。"}


def test_without_platform_texts_wait_in_a_folder(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH, settings.MINGTANG_SMS_URL = tmp_path / "outbox", ""
    message = factories.message("13800138000", channel=SMS, at=NOW)
    assert isinstance(gateway_for(SMS), SmsFolder)
    assert send_waiting(NOW) == 1
    written = (tmp_path / "outbox" / f"sms-{message.pk}.txt").read_text("utf-8")
    assert written == "13800138000\n已收到您的申请。\n"


def test_platform_that_is_away_is_tried_later() -> None:
    with pytest.raises(OSError, match="refused"):
        SmsPlatform("http://127.0.0.1:9/", "token").send(factories.message())
