"""Whether a text that leaves the unit names the people of a request, however it is written.

Texts are compared in one form: half width, lower case, without blanks and signs between the
characters, so that “欧 阳” or “１３８-…” is found as well as the plain words.
"""

from __future__ import annotations

from mingtang.foi.models import Request
from mingtang.text.folding import searchable

SHORTEST = 2
"""A name of one character stands in too many words."""
SHORTEST_ADDRESS = 6
"""A shorter address is a county or a town: it leads to nobody."""


def names_applicant(request: Request, text: str) -> str:
    """What of the applicant or the agent stands in the text, in Chinese; "" for nothing."""
    applicant = request.applicant
    known = (
        ("申请人的姓名、名称", applicant.name, SHORTEST),
        ("联系人的姓名", applicant.contact_person, SHORTEST),
        ("法定代表人的姓名", applicant.legal_representative, SHORTEST),
        ("申请人的证件号码", applicant.id_number, SHORTEST),
        ("申请人的电话", applicant.phone, SHORTEST),
        ("申请人的邮箱", applicant.email, SHORTEST),
        ("申请人的地址", applicant.address, SHORTEST_ADDRESS),
        ("代理人的姓名", request.agent_name, SHORTEST),
        ("代理人的电话", request.agent_phone, SHORTEST),
    )
    where = bare(text)
    return next((what for what, word, least in known if _stands(word, where, least)), "")


def names_anybody(request: Request, text: str) -> bool:
    """Whether the applicant, the agent, a third party or the number of the request stands in it."""
    if names_applicant(request, text):
        return True
    others = (request.number, *request.consultations.values_list("party", flat=True))
    where = bare(text)
    return any(_stands(word, where, SHORTEST) for word in others)


def bare(text: str) -> str:
    """The letters and digits of a text alone, half width and in lower case."""
    return "".join(each for each in searchable(text) if each.isalnum())


def _stands(word: str, where: str, least: int) -> bool:
    wanted = bare(word)
    return len(wanted) >= least and wanted in where
