"""An office's own holiday notices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.notice_file import NoticeFileError, calendar_with, read_notices


def test_an_entered_notice_ends_a_provisional_year(tmp_path: Path) -> None:
    path = tmp_path / "notices.toml"
    path.write_text(
        '[[notice]]\nyear = 2027\nnumber = "某号"\ndays = ["国庆节 10-01/10-07 +09-26"]\n',
        encoding="utf-8",
    )
    calendar = calendar_with(path)
    assert china_calendar().is_provisional(date(2027, 10, 4))
    assert not calendar.is_provisional(date(2027, 10, 4))
    assert not calendar.is_working_day(date(2027, 10, 4))
    assert calendar.is_working_day(date(2027, 9, 26))  # a Sunday that is worked


@pytest.mark.parametrize(
    "text",
    [
        "[[notice]]\nyear = 2027\n",
        '[[notice]]\nyear = 2027\ndays = ["国庆节"]\n',
        '[[notice]]\nyear = 2027\ndays = ["国庆节 13-01/13-07"]\n',
        "notice = 5",
        "[[notice",
    ],
)
def test_a_faulty_notice_names_its_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notices.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NoticeFileError, match=r"notices\.toml"):
        read_notices(path)
