"""Secret and internal markings left in a text: the mark itself, not talk about secrecy.

保密工作, 国家秘密 and 商业秘密 are ordinary words of public documents; a marking stands on a line
of its own, at the head of the document, after 密级, or with the star and a period (GB/T 9704-2012).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .findings import Finding, Sureness
from .folding import visible

_LEVEL = r"(?:绝 {0,4}密|机 {0,4}密|秘 {0,4}密)"
_PERIOD = r"(?:[0-9一二三四五六七八九十]{1,3} ?(?:年|个月|月|日|天)|长期|启用前|解密前)"
_LEFT = r"^[ \t　（(【\[〔]{0,8}"
_RIGHT = r"[ \t　）)】\]〕。！!]{0,8}$"


@dataclass(frozen=True, slots=True)
class Marking:
    """One way a marking looks; ``head_lines``: only in so many first lines (0: all)."""

    kind: str
    label: str
    pattern: re.Pattern[str]
    sureness: Sureness
    reason_zh: str
    head_lines: int = 0


def _marking(
    kind: str, pattern: str, sureness: Sureness, reason: str, head_lines: int = 0
) -> Marking:
    labels = {"secret": "密级标志", "internal": "内部文件标志", "not_public": "不公开标志"}
    return Marking(
        kind, labels[kind], re.compile(pattern, re.MULTILINE), sureness, reason, head_lines
    )


_SURE, _LIKELY, _MAYBE = Sureness.CERTAIN, Sureness.LIKELY, Sureness.POSSIBLE
_INNER = "内部资料|内部文件|内部使用|内部材料|内部参考|内部掌握|内部刊物|内部明电|内部事项"
_KEEP = (
    "注意保存|注意保管|妥善保管|妥善保存|不得外传|请勿外传|严禁外传|切勿外传|不得外泄|请勿外泄|严禁外泄|不得扩散|请勿扩散"
    "|阅后收回|阅后即焚|阅后销毁|会后收回|不得翻印|请勿翻印"
)
_UNSAID = "不得公开|严禁公开|请勿公开|不得对外"
"""Marks only beside another on the same line; alone they are words of a rule."""

MARKINGS: tuple[Marking, ...] = (
    _marking("secret", rf"{_LEVEL} {{0,4}}[★☆✩✭] {{0,4}}{_PERIOD}?", _SURE, "密级标志（带★）"),
    _marking(
        "secret",
        rf"密 {{0,4}}级 {{0,4}}[::：] {{0,4}}(?:{_LEVEL}|内部|秘密级|机密级|绝密级)",
        _SURE,
        "写明了密级",
    ),
    _marking("secret", rf"保密期限 {{0,4}}[:：] {{0,4}}{_PERIOD}", _SURE, "写明了保密期限"),
    _marking(
        "secret", rf"{_LEFT}{_LEVEL}(?: {{0,4}}{_PERIOD})?{_RIGHT}", _SURE, "单独成行的密级标志"
    ),
    _marking(
        "secret",
        rf"{_LEFT}{_LEVEL}[ \t　]{{1,8}}(?:{_PERIOD}|特急|加急|急件|第?[0-9]{{1,6}}号?)",
        _LIKELY,
        "文件开头的密级标志",
        20,
    ),
    _marking("secret", r"(?:密码电报|机要电报|密电)[ \t　]*$", _MAYBE, "密码电报标志"),
    _marking(
        "secret",
        r"^[ \t　]*份 {0,4}号 {0,4}[:：] {0,4}[0-9]{1,6}",
        _MAYBE,
        "份号只用于涉密公文",
        20,
    ),
    _marking(
        "internal",
        rf"(?:{_INNER})[ ,，、。;；·!！:：]{{0,4}}(?:{_KEEP})",
        _SURE,
        "内部资料标志",
    ),
    _marking("internal", rf"{_LEFT}(?:{_INNER}|{_KEEP}){_RIGHT}", _SURE, "单独成行的内部标志"),
    _marking(
        "internal",
        rf"{_LEFT}(?:(?:{_INNER}|{_KEEP}|{_UNSAID})[ ,，、。;；·　]{{1,4}}){{1,3}}"
        rf"(?:{_INNER}|{_KEEP}|{_UNSAID}){_RIGHT}",
        _SURE,
        "单独成行的内部标志",
    ),
    _marking(
        "internal",
        r"^[ \t　]{0,8}[（(【\[〔]内 {0,2}部[）)】\]〕][ \t　]{0,8}$",
        _LIKELY,
        "单独成行的内部标志",
        20,
    ),
    _marking("internal", rf"[（(【\[](?:{_INNER}|{_KEEP})[）)】\]]", _SURE, "括号中的内部标志"),
    _marking(
        "internal",
        r"(?:仅供|只供|限于|仅限)(?:(?:本?单位|机关|领导|系统|党组|工作)?内部|领导)(?:使用|参阅|参考|掌握|传阅|学习)",
        _LIKELY,
        "限内部使用的字样",
    ),
    _marking(
        "internal",
        r"(?:此件|本件|本文|本文件|本资料|本材料)[^。\n]{0,8}"
        r"(?:不得外传|请勿外传|严禁外传|不得扩散|不得翻印|注意保密|请注意保密|阅后收回|不得公开)",
        _SURE,
        "写明本件不得外传",
    ),
    _marking(
        "not_public",
        r"(?:此件|本件|本文件|公开属性|公开类别|公开方式|公开形式)[ 　]{0,4}[::：]?[ 　]{0,4}"
        r"(?:不予?公开|非公开|依申请公开|不宜公开|内部公开|暂不公开)",
        _SURE,
        "写明本件不主动公开",
    ),
)
"""The default markings."""


def find_markings(text: str, *, markings: tuple[Marking, ...] = MARKINGS) -> list[Finding]:
    """All markings in ``text``, in order, not overlapping; the surer of two is kept."""
    folded = visible(text.replace("\r", "\n"))
    hits: list[tuple[int, int, int, Marking]] = []
    for rank, marking in enumerate(markings):
        limit = _line_end(folded.text, marking.head_lines)
        for match in marking.pattern.finditer(folded.text, 0, limit):
            start, end = _trimmed(match)
            hits.append((start, end, rank, marking))
    findings: list[Finding] = []
    hits.sort(key=lambda hit: (hit[0], hit[2]))
    for start, end, _, marking in hits:
        left, right = folded.span(start, end)
        if findings and left < findings[-1].end:
            continue
        findings.append(
            Finding(
                marking.kind,
                marking.label,
                left,
                right,
                text[left:right],
                f"{marking.reason_zh}：涉密或内部文件不得发布，请核对是否误传",
                None,
                marking.sureness,
            )
        )
    return findings


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The span of the match without white space at its ends."""
    found = match[0]
    start = match.start() + len(found) - len(found.lstrip())
    return start, match.end() - (len(found) - len(found.rstrip()))


def _line_end(text: str, lines: int) -> int:
    """Where line number ``lines`` ends; the end of the text for 0."""
    place = -1
    for _ in range(lines):
        place = text.find("\n", place + 1)
        if place < 0:
            return len(text)
    return place if lines else len(text)
