"""Floods, guesses, programs, forged forms: what the public side of requests lets no one do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingtang.files.models import StoredFile
from mingtang.foi.citizen import limiting
from mingtang.foi.citizen.sweeping import sweep_visitors
from mingtang.foi.models import Draft, Request, Tries
from tests.unit.foi.world import NAME, World, moment
from tests.web.citizen_side import MINE, NEW, PREVIEW, STATUS, filled, send, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: Any) -> World:
    return World()


def test_the_trap_field_and_a_form_that_came_too_quickly_are_refused(
    client: Client, world: World
) -> None:
    for changes in ({"homepage": "http://x"}, {"opened": stamp(0)}, {"opened": "forged"}):
        file = SimpleUploadedFile("x.csv", b"a,b\n")
        answer = client.post(NEW, filled(world, material=file, **changes))
        assert answer.status_code == 422
        assert NAME in answer.content.decode()
        if "homepage" in changes:
            assert not StoredFile.objects.exists()
    assert client.get(PREVIEW)["Location"] == NEW
    assert not Request.objects.exists()


def test_a_quick_form_goes_through_on_the_second_try(client: Client, world: World) -> None:
    """The stamp that came is sent along again: a person is not told so for ever."""
    sent = stamp(0)
    answer = client.post(NEW, filled(world, opened=sent))
    assert answer.context["opened"] == sent


def test_one_address_files_so_many_requests_an_hour_and_is_then_told_the_way_out(
    client: Client, world: World, settings: Any
) -> None:
    settings.MINGTANG_FOI_REQUESTS_PER_HOUR = 2
    settings.MINGTANG_CONTACT_PHONE = "0000-7654321"
    for _ in range(2):
        client.post(NEW, filled(world))
        assert send(client, follow=False).status_code == 302
    client.post(NEW, filled(world))
    answer = send(client, follow=False)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    assert "0000-7654321" in page
    assert "当面递交" in page
    assert Request.objects.count() == 2
    # What was written is still there, and another address is not held up.
    assert NAME in client.get(PREVIEW).content.decode()
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    elsewhere.post(NEW, filled(world))
    assert send(elsewhere, follow=False).status_code == 302


def test_a_thousand_forms_a_minute_leave_nothing_but_a_count(
    client: Client, world: World, settings: Any
) -> None:
    settings.MINGTANG_FOI_REQUESTS_PER_HOUR = 1
    codes = [
        client.post(
            NEW, filled(world, name="", material=SimpleUploadedFile("x.csv", b"a,b\n"))
        ).status_code
        for _ in range(30)
    ]
    assert codes[:10] == [422] * 10
    assert set(codes[10:]) == {429}
    assert StoredFile.objects.count() <= 10
    assert Draft.objects.count() == 1
    assert Tries.objects.get().count == 10


def test_a_form_refused_for_its_number_still_holds_what_was_typed(
    client: Client, world: World, settings: Any
) -> None:
    settings.MINGTANG_FOI_REQUESTS_PER_HOUR = 1
    for _ in range(10):
        client.post(NEW, filled(world, name=""))
    answer = client.post(NEW, filled(world, description="写了很久的话"))
    assert answer.status_code == 429
    assert "写了很久的话" in answer.content.decode()


def test_codes_are_not_guessed_from_one_address(client: Client, world: World) -> None:
    received = world.file()
    given = {"number": received.request.number, "code": "AAAA-BBBB-CCCC"}
    codes = [client.post(STATUS, given).status_code for _ in range(12)]
    assert codes == [403] * 10 + [429] * 2
    # A number that there is not is told the same.
    assert client.post(STATUS, given | {"number": "没有〔2026〕1号"}).status_code == 429


def test_wrong_codes_of_others_keep_nobody_out_who_has_the_right_one(
    client: Client, world: World, settings: Any
) -> None:
    settings.MINGTANG_FOI_CODE_TRIES = 1
    received = world.file()
    wrong = {"number": received.request.number, "code": "AAAA-BBBB-CCCC"}
    for n in range(11):  # both the address and the number are used up
        client.post(STATUS, wrong)
        Client(REMOTE_ADDR=f"10.0.0.{n}").post(STATUS, wrong)
    assert client.post(STATUS, wrong).status_code == 429
    assert Client(REMOTE_ADDR="10.0.1.1").post(STATUS, wrong).status_code == 429
    counted = list(Tries.objects.order_by("pk").values_list("count", flat=True))
    assert client.post(STATUS, wrong | {"code": received.code})["Location"] == MINE
    assert list(Tries.objects.order_by("pk").values_list("count", flat=True)) == counted
    assert client.post(STATUS, wrong).status_code == 429


def test_codes_of_one_number_are_not_guessed_from_many_addresses(
    world: World, settings: Any
) -> None:
    settings.MINGTANG_FOI_CODE_TRIES = 1
    number = world.file().request.number
    codes = [
        Client(REMOTE_ADDR=f"10.0.0.{n}").post(STATUS, {"number": number, "code": "x"}).status_code
        for n in range(12)
    ]
    assert codes == [403] * 10 + [429] * 2


def test_a_number_that_there_is_not_runs_into_the_same_limit(world: World, settings: Any) -> None:
    settings.MINGTANG_FOI_CODE_TRIES = 1
    codes = [
        Client(REMOTE_ADDR=f"10.0.0.{n}")
        .post(STATUS, {"number": "没有依申请〔2026〕1号", "code": "x"})
        .status_code
        for n in range(12)
    ]
    assert codes == [403] * 10 + [429] * 2


@pytest.mark.parametrize("path", ["/requests/new/continue/", "/requests/opinion/"])
def test_other_codes_are_not_guessed_either(
    client: Client, world: World, settings: Any, path: str
) -> None:
    settings.MINGTANG_FOI_CODE_TRIES = 3
    codes = [client.post(path, {"code": "AAAA-BBBB-CCCC"}).status_code for _ in range(5)]
    assert codes == [403] * 3 + [429] * 2


def test_tries_begin_anew_in_the_next_span_and_are_swept(world: World, settings: Any) -> None:
    settings.MINGTANG_FOI_CODE_TRIES = 1
    now = moment("2026-11-20")
    assert limiting.taken(limiting.CODES, "10.0.0.1", now)
    assert not limiting.taken(limiting.CODES, "10.0.0.1", now)
    later = now + timedelta(minutes=15)
    assert limiting.taken(limiting.CODES, "10.0.0.1", later)
    assert sweep_visitors(later + timedelta(days=2)) == 2
    assert not Tries.objects.exists()


def test_addresses_of_visitors_are_kept_nowhere(client: Client, world: World) -> None:
    Client(REMOTE_ADDR="203.0.113.77").post(STATUS, {"number": "x", "code": "y"})
    assert Tries.objects.exists()
    assert not Tries.objects.exclude(key__regex="^[0-9a-f]{64}$").exists()


def test_forged_forms_are_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in (NEW, PREVIEW, STATUS, "/requests/mine/rate/", "/requests/opinion/answer/"):
        assert strict.post(path, filled(world)).status_code == 403
    assert not Request.objects.exists()


@pytest.mark.parametrize("field", ["number", "code"])
@pytest.mark.parametrize("value", ["\x00", "字" * 100_000, "%00", "' OR 1=1 --", "\u202e"])
def test_hostile_texts_in_the_code_form_are_only_wrong(
    client: Client, world: World, field: str, value: str
) -> None:
    given = {"number": world.file().request.number, "code": "AAAA"} | {field: value}
    assert client.post(STATUS, given).status_code == 403


@pytest.mark.parametrize("value", ["\x00", "\ud7ff", "\u202e反", "a\r\nBcc: x@y", "{{ 7*7 }}"])
def test_hostile_texts_in_the_form_break_nothing(client: Client, world: World, value: str) -> None:
    answer = client.post(NEW, filled(world, subject=value, name=value, description=value))
    assert answer.status_code in (302, 422)
    assert "49" not in answer.content.decode().partition('id="id_subject"')[2][:80]
    client.post(NEW, filled(world, act="save", description=value))


def test_a_session_that_holds_something_else_opens_nothing(client: Client, world: World) -> None:
    request = world.arrived()
    for held in (request.pk, [request.pk], [request.pk, ""], "x", {"a": 1}):
        session = client.session
        session["foi_request"] = held
        session.save()
        assert client.get("/requests/mine/").status_code == 302


def test_a_request_without_a_code_is_opened_by_no_session(client: Client, world: World) -> None:
    request = world.arrived()
    Request.objects.filter(pk=request.pk).update(code_hash="")
    session = client.session
    session["foi_request"] = [request.pk, ""]
    session.save()
    assert client.get("/requests/mine/").status_code == 302
    assert client.post(STATUS, {"number": request.number, "code": ""}).status_code == 403
