"""The exit codes of ``mingtang``, on which scripts may rely, and the failure that carries one."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended. ``docs/operate.md`` shows the same table."""

    OK = 0
    FAULT = 1  # it ran, and found something wrong: a broken chain, a failed job
    USAGE = 2  # the command line is wrong: unknown rule, impossible date
    NOT_INITIALISED = 3  # the data folder is not set up, or not for this version
    ENVIRONMENT = 4  # port taken, disk full, no permission, database unreachable
    REFUSED = 5  # the input was read and not accepted, wholly or in part
    CONFIGURATION = 6  # an option is unknown or wrong
    INTERRUPTED = 130  # Ctrl-C


class Failure(Exception):
    """Ends a command with ``code`` after printing ``message``, one line, to standard error."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
