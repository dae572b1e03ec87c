"""The genre (体裁) that a title names by its last words. Codes are those of the register."""

from __future__ import annotations

import re

_BY_WORDS: tuple[tuple[str, str], ...] = (
    (
        r"(?:政府)?信息公开.{0,10}(?:年度(?:工作)?报告|年报)$|政务公开.{0,6}年度报告$",
        "annual_report",
    ),
    (r"解读$|一图读懂|图解|政策问答|答记者问$", "interpretation"),
    (r"执行情况(?:的?报告)?$|落实情况$", "execution"),
    (r"统计公报$|统计(?:数据|信息|月报|年报|快报)$", "statistics"),
    (r"(?:预算|决算)(?:的?报告|公开(?:说明)?|情况(?:说明)?|表)?$", "budget"),
    (r"政府令$|人民政府令", "government_order"),
    (r"(?:会议)?纪要$", "minutes"),
    (r"公开指南$|办事指南$|指南$", "guide"),
    (r"决议$", "resolution"),
    (r"决定$", "decision"),
    (r"命令$|令$", "order"),
    (r"公报$", "communique"),
    (r"公告$|公示$", "announcement"),
    (r"通告$", "public_notice"),
    (r"意见$", "opinion"),
    (r"通知$", "notice"),
    (r"通报$", "circular"),
    (r"报告$", "report"),
    (r"请示$", "request"),
    (r"批复$", "reply"),
    (r"议案$", "motion"),
    (r"函$", "letter"),
    (r"(?:规划|计划|工作要点|要点|方案|规划纲要)$", "plan"),
)
_RULES = tuple((re.compile(pattern), genre) for pattern, genre in _BY_WORDS)
_BEHIND = re.compile(r"[（(【\[][^（）()【】\[\]]{1,20}[）)】\]]$|\s+$")


def genre_of(title: str) -> tuple[str, str]:
    """Genre code and the words that named it; ``("other", "")`` where none did."""
    bare = title.strip()
    while (match := _BEHIND.search(bare)) and match.start() > 0:
        bare = bare[: match.start()]
    for pattern, genre in _RULES:
        if match := pattern.search(bare):
            return genre, match[0]
    return "other", ""
