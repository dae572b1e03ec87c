"""Chinese names of the acts in the journal; apps above add theirs."""

from __future__ import annotations

from collections.abc import Mapping

_names: dict[str, str] = {
    "unit.create": "新建单位",
    "unit.change": "修改单位信息",
    "unit.succeed": "单位合并、更名或拆分",
    "region.create": "新增区划",
    "staff.create": "新建账号",
    "staff.change": "修改账号",
    "staff.login": "登录",
    "staff.login_failed": "登录失败",
    "staff.locked_out": "连续失败后锁定",
    "staff.logout": "退出登录",
    "staff.password_change": "本人修改密码",
    "staff.password_reset": "发放临时密码",
    "staff.reset_ask": "申请重置账号",
    "staff.reset_confirm": "确认重置账号",
    "staff.reset_refuse": "不同意重置账号",
    "staff.reset_withdraw": "撤回重置申请",
    "staff.reset_expire": "重置申请过期",
    "staff.restore_access": "在服务器本机恢复登录",
    "staff.unlock": "解除锁定",
    "staff.factor_add": "登记第二步验证",
    "staff.factor_remove": "解除第二步验证",
    "staff.leave_end": "提前销假",
    "staff.deactivate": "停用账号",
    "staff.activate": "恢复账号",
    "staff.grant": "授予角色",
    "staff.end_grant": "终止角色",
    "staff.leave": "登记休假代理",
    "duty.assign": "指派经办人",
    "duty.hand_over": "职责随单位转移",
    "calendar.notice": "录入放假通知",
    "calendar.remove_notice": "撤销录入的放假通知",
    "calendar.recompute": "重算期限",
    "notice.resend": "重发消息",
    "error.report": "收到网友纠错",
    "error.answer": "答复网友纠错",
    "word.add": "新增词条",
    "word.change": "修改词条",
    "section.create": "新建栏目",
    "section.change": "修改栏目",
    "section.close": "栏目停止更新",
    "section.reopen": "栏目恢复更新",
    "section.delete": "删除栏目",
    "register.publish": "公开",
    "register.revise": "修订后重新公开",
    "register.withdraw": "撤下",
    "register.validity": "变更有效性",
}

GROUPS: dict[str, str] = {
    "unit": "单位",
    "staff": "人员与角色",
    "duty": "职责",
    "calendar": "工作日历",
    "notice": "消息",
    "error": "网友纠错",
    "word": "词表",
    "section": "栏目",
    "register": "公开目录",
}


def register_act_names(names: Mapping[str, str], groups: Mapping[str, str] | None = None) -> None:
    """Add names (``document.submit`` → 提交审核) and groups (``document`` → 文件)."""
    _names.update(names)
    GROUPS.update(groups or {})


def acts_of(*groups: str) -> list[str]:
    """Every act of the groups (``staff`` → ``staff.create`` …)."""
    return sorted(act for act in _names if act.partition(".")[0] in groups)


def act_name(act: str) -> str:
    """The Chinese name of an act; the code itself when none is known."""
    return _names.get(act, act)
