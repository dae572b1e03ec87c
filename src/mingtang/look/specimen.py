"""Made-up contents for the component page: a fictional county, nothing of it real."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from mingtang.statute.calendar import china_calendar
from mingtang.statute.events import Event, Extended, Opened, Restarted, Stopped
from mingtang.statute.explain import Explanation, explain
from mingtang.statute.limits import registry as limits

CHINA = ZoneInfo("Asia/Shanghai")
LONG_TITLE = (
    "明水县人民政府办公室关于印发明水县2026年农村饮用水安全巩固提升工程"
    "实施方案和分年度资金安排计划（2026—2028年）的通知"
)

SITE: dict[str, str] = {
    "name": "明水县人民政府",
    "unit": "明水县人民政府办公室",
    "domain": "www.mingshui-demo.gov.cn",
    "id_code": "9900000001",
    "icp": "演示ICP备00000000号",
    "police": "演示公网安备00000000000000号",
    "contact": "0000-0000000（工作日 8:30—17:30）",
}

ENTRY: dict[str, Any] = {
    "index_number": "MS000-2026-001284",
    "published_at": datetime(2026, 10, 21, 9, 30, tzinfo=CHINA),
    "unit_name": "明水县水务局",
    "review_steps": ["单位负责人", "保密审查", "政务公开办"],
    "content_hash": "5f2c9b1e77a04d3cb8e61f20a9d4c7735f2c9b1e77a04d3cb8e61f20a9d4c773",
    "register_url": "#register",
}

ENTRIES: list[dict[str, Any]] = [
    {
        "title": LONG_TITLE,
        "unit": "明水县人民政府办公室",
        "on": date(2026, 10, 21),
        "validity": "valid",
    },
    {
        "title": "明水县城镇燃气管理办法",
        "unit": "明水县住房和城乡建设局",
        "on": date(2024, 3, 8),
        "validity": "amended",
    },
    {
        "title": "关于调整农村客运票价的通知",
        "unit": "明水县发展和改革局（粮食和物资储备局、国防动员办公室）",
        "on": date(2019, 6, 30),
        "validity": "repealed",
    },
    {
        "title": "明水县旱情应急响应临时措施",
        "unit": "明水县应急管理局",
        "on": date(2022, 7, 1),
        "validity": "expired",
    },
]

BOARD: list[dict[str, Any]] = [
    {
        "unit": "县教育局",
        "url": "#board",
        "on_time": 48,
        "total": 50,
        "median_days": 7,
        "open_overdue": 1,
        "yellow": 1,
        "red": 0,
    },
    {
        "unit": "县人力资源和社会保障局",
        "url": "#board",
        "on_time": 31,
        "total": 31,
        "median_days": 4.5,
        "open_overdue": 0,
        "yellow": 0,
        "red": 0,
    },
    {
        "unit": "县自然资源和规划局（林业和草原局）",
        "url": "#board",
        "on_time": 17,
        "total": 29,
        "median_days": 18,
        "open_overdue": 4,
        "yellow": 5,
        "red": 2,
    },
    {
        "unit": "青石镇人民政府",
        "url": "",
        "on_time": 0,
        "total": 0,
        "median_days": None,
        "open_overdue": 0,
        "yellow": 0,
        "red": 0,
    },
]

DUTIES: list[dict[str, Any]] = [
    {
        "what": "答复“农田水利建设资金”公开申请",
        "unit": "县水务局",
        "state": "open",
        "days_left": 11,
        "card": "",
    },
    {
        "what": "公开《明水县城镇燃气管理办法》修改稿",
        "unit": "县住房和城乡建设局",
        "state": "open",
        "days_left": 2,
        "card": "soon",
    },
    {
        "what": "答复县长信箱来信：青石镇路灯",
        "unit": "青石镇人民政府",
        "state": "open",
        "days_left": -1,
        "card": "yellow",
    },
    {
        "what": "更新机构职能栏目",
        "unit": "县档案馆",
        "state": "open",
        "days_left": -9,
        "card": "red",
    },
    {
        "what": "等待申请人补正",
        "unit": "县教育局",
        "status": "open",
        "stopped": True,
        "days_left": 6,
        "card": "",
    },
]

TODAY = date(2026, 10, 21)


def clock() -> Explanation:
    """A request received on 28 September 2026, over the National Day holiday."""
    return _explained(Opened(date(2026, 9, 28)))


def moved_clock() -> Explanation:
    """The same clock, stopped while a third party is asked and then extended."""
    return _explained(
        Opened(date(2026, 9, 28)),
        Stopped(date(2026, 10, 9), "征求第三方意见", "《政府信息公开条例》第三十三条第三款"),
        Restarted(date(2026, 10, 16)),
        Extended(10, date(2026, 10, 20), "延长答复期限"),
    )


def _explained(*events: Event) -> Explanation:
    rule = limits.get("foi.reply", TODAY)
    return explain(rule, events, china_calendar(), TODAY)


class SpecimenForm(forms.Form):
    """A form with one control of each sort."""

    title = forms.CharField(label="标题", max_length=200, help_text="写全称，不加书名号。")
    kind = forms.ChoiceField(
        label="公文种类", choices=[("notice", "通知"), ("opinion", "意见"), ("reply", "批复")]
    )
    made_on = forms.DateField(
        label="成文日期",
        help_text="例如 2026-11-21。公开期限从次日起算 20 个工作日。",
        error_messages={"invalid": "没有这一天，请按 2026-11-21 的写法重填。"},
    )
    way = forms.ChoiceField(
        label="公开方式",
        choices=[("open", "主动公开"), ("asked", "依申请公开"), ("closed", "不予公开")],
        widget=forms.RadioSelect,
        help_text="选后两种要写明理由。",
    )
    summary = forms.CharField(
        label="摘要", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    attachment = forms.FileField(
        label="附件", required=False, help_text="PDF、OFD、Word、Excel，每个不超过 50 MB。"
    )
    checked = forms.BooleanField(label="已核对个人信息")
