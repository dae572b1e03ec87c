"""The pages of this app in the rail, and the Chinese names of its acts in the journal."""

from __future__ import annotations

from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role
from mingtang.workbench.act_names import register_act_names
from mingtang.workbench.detail_names import register_detail_names
from mingtang.workbench.places import register_place, register_tab

from .lifecycle import TRANSITIONS
from .states import State, Step


def _business(access: Access) -> bool:
    return any(held.role != Role.IT for held in access.held)


def _importers(access: Access) -> bool:
    return access.has(Role.CLERK) or access.has(Role.DISCLOSURE_OFFICE)


def register() -> None:
    """Called once when the app is loaded."""
    register_place("open", "公开", 20)
    register_tab("open", "文件", "disclosure:documents", _business)
    register_tab("open", "导入", "disclosure:imports", _importers)
    register_tab("open", "保密审查台账", "disclosure:secrecy", _business)
    names = {f"document.{line.act}": line.label for line in reversed(TRANSITIONS)}
    register_act_names(
        {
            **names,
            "document.create": "起草",
            "document.comment": "批注",
            "document.resolve_comment": "批注处理完",
            "document.accept_correction": "认可更正，原逾期不计",
            "document.hand_over": "文件随单位转移",
            "review.office": "终审",
            "review.emergency": "紧急发布审查",
            "gate.fix": "检查发现的问题已修改",
            "gate.mask": "遮盖",
            "gate.justify": "说明理由，原样公开",
            "gate.confirm": "认可原样公开的理由",
            "gate.reopen": "不认可理由，退回该处",
            "file.store": "收下文件",
            "file.scrub": "生成干净副本",
            "file.redact": "生成涂黑副本",
            "file.hand_over": "附件随单位转移",
            "import.begin": "开始导入",
            "import.finish": "导入完毕",
        },
        {
            "document": "文件",
            "review": "审核",
            "gate": "发布前检查",
            "file": "附件",
            "import": "导入",
        },
    )
    states = {value: str(label) for value, label in State.choices}
    register_detail_names(
        {
            "step": "环节",
            "scheduled_for": "定时发布的时间",
            "steps": "经过几步审核",
            "agrees": "是否同意",
            "documents": "转移的文件数",
            "dates": "改动前后",
            "clock": "公开时限",
            "late_after": "晚于公开期限",
        },
        {
            "from": states,
            "to": states,
            "step": {value: str(label) for value, label in Step.choices},
        },
    )
