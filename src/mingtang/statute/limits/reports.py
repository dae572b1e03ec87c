"""Fixed days of the year: annual reports and tables."""

from __future__ import annotations

from datetime import date

from mingtang.statute.limits.foi import NEW_FROM, OLD_FROM, OLD_TO, REGULATION_2007, REGULATION_2019
from mingtang.statute.limits.model import Counting, TimeLimit

FIXED = Counting.FIXED

# fmt: off
LIMITS = (
    TimeLimit(
        code="report.unit", name_zh="部门政府信息公开工作年度报告",
        name_en="Annual report, department",
        amount=0, counting=FIXED, fixed_on=(3, 31), instrument=REGULATION_2007,
        article="第三十一条",
        sureness="S2", since="年度终了", in_force_from=OLD_FROM, in_force_to=OLD_TO,
    ),
    TimeLimit(
        code="report.unit", name_zh="部门政府信息公开工作年度报告",
        name_en="Annual report, department",
        amount=0, counting=FIXED, fixed_on=(1, 31), instrument=REGULATION_2019,
        article="第四十九条第一款", sureness="S", since="年度终了", in_force_from=NEW_FROM,
        who="县级以上人民政府部门",
    ),
    TimeLimit(
        code="report.government", name_zh="本级政府信息公开工作年度报告",
        name_en="Annual report, government",
        amount=0, counting=FIXED, fixed_on=(3, 31), instrument=REGULATION_2007,
        article="第三十一条",
        sureness="S2", since="年度终了", in_force_from=OLD_FROM, in_force_to=OLD_TO,
    ),
    TimeLimit(
        code="report.government", name_zh="本级政府信息公开工作年度报告",
        name_en="Annual report, government",
        amount=0, counting=FIXED, fixed_on=(3, 31), instrument=REGULATION_2019,
        article="第四十九条第二款", sureness="S", since="年度终了", in_force_from=NEW_FROM,
        who="县级以上政府信息公开工作主管部门",
    ),
    TimeLimit(
        code="report.township", name_zh="乡镇（街道）政府信息公开工作年度报告",
        name_en="Annual report, township",
        amount=0, counting=FIXED, fixed_on=(1, 31), instrument="乡镇政务公开标准目录",
        article="—",
        sureness="S2", since="年度终了",
        in_force_from=NEW_FROM, who="乡镇人民政府（街道办事处）",
        local=True, note="条例第四十九条未提及乡镇。",
    ),
    TimeLimit(
        code="report.website", name_zh="政府网站工作年度报表", name_en="Annual website table",
        amount=0, counting=FIXED, fixed_on=(1, 31),
        instrument="《政府网站发展指引》（国办发〔2017〕47号）", article="年度报表",
        sureness="S", since="年度终了", in_force_from=date(2017, 5, 15),
    ),
    TimeLimit(
        code="report.unit_internal", name_zh="部门年度报告内部报送",
        name_en="Report handed in, internal",
        amount=0, counting=FIXED, fixed_on=(1, 26), instrument="怀化市2021年度报告通知",
        article="—",
        sureness="S2", since="年度终了", local=True,
    ),
    TimeLimit(
        code="report.unit_internal_publish", name_zh="部门年度报告内部公布",
        name_en="Report published, internal",
        amount=0, counting=FIXED, fixed_on=(1, 28), instrument="怀化市2021年度报告通知",
        article="—",
        sureness="S2", since="年度终了", local=True,
    ),
    TimeLimit(
        code="report.county_internal", name_zh="县级年度报告汇总报送",
        name_en="County report, internal",
        amount=0, counting=FIXED, fixed_on=(2, 20), instrument="怀化市2021年度报告通知",
        article="—",
        sureness="S2", since="年度终了", local=True,
    ),
)
