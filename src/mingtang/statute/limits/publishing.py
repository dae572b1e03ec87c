"""Time limits of proactive publication, its reviews and the standard catalogue."""

from __future__ import annotations

from datetime import date

from mingtang.statute.limits.foi import NEW_FROM, OLD_FROM, OLD_TO, REGULATION_2007, REGULATION_2019
from mingtang.statute.limits.model import Bound, Counting, TimeLimit

CATALOGUES = "基层政务公开标准目录（国办发〔2019〕54号）"
PENALTY_LAW = "《行政处罚法》（2021）"
CREDIT_GUIDE = "发改办财金〔2018〕424号"
ENFORCEMENT_GUIDE = "国办发〔2018〕118号"
CREDIT_REPAIR = "国家发展改革委令第58号"
WORKING, CALENDAR = Counting.WORKING, Counting.CALENDAR

# fmt: off
_PUBLICATION = (
    TimeLimit(
        code="foi.publish", name_zh="主动公开政府信息",
        name_en="Publish on the agency's own motion",
        amount=20, counting=WORKING, instrument=REGULATION_2007, article="第十八条",
        sureness="K", since="形成或者变更之日", in_force_from=OLD_FROM, in_force_to=OLD_TO,
    ),
    TimeLimit(
        code="foi.publish", name_zh="主动公开政府信息",
        name_en="Publish on the agency's own motion",
        amount=20, counting=WORKING, instrument=REGULATION_2019, article="第二十六条",
        sureness="S", since="形成或者变更之日", in_force_from=NEW_FROM,
        note="法律、法规对公开期限另有规定的，从其规定。",
    ),
    TimeLimit(
        code="publish.secrecy_review", name_zh="保密审查", name_en="Confidentiality review",
        amount=5, counting=WORKING, instrument="昌江县保密审查办法", article="—",
        sureness="S", since="送审之日", who="保密审查人员", local=True,
        note="各地不一，另见七个工作日。",
    ),
    TimeLimit(
        code="publish.secrecy_referral", name_zh="保密审查（报上级确定）",
        name_en="Confidentiality review referred upwards",
        amount=15, counting=WORKING, instrument="昌江县保密审查办法", article="—",
        sureness="S", since="报送之日", who="保密行政管理部门", local=True,
    ),
    TimeLimit(
        code="disclosure.post_review", name_zh="紧急发布后补审",
        name_en="Review after an emergency publication",
        amount=3, counting=WORKING, instrument="本系统设定", article="—",
        sureness="D", since="紧急发布之日", who="单位负责人",
        note="紧急发布越过单位审核，由单位负责人事后补审。",
    ),
    TimeLimit(
        code="publish.gazette", name_zh="登载政府公报", name_en="Print in the gazette",
        amount=30, counting=CALENDAR, instrument="国办发〔2018〕22号", article="—",
        sureness="K-", since="印发之日",
    ),
    TimeLimit(
        code="publish.repost", name_zh="转载国务院及上级重要政策",
        name_en="Repost of policy from above",
        amount=12, counting=Counting.HOURS, instrument="《政府网站发展指引》（国办发〔2017〕47号）",
        article="—", sureness="S", since="上级网站发布之时", note="福建要求八小时。",
    ),
)

