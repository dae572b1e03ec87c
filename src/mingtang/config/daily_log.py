"""One log file a day, safe for several processes, deleted when its time is over."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

_CHINA = timezone(timedelta(hours=8))
_NAME = "mingtang-{:%Y-%m-%d}.log"


class DailyLogHandler(logging.Handler):
    """Appends each record to ``folder/mingtang-YYYY-MM-DD.log`` (China's date).

    Every process appends whole lines to the same file, so nothing has to be rotated between
    them. Files older than ``keep_days`` are removed when a new day begins. When the disk is full
    or the folder cannot be written, the record goes to standard error instead.
    """

    def __init__(self, folder: str, keep_days: int) -> None:
        super().__init__()
        self.folder = Path(folder)
        self.keep_days = keep_days
        self._name = ""
        self._descriptor = -1

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record as one line (traces follow on lines of their own)."""
        try:
            day = datetime.fromtimestamp(record.created, tz=UTC).astimezone(_CHINA)
            self._open(_NAME.format(day), day)
            os.write(self._descriptor, (self.format(record) + "\n").encode())
        except Exception:  # noqa: BLE001  (logging must never break what it logs)
            self.handleError(record)

    def close(self) -> None:
        """Close the file of the day."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor, self._name = -1, ""
        super().close()

    def _open(self, name: str, day: datetime) -> None:
        if name == self._name:
            return
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._descriptor = os.open(self.folder / name, flags, 0o600)
        self._name = name
        oldest = _NAME.format(day - timedelta(days=self.keep_days))
        for path in self.folder.glob("mingtang-????-??-??.log"):
            if path.name < oldest:
                path.unlink(missing_ok=True)
