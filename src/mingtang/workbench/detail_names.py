"""Chinese names of what a journal entry notes beside its act; apps above add theirs.

What has no name here is shown as it was written, in the part for technical checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mingtang.orgs.models import Succession
from mingtang.orgs.roles import Role

_names: dict[str, str] = {
    "address": "网络地址",
    "methods": "登录方式",
    "minutes": "锁定分钟数",
    "username": "登录名",
    "role": "角色",
    "since": "从哪天起",
    "until": "到哪天止",
    "deputy": "代理人",
    "name": "名称",
    "on": "生效日期",
    "from": "原来",
    "to": "现在",
    "year": "年份",
    "number": "文号",
    "lines": "放假安排",
    "moved": "重算的期限数",
    "duties": "转移的时限数",
    "entries": "转移的目录条目数",
    "word": "词",
    "advice": "提示",
    "index_number": "索引号",
    "content_hash": "内容指纹",
    "review_steps": "审核步骤数",
    "emergency": "紧急发布",
    "version": "第几版",
    "main": "承接在办事项",
    "kind": "类别",
}
_words: dict[str, dict[str, str]] = {
    "role": {value: str(label) for value, label in Role.choices},
    "methods": {
        "password": "密码",
        "mfa": "两步验证",
        "totp": "验证器",
        "webauthn": "通行密钥",
        "recovery_codes": "备用码",
        "reauthenticated": "再次确认身份",
    },
    "kind": {
        **{value: str(label) for value, label in Succession.Kind.choices},
        "totp": "验证器",
        "webauthn": "通行密钥",
        "recovery_codes": "备用码",
    },
}


def register_detail_names(
    names: Mapping[str, str], words: Mapping[str, Mapping[str, str]] | None = None
) -> None:
    """Add names of notes (``step`` → 环节) and of their values (``step`` → ``leader`` → …)."""
    _names.update(names)
    for key, values in (words or {}).items():
        _words.setdefault(key, {}).update(values)


def in_words(detail: Mapping[str, Any]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The notes of an entry: those with a name and a value in words, then all as written."""
    named = [
        (_names[key], told)
        for key, value in detail.items()
        if key in _names and (told := _told(key, value))
    ]
    return named, [(key, str(value)) for key, value in sorted(detail.items())]


def _told(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "、".join(filter(None, (_told(key, each) for each in value)))
    if value is None or isinstance(value, dict):
        return ""
    text = str(value)
    words = _words.get(key)
    if words is None:
        return text
    return words.get(text, "" if text.isascii() else text)
