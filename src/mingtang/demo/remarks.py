"""What reviewers and clerks write beside the documents."""

from __future__ import annotations

AGREED = ("同意。", "已审核，内容属实，同意公开。", "同意报送。", "请按程序办理。")
CLEARED = (
    "经审查，不涉及国家秘密、工作秘密和个人隐私，可以公开。",
    "可以公开。",
    "逐项核对附表，未发现不宜公开的内容，可以公开。",
)
RELEASED = ("同意发布。", "终审通过。", "要素齐全，同意发布。", "同意发布，请关注网友反馈。")
REMARKS = (
    "这里的完成时间与附表不一致，请核对。",
    "责任单位写全称，不要用口语简称。",
    "此句过长，建议拆成两句，让群众看得懂。",
    "请补充咨询电话和受理地点。",
)
RETURNED = (
    "按批注修改后再报。",
    "数据来源需要核实，请与业务科室确认后再报。",
    "请补充执行时间和监督方式。",
)
REASON = "会议纪要依例载明主持人姓名与职务，已核对无误"
CORRECTION = ("布署", "部署")
"""A wrong expression of the lists and the right one; drafts of the course ``fixed`` hold it."""
ADDED = "<p>办理进度和结果在县政府门户网站公布，欢迎社会各界监督。</p>"
UPDATED = "<p>自本次修订之日起，业务咨询改由县政务服务大厅综合窗口统一受理。</p>"
