"""When a page does not open: why, and where to go on. In the site's own shell."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.urls import NoReverseMatch, reverse

logger = logging.getLogger(__name__)

_BARE = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>页面暂时打不开</title>"
    "<h1>页面暂时打不开</h1><p>问题已经记录，请过几分钟再试。</p><p><a href='/'>回到首页</a></p>"
)

_NOT_YOURS = "没有这份材料，或者不归您的单位办理。"
"""At the desk another unit's things are not there, so both are said in one."""


def _ways(request: HttpRequest) -> list[tuple[str, str]]:
    if request.path.startswith("/desk/"):
        return [("回到工作台", "/desk/"), ("回到门户首页", "/")]
    return [
        ("搜索公开的文件", reverse("portal:search")),
        ("按栏目和单位看公开", reverse("portal:open")),
        ("回到首页", "/"),
    ]


def _answer(request: HttpRequest, status: int, heading: str, explain: str) -> HttpResponse:
    context = {
        "code": status,
        "heading": heading,
        "explain": explain,
        "ways": _ways(request),
        "meta": {"noindex": True},
    }
    return render(request, "look/error_page.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    told = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    if request.path.startswith("/desk/"):
        return _answer(request, 404, "没有找到这一页", told if told.endswith("。") else _NOT_YOURS)
    known = told if told.endswith("。") else "网址可能抄错了，或者这一页已经搬走。"
    return _answer(request, 404, "没有找到这一页", f"{known}用上面的搜索框试试标题里的几个字。")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _answer(request, 403, "这一页不对您开放", "如果您是工作人员，请用有相应权限的账号登录。")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. What was too much is named, with the limit."""
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        explain = f"一次最多上传 {most} 个文件。请分几次上传，或者打成一个 ZIP 压缩包上传。"
        return _answer(request, 400, "一次上传的文件太多", explain)
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        explain = (
            "填写的文字或项目超过了一次能接收的量。请回到上一页精简后再提交，长材料请作为附件上传。"
        )
        return _answer(request, 400, "一次提交的内容太多", explain)
    return _answer(request, 400, "网址或提交的内容看不懂", "请检查网址，或回到上一页重新填写。")


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Falls back to a bare page when even the shell cannot be drawn."""
    explain = "问题已经记录，工作人员会处理。请过几分钟再试；刚才填写的内容没有提交成功。"
    try:
        return _answer(request, 500, "页面暂时打不开", explain)
    except (TemplateDoesNotExist, NoReverseMatch, OSError, ValueError):
        logger.exception("the error page itself could not be drawn")
        return HttpResponse(_BARE, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: cookies are off, or the page was open for too long."""
    explain = (
        "为防止他人冒名提交，这个页面需要浏览器允许本站的 Cookie。"
        "请返回上一页，刷新后再提交；刚才填写的内容请先复制保存。"
    )
    return _answer(request, 403, "提交没有成功", explain)
