"""The tables of limits: each has its source, versions do not overlap, settings give way."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from mingtang.statute.limits import (
    Bound,
    Counting,
    FixedByLaw,
    LimitBook,
    TimeLimit,
    UnknownLimit,
    all_limits,
    get,
    versions,
)


@pytest.mark.parametrize("limit", all_limits(), ids=lambda limit: limit.code)
def test_every_limit_names_its_source_and_how_sure_it_is(limit: TimeLimit) -> None:
    assert limit.instrument
    assert limit.article
    assert limit.sureness in {"S", "S2", "C", "K", "K-", "D"}
    assert limit.name_zh
    assert limit.name_en
    assert limit.since
    assert "." in limit.code


@pytest.mark.parametrize("limit", all_limits(), ids=lambda limit: limit.code)
def test_what_is_unconfirmed_or_local_is_a_setting(limit: TimeLimit) -> None:
    unsure = limit.sureness in {"K", "K-", "D"}
    assert limit.is_setting == (unsure or limit.local)


def test_versions_of_a_limit_do_not_overlap() -> None:
    for code in {limit.code for limit in all_limits()}:
        rows = versions(code)
        for earlier, later in pairwise(rows):
            assert earlier.in_force_to is not None, code
            assert later.in_force_from is not None, code
            assert earlier.in_force_to < later.in_force_from, code


@pytest.mark.parametrize(
    ("code", "amount", "counting"),
    [
        ("foi.reply", 20, Counting.WORKING),
        ("foi.extend", 20, Counting.WORKING),
        ("foi.correction", 7, Counting.WORKING),
        ("foi.thirdparty", 15, Counting.WORKING),
        ("foi.comaker", 15, Counting.WORKING),
        ("foi.fee_payment", 20, Counting.WORKING),
        ("foi.publish", 20, Counting.WORKING),
        ("review.apply", 60, Counting.CALENDAR),
        ("review.summary", 30, Counting.CALENDAR),
        ("suit.direct", 6, Counting.MONTHS),
        ("suit.after_review", 15, Counting.CALENDAR),
        ("site.home_update", 14, Counting.CALENDAR),
        ("site.notice_update", 6, Counting.MONTHS),
        ("site.message_unanswered", 3, Counting.MONTHS),
        ("site.error_reply", 3, Counting.WORKING),
        ("publish.repost", 12, Counting.HOURS),
        ("hotline.answer_call", 15, Counting.SECONDS),
        ("concern.first_release", 5, Counting.HOURS),
        ("concern.response", 48, Counting.HOURS),
        ("records.credit", 7, Counting.WORKING),
        ("records.enforcement", 20, Counting.WORKING),
        ("records.penalty_withdrawal", 3, Counting.WORKING),
        ("licence.correction", 5, Counting.WORKING),
        ("licence.decide", 20, Counting.WORKING),
        ("licence.extend", 10, Counting.WORKING),
        ("licence.joint", 45, Counting.WORKING),
        ("licence.joint_extend", 15, Counting.WORKING),
        ("licence.deliver", 10, Counting.WORKING),
        ("consult.decision", 30, Counting.CALENDAR),
        ("consult.normative", 7, Counting.WORKING),
        ("legality.min", 5, Counting.WORKING),
        ("legality.max", 15, Counting.WORKING),
        ("document.filing", 15, Counting.CALENDAR),
        ("hearing.materials", 7, Counting.CALENDAR),
        ("site.log_retention", 6, Counting.MONTHS),
        ("foi.letter_confirm", 0, Counting.CALENDAR),
        ("site.password_change", 90, Counting.CALENDAR),
        ("site.login_lock", 300, Counting.SECONDS),
        ("site.probe_interval", 72, Counting.MINUTES),
        ("site.elder_mark", 2, Counting.YEARS),
        ("site.offline", 30, Counting.CALENDAR),
        ("hotline.sign_in", 1, Counting.WORKING),
        ("hotline.consult", 2, Counting.WORKING),
        ("hotline.complaint", 5, Counting.WORKING),
        ("hotline.complex", 15, Counting.WORKING),
        ("hotline.urgent", 24, Counting.HOURS),
        ("hotline.extend", 10, Counting.WORKING),
        ("hotline.return", 2, Counting.WORKING),
        ("concern.conference", 24, Counting.HOURS),
        ("catalogue.results", 7, Counting.WORKING),
        ("catalogue.budget", 20, Counting.CALENDAR),
        ("review.incidental_notice", 3, Counting.WORKING),
        ("review.incidental_transfer", 7, Counting.WORKING),
        ("review.incidental_answer", 10, Counting.WORKING),
        ("review.incidental_reply", 60, Counting.CALENDAR),
        ("document.evaluation", 6, Counting.MONTHS),
    ],
)
def test_the_law_of_today(code: str, amount: int, counting: Counting) -> None:
    limit = get(code, date(2026, 11, 21))
    assert (limit.amount, limit.counting) == (amount, counting)


def test_the_answer_period_is_that_of_the_day_of_receipt() -> None:
    assert get("foi.reply", date(2019, 5, 14)).amount == 15
    assert get("foi.reply", date(2019, 5, 15)).amount == 20
    assert get("report.unit", date(2018, 12, 31)).fixed_on == (3, 31)
    assert get("report.unit", date(2019, 12, 31)).fixed_on == (1, 31)


@pytest.mark.parametrize(
    "code",
    ["foi.correction_reply", "foi.rectify", "letter.mailbox", "site.idle", "site.login_lock"],
)
def test_what_no_text_fixes_is_left_to_the_office(code: str) -> None:
    assert get(code).is_setting


@pytest.mark.parametrize(
    ("code", "day"),
    [("suit.direct", date(2017, 6, 30)), ("hotline.answer_call", date(2017, 6, 30))],
)
def test_a_rule_does_not_reach_back_before_its_text(code: str, day: date) -> None:
    with pytest.raises(UnknownLimit):
        get(code, day)


def test_no_version_before_the_first_regulation() -> None:
    with pytest.raises(UnknownLimit, match="2008-04-30"):
        get("foi.reply", date(2008, 4, 30))


def test_the_third_party_had_no_period_under_the_old_regulation() -> None:
    with pytest.raises(UnknownLimit):
        get("foi.thirdparty", date(2018, 1, 1))


def test_an_unknown_code_is_refused_by_name() -> None:
    with pytest.raises(UnknownLimit, match=r"foi\.nothing"):
        get("foi.nothing")


def test_a_setting_may_be_changed_and_only_there() -> None:
    book = LimitBook({"letter.consult": 3, "report.county_internal": (2, 15)})
    assert book.get("letter.consult").amount == 3
    assert book.get("report.county_internal").fixed_on == (2, 15)
    assert get("letter.consult").amount == 5
    assert book.get("foi.reply").amount == 20


def test_what_the_law_fixes_cannot_be_changed() -> None:
    with pytest.raises(FixedByLaw, match="第三十三条"):
        LimitBook({"foi.reply": 25})


def test_what_the_law_fixes_now_cannot_be_changed_whatever_was_before() -> None:
    assert versions("foi.publish")[0].is_setting  # unconfirmed for 2007, fixed in 2019
    with pytest.raises(FixedByLaw, match=r"foi\.publish"):
        LimitBook({"foi.publish": 15})


@pytest.mark.parametrize(
    "overrides",
    [
        {"letter.consult": -1},
        {"letter.consult": 3661},
        {"document.validity": 101},
        {"letter.consult": (1, 31)},
        {"report.county_internal": 20},
        {"report.county_internal": (2, 30)},
    ],
)
def test_a_senseless_amount_is_refused(overrides: dict[str, int | tuple[int, int]]) -> None:
    with pytest.raises(ValueError):
        LimitBook(overrides)


def test_an_override_of_an_unknown_limit_is_refused() -> None:
    with pytest.raises(UnknownLimit):
        LimitBook({"foi.nothing": 3})


def test_consultations_and_reviews_are_minimum_periods() -> None:
    assert get("consult.decision").bound is Bound.MIN
    assert get("legality.min").bound is Bound.MIN
    assert get("legality.max").bound is Bound.MAX


def test_a_limit_says_its_length_in_both_languages() -> None:
    assert get("foi.reply").length_zh == "20个工作日"
    assert get("foi.reply").length_en == "20 working days"
    assert get("rating.verify").length_en == "1 working day"
    assert get("report.unit").length_zh == "1月31日"
    assert get("review.apply").basis == "《行政复议法》（2023）第二十条"


@pytest.mark.parametrize(
    "change",
    [{"sureness": "X"}, {"amount": -1}, {"counting": Counting.FIXED}, {"fixed_on": (1, 1)}],
)
def test_a_senseless_limit_cannot_be_made(change: dict[str, object]) -> None:
    fields: dict[str, object] = {
        "code": "x.y", "name_zh": "某", "name_en": "some", "amount": 1,
        "counting": Counting.WORKING, "instrument": "某法", "article": "—", "sureness": "S",
        "since": "某日",
    }  # fmt: skip
    with pytest.raises(ValueError, match=r"x\.y"):
        TimeLimit(**{**fields, **change})  # type: ignore[arg-type]
