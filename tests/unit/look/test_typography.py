"""Sizes, days left, hashes."""

from __future__ import annotations

import pytest

from mingtang.look.typography import days_left_words, file_size, hash_groups


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1024, "1 KB"),
        (1_468_006, "1.4 MB"),
        (209_715_200, "200 MB"),
        (-5, "0 字节"),
    ],
)
def test_file_sizes_in_words(count: int, words: str):
    assert file_size(count) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(6, "还剩 6 个工作日"), (0, "今天到期"), (-3, "逾期 3 个工作日")],
)
def test_days_left_in_words(days: int, words: str):
    assert days_left_words(days) == words


def test_calendar_days_are_not_called_working_days():
    assert days_left_words(6, working=False) == "还剩 6 日"


def test_hash_is_grouped_without_losing_a_character():
    assert hash_groups("a" * 20).replace(" ", "") == "a" * 20
    assert hash_groups("0123456789") == "01234567 89"