_CATALOGUE = (
    TimeLimit(
        code="catalogue.default", name_zh="目录事项公开（默认）",
        name_en="Catalogue matter, default",
        amount=20, counting=WORKING, instrument=REGULATION_2019, article="第二十六条",
        sureness="S", since="信息形成或者变更之日", in_force_from=NEW_FROM,
    ),
    TimeLimit(
        code="catalogue.social_assistance", name_zh="社会救助信息公开",
        name_en="Social assistance",
        amount=10, counting=WORKING, instrument=CATALOGUES, article="社会救助领域",
        sureness="S", since="制定或获取信息之日", local=True,
    ),
    TimeLimit(
        code="catalogue.allowance_display", name_zh="低保审核公示",
        name_en="Allowance list on show",
        amount=7, counting=WORKING, instrument=CATALOGUES, article="社会救助领域",
        sureness="S", since="开始公示之日", bound=Bound.DISPLAY, local=True,
    ),
    TimeLimit(
        code="catalogue.budget", name_zh="政府预决算公开", name_en="Budget and final accounts",
        amount=20, counting=CALENDAR, instrument="《预算法》及标准目录财政预决算领域",
        article="—",
        sureness="S", since="本级人大（常委会）批准之日", who="财政部门",
    ),
    TimeLimit(
        code="catalogue.unit_budget", name_zh="部门预决算公开",
        name_en="A unit's budget and accounts",
        amount=20, counting=CALENDAR, instrument="《预算法》及标准目录财政预决算领域",
        article="—",
        sureness="K", since="财政部门批复之日", who="各部门",
    ),
    TimeLimit(
        code="catalogue.results", name_zh="行政许可、行政处罚结果公开",
        name_en="Licences and penalties",
        amount=7, counting=WORKING, instrument=CATALOGUES, article="—",
        sureness="S", since="作出决定之日", local=True,
    ),
    TimeLimit(
        code="catalogue.five_days", name_zh="目录事项公开（五个工作日）",
        name_en="Catalogue matter of five days",
        amount=5, counting=WORKING, instrument=CATALOGUES, article="—",
        sureness="S", since="信息形成或者变更之日", local=True,
    ),
    TimeLimit(
        code="catalogue.land_taking", name_zh="征收土地信息公开", name_en="Taking of land",
        amount=20, counting=WORKING, instrument=CATALOGUES, article="重大建设项目领域",
        sureness="S", since="信息形成或者变更之日", local=True,
    ),
    TimeLimit(
        code="catalogue.schooling", name_zh="控辍保学信息公开",
        name_en="Keeping pupils at school",
        amount=20, counting=WORKING, instrument=CATALOGUES, article="义务教育领域",
        sureness="S", since="信息形成或者变更之日", local=True,
    ),
    TimeLimit(
        code="catalogue.health", name_zh="卫生健康信息公开", name_en="Health",
        amount=20, counting=WORKING, instrument=CATALOGUES, article="卫生健康领域",
        sureness="S", since="信息形成或者变更之日", local=True,
    ),
    TimeLimit(
        code="catalogue.tender_approval", name_zh="招标审批核准信息公开",
        name_en="Approvals in tendering",
        amount=20, counting=WORKING, instrument=CATALOGUES, article="公共资源交易领域",
        sureness="S", since="信息形成或者变更之日", local=True,
    ),
    TimeLimit(
        code="catalogue.tender_notice", name_zh="政府采购招标公告期限",
        name_en="Tender notice on show",
        amount=5, counting=WORKING, instrument=CATALOGUES, article="公共资源交易领域",
        sureness="S", since="发布公告之日", bound=Bound.DISPLAY,
    ),
    TimeLimit(
        code="catalogue.tender_result", name_zh="政府采购结果公告", name_en="Procurement result",
        amount=2, counting=WORKING, instrument=CATALOGUES, article="公共资源交易领域",
        sureness="K", since="中标、成交供应商确定之日",
    ),
    TimeLimit(
        code="catalogue.candidate_display", name_zh="中标候选人公示",
        name_en="Bid candidates on show",
        amount=3, counting=CALENDAR, instrument=CATALOGUES, article="公共资源交易领域",
        sureness="K", since="开始公示之日", bound=Bound.DISPLAY,
    ),
)

