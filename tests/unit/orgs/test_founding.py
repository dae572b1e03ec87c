"""The first account of an installation."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mingtang.journal.models import Entry
from mingtang.orgs.access import access_of
from mingtang.orgs.founding import found
from mingtang.orgs.models import Account, Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from tests.spine import NOW, TODAY, credit_code

pytestmark = pytest.mark.django_db


def given(**changes: str) -> dict[str, str]:
    return {
        "username": "lihua",
        "name": "李华",
        "unit_name": "云溪县人民政府办公室",
        "uscc": credit_code(1),
        "region_code": "530102",
        "region_name": "云溪县",
    } | changes


def test_the_first_account_may_administer_and_must_change_its_password():
    made = found(**given(), at=NOW)
    access = access_of(made.account, TODAY)
    assert access.roles == {Role.IT, Role.DISCLOSURE_OFFICE}
    assert made.account.check_password(made.password)
    assert made.account.password_is_temporary
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts == ["region.create", "unit.create", "staff.create", "staff.grant", "staff.grant"]


def test_where_there_are_accounts_nothing_is_founded():
    found(**given(), at=NOW)
    with pytest.raises(RuleViolation, match="已有账号"):
        found(**given(username="second", uscc=credit_code(2)), at=NOW)
    assert Account.objects.count() == Unit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"uscc": "11530102MB0000000X"}, ValidationError),
        ({"region_code": "53"}, RuleViolation),
        ({"username": "a b"}, RuleViolation),
    ],
)
def test_a_wrong_fact_leaves_nothing_behind(changes: dict[str, str], error: type[Exception]):
    with pytest.raises(error):
        found(**given(**changes), at=NOW)
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()
