"""Full values for every paper: the fields as services would give them."""

from __future__ import annotations

from datetime import date

from mingtang.foi.letters.kinds import fields_of
from mingtang.foi.letters.model import Kind, Shape
from mingtang.foi.letters.wording import Value

DAY = date(2026, 11, 20)

VALUES: dict[str, Value] = {
    "unit": "云溪县自然资源局",
    "number": "云自然资公开告〔2026〕12号",
    "addressee": "李晓明",
    "you": "你",
    "date": DAY,
    "contact": "联系人：王芳，联系电话：0000-8123456",
    "received_on": date(2026, 11, 2),
    "channel": "互联网",
    "request_number": "云自然资依申请〔2026〕83号",
    "request": "2025年度云溪县城东片区土地征收补偿安置方案及其批准文件",
    "corrected_on": date(2026, 11, 9),
    "corrected": "城东片区一期的土地征收补偿安置方案",
    "course": ["因情况复杂，经批准，答复期限延长20个工作日"],
    "query_code": "K7QM-2ZRV-W9TD",
    "due_on": date(2026, 11, 30),
    "new_due_on": date(2026, 12, 28),
    "period": "15个工作日",
    "last_on": date(2026, 12, 11),
    "sent_on": date(2026, 11, 5),
    "wanted": ["身份证明", "所申请信息的名称、文号或者其他特征性描述"],
    "guidance": "身份证明可以提交居民身份证正反面复印件；信息描述应当足以与其他信息相区分",
    "submit_to": "云溪县政务服务中心3号窗口，或者在网上凭登记编号和查询码提交",
    "counts": "本年10月1日至31日共提出申请64件",
    "reason": "所涉档案需要逐页核对",
    "about": "城东片区一期土地征收补偿安置方案中的企业资产评估报告",
    "whom": "第三方",
    "opinion_page": "登录公开平台，输入编号后答复",
    "opinion": "你于2026年11月12日答复不同意公开，理由为涉及经营信息",
    "content": ["评估报告第1页至第3页的评估结论"],
    "disclose_on": date(2026, 12, 1),
    "task": ["查找城东片区一期土地征收补偿安置方案", "说明该方案是否已经公开"],
    "method": "按件",
    "lines": ["第11—30件，共20件，每件100元，计2000元", "第31—34件，共4件，每件200元，计800元"],
    "amount": 2800,
    "pay_to": "凭缴款识别码到代理银行缴纳",
    "restart": "缴费后，答复期限自缴费的次日起重新计算",
    "to_unit": "云溪县住房和城乡建设局",
    "to_contact": "0000-8123457",
    "moved_on": date(2026, 11, 4),
    "suspended_on": date(2026, 11, 6),
    "basis": "",
    "where": "云溪县信访局，电话0000-8123458",
    "result": ["已将登记信息中的住址更正"],
    "decision": ["经审查，你申请公开的政府信息可以公开。"],
    "withheld": [
        {
            "位置": "附件1第3页",
            "依据": "第十五条",
            "理由": "个人身份证号码和家庭住址，属于个人隐私",
        },
        {"位置": "附件1第8页", "依据": "第十六条第二款", "理由": "过程稿"},
    ],
    "remedy": "如对本答复不服，可以自收到本答复之日起60日内向云溪县人民政府申请行政复议，"
    "也可以自收到本答复之日起6个月内向云溪县人民法院提起行政诉讼。",
    "attachments": ["城东片区一期土地征收补偿安置方案", "关于同意该方案的批复"],
    "access": "云溪县人民政府门户网站“政府信息公开”专栏",
    "access_time": "本答复送达之日起随时",
    "form": "电子文件",
    "grounds": "上述条例第十五条",
    "reasons": "公开后会损害第三方的合法权益。",
    "law": "《不动产登记暂行条例》第二十七条",
    "consultation": "已书面征求第三方意见，第三方以合理理由不同意公开",
    "file_access": "持身份证明到本局法规股查阅",
    "search": "在本局档案室、办公系统中以“城东片区”检索，没有结果",
    "agency": "云溪县住房和城乡建设局",
    "agency_contact": "0000-8123457",
    "unclear": "所指片区的范围",
    "earlier_number": "云自然资公开告〔2026〕3号",
    "earlier_date": date(2026, 3, 2),
    "asked_on": date(2026, 11, 3),
    "explanation": "你于2026年11月10日书面撤回申请",
    "classification": "定密审批表第3号",
    "notice_on": date(2026, 10, 9),
    "last_day": date(2026, 11, 9),
}


def values_for(paper: Kind) -> dict[str, Value]:
    """A value for every field of the paper; its own articles stay, where it has any."""
    values = {field.code: VALUES[field.code] for field in fields_of(paper) if field.code in VALUES}
    if not paper.basis:
        values["basis"] = "《政府信息公开条例》（2019，国务院令第711号）第三十三条第二款"
    return values


def rows(paper: Kind) -> list[str]:
    """The codes of its fields that hold rows."""
    return [field.code for field in fields_of(paper) if field.shape is Shape.ROWS]
