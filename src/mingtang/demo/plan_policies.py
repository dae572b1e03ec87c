"""The policy documents of the year and of the year before, and what the new do to the old."""

from __future__ import annotations

from datetime import date, timedelta

from mingtang.orgs.models import Unit, UnitKind
from mingtang.register.genres import Genre, RelationKind, Validity

from .attachments import KINDS
from .county import GOVERNMENT, OFFICE
from .piece import Course, Piece
from .planning import Planner
from .prose import documents
from .scenarios import Scenario

NORMATIVE_KINDS = ("管理办法", "实施细则", "暂行规定", "管理规定")
#: Number in the year's list of other policy documents → its course. The rest go straight.
COURSES = {
    3: Course.RETURNED,
    9: Course.MASKED,
    14: Course.RETURNED,
    20: Course.FIXED,
    27: Course.REVISED,
    33: Course.REFERRED,
    38: Course.RETURNED,
    44: Course.SCHEDULED,
    52: Course.RETURNED,
    58: Course.MASKED,
    63: Course.REVISED,
    70: Course.RETURNED,
}
LATE = frozenset({6, 17, 30, 41, 49, 61})
ATTACHED = frozenset({1, 8, 15, 22, 31, 36, 47, 60, 74})
SIGNATURE = '<p class="align-right">'
#: What documents of the year do to those of the year before, by turns.
EFFECTS = (
    RelationKind.AMENDS,
    RelationKind.REPEALS,
    RelationKind.REPLACES,
    RelationKind.AMENDS,
    RelationKind.REPEALS,
    RelationKind.REPLACES,
    RelationKind.REPEALS,
    RelationKind.AMENDS,
)


def earlier_policies(planner: Planner, scenario: Scenario) -> list[Piece]:
    """Documents of the year before: some will be amended, repealed, replaced, or expire."""
    rng = planner.county.rng("earlier")
    year = scenario.year - 1
    days = planner.spread(scenario.earlier, date(year, 2, 26), date(year, 11, 20), rng)
    pieces = []
    for number, day in enumerate(days):
        piece = _policy(planner, f"earlier{number}", number, day, normative=number % 3 != 2)
        if number % 6 == 4:
            piece.values["valid_until"] = date(scenario.year, 3 + number % 8, 28)
        pieces.append(piece)
    return pieces


def policies(planner: Planner, scenario: Scenario, earlier: list[Piece]) -> list[Piece]:
    """The normative and other policy documents of the year, with their effects on earlier ones."""
    rng = planner.county.rng("policies")
    year = scenario.year
    count = scenario.normative + scenario.policy_other
    days = planner.spread(count, date(year, 1, 3), date(year, 11, 18), rng)
    chosen = set(rng.sample(range(count), scenario.normative))
    pieces: list[Piece] = []
    others = 0
    for number, day in enumerate(days):
        normative = number in chosen
        piece = _policy(planner, f"policy{number}", number, day, normative=normative)
        if normative:
            if number % 2:
                begins = day + timedelta(days=30)
                piece.values |= {"valid_from": begins, "validity": Validity.PENDING}
        else:
            _vary(planner, piece, others)
            others += 1
        pieces.append(piece)
    plain = [piece for piece in pieces if piece.course is Course.STRAIGHT]
    lasting = [piece for piece in earlier if "valid_until" not in piece.values]
    for target, kind in zip(lasting, EFFECTS, strict=False):
        free = [piece for piece in plain if not piece.links and piece.made_on > target.made_on]
        own = [piece for piece in free if piece.unit == target.unit]
        above = [piece for piece in free if piece.unit.kind == UnitKind.GOVERNMENT]
        if candidates := own or above:
            _affect(candidates[len(candidates) // 2], target, kind)
    return pieces


def _affect(source: Piece, target: Piece, kind: RelationKind) -> None:
    """Let ``source`` amend, repeal or replace ``target``, and say so above its signature."""
    source.links.append((target, kind))
    verb = {
        RelationKind.AMENDS: "与本通知不一致的内容，按本通知执行",
        RelationKind.REPEALS: "自本通知印发之日起废止",
        RelationKind.REPLACES: "由本通知代替，不再执行",
    }[kind]
    body = str(source.values["body_html"])
    text, mark, signed = body.rpartition(SIGNATURE)
    head, first, rest = text.rpartition(SIGNATURE)
    line = f"<p>《{target.title}》{verb}。</p>"
    source.values["body_html"] = f"{head}{line}{first}{rest}{mark}{signed}"


def _vary(planner: Planner, piece: Piece, number: int) -> None:
    """Give one of the other policy documents its course, lateness or attachment."""
    piece.course = COURSES.get(number, Course.STRAIGHT)
    if number in ATTACHED:
        piece.attachment = KINDS[number % len(KINDS)]
    if number in LATE:
        late = planner.work.days_after(piece.made_on, piece.rng.randint(20, 27))
        piece.created_at = planner.moment(late, piece.rng)
    body = piece.values["body_html"]
    if piece.course is Course.MASKED:
        piece.values["body_html"] = body + "<p>联系人手机：13800138000。</p>"
    elif piece.course is Course.FIXED:
        piece.values["body_html"] = body + "<p>具体布署由牵头单位另行通知。</p>"
    elif piece.course is Course.SCHEDULED:
        day = planner.work.days_after(piece.made_on, 14)
        piece.release_at = planner.work.opening(day)


def _policy(planner: Planner, key: str, number: int, day: date, *, normative: bool) -> Piece:
    county = planner.county
    rng = county.rng(key)
    unit, drafter, home = _issuer(planner, number, normative=normative)
    kind = rng.choice(NORMATIVE_KINDS)

    def titled(topic: str) -> str:
        if normative:
            return f"{unit.name}关于印发《{county.name}{topic}{kind}》的通知"
        return f"{unit.name}{_matter(topic, day.year, number)}"

    topic = planner.topic(drafter, number, titled)
    title = titled(topic)
    scene = planner.scene(rng, unit, drafter, day, topic)
    with_table = number % 2 == 0
    if normative:
        body = documents.normative(
            scene, kind=kind, with_table=with_table, valid_years=rng.choice((2, 3, 5))
        )
    else:
        body = documents.notice(scene, with_table=with_table)
    return planner.piece(
        key,
        unit,
        rng,
        day,
        home="policy-normative" if normative else home,
        days_before_draft=rng.randint(0, 4),
        subject_of=drafter,
        topic=topic,
        title=title,
        genre=Genre.OPINION if "意见" in title else Genre.NOTICE,
        normative=normative,
        body_html=body,
        numbered=True,
    )


def _issuer(planner: Planner, number: int, *, normative: bool) -> tuple[Unit, Unit, str]:
    """Who issues the document, which department drafted it, and its home column."""
    county = planner.county
    departments = county.departments()
    drafter = departments[(number * 7 + 1) % len(departments)]
    turn = number % 10
    if normative or turn < 4:
        issuer = county.units[GOVERNMENT if turn % 2 else OFFICE]
        return issuer, drafter, "policy-county"
    if turn < 9:
        return drafter, drafter, "policy-units"
    towns = county.townships()
    town = towns[number // 10 % len(towns)]
    return town, town, "policy-towns"


def _matter(topic: str, year: int, number: int) -> str:
    forms = (
        f"关于做好{year}年{topic}工作的通知",
        f"关于印发{topic}工作方案的通知",
        f"关于进一步加强{topic}工作的实施意见",
        f"关于开展{topic}专项行动的通知",
        f"关于印发{year}年{topic}工作要点的通知",
    )
    return forms[number % len(forms)]
