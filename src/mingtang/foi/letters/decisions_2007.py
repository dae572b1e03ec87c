"""What a reply says for each answer of the rules of 2007 (requests before 2019-05-15)."""

from __future__ import annotations

from .decisions import REFUSED
from .model import Words


def _refused(what: str) -> tuple[Words, ...]:
    return (
        Words(f"经审查，{{you}}申请公开的信息{what}。根据{{basis}}的规定，本机关不予公开。"),
        REFUSED,
    )


# fmt: off
DECISIONS_2007: dict[tuple[str, str], tuple[Words, ...]] = {
    ("O1", ""): (
        Words(
            "经审查，{you}申请公开的政府信息属于已经主动公开的范围。根据{basis}的规定，"
            "现告知获取该政府信息的方式和途径：{access}。"
        ),
    ),
    ("O2", ""): (
        Words(
            "经审查，{you}申请公开的政府信息属于公开范围。根据{basis}的规定，"
            "现告知获取该政府信息的方式和途径：{access}。"
        ),
    ),
    ("O3", ""): (
        Words(
            "经审查，{you}申请公开的信息中含有不应当公开的内容，但是能够作区分处理。"
            "根据{basis}的规定，本机关向{you}提供可以公开的信息内容。"
        ),
        Words("可以公开的内容见附件。", when="attachments"),
        Words("获取方式和途径：{access}。", when="access"),
        Words("其余部分不予公开。理由：{reasons}"),
    ),
    ("O4a", ""): _refused("涉及国家秘密"),
    ("O4b", ""): _refused("涉及商业秘密"),
    ("O4c", ""): _refused("涉及个人隐私"),
    ("O4d", ""): _refused("公开后可能危及国家安全、公共安全、经济安全和社会稳定"),
    ("O4e", ""): _refused("不是《政府信息公开条例》所指的政府信息"),
    ("O4f", ""): _refused("属于法律、法规规定不予公开的其他情形"),
    ("O5", ""): (
        Words(
            "经审查，{you}申请公开的信息依法不属于本机关公开。根据{basis}的规定，现予告知。"
        ),
        Words(
            "公开该信息的行政机关为{agency}，联系方式：{agency_contact}。",
            when="agency", unless="agency_unknown",
        ),
        Words("{agency_unknown}", when="agency_unknown"),
    ),
    ("O6", ""): (
        Words("{you}申请公开的信息不存在。{explanation}根据{basis}的规定，现予告知。"),
    ),
    ("O7", ""): (
        Words(
            "{you}的申请内容不明确：{unclear}。根据{basis}的规定，请{you}作出更改、补充。"
        ),
    ),
    ("O8", ""): (
        Words("经审查，{you}申请的事项应当通过其他途径办理：{where}。"),
    ),
}
# fmt: on
