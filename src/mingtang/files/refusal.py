"""Why a file is not taken, and the wrapper that turns any parser's failure into that answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class FileRefused(Exception):
    """A file is not accepted.

    ``code`` is for programmes (``too_large``, ``executable``, ``mismatch``, ``unsupported``,
    ``damaged``, ``macro``, ``bomb``, ``nested``, ``unsafe_name``, ``polyglot``, ``empty``,
    ``infected``, ``scanner_unreachable``, ``too_many``, ``not_scrubbable``); ``text_zh`` tells
    the person what is wrong and the way out.
    """

    def __init__(self, code: str, text_zh: str) -> None:
        super().__init__(f"{code}: {text_zh}")
        self.code = code
        self.text_zh = text_zh


@contextmanager
def damaged_if_unreadable() -> Iterator[None]:
    """Whatever a parser raises on hostile bytes becomes :class:`FileRefused` ``damaged``.

    Parsers of foreign formats raise almost anything (``struct.error``, ``IndexError``,
    ``RecursionError`` …) when the bytes lie; the person needs one clear answer.
    """
    try:
        yield
    except (FileRefused, OutOfTime):
        raise
    except Exception as error:
        raise FileRefused(
            "damaged", "文件已损坏或不完整，无法读取。请用原软件打开后重新保存，再上传。"
        ) from error


class OutOfTime(Exception):
    """The time allowed for one file is used up; the caller reports the rest as unchecked."""
