"""The proof fails when text is left, by each extractor that can see it, and only then."""

from __future__ import annotations

import pytest

from mingtang.files.redact.verify import Expected, remaining
from tests.unit.files.redact import pages

PLACE = (110.0, 190.0, 185.0, 220.0)
"""In the plane of the page, where ``pages.plain`` writes the secret."""
ELSEWHERE = (200.0, 20.0, 220.0, 40.0)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 120, 330, 260)])
def test_text_under_a_box_is_found_however_the_page_is_shown(turn, crop):
    content = pages.plain(turn=turn, crop=crop)
    assert remaining(content, content, {1: Expected((PLACE,), "", "")}) == {1: "PDFium"}
    assert remaining(content, content, {1: Expected((ELSEWHERE,), "", "")}) == {}


def test_the_code_of_the_ground_may_stand_on_the_box_and_nothing_more():
    before = pages.plain()
    labelled = pages.written(pages.new(pages.line("X15", x=130)))
    assert remaining(before, labelled, {1: Expected((PLACE,), "X15", "")}) == {}
    assert remaining(before, labelled, {1: Expected((PLACE,), "X16", "")}) == {1: "PDFium"}


def test_text_that_was_only_painted_over_is_found():
    covered = pages.written(pages.new(pages.line("before Zhang38") + b"110 190 75 30 re f"))
    assert remaining(pages.plain(), covered, {1: Expected((PLACE,), "", pages.SECRET)})
