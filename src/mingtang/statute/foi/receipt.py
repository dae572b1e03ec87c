"""The day on which a request counts as received 收到申请之日 (art. 31), per channel."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from mingtang.statute.foi.rules import Basis, of_2019
from mingtang.statute.limits.foi import NEW_FROM

REPLY_2015 = "国办公开办函〔2015〕207号"


class Channel(StrEnum):
    """How a request came in."""

    COUNTER = "counter"
    SIGNED_POST = "signed_post"
    LETTER = "letter"
    ONLINE = "online"
    EMAIL = "email"
    FAX = "fax"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return CHANNEL_LABELS[self]


CHANNEL_LABELS = {
    Channel.COUNTER: "当面提交",
    Channel.SIGNED_POST: "邮寄（签收）",
    Channel.LETTER: "平常信函",
    Channel.ONLINE: "互联网",
    Channel.EMAIL: "电子邮件",
    Channel.FAX: "传真",
}

_CONFIRMED = (Channel.LETTER, Channel.ONLINE, Channel.EMAIL, Channel.FAX)

_BASIS = {
    Channel.COUNTER: of_2019("第三十一条第一项"),
    Channel.SIGNED_POST: of_2019("第三十一条第二项"),
    Channel.LETTER: of_2019("第三十一条第二项"),
    Channel.ONLINE: of_2019("第三十一条第三项"),
    Channel.EMAIL: of_2019("第三十一条第三项"),
    Channel.FAX: of_2019("第三十一条第三项"),
}
# Before art. 31: the interpretation of 2015 spoke of letters and e-mail only [S].
_OLD_BASIS = {
    Channel.LETTER: Basis(REPLY_2015, "第一部分"),
    Channel.EMAIL: Basis(REPLY_2015, "第一部分"),
}
_OLD_CUSTOM = Basis("2007年条例未规定收到申请之日", "—", "D")


def _is_old(submitted_on: date, arrived_on: date | None) -> bool:
    """True when the request came before art. 31 applied; the day it arrived decides [D]."""
    return (arrived_on or submitted_on) < NEW_FROM


def needs_confirmation(channel: Channel, *, arrived_on: date | None = None) -> bool:
    """True where the day of receipt is the day both sides confirm: ordinary letter, internet, fax.

    Before 2019-05-15 (``arrived_on``) that held for ordinary letters alone.
    """
    if arrived_on is not None and _is_old(arrived_on, None):
        return channel is Channel.LETTER
    return channel in _CONFIRMED


def receipt_date(
    channel: Channel,
    *,
    submitted_on: date,
    arrived_on: date | None = None,
    confirmed_on: date | None = None,
) -> date | None:
    """The day of receipt; None while it is not confirmed (or the letter has not arrived).

    In person: the day of submission. Post with signature: the day it is signed for
    (``arrived_on``). Ordinary letter, internet, e-mail, fax: the day of confirmation. What arrived
    before 2019-05-15: letters as today, e-mail the day it arrived (207号), the others the day they
    arrived [D]. Raises ValueError when a later step carries an earlier date.
    """
    reached = arrived_on or submitted_on
    if reached < submitted_on or (confirmed_on is not None and confirmed_on < reached):
        raise ValueError("收到、确认的日期不能早于提交的日期")
    if channel is Channel.COUNTER:
        return submitted_on
    if channel is Channel.SIGNED_POST:
        return arrived_on
    if needs_confirmation(channel, arrived_on=reached):
        return confirmed_on
    return reached


def basis_of(channel: Channel, *, arrived_on: date | None = None) -> Basis:
    """The source of the rule for a channel, in the version of the day of arrival."""
    if arrived_on is not None and _is_old(arrived_on, None):
        return _OLD_BASIS.get(channel, _OLD_CUSTOM)
    return _BASIS[channel]
