"""A typed number is one in plain figures and within bounds, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.text.counts import MOST, whole_number


@pytest.mark.parametrize(
    "text",
    ["", "²", "²²²²", "٣", "１", "-1", "+1", "1 ", " 1", "1.0", "1_000", "0x1", "abcd", "9" * 40],
)
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert whole_number(text) is None


@given(st.integers(0, MOST))
def test_a_number_reads_as_itself(number: int) -> None:
    assert whole_number(str(number)) == number


@given(st.text())
def test_no_text_raises(text: str) -> None:
    number = whole_number(text)
    assert number is None or 0 <= number <= MOST


def test_bounds_are_kept() -> None:
    assert [whole_number(text, least=2004, most=2100) for text in ("2003", "2004", "2100")] == [
        None,
        2004,
        2100,
    ]
    assert whole_number("2101", most=2100) is None
    assert whole_number(str(MOST + 1)) is None
