"""Time limits of normative documents, their interpretation, major decisions and hearings."""

from __future__ import annotations

from datetime import date

from mingtang.statute.limits.model import Bound, Counting, TimeLimit

DECISIONS = "《重大行政决策程序暂行条例》（国务院令第713号）"
LEGALITY = "国办发〔2018〕115号"
BUSINESS = "《优化营商环境条例》"
RULES = "《规章制定程序条例》"
INDICATORS = "市县法治政府建设示范指标体系（2021年版）"
FILING = "国发〔2008〕17号"
VALIDITY = "各省规范性文件管理规定"
DECISIONS_FROM = date(2019, 9, 1)
WORKING, CALENDAR, MONTHS, YEARS = (
    Counting.WORKING,
    Counting.CALENDAR,
    Counting.MONTHS,
    Counting.YEARS,
)

# fmt: off
_CONSULTATION = (
    TimeLimit(
        code="consult.decision", name_zh="重大行政决策公开征求意见",
        name_en="Comment, major decision",
        amount=30, counting=CALENDAR, instrument=DECISIONS, article="第十五条",
        sureness="S", since="公布草案之日", bound=Bound.MIN, rolls=False,
        in_force_from=DECISIONS_FROM, note="因情况紧急等需要缩短的，公开征求意见时应当予以说明。",
    ),
    TimeLimit(
        code="consult.market", name_zh="市场主体相关文件公开征求意见",
        name_en="Comment, market entities",
        amount=30, counting=CALENDAR, instrument=BUSINESS, article="第六十二条",
        sureness="S", since="公布草案之日", bound=Bound.MIN, rolls=False,
        in_force_from=date(2020, 1, 1),
    ),
    TimeLimit(
        code="consult.normative", name_zh="规范性文件公开征求意见",
        name_en="Comment, normative document",
        amount=7, counting=WORKING, instrument=INDICATORS, article="第24项",
        sureness="S2", since="公布草案之日", bound=Bound.MIN, local=True,
    ),
    TimeLimit(
        code="consult.rule", name_zh="规章草案公开征求意见", name_en="Comment, government rule",
        amount=30, counting=CALENDAR, instrument=RULES, article="第十五条、第二十一条",
        sureness="S", since="公布草案之日", bound=Bound.MIN, rolls=False,
    ),
    TimeLimit(
        code="consult.feedback", name_zh="公布意见采纳情况",
        name_en="Publish what became of comments",
        amount=30, counting=CALENDAR, instrument="各地民意征集规定", article="—",
        sureness="K-", since="征集结束之日",
    ),
    TimeLimit(
        code="hearing.materials", name_zh="送达听证材料", name_en="Hearing papers delivered",
        amount=7, counting=CALENDAR, instrument=DECISIONS, article="第十六条",
        sureness="S", since="召开听证会之日", before=True, in_force_from=DECISIONS_FROM,
    ),
    TimeLimit(
        code="hearing.notice_rule", name_zh="公布规章听证会事项",
        name_en="Hearing on a rule announced",
        amount=30, counting=CALENDAR, instrument=RULES, article="第十六条第一项",
        sureness="S", since="召开听证会之日", before=True,
    ),
    TimeLimit(
        code="hearing.notice", name_zh="公告听证会", name_en="Hearing announced",
        amount=10, counting=CALENDAR, instrument="各地听证规定", article="—",
        sureness="S2", since="召开听证会之日", before=True, local=True,
    ),
)

