"""Time limits of letters, the 12345 hotline and responses to public concern."""

from __future__ import annotations

from datetime import date

from mingtang.statute.limits.model import Bound, Counting, TimeLimit

HOTLINE_STANDARD = "《政府热线服务规范》（GB/T 33358-2016）"
HOTLINE_LOCAL = "乐清市热线办理规定"
SHANDONG = "山东省2020年热线办法"
CONCERN_2016_61 = "国办发〔2016〕61号"
CONCERN_2016_80 = "国办发〔2016〕80号"
LETTERS = "政务咨询通行做法"
STANDARD_FROM = date(2017, 7, 1)
CONCERN_61_FROM, CONCERN_80_FROM = date(2016, 8, 12), date(2016, 11, 15)  # days of issue
WORKING, CALENDAR, HOURS = Counting.WORKING, Counting.CALENDAR, Counting.HOURS

# fmt: off
_HOTLINE = (
    TimeLimit(
        code="hotline.answer_call", name_zh="热线人工接听", name_en="An agent answers the call",
        amount=15, counting=Counting.SECONDS, instrument=HOTLINE_STANDARD, article="—",
        sureness="S", since="转人工之时", who="话务员", in_force_from=STANDARD_FROM,
    ),
    TimeLimit(
        code="hotline.answer_text", name_zh="短信等渠道回应", name_en="Short message answered",
        amount=3, counting=Counting.MINUTES, instrument=HOTLINE_STANDARD, article="—",
        sureness="S", since="收到短信之时", who="话务员", in_force_from=STANDARD_FROM,
    ),
    TimeLimit(
        code="hotline.answer_mail", name_zh="热线邮箱回应", name_en="Hotline mail answered",
        amount=24, counting=HOURS, instrument=HOTLINE_STANDARD, article="—",
        sureness="S", since="收到邮件之时", who="话务员", in_force_from=STANDARD_FROM,
    ),
    TimeLimit(
        code="hotline.sign_in", name_zh="工单签收", name_en="Work order signed for",
        amount=1, counting=WORKING, instrument=HOTLINE_LOCAL, article="—",
        sureness="S", since="派单之日", who="承办单位", local=True,
    ),
    TimeLimit(
        code="hotline.consult", name_zh="咨询类工单办理", name_en="Question on the hotline",
        amount=2, counting=WORKING, instrument=HOTLINE_LOCAL, article="—",
        sureness="S", since="受理之日", who="承办单位", local=True,
    ),
    TimeLimit(
        code="hotline.complaint", name_zh="建议、投诉类工单办理",
        name_en="Suggestion or complaint",
        amount=5, counting=WORKING, instrument=HOTLINE_LOCAL, article="—",
        sureness="S", since="受理之日", who="承办单位", local=True,
    ),
    TimeLimit(
        code="hotline.complex", name_zh="复杂工单办理", name_en="Complex work order",
        amount=15, counting=WORKING, instrument=HOTLINE_LOCAL, article="—",
        sureness="S", since="受理之日", who="承办单位", local=True,
    ),
    TimeLimit(
        code="hotline.urgent", name_zh="紧急工单办理", name_en="Urgent work order",
        amount=24, counting=HOURS, instrument="12345热线办理规定", article="—",
        sureness="D", since="派单之时", who="承办单位",
    ),
    TimeLimit(
        code="hotline.extend", name_zh="延长工单办理期限",
        name_en="Extension of a work order (at most)",
        amount=10, counting=WORKING, instrument=SHANDONG, article="—",
        sureness="S", since="原期限届满之日", who="承办单位", local=True,
    ),
    TimeLimit(
        code="hotline.return", name_zh="退回误派工单", name_en="Return a wrong dispatch",
        amount=2, counting=WORKING, instrument=SHANDONG, article="—",
        sureness="S", since="派单之日", who="承办单位", local=True,
    ),
    TimeLimit(
        code="hotline.callback", name_zh="回访", name_en="Call back",
        amount=1, counting=CALENDAR, instrument="某市局热线规定", article="—",
        sureness="S", since="办结之日", who="热线机构", local=True,
    ),
    TimeLimit(
        code="hotline.overdue_notice", name_zh="逾期工单通报", name_en="Overdue order made known",
        amount=5, counting=WORKING, instrument="某市局热线规定", article="—",
        sureness="S", since="办理期限届满之日", who="热线机构", bound=Bound.WINDOW, local=True,
    ),
)

_LETTERS = (
    TimeLimit(
        code="letter.accept", name_zh="受理来信", name_en="Letter accepted",
        amount=1, counting=WORKING, instrument=LETTERS, article="—",
        sureness="K", since="收到来信之日",
    ),
    TimeLimit(
        code="letter.mailbox", name_zh="查看信箱", name_en="Mailboxes read",
        amount=1, counting=CALENDAR, instrument="《政府网站发展指引》（国办发〔2017〕47号）",
        article="互动交流", sureness="K", since="上次查看之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="letter.consult", name_zh="答复咨询", name_en="Question in a letter answered",
        amount=5, counting=WORKING, instrument=LETTERS, article="—",
        sureness="K", since="受理之日",
    ),
    TimeLimit(
        code="letter.complaint", name_zh="答复投诉、建议",
        name_en="Complaint or suggestion answered",
        amount=15, counting=WORKING, instrument=LETTERS, article="—",
        sureness="K", since="受理之日",
    ),
    TimeLimit(
        code="letter.complex", name_zh="答复复杂来信", name_en="Complex letter answered",
        amount=30, counting=CALENDAR, instrument=LETTERS, article="—",
        sureness="K", since="受理之日", note="延长的应当告知来信人。",
    ),
    TimeLimit(
        code="letter.published", name_zh="公开来信和答复", name_en="Letter and answer published",
        amount=2, counting=Counting.MONTHS, instrument="北京市2019年第四季度检查通报",
        article="—",
        sureness="S", since="来信之日", local=True,
    ),
)

_CONCERN = (
    TimeLimit(
        code="concern.first_release", name_zh="重大突发事件首次发布",
        name_en="First release, emergency",
        amount=5, counting=HOURS, instrument=CONCERN_2016_80, article="—",
        sureness="S", since="事件发生之时", who="涉事责任部门",
        in_force_from=CONCERN_80_FROM,
    ),
    TimeLimit(
        code="concern.conference", name_zh="重大突发事件新闻发布会",
        name_en="News conference, emergency",
        amount=24, counting=HOURS, instrument=f"{CONCERN_2016_61}、{CONCERN_2016_80}",
        article="—",
        sureness="S", since="事件发生之时", who="涉事责任部门",
        in_force_from=CONCERN_61_FROM,
    ),
    TimeLimit(
        code="concern.response", name_zh="回应重要政务舆情",
        name_en="Response to public concern",
        amount=48, counting=HOURS, instrument=CONCERN_2016_61, article="—",
        sureness="S", since="舆情发生之时", who="涉事责任部门",
        in_force_from=CONCERN_61_FROM,
    ),
    TimeLimit(
        code="concern.alarm", name_zh="首次发布提醒", name_en="Alarm before the first release",
        amount=4, counting=HOURS, instrument=CONCERN_2016_80, article="—",
        sureness="D", since="事件发生之时", who="涉事责任部门", bound=Bound.WINDOW,
        in_force_from=CONCERN_80_FROM,
    ),
)

LIMITS = _HOTLINE + _LETTERS + _CONCERN
