"""What the web server itself answers to a request that never reaches the site: plain Chinese.

Gunicorn refuses what it cannot read (an address that is too long, signs that an address may not
hold) before the site is asked; its own answer is an English line without a way on.
"""

from __future__ import annotations

import html
from http import HTTPStatus
from typing import Any

from gunicorn import util

_WORDS: dict[int, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: (
        "网址或提交的内容看不懂",
        "网址里有浏览器没有转换的字符，或者抄错了。请从首页的搜索框输入要找的内容。",
    ),
    HTTPStatus.REQUEST_URI_TOO_LONG: (
        "网址太长",
        "搜索词太长，服务器没有接收。请只用标题里的几个词再找，最多 200 个字。",
    ),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
        "浏览器送来的信息太多",
        "请清除浏览器中本站的 Cookie，再打开一次。",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "页面暂时打不开",
        "问题已经记录，请过几分钟再试。",
    ),
}
_OTHER = ("这次请求没有办成", "请回到首页，从那里再打开一次。")

_PAGE = (
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{heading}</title>'
    "</head><body><h1>{heading}</h1><p>{explain}</p>"
    '<p><a href="/">回到首页</a>　<a href="/search/">搜索公开的文件</a></p></body></html>\n'
)


def page(status: int) -> bytes:
    """The page of a status, UTF-8. Nothing of what was sent is in it."""
    heading, explain = _WORDS.get(status, _OTHER)
    return _PAGE.format(heading=html.escape(heading), explain=html.escape(explain)).encode()


def write_error(sock: Any, status_int: int, reason: str, mesg: str) -> None:
    """In the place of :func:`gunicorn.util.write_error`; what went wrong is in the log only."""
    body = page(status_int)
    head = (
        f"HTTP/1.1 {status_int} {reason}\r\n"
        "Connection: close\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Security-Policy: default-src 'none'\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode("latin-1") + body)
