"""Setting Chinese beside Latin letters and figures, sizes of files, days left in words."""

from __future__ import annotations

import re

_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = r"A-Za-z0-9%‰"
THIN = "\u2009"
THIN_FIXED = "\u202f"
_AFTER_HAN = re.compile(f"(?<=[{_HAN}]) ?(?=[{_WORD}])")
_BEFORE_HAN = re.compile(f"(?<=[{_WORD}]) ?(?=[{_HAN}])")
_UNITS = ("字节", "KB", "MB", "GB", "TB")


def thin_spaced(text: str) -> str:
    """``text`` with a thin space wherever Chinese meets Latin letters or figures.

    A plain space already standing there becomes the thin one; after a figure the space does not
    break, so that ``2026 年`` stays on one line. For display only: never store it.
    """
    return _BEFORE_HAN.sub(THIN_FIXED, _AFTER_HAN.sub(THIN, text))


def file_size(count: int) -> str:
    """``count`` bytes in words, 1,024 to a step: ``532 字节``, ``1.4 MB``; negative counts as 0."""
    size = float(max(count, 0))
    step = 0
    while size >= 1024 and step < len(_UNITS) - 1:
        size /= 1024
        step += 1
    if step == 0:
        return f"{int(size)} 字节"
    number = f"{size:.1f}".removesuffix(".0") if size < 100 else f"{size:.0f}"
    return f"{number} {_UNITS[step]}"


def days_left_words(days: int, *, working: bool = True) -> str:
    """Days until a due date in words; negative numbers are days overdue."""
    unit = "个工作日" if working else "日"
    if days == 0:
        return "今天到期"
    if days > 0:
        return f"还剩 {days} {unit}"
    return f"逾期 {-days} {unit}"


def hash_groups(value: str) -> str:
    """A content hash in groups of eight, so that two people can compare it by reading aloud."""
    return " ".join(value[at : at + 8] for at in range(0, len(value), 8))