_REVIEW = (
    TimeLimit(
        code="legality.min", name_zh="合法性审核（不少于）", name_en="Legality review, at least",
        amount=5, counting=WORKING, instrument=LEGALITY, article="（五）",
        sureness="S", since="收到送审材料之日", who="审核机构", bound=Bound.MIN,
        in_force_from=date(2018, 12, 4),
    ),
    TimeLimit(
        code="legality.max", name_zh="合法性审核（不超过）", name_en="Legality review, at most",
        amount=15, counting=WORKING, instrument=LEGALITY, article="（五）",
        sureness="S", since="收到送审材料之日", who="审核机构", in_force_from=date(2018, 12, 4),
    ),
    TimeLimit(
        code="legality.decision", name_zh="重大行政决策合法性审查",
        name_en="Legality, major decision",
        amount=7, counting=WORKING, instrument=DECISIONS, article="第二十六条",
        sureness="S", since="收到送审材料之日", who="合法性审查部门", bound=Bound.MIN,
        in_force_from=DECISIONS_FROM,
    ),
    TimeLimit(
        code="document.filing", name_zh="规范性文件备案", name_en="File a normative document",
        amount=15, counting=CALENDAR, instrument=FILING, article="—",
        sureness="S2", since="印发之日", who="制定机关",
    ),
    TimeLimit(
        code="document.effective_after", name_zh="规范性文件公布后施行",
        name_en="Effect after issue",
        amount=30, counting=CALENDAR, instrument=VALIDITY, article="—",
        sureness="S2", since="公布之日", bound=Bound.MIN, rolls=False, local=True,
    ),
    TimeLimit(
        code="document.interpretation", name_zh="发布政策解读",
        name_en="Publish the interpretation",
        amount=0, counting=WORKING, instrument="“三同步”要求（国办发〔2016〕80号）", article="—",
        sureness="K", since="文件公布之日", note="原则上与文件同步发布。",
    ),
    TimeLimit(
        code="document.interpretation_latest", name_zh="发布政策解读（最迟）",
        name_en="Interpretation at the latest",
        amount=3, counting=WORKING, instrument="郑州市2016年规定", article="—",
        sureness="S2", since="文件公布之日", local=True,
    ),
)

_VALIDITY = (
    TimeLimit(
        code="document.validity", name_zh="规范性文件有效期",
        name_en="Validity of a normative document",
        amount=5, counting=YEARS, instrument=VALIDITY, article="—",
        sureness="S2", since="施行之日", bound=Bound.WINDOW, rolls=False, local=True,
    ),
    TimeLimit(
        code="document.validity_trial", name_zh="暂行、试行文件有效期",
        name_en="Validity, trial document",
        amount=2, counting=YEARS, instrument=VALIDITY, article="—",
        sureness="S2", since="施行之日", bound=Bound.WINDOW, rolls=False, local=True,
    ),
    TimeLimit(
        code="document.validity_notice", name_zh="通告有效期",
        name_en="Validity of a public notice",
        amount=1, counting=YEARS, instrument="上海市2010年规定", article="第二十六条",
        sureness="S2", since="施行之日", bound=Bound.WINDOW, rolls=False, local=True,
    ),
    TimeLimit(
        code="document.evaluation", name_zh="有效期届满前评估",
        name_en="Evaluation before expiry",
        amount=6, counting=MONTHS, instrument=VALIDITY, article="—",
        sureness="S2", since="有效期届满之日", before=True, local=True,
    ),
    TimeLimit(
        code="document.evaluation_open", name_zh="未定有效期文件评估",
        name_en="Evaluation, no expiry",
        amount=5, counting=YEARS, instrument="广东省政府令第277号", article="—",
        sureness="S2", since="上次评估之日", local=True,
    ),
    TimeLimit(
        code="document.reregistration", name_zh="届满前重新登记公布", name_en="Re-registration",
        amount=30, counting=CALENDAR, instrument="湖南省政府令第242号", article="—",
        sureness="S2", since="有效期届满之日", before=True, local=True,
    ),
    TimeLimit(
        code="document.cleanup", name_zh="规范性文件全面清理", name_en="Clean-up of documents",
        amount=2, counting=YEARS, instrument=FILING, article="—",
        sureness="K", since="上次清理之日",
    ),
)

LIMITS = _CONSULTATION + _REVIEW + _VALIDITY
