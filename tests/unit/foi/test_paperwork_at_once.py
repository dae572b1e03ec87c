"""Letters made at the same time: every number once, every number with its papers."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from mingtang.foi import services
from mingtang.foi.models import Letter, Request
from mingtang.foi.paperwork.making import render
from mingtang.foi.services import letters as issuing
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import World, moment


@pytest.mark.django_db(transaction=True)
def test_letters_of_many_acts_at_once_have_no_gap_and_their_papers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    requests = [world.in_hand() for _ in range(6)]
    monkeypatch.setattr(issuing, "_renderers", [render])
    refused: list[str] = []

    def extend(mine: list[Request]) -> None:
        try:
            for request in mine:
                for reason in (" ", "材料较多"):  # the first is refused
                    try:
                        services.extend(
                            request, days=5, reason=reason, by=world.office,
                            at=moment("2026-03-05"), edition=request.edition,
                        )  # fmt: skip
                    except RuleViolation as violation:
                        refused.append(violation.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=extend, args=(requests[n::3],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    made = Letter.objects.filter(kind="extension").select_related("pdf", "docx")
    assert sorted(each.number for each in made) == [
        f"云溪教公开告〔2026〕{n}号" for n in range(1, 7)
    ]
    assert refused == ["extend.reason"] * 6
    for each in made:
        assert each.docx is not None and each.pdf is not None
        assert each.number in each.pdf.text_excerpt
