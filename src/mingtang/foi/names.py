"""The Chinese names of the acts of this app in the journal."""

from __future__ import annotations

from mingtang.workbench.act_names import register_act_names

from .lifecycle import TRANSITIONS


def register() -> None:
    """Called once when the app is loaded."""
    names = {f"request.{line.act}": line.label for line in reversed(TRANSITIONS)}
    register_act_names(
        {
            **names,
            "request.receive": "收到申请",
            "request.attach": "加入材料",
            "request.detach": "移除材料",
            "request.forget": "期满去除个人信息",
            "request.reissue_code": "重新发放查询码",
            "request.word_reply": "改答复文字",
            "request.redact": "遮盖不予公开的内容",
            "paper.template": "更换文书模板",
            "file.make": "生成文书文件",
            "request.period": "期限随放假通知顺延",
            "request.late_opinion": "逾期后收到意见",
            "request.rate": "申请人评价",
            "request.caution": "提示疑似密级标志",
            "request.hand_over": "申请随单位转移",
            "applicant.change": "更正申请人信息",
            "applicant.merge": "合并申请人记录",
            "release.save": "拟写答复选登",
            "release.propose": "提交答复选登",
            "release.return": "退回答复选登",
            "release.approve": "审核公开答复选登",
            "release.withdraw": "撤下答复选登",
            "challenge.open": "登记复议或者诉讼",
            "challenge.advance": "登记复议诉讼进展",
            "challenge.decide": "登记复议诉讼结果",
        },
        {
            "request": "依申请公开",
            "applicant": "申请人",
            "release": "答复选登",
            "challenge": "复议诉讼",
            "paper": "文书",
        },
    )
