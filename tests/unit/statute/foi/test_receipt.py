"""The day of receipt, per channel (art. 31), and which Regulation governs."""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.statute.foi.receipt import Channel, basis_of, needs_confirmation, receipt_date
from mingtang.statute.foi.rules import NotKnown, Rules, rules_on

SENT, CAME, AGREED = date(2026, 9, 7), date(2026, 9, 9), date(2026, 9, 10)


@pytest.mark.parametrize(
    ("channel", "day"),
    [
        (Channel.COUNTER, SENT),
        (Channel.SIGNED_POST, CAME),
        (Channel.LETTER, AGREED),
        (Channel.ONLINE, AGREED),
        (Channel.EMAIL, AGREED),
        (Channel.FAX, AGREED),
    ],
)
def test_the_day_of_receipt_is_that_of_the_channel(channel: Channel, day: date) -> None:
    found = receipt_date(channel, submitted_on=SENT, arrived_on=CAME, confirmed_on=AGREED)
    assert found == day


@pytest.mark.parametrize("channel", [c for c in Channel if needs_confirmation(c)])
def test_nothing_is_received_before_both_sides_confirm(channel: Channel) -> None:
    assert receipt_date(channel, submitted_on=SENT, arrived_on=CAME) is None


def test_a_letter_on_the_way_is_not_received() -> None:
    assert receipt_date(Channel.SIGNED_POST, submitted_on=SENT) is None


def test_a_confirmation_before_the_arrival_is_refused() -> None:
    with pytest.raises(ValueError, match="不能早于"):
        receipt_date(Channel.LETTER, submitted_on=SENT, arrived_on=CAME, confirmed_on=SENT)
    with pytest.raises(ValueError, match="不能早于"):
        receipt_date(Channel.SIGNED_POST, submitted_on=CAME, arrived_on=SENT)


@pytest.mark.parametrize(
    ("channel", "day"),
    [
        (Channel.LETTER, None),  # by the interpretation of 2015, as today
        (Channel.EMAIL, date(2018, 3, 6)),  # the day the system received it
        (Channel.ONLINE, date(2018, 3, 6)),
        (Channel.COUNTER, date(2018, 3, 5)),
    ],
)
def test_before_article_31_only_letters_were_confirmed(channel: Channel, day: date | None) -> None:
    found = receipt_date(channel, submitted_on=date(2018, 3, 5), arrived_on=date(2018, 3, 6))
    assert found == day


def test_the_night_of_14_may_2019() -> None:
    last, first = date(2019, 5, 14), date(2019, 5, 15)
    old = receipt_date(Channel.ONLINE, submitted_on=last, confirmed_on=first)
    new = receipt_date(Channel.ONLINE, submitted_on=first, confirmed_on=first)
    assert old == last and new == first
    assert old is not None and new is not None
    assert (rules_on(old), rules_on(new)) == (Rules.R2007, Rules.R2019)


def test_there_was_no_regulation_before_may_2008() -> None:
    assert rules_on(date(2008, 5, 1)) is Rules.R2007
    with pytest.raises(NotKnown, match="2008-04-30"):
        rules_on(date(2008, 4, 30))


def test_every_channel_has_a_name_and_a_source() -> None:
    for channel in Channel:
        assert channel.label
        assert basis_of(channel).article.startswith("第三十一条")
    assert basis_of(Channel.FAX, arrived_on=date(2018, 1, 1)).sureness == "D"
    assert "207号" in basis_of(Channel.EMAIL, arrived_on=date(2018, 1, 1)).text
