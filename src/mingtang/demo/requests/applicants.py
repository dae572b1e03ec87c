"""People and bodies who ask. None of them exists: the region of the numbers is 999921."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from mingtang.demo.people import names
from mingtang.foi.services import ApplicantDetails
from mingtang.statute.foi.applicants import ApplicantKind
from mingtang.text.identifiers import id_check, make_uscc

REGION = "999921"
_BODIES = {
    ApplicantKind.BUSINESS: ("恒通建材有限公司", "绿野农业发展有限公司", "云岭物流有限公司"),
    ApplicantKind.RESEARCH: ("云溪区域经济研究所", "临川岭水文研究院"),
    ApplicantKind.WELFARE: ("云溪环境保护志愿者协会", "青草地社会工作服务中心"),
    ApplicantKind.LEGAL_SERVICE: ("明致律师事务所", "云正法律服务所"),
    ApplicantKind.OTHER: ("枫林村村民委员会", "文昌花园业主委员会"),
}
_STREETS = ("和平路", "东门街", "桃源巷", "学府路", "环城南路")
KINDS = "NNNBNNLNNNNBNNPNNNRNNNBNNONNLN"
"""The kinds by turns, as they come in a county: most are natural persons."""


def kind_at(number: int) -> ApplicantKind:
    return ApplicantKind(KINDS[number % len(KINDS)])


def applicant(rng: Random, kind: ApplicantKind, number: int, place: str) -> ApplicantDetails:
    """Somebody of a kind, with identity proof (art. 29) and ways to be reached in a place."""
    person = next(names(rng))
    mobile = f"13{rng.randint(5, 9)}0013{rng.randint(0, 9999):04d}"
    house = f"{rng.randint(1, 180)}号{rng.randint(101, 902)}室"
    home = f"{place}{rng.choice(_STREETS)}{house}"
    if not kind.is_organisation:
        return ApplicantDetails(
            kind=kind,
            name=person,
            id_kind="id_card",
            id_number=_id_number(rng, number),
            phone=mobile,
            email=f"reader{number}@mail.example" if rng.random() < 0.5 else "",
            address=home,
            postcode="999921",
        )
    body = _BODIES[kind]
    return ApplicantDetails(
        kind=kind,
        name=body[number % len(body)],
        id_kind="credit_code",
        id_number=make_uscc(f"91{REGION}", f"MC{number % len(body):05d}{ord(kind) % 10}"),
        legal_representative=person,
        contact_person=next(names(rng)),
        phone=mobile,
        address=home,
        postcode="999921",
    )


def _id_number(rng: Random, number: int) -> str:
    born = date(1952, 1, 1) + timedelta(days=rng.randint(0, 18_000))
    front = f"{REGION}{born:%Y%m%d}{number % 1000:03d}"
    return front + id_check(front)
