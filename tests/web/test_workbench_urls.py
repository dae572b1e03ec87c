"""Every address of the workbench: another unit's objects do not exist, roles are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mingtang.orgs.roles import Role
from tests import factories


def staff_patterns() -> Iterator[tuple[str, URLPattern]]:
    """Name (with namespace) and pattern of every address under /desk/."""

    def walk(resolver: URLResolver, route: str, space: str) -> Iterator[tuple[str, URLPattern]]:
        for each in resolver.url_patterns:
            here = route + str(each.pattern)
            if isinstance(each, URLResolver):
                inner = f"{space}{each.namespace}:" if each.namespace else space
                yield from walk(each, here, inner)
            elif here.startswith("desk/"):
                yield f"{space}{each.name}", each

    yield from walk(get_resolver(), "", "")


PATTERNS = dict(staff_patterns())
WITH_OBJECT = sorted(name for name, each in PATTERNS.items() if each.pattern.converters)
WITHOUT = sorted(set(PATTERNS) - set(WITH_OBJECT))


def test_every_address_has_a_name_of_its_own():
    assert all(not name.endswith("None") for name in PATTERNS)
    assert len(PATTERNS) == len(list(staff_patterns()))


def test_every_address_with_an_object_is_tried():
    """A new address needs a line in ``tests.factories.OBJECTS``."""
    assert set(WITH_OBJECT) - set(factories.OBJECTS) == set()
    assert set(factories.OBJECTS) - set(WITH_OBJECT) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITH_OBJECT)
def test_another_units_object_does_not_exist(name: str):
    work = factories.OthersWork()
    url = reverse(name, kwargs=factories.OBJECTS[name](work))
    client = factories.client_of(work.stranger)
    assert client.get(url).status_code in (404, 405)
    assert client.post(url, {}).status_code in (404, 405)
    assert 404 in (client.get(url).status_code, client.post(url, {}).status_code)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_nobody_enters_without_logging_in(name: str):
    kwargs: dict[str, Any] = {}
    if name in factories.OBJECTS:
        kwargs = factories.OBJECTS[name](factories.OthersWork())
    url = reverse(name, kwargs=kwargs)
    for response in (Client().get(url), Client().post(url, {})):
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITHOUT)
def test_an_account_without_roles_is_told_so(name: str):
    client = factories.client_of(factories.account())
    response = client.get(reverse(name))
    assert response.status_code == 403
    assert "还没有角色" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_every_place_of_its_rail(role: str):
    client = factories.client_of(factories.account_with(role))
    first = client.get("/desk/")
    assert first.status_code == 200
    for _, url, *_rest in first.context["rail"]:
        page = client.get(url)
        assert page.status_code == 200
        for tab in page.context["place_tabs"]:
            assert client.get(tab.url).status_code == 200, tab.url


@pytest.mark.django_db
def test_a_clerk_is_told_which_role_administers():
    client = factories.client_of(factories.account_with(Role.CLERK))
    response = client.get(reverse("workbench:units"))
    assert response.status_code == 403
    assert "政务公开办、信息技术" in response.content.decode()


@pytest.mark.django_db
def test_it_sees_no_working_document():
    client = factories.client_of(factories.account_with(Role.IT))
    assert client.get(reverse("workbench:duties")).status_code == 403
    assert client.get(reverse("workbench:errors")).status_code == 403
