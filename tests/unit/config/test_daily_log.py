"""One log file a day, shared by processes, kept as long as it must be."""

from __future__ import annotations

import logging
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mingtang.config.daily_log import DailyLogHandler

Write = Callable[[datetime, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    handler = DailyLogHandler(str(tmp_path / "logs"), keep_days=2)

    def at(moment: datetime, message: str) -> None:
        record = logging.LogRecord("test", logging.INFO, "", 0, message, None, None)
        record.created = moment.timestamp()
        handler.emit(record)

    return at


def test_a_record_goes_to_the_file_of_its_day_in_china(write: Write, tmp_path: Path) -> None:
    write(datetime(2026, 3, 1, 15, 59, tzinfo=UTC), "first")
    write(datetime(2026, 3, 1, 16, 1, tzinfo=UTC), "second")
    logs = tmp_path / "logs"
    assert (logs / "mingtang-2026-03-01.log").read_text() == "first\n"
    assert (logs / "mingtang-2026-03-02.log").read_text() == "second\n"
    assert stat.S_IMODE((logs / "mingtang-2026-03-01.log").stat().st_mode) == 0o600


def test_files_older_than_the_time_to_keep_are_removed(write: Write, tmp_path: Path) -> None:
    for day in (1, 2, 3, 4):
        write(datetime(2026, 3, day, 4, tzinfo=UTC), "kept")
    names = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert names == [f"mingtang-2026-03-0{day}.log" for day in (2, 3, 4)]


def test_two_handlers_append_whole_lines_to_one_file(write: Write, tmp_path: Path) -> None:
    other = DailyLogHandler(str(tmp_path / "logs"), keep_days=2)
    moment = datetime(2026, 3, 1, 4, tzinfo=UTC)
    record = logging.LogRecord("test", logging.INFO, "", 0, "theirs", None, None)
    record.created = moment.timestamp()
    write(moment, "ours")
    other.emit(record)
    write(moment, "ours again")
    other.close()
    assert (
        tmp_path / "logs" / "mingtang-2026-03-01.log"
    ).read_text() == "ours\ntheirs\nours again\n"
