"""The rules for passwords, one by one, and when one must be changed."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from mingtang.journal.actor import Actor
from mingtang.orgs import account_services, passwords
from mingtang.orgs.models import Account, Grant, Region, Unit
from mingtang.orgs.passwords import temporary_password, why_change

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
GOOD = "Yun-Xi-7248-he"

pytestmark = pytest.mark.django_db


def codes(password: str, account: Account | None = None) -> set[str]:
    """The rules that a password breaks."""
    try:
        validate_password(password, account)
    except ValidationError as refusal:
        return {each.code for each in refusal.error_list}
    return set()


@pytest.fixture
def account() -> Account:
    made = Account.objects.create_user(
        "zhangwei", password="Old-Word-3391", name="张伟", phone="0539-8123456"
    )
    region = Region.objects.create(code="999900", name="示范县")
    unit = Unit.objects.create(
        name="示范县教育局", short_name="县教育局", uscc="1", kind="department", region=region
    )
    Grant.objects.create(account=made, role="clerk", unit=unit, since=date(2026, 1, 1))
    return made


def test_a_good_password_passes(account: Account) -> None:
    assert codes(GOOD, account) == set()


@pytest.mark.parametrize("password", ["", "Ab-3x7m", "七个汉字密码A"])
def test_fewer_than_eight_characters_are_refused(password: str) -> None:
    assert "password_too_short" in codes(password)


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("kettlepondriver", True),
        ("kettlepond7291", True),
        ("KETTLE-POND-RIVER", True),
        ("Kettlepond7291", False),
        ("kettle-pond-7291", False),
        ("汉字与kettle7291", False),
    ],
)
def test_three_of_four_classes_are_needed(password: str, refused: bool) -> None:
    assert ("password_too_plain" in codes(password)) is refused


def test_figures_of_the_rules_are_options(settings: Any) -> None:
    settings.MINGTANG_PASSWORD_MIN_LENGTH = 16
    settings.MINGTANG_PASSWORD_MIN_CLASSES = 4
    assert codes("kettle-pond-7291-riv") == {"password_too_plain"}
    assert codes(GOOD) == {"password_too_short"}


@pytest.mark.parametrize(
    "password",
    [
        "My-ZhangWei-81",
        "x-iewgnahz-8K1",
        "张伟Kettle-81",
        "Kettle0539-8123456",
        "县教育局-Kettle81",
    ],
)
def test_name_user_name_telephone_and_unit_are_refused(password: str, account: Account) -> None:
    assert "password_too_personal" in codes(password, account)


def test_an_account_without_telephone_is_not_refused_everything() -> None:
    made = Account.objects.create_user("bo", password="x", name="波")
    assert "password_too_personal" not in codes(GOOD, made)


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "P@ssw0rd",
        "Passw0rd!",
        "Password123!",
        "Admin@123",
        "Admin888!",
        "Abc@1234",
        "Abcd1234!",
        "1qaz@WSX",
        "!QAZ2wsx",
        "Qwer1234!",
        "Qwerty@2026",
        "Huawei@123",
        "Zwgk@2026",
        "Aa123456!",
        "Welcome2026!",
        "Test_1234",
    ],
)
def test_common_passwords_are_refused_in_disguise_too(password: str) -> None:
    assert "password_too_common" in codes(password)


@pytest.mark.parametrize("password", [GOOD, "Kettle-81-Pond", "gui-shu-Hua-56", "T7#mq9Lw2v"])
def test_uncommon_passwords_are_not_called_common(password: str) -> None:
    assert codes(password) == set()


def test_the_last_five_passwords_are_refused_and_the_sixth_is_free(account: Account) -> None:
    used = [f"Kettle-{number}-Pond-{number}" for number in range(31, 37)]
    for day, password in enumerate(used):
        at = NOW + timedelta(days=day)
        account_services.change_password(account, password=password, at=at)
    refused = [password for password in used if codes(password, account)]
    assert refused == used[1:]
    assert account.former_passwords.count() == 5


def test_nothing_is_remembered_when_the_option_says_so(account: Account, settings: Any) -> None:
    settings.MINGTANG_PASSWORD_REMEMBERED = 0
    assert codes("Old-Word-3391", account) == set()


def test_temporary_passwords_meet_the_rules_and_differ(account: Account) -> None:
    made = {temporary_password() for _ in range(50)}
    assert len(made) == 50
    assert all(codes(each, account) == set() for each in made)
    assert not set("".join(made)) & set("0O1lI")


def test_a_temporary_password_has_more_than_seventy_bits() -> None:
    # All texts of 13 characters with each class in it, counted by leaving classes out.
    sizes = [len(each) for each in (passwords._LOWER, passwords._UPPER, passwords._DIGITS)]
    length = passwords._TEMPORARY_LENGTH - 1
    ways = sum(
        (-1) ** count * (sum(sizes) - sum(left)) ** length
        for count in range(4)
        for left in combinations(sizes, count)
    )
    assert math.log2(ways) > 70
    made = [temporary_password() for _ in range(2000)]
    assert {len(each) for each in made} == {passwords._TEMPORARY_LENGTH}
    # Every place takes every character, so none is given away by where it stands.
    letters = set("".join(made)) - {"-"}
    assert len(letters) == sum(sizes)
    assert {each.index("-") for each in made} == set(range(1, passwords._TEMPORARY_LENGTH - 1))
    assert all(each.count("-") == 1 for each in made)


def test_a_password_is_changed_on_the_ninetieth_day(account: Account) -> None:
    account.password_changed_at = NOW
    assert why_change(account, NOW + timedelta(days=89, hours=23)) == ""
    assert "90 天" in why_change(account, NOW + timedelta(days=90))


def test_an_account_never_changed_counts_from_its_making(account: Account) -> None:
    account.date_joined = NOW
    assert why_change(account, NOW + timedelta(days=90))


def test_an_age_of_nought_never_ends(account: Account, settings: Any) -> None:
    settings.MINGTANG_PASSWORD_MAX_AGE_DAYS = 0
    account.password_changed_at = NOW
    assert why_change(account, NOW + timedelta(days=4000)) == ""


def test_a_temporary_password_is_changed_at_once(account: Account) -> None:
    account_services.reset_password(account, by=Actor.system(), at=NOW)
    assert "临时密码" in why_change(account, NOW)
