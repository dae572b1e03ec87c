"""Sizes of files, days left and content hashes in words.

The space between Chinese and figures is the style sheet's (``text-autospace``): text that is copied
from a page stays the text that was published.
"""

from __future__ import annotations

_UNITS = ("字节", "KB", "MB", "GB", "TB")


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
