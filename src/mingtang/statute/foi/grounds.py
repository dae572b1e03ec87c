"""The grounds on which information is withheld (arts. 14 to 16), codes X14a to X16c."""

from __future__ import annotations

from dataclasses import dataclass

from mingtang.statute.foi.rules import Basis, of_2019


@dataclass(frozen=True, slots=True)
class Ground:
    """An exemption: ``must`` is True where the law forbids disclosure, False where it allows it.

    ``outcome`` is the outcome when everything asked for is withheld on this ground.
    """

    code: str
    label: str
    basis: Basis
    outcome: str
    must: bool
    exception: str = ""


_RULED = "法律、法规、规章规定应当公开的，从其规定。"

GROUNDS: tuple[Ground, ...] = (
    Ground("X14a", "依法确定为国家秘密", of_2019("第十四条"), "C3.1", True),
    Ground("X14b", "法律、行政法规禁止公开", of_2019("第十四条"), "C3.2", True),
    Ground(
        "X14c", "公开后可能危及国家安全、公共安全、经济安全、社会稳定",
        of_2019("第十四条"), "C3.3", True,
    ),
    Ground(
        "X15", "涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害",
        of_2019("第十五条"), "C3.4", True,
        "第三方同意公开，或者行政机关认为不公开会对公共利益造成重大影响的，予以公开。",
    ),
    Ground("X16a", "内部事务信息", of_2019("第十六条第一款"), "C3.5", False),
    Ground("X16b", "过程性信息", of_2019("第十六条第二款"), "C3.6", False, _RULED),
    Ground("X16c", "行政执法案卷信息", of_2019("第十六条第二款"), "C3.7", False, _RULED),
)  # fmt: skip

_BY_CODE = {ground.code: ground for ground in GROUNDS}


def ground(code: str) -> Ground:
    """The ground ``code``. Raises LookupError naming it."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise LookupError(f"没有不予公开理由 {code}") from None
