"""Lines that a web site puts around a document: how they are known, and what they tell.

The words are in ``words``; matching labels ignores spaces set between the characters.
"""

from __future__ import annotations

import re

from .model import one_line
from .words import BUTTONS, LABELS

_KIND = {label: kind for kind, labels in LABELS.items() for label in labels}
_LOOSE = sorted(_KIND, key=len, reverse=True)
_LABEL = re.compile(
    r"(?<![\u4e00-\u9fa5])[【\[(（]?\s*("
    + "|".join(r"\s*".join(label) for label in _LOOSE)
    + r")\s*(?:[】\])）]\s*[:：]?|[:：])"
)
_DATE_FIRST = re.compile(
    r"^(?:19|20)[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?"
    r"(?:\s*[0-9]{1,2}[:：][0-9]{1,2}(?:[:：][0-9]{1,2})?)?$"
)
_SEPARATED = re.compile(r"\s{2,}|[|｜\t]")

_PATH = re.compile(
    r"^\W{0,3}(?:您?(?:当前|现在|目前)?(?:所在|所处)?的?位置|当前栏目|您的位置|您所在的位置)(?:是|为)?\s*[:：]?"
    r"|^(?:网站|门户)?首页\s*(?:>|＞|»|›|→|/|-|\\|\||$)"
    r"|(?:>|＞|»|›)\s*(?:正文|内容|详细内容|信息内容|浏览文章)\s*$"
)
_WORD = re.compile(
    r"(?:我要|点击|一键|全文)?(?:打印|关闭|收藏|下载|分享|转发|纠错|复制链接|保存|导出|朗读|播放|暂停|停止)"
    r"(?:本页|此页|页面|窗口|文章|正文|全文|到|至|本文|内容|PDF|Word)*[:：]?"
    r"|字[体号](?:大小)?[:：]?|走进.{2,4}"
    r"|相关(?:链接|文档|文章|稿件|信息|阅读|新闻|政策|解读|文件|附件)"
    r"|[<＜《]{0,2}[上下]一[篇页条][>＞》]{0,2}|共\d+页|\d{1,3}"
)
_AROUND = re.compile(
    r"^(?:【|\[)?\s*(?:上|下)一[篇页条]|扫一扫|扫描二维码|扫码(?:分享|阅读|查看|打开)|手机(?:扫描|打开|阅读|查看)|二维码$"
    r"|版权所有|Copyright|©|ICP备|公网安备|网站标识码|标识码[:：]|技术支持\s*[:：]|技术支持单位"
    r"|^(?:主办|承办|协办|运维|维护|管理)(?:单位)?\s*[:：]|^(?:网站)?(?:主办|承办)(?:单位)?\s*[:：]"
    r"|建议使用.{0,30}(?:浏览器|分辨率)|您是(?:第|本站第).{0,20}访|最佳(?:浏览|分辨率)"
    r"|我为政府网站找错|政府网站找错|网站支持IPv6|本网站支持\s*IPv6|^(?:页面)?执行时间"
    r"|您(?:即将|将要)?(?:访问的链接|离开)|智能机器人$|^(?:声明|免责声明)[:：].{0,40}(?:本网|转载)"
    r"|^如果?您对.{0,30}(?:疑问|问题|建议).{0,40}(?:咨询|拨打|联系|反馈)"
    r"|^(?:视力保护色|保护视力色|打开适老化模式)|^(?:Produced|Powered)\s+[Bb]y",
    re.I,
)
_SCRIPT = re.compile(
    r"[\"']\s*\)\s*;|^\s*[)};]+\s*$|\bdocument\.(?:write|get)|\bfunction\s*\(|^\s*var\s+\w+\s*=|\$\(\s*[\"'#.]"
    r"|^<!--|-->$|^\]\]>"
)
_SPLIT_WORDS = re.compile(r"[\s|｜·•,，【】\[\]()（）/]+")


def facts_of(line: str) -> dict[str, str] | None:
    """Kind of fact → value, when the line is one of labels and values; ``None`` for other text."""
    text = one_line(line)
    if not text or len(text) > 400:
        return None
    marks = list(_LABEL.finditer(text))
    if not marks or len(text) > 60 + 80 * len(marks):
        return None
    lead = text[: marks[0].start()].strip(" 　|#*·-")
    facts: dict[str, str] = {}
    if lead:
        if _DATE_FIRST.match(lead):
            facts["published"] = lead
        elif not is_words_only(lead):
            return None
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : after.start() if after else None].strip(" 　|,，;；[]【】()（）")
        kind = _KIND[re.sub(r"\s", "", mark[1])]
        if kind == "other" and "。" in value:
            return None
        if value and (kind not in facts):
            facts[kind] = value
    return facts


def is_words_only(line: str) -> bool:
    """Whether a line holds nothing but words of a site's buttons and bars."""
    words = [word for word in _SPLIT_WORDS.split(line.strip(" :：")) if word]
    return (
        bool(words)
        and len(line) <= 120
        and all(word in BUTTONS or _WORD.fullmatch(word) for word in words)
    )


def is_path(line: str) -> bool:
    """Whether a line says where in the site the page is (当前位置)."""
    return len(line) <= 160 and _PATH.search(one_line(line)) is not None


def is_script(line: str) -> bool:
    """Whether a line is a rest of a programme that was saved as text."""
    return len(line) <= 300 and _SCRIPT.search(line) is not None


def is_around(line: str) -> bool:
    """Whether a line belongs to the site, not to the document, wherever it stands."""
    if len(line) > 220:
        return False
    return is_path(line) or is_words_only(line) or bool(_AROUND.search(line)) or is_script(line)


def is_date_line(line: str) -> bool:
    """Whether a line is a date, with or without the time, and nothing else."""
    return _DATE_FIRST.match(one_line(line)) is not None
