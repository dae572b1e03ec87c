"""Time limits of government websites: inspection windows, error reports, logs."""

from __future__ import annotations

from mingtang.statute.limits.model import Bound, Counting, TimeLimit

INSPECTION = "国办秘函〔2019〕19号"
GUIDE = "《政府网站发展指引》（国办发〔2017〕47号）"
CYBER_LAW = "《网络安全法》"
PROTECTION = "《网络安全等级保护基本要求》（GB/T 22239-2019）"
ELDER_RULES = "《互联网网站适老化通用设计规范》（工业和信息化部，2021）"
CENSUS = "国办发〔2015〕15号"
WORKING, CALENDAR, MONTHS = Counting.WORKING, Counting.CALENDAR, Counting.MONTHS

# fmt: off
LIMITS = (
    TimeLimit(
        code="site.load", name_zh="网站访问超时", name_en="A visit counts as failed",
        amount=15, counting=Counting.SECONDS, instrument=INSPECTION,
        article="单项否决“站点无法访问”",
        sureness="S", since="发起访问之时", bound=Bound.WINDOW,
    ),
    TimeLimit(
        code="site.page_load", name_zh="网页打开时间", name_en="A page loads",
        amount=3, counting=Counting.SECONDS, instrument=GUIDE, article="附件网页设计规范",
        sureness="S2", since="发起访问之时",
    ),
    TimeLimit(
        code="site.probe_period", name_zh="可用性监测周期", name_en="Availability is watched",
        amount=7, counting=CALENDAR, instrument=INSPECTION, article="单项否决“站点无法访问”",
        sureness="S", since="监测开始之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.probe_interval", name_zh="可用性监测间隔", name_en="One visit after another",
        amount=72, counting=Counting.MINUTES, instrument=INSPECTION,
        article="单项否决“站点无法访问”", sureness="D", since="上次访问之时", bound=Bound.WINDOW,
        note="每天间隔访问不少于二十次。",
    ),
    TimeLimit(
        code="site.home_update", name_zh="首页更新", name_en="Home page renewed",
        amount=14, counting=CALENDAR, instrument=INSPECTION, article="单项否决“首页不更新”",
        sureness="S", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.news_update", name_zh="动态、要闻类栏目更新", name_en="News columns renewed",
        amount=14, counting=CALENDAR, instrument=INSPECTION, article="单项否决“栏目不更新”",
        sureness="S", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.notice_update", name_zh="通知公告、政策文件类栏目更新",
        name_en="Notices and policy columns renewed",
        amount=6, counting=MONTHS, instrument=INSPECTION, article="单项否决“栏目不更新”",
        sureness="S", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.staff_update", name_zh="人事、规划类栏目更新",
        name_en="Personnel and plan columns",
        amount=1, counting=Counting.YEARS, instrument=CENSUS, article="表一",
        sureness="K", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.home_alert", name_zh="首页更新提醒", name_en="Home page reminder",
        amount=10, counting=CALENDAR, instrument=INSPECTION, article="单项否决“首页不更新”",
        sureness="D", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.news_alert", name_zh="动态、要闻类栏目更新提醒", name_en="News reminder",
        amount=10, counting=CALENDAR, instrument=INSPECTION, article="单项否决“栏目不更新”",
        sureness="D", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.notice_alert", name_zh="通知公告类栏目更新提醒", name_en="Notices reminder",
        amount=150, counting=CALENDAR, instrument=INSPECTION, article="单项否决“栏目不更新”",
        sureness="D", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.message_unanswered", name_zh="政务咨询类留言未回应",
        name_en="Message unanswered",
        amount=3, counting=MONTHS, instrument=INSPECTION, article="单项否决“互动回应差”",
        sureness="S", since="留言之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.message_window", name_zh="政务咨询类留言检查范围",
        name_en="How far back messages are inspected",
        amount=1, counting=Counting.YEARS, instrument=INSPECTION, article="单项否决“互动回应差”",
        sureness="S", since="留言之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.consult_update", name_zh="政务咨询类栏目更新", name_en="Question column renewed",
        amount=1, counting=Counting.YEARS, instrument=CENSUS, article="表一",
        sureness="K", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.message_published", name_zh="留言及答复公开",
        name_en="Answered message published",
        amount=2, counting=MONTHS, instrument="北京市2019年第四季度检查通报", article="—",
        sureness="S", since="留言之日", local=True,
    ),
    TimeLimit(
        code="site.message_test", name_zh="简单咨询答复",
        name_en="Simple test question answered",
        amount=5, counting=WORKING, instrument=INSPECTION, article="办理答复",
        sureness="K-", since="留言之日",
    ),
    TimeLimit(
        code="site.media_update", name_zh="政务新媒体更新", name_en="New media account renewed",
        amount=14, counting=CALENDAR, instrument=INSPECTION, article="政务新媒体单项否决",
        sureness="S", since="上次更新之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.error_reply", name_zh="“我为政府网站找错”答复",
        name_en="Reply to an error report",
        amount=3, counting=WORKING, instrument=GUIDE, article="“我为政府网站找错”",
        sureness="S", since="收到留言之日",
    ),
    TimeLimit(
        code="site.error_close", name_zh="“我为政府网站找错”办结", name_en="Error report closed",
        amount=1, counting=MONTHS, instrument="政府网站监管年度考核指标（国办秘函〔2019〕19号）",
        article="—", sureness="S2", since="收到留言之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.survey_result", name_zh="征集调查结果公布", name_en="Survey result published",
        amount=1, counting=MONTHS, instrument=INSPECTION, article="征集调查",
        sureness="K-", since="征集结束之日", bound=Bound.WINDOW,
    ),
    TimeLimit(
        code="site.closing_notice", name_zh="网站关停迁移公告",
        name_en="Notice of closing or moving",
        amount=1, counting=MONTHS, instrument="省级政府网站管理意见", article="网站关停",
        sureness="S", since="发布公告之日", bound=Bound.DISPLAY, rolls=False, local=True,
    ),
    TimeLimit(
        code="site.offline", name_zh="网站临时下线", name_en="Site temporarily offline",
        amount=30, counting=CALENDAR, instrument=GUIDE, article="临时下线",
        sureness="K", since="下线之日", rolls=False, note="每年至多申请一次。",
    ),
    TimeLimit(
        code="site.log_retention", name_zh="日志留存", name_en="Logs kept",
        amount=6, counting=MONTHS, instrument=CYBER_LAW, article="第二十一条",
        sureness="K", since="日志产生之日", bound=Bound.MIN, rolls=False,
    ),
    TimeLimit(
        code="site.password_change", name_zh="口令更换", name_en="Password changed",
        amount=90, counting=CALENDAR, instrument=PROTECTION, article="身份鉴别",
        sureness="S2", since="上次更换之日", rolls=False, local=True,
        note="标准要求定期更换，天数为通行做法。",
    ),
    TimeLimit(
        code="site.login_lock", name_zh="登录失败后锁定", name_en="Locked after failed logins",
        amount=300, counting=Counting.SECONDS, instrument=PROTECTION, article="身份鉴别",
        sureness="S2", since="第五次失败之时", bound=Bound.MIN, local=True,
        note="标准要求限制失败次数，五次和三百秒为通行做法。",
    ),
    TimeLimit(
        code="site.idle", name_zh="闲置退出登录", name_en="Logged out when idle",
        amount=30, counting=Counting.MINUTES, instrument=PROTECTION, article="身份鉴别",
        sureness="S2", since="最后操作之时", bound=Bound.WINDOW, local=True,
        note="标准要求超时退出，十至三十分钟为通行做法。",
    ),
    TimeLimit(
        code="site.elder_mark", name_zh="适老化无障碍标识有效期",
        name_en="Validity of the mark for elderly users",
        amount=2, counting=Counting.YEARS, instrument=ELDER_RULES, article="—",
        sureness="S", since="授予标识之日", bound=Bound.WINDOW, rolls=False,
    ),
    TimeLimit(
        code="site.check", name_zh="栏目和链接检查", name_en="Columns and links checked",
        amount=7, counting=CALENDAR, instrument=GUIDE, article="—",
        sureness="K", since="上次检查之日", bound=Bound.WINDOW, rolls=False,
    ),
)