_RECORDS = (
    TimeLimit(
        code="records.credit", name_zh="双公示信息公开和报送",
        name_en="Licences and penalties, credit",
        amount=7, counting=WORKING, instrument=CREDIT_GUIDE, article="—",
        sureness="S", since="作出决定之日",
    ),
    TimeLimit(
        code="records.enforcement", name_zh="行政执法结果公示", name_en="Enforcement results",
        amount=20, counting=WORKING, instrument=ENFORCEMENT_GUIDE, article="—",
        sureness="K", since="作出执法决定之日",
    ),
    TimeLimit(
        code="records.enforcement_decision", name_zh="行政许可、行政处罚执法决定公示",
        name_en="Licences and penalties as enforcement decisions",
        amount=7, counting=WORKING, instrument=ENFORCEMENT_GUIDE, article="—",
        sureness="K", since="作出执法决定之日",
    ),
    TimeLimit(
        code="records.enforcement_annual", name_zh="公开上年度行政执法数据",
        name_en="Enforcement totals of last year",
        amount=0, counting=Counting.FIXED, fixed_on=(1, 31), instrument=ENFORCEMENT_GUIDE,
        article="—", sureness="K", since="年度终了",
    ),
    TimeLimit(
        code="records.retention", name_zh="执法结果公示保留",
        name_en="Enforcement results on show",
        amount=5, counting=Counting.YEARS, instrument="河北省某区执法公示规定", article="—",
        sureness="S", since="公示之日", bound=Bound.DISPLAY, rolls=False, local=True,
    ),
    TimeLimit(
        code="records.retention_person", name_zh="自然人执法结果公示保留",
        name_en="Results about natural persons on show",
        amount=2, counting=Counting.YEARS, instrument="河北省某区执法公示规定", article="—",
        sureness="S", since="公示之日", bound=Bound.DISPLAY, rolls=False, local=True,
    ),
    TimeLimit(
        code="records.penalty_withdrawal", name_zh="撤回已公开的行政处罚决定",
        name_en="Withdraw a published penalty decision",
        amount=3, counting=WORKING, instrument=PENALTY_LAW, article="第四十八条、第八十五条",
        sureness="S", since="依法变更、撤销、确认违法或者无效之日",
        in_force_from=date(2021, 7, 15),
        note="同时公开说明理由。",
    ),
    TimeLimit(
        code="records.penalty_decision", name_zh="作出行政处罚决定", name_en="Penalty decision",
        amount=90, counting=CALENDAR, instrument=PENALTY_LAW, article="第六十条",
        sureness="K", since="立案之日", in_force_from=date(2021, 7, 15),
    ),
    TimeLimit(
        code="records.penalty_service", name_zh="送达行政处罚决定书",
        name_en="Serve the penalty decision",
        amount=7, counting=WORKING, instrument=PENALTY_LAW, article="第六十一条、第八十五条",
        sureness="K", since="宣告之日", in_force_from=date(2021, 7, 15),
    ),
    TimeLimit(
        code="records.credit_display_min", name_zh="行政处罚信息最短公示期",
        name_en="Shortest display of a penalty",
        amount=3, counting=Counting.MONTHS, instrument=CREDIT_REPAIR, article="—",
        sureness="K", since="公示之日", bound=Bound.MIN, rolls=False,
        in_force_from=date(2023, 5, 1),
    ),
    TimeLimit(
        code="records.credit_display_min_safety", name_zh="食品药品等领域处罚最短公示期",
        name_en="Shortest display, food, drugs, safety",
        amount=1, counting=Counting.YEARS, instrument=CREDIT_REPAIR, article="—",
        sureness="K", since="公示之日", bound=Bound.MIN, rolls=False,
        in_force_from=date(2023, 5, 1),
    ),
    TimeLimit(
        code="records.credit_display_max", name_zh="行政处罚信息最长公示期",
        name_en="Longest display of a penalty",
        amount=3, counting=Counting.YEARS, instrument=CREDIT_REPAIR, article="—",
        sureness="K", since="公示之日", bound=Bound.DISPLAY, rolls=False,
        in_force_from=date(2023, 5, 1),
    ),
)

LIMITS = _PUBLICATION + _CATALOGUE + _RECORDS
