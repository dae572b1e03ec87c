"""The parts of a letter hold what came with it: proof of identity and the applicant's papers."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.foi import services
from mingtang.foi.services import APPLICANT_ACTOR
from tests.unit.foi.world import ASKED, PERSON, World, moment

DAY = "2026-03-03"


@pytest.mark.parametrize("purpose", ["identity", "request", "material"])
def test_every_part_has_the_files_of_the_letter(world: World, purpose: str) -> None:
    paper = services.take_in(
        SimpleUploadedFile("材料.txt", b"1"),
        purpose=purpose,
        unit=world.unit,
        by=APPLICANT_ACTOR,
        at=moment(DAY),
    )
    request = services.receive(
        unit=world.unit,
        applicant=PERSON,
        asked=ASKED,
        channel="counter",
        by=world.office,
        at=moment(DAY),
        files=[paper],
    ).request
    request = services.register(request, by=world.clerk, at=moment(DAY, 11), edition=None)
    parts = services.split(
        request, parts=["甲方案", "乙方案"], by=world.clerk, at=moment(DAY, 12), edition=None
    )
    assert len(parts) == 2
    for part in parts:
        kept = part.files.get()
        assert (kept.file_id, kept.purpose, kept.name) == (paper.file.pk, purpose, "材料.txt")
    assert request.files.get().file_id == paper.file.pk
