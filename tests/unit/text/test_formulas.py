"""What could be run as a formula is guarded, and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.text.formulas import FORMULA_STARTS, guarded, unguarded


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_formula_gets_an_apostrophe(start: str) -> None:
    assert guarded(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("sign", "＝＋－＠")
def test_full_width_signs_count_as_the_others(sign: str) -> None:
    assert guarded(f"{sign}1") == f"'{sign}1"


@given(st.text().filter(lambda text: not text.startswith("'")))
def test_a_guarded_cell_is_read_back_as_it_was(text: str) -> None:
    assert not guarded(text).startswith(FORMULA_STARTS)
    assert unguarded(guarded(text)) == text


def test_an_apostrophe_of_the_writer_stays() -> None:
    assert unguarded("'twas") == guarded("'twas") == "'twas"
