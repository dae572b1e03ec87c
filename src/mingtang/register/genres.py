"""Fixed vocabularies of the public catalogue, with their sources. Data, no rules.

Sources: 党政机关公文处理工作条例（中办发〔2012〕14号）第八条 (the 15 kinds); the national subject
classes of the policy library; 有效性 as shown at the head of document pages.
"""

from __future__ import annotations

from django.db.models import TextChoices


class Genre(TextChoices):
    """体裁. The 15 公文种类, then kinds that counties publish besides them."""

    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    ORDER = "order", "命令（令）"
    COMMUNIQUE = "communique", "公报"
    ANNOUNCEMENT = "announcement", "公告"
    PUBLIC_NOTICE = "public_notice", "通告"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "通报"
    REPORT = "report", "报告"
    REQUEST = "request", "请示"
    REPLY = "reply", "批复"
    MOTION = "motion", "议案"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    GOVERNMENT_ORDER = "government_order", "政府令"
    INTERPRETATION = "interpretation", "政策解读"
    NEWS = "news", "政务动态"
    PLAN = "plan", "规划计划"
    STATISTICS = "statistics", "统计信息"
    BUDGET = "budget", "预算决算"
    ANNUAL_REPORT = "annual_report", "公开年报"
    GUIDE = "guide", "指南"
    EXECUTION = "execution", "执行情况"
    FOI_REPLY = "foi_reply", "依申请公开答复选登"
    OTHER = "other", "其他"


OFFICIAL_KINDS = frozenset(list(Genre.values)[:15])
"""The 15 kinds of 中办发〔2012〕14号 art. 8."""


class Validity(TextChoices):
    """有效性."""

    PENDING = "pending", "待生效"
    VALID = "valid", "有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "废止"
    EXPIRED = "expired", "失效"


class Attribute(TextChoices):
    """公开属性 (国办发〔2016〕80号 一(一))."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    CLOSED = "closed", "不予公开"


class RelationKind(TextChoices):
    """How one public item stands to another; ``related`` says no more than that they belong
    together."""

    INTERPRETS = "interprets", "解读"
    REPLACES = "replaces", "代替"
    AMENDS = "amends", "修改"
    REPEALS = "repeals", "废止"
    RELATED = "related", "相关"


INVERSE_LABELS = {
    RelationKind.INTERPRETS: "被解读",
    RelationKind.REPLACES: "被代替",
    RelationKind.AMENDS: "被修改",
    RelationKind.REPEALS: "被废止",
    RelationKind.RELATED: "相关",
}

SUBJECT_CLASSES: dict[str, str] = {
    "01": "机构职能",
    "02": "综合政务",
    "03": "国民经济管理、国有资产监管",
    "04": "财政、金融、审计",
    "05": "国土资源、能源",
    "06": "农业、林业、水利",
    "07": "工业、交通",
    "08": "商贸、海关、旅游",
    "09": "市场监管、安全生产监管",
    "10": "城乡建设、环境保护",
    "11": "科技、教育",
    "12": "文化、广电、新闻出版",
    "13": "卫生、体育",
    "14": "人口与计划生育、妇女儿童工作",
    "15": "劳动、人事、监察",
    "16": "公安、安全、司法",
    "17": "民政、扶贫、救灾",
    "18": "民族、宗教",
    "19": "对外事务",
    "20": "港澳台侨工作",
    "21": "国防",
    "22": "其他",
}
"""主题分类, first level (22 classes)."""

SUBJECT_CHOICES = list(SUBJECT_CLASSES.items())
