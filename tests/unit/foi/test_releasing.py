"""The public log: gate, review by the office, register; no person's data gets through."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

import pytest

from mingtang.foi.models import Applicant, Item, Release, Request
from mingtang.foi.models.releases import ReleaseState
from mingtang.foi.services import releasing
from mingtang.foi.services.release_text import body_html, gate_content
from mingtang.foi.services.releasing import Told
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.gate import unsettled
from mingtang.register.genres import Genre
from mingtang.register.models import Entry, Finding, Section
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import ADDRESS, ID_NUMBER, NAME, PHONE, World, moment

TOLD = Told(
    "学校布局调整方案的公开情况",
    "申请公开2025年度义务教育学校布局调整方案全文。",
    "方案可以公开，已提供全文。\n方案同时在信息公开目录公布。",
)
DAY = "2026-03-10"


@pytest.fixture
def section(db: Any) -> Section:
    return Section.objects.create(
        slug=releasing.SECTION, name="依申请公开答复选登", column_type="其他"
    )


def drafted(world: World, told: Told = TOLD, request: Request | None = None) -> Release:
    request = request or world.answered()
    return releasing.save_release(request, told=told, by=world.clerk, at=moment(DAY), edition=None)


def proposed(world: World) -> Release:
    row = drafted(world)
    return releasing.propose_release(row, by=world.clerk, at=moment(DAY), edition=row.edition)


def approved(world: World, section: Section) -> Release:
    row = proposed(world)
    return releasing.approve_release(
        row, home=section, by=world.office, at=moment("2026-03-11"), edition=row.edition
    )


def test_what_the_office_approved_is_in_the_register(world: World, section: Section) -> None:
    row = approved(world, section)
    entry = Entry.objects.get()
    assert (row.state, row.entry) == (ReleaseState.PUBLISHED, entry)
    assert (entry.genre, entry.home, entry.unit) == (Genre.FOI_REPLY, section, world.unit)
    assert (entry.made_on, entry.published_on) == (date(2026, 3, 6), date(2026, 3, 11))
    assert entry.review_steps == 1
    assert entry.current is not None
    assert "第三十六条第二项" in entry.current.text
    shown = f"{entry.title}{entry.summary}{entry.current.body_html}"
    for secret in (NAME, PHONE, ID_NUMBER, ADDRESS, row.request.number):
        assert secret not in shown


def test_markup_that_was_typed_is_shown_as_text(world: World, section: Section) -> None:
    row = drafted(world, Told("标题", "<script>x</script>", "<b>甲</b>"))
    row = releasing.propose_release(row, by=world.clerk, at=moment(DAY), edition=row.edition)
    row = releasing.approve_release(
        row, home=section, by=world.office, at=moment(DAY, 11), edition=row.edition
    )
    body = Entry.objects.get().current.body_html  # type: ignore[union-attr]
    assert "<script>" not in body
    assert "&lt;b&gt;甲" in body


@pytest.mark.parametrize("secret", [NAME, PHONE, ID_NUMBER, ADDRESS])
def test_what_names_the_applicant_is_refused(world: World, secret: str) -> None:
    with pytest.raises(RuleViolation, match="申请人"):
        drafted(world, Told("标题", f"{secret}申请公开方案。", "已提供。"))
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "written",
    ["欧 阳若兰", "欧阳·若兰", "欧阳\u3000若\n兰", "１３８－００１３－８０００", "138 0013 8000"],
)
def test_however_it_is_written_a_known_name_is_refused(world: World, written: str) -> None:
    with pytest.raises(RuleViolation, match="申请人"):
        drafted(world, Told("标题", "申请公开方案。", f"已提供给{written}。"))


def test_a_name_of_one_character_refuses_nothing(world: World) -> None:
    request = world.answered()
    Applicant.objects.filter(pk=request.applicant_id).update(name="方")
    assert drafted(world, request=request).state == ReleaseState.DRAFT


def test_the_basis_that_a_clerk_typed_on_a_reply_is_not_published(
    world: World, section: Section
) -> None:
    request = world.answered()
    typed = f"政府信息公开条例第三十六条第二项；申请人{NAME}，身份证{ID_NUMBER}，电话13811112222"
    Item.objects.filter(request=request).update(basis=typed)
    row = drafted(world, request=request)
    row = releasing.propose_release(row, by=world.clerk, at=moment(DAY), edition=row.edition)
    releasing.approve_release(
        row, home=section, by=world.office, at=moment(DAY, 11), edition=row.edition
    )
    current = Entry.objects.get().current
    assert current is not None
    for secret in (NAME, ID_NUMBER, "13811112222"):
        assert secret not in current.body_html + current.text
    assert "第三十六条第二项" in current.text


def test_everything_that_is_published_is_examined(world: World) -> None:
    row = drafted(world)
    content = gate_content(row)
    examined = "".join((*content.fields.values(), *content.fixed.values()))
    texts = re.sub(r"<h2>[^<]*</h2>", "", body_html(row))
    lines = [line for line in re.split(r"</?p>", texts) if line]
    assert len(lines) == 4
    assert all(html.unescape(line) in examined for line in (row.title, *lines))


def test_what_a_pattern_finds_is_settled_before_it_is_proposed(world: World) -> None:
    row = drafted(world, Told("标题", "联系电话13912345678的申请。", "已提供。"))
    (finding,) = unsettled(row)
    with pytest.raises(RuleViolation, match="1 处"):
        releasing.propose_release(row, by=world.clerk, at=moment(DAY), edition=row.edition)
    row = releasing.mask_finding(row, finding, by=world.clerk, at=moment(DAY), edition=row.edition)
    assert "13912345678" not in row.question
    assert not unsettled(row)
    assert Finding.objects.get().settlement == "masked"
    releasing.propose_release(row, by=world.clerk, at=moment(DAY), edition=row.edition)


def test_a_finding_may_stand_with_its_reason(world: World) -> None:
    row = drafted(world, Told("标题", "联系电话13912345678的申请。", "已提供。"))
    (finding,) = unsettled(row)
    releasing.justify_finding(
        row,
        finding,
        reason="这是对外公布的值班电话",
        by=world.clerk,
        at=moment(DAY),
        edition=row.edition,
    )
    releasing.propose_release(row, by=world.clerk, at=moment(DAY), edition=row.edition)


def test_before_the_answer_nothing_is_released(world: World) -> None:
    with pytest.raises(RuleViolation, match="送达以后"):
        drafted(world, request=world.in_hand())


def test_another_unit_does_not_release_it(world: World) -> None:
    request = world.answered()
    with pytest.raises(RuleViolation, match="本单位"):
        releasing.save_release(request, told=TOLD, by=world.stranger, at=moment(DAY), edition=None)


def test_only_the_office_publishes_and_not_its_own(world: World, section: Section) -> None:
    row = proposed(world)
    with pytest.raises(RuleViolation, match="政务公开办"):
        releasing.approve_release(
            row, home=section, by=world.leader, at=moment(DAY), edition=row.edition
        )
    row = releasing.return_release(
        row, reason="请写明范围", by=world.office, at=moment(DAY), edition=row.edition
    )
    assert (row.state, row.reason) == (ReleaseState.DRAFT, "请写明范围")
    row = releasing.propose_release(row, by=world.office, at=moment(DAY), edition=row.edition)
    with pytest.raises(RuleViolation, match="自己"):
        releasing.approve_release(
            row, home=section, by=world.office, at=moment(DAY), edition=row.edition
        )
    assert not Entry.objects.exists()


def test_two_people_at_once_do_not_overwrite_each_other(world: World) -> None:
    row = drafted(world)
    seen = row.edition
    releasing.save_release(row.request, told=TOLD, by=world.clerk, at=moment(DAY), edition=seen)
    with pytest.raises(RuleViolation, match="他人改过"):
        releasing.save_release(
            row.request, told=TOLD, by=world.second, at=moment(DAY), edition=seen
        )


def test_a_withdrawn_one_leaves_its_reason_and_comes_back_under_its_number(
    world: World, section: Section
) -> None:
    row = approved(world, section)
    number = row.entry.index_number if row.entry else ""
    row = releasing.withdraw_release(
        row, reason="内容有误", by=world.office, at=moment("2026-03-12"), edition=row.edition
    )
    assert (row.state, Entry.objects.public().count()) == (ReleaseState.WITHDRAWN, 0)
    row = releasing.save_release(
        row.request, told=TOLD, by=world.clerk, at=moment("2026-03-13"), edition=row.edition
    )
    row = releasing.propose_release(
        row, by=world.clerk, at=moment("2026-03-13"), edition=row.edition
    )
    row = releasing.approve_release(
        row, home=section, by=world.office, at=moment("2026-03-13"), edition=row.edition
    )
    assert [each.index_number for each in Entry.objects.public()] == [number]


def test_the_journal_tells_the_acts_and_no_text(world: World, section: Section) -> None:
    approved(world, section)
    rows = JournalEntry.objects.filter(act__startswith="release.").order_by("seq")
    assert [each.act for each in rows] == ["release.save", "release.propose", "release.approve"]
    assert all(TOLD.question not in str(each.detail) for each in rows)
