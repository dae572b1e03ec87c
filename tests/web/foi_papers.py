"""Files for the tests of papers: a PDF with known words, a picture."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mingtang.foi import services
from mingtang.foi.models import Request, RequestFile
from mingtang.foi.services import take_in
from mingtang.papers.letter import Letter, Paragraph
from mingtang.papers.pdf import typeset
from tests.unit.foi.world import World, moment

SECRET = "13900139000"


def pdf(*lines: str) -> bytes:
    """A PDF of one page that says the lines."""
    body = tuple(Paragraph(line) for line in lines)
    return typeset(Letter(title=("会议纪要",), body=body, signature="云溪县教育局")).pdf


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    return out.getvalue()


def hang(
    world: World, request: Request, content: bytes, name: str, purpose: str = "reply"
) -> RequestFile:
    """A file of the unit on a request."""
    at = moment("2026-03-04")
    paper = take_in(
        SimpleUploadedFile(name, content), purpose=purpose, unit=request.unit, by=world.clerk, at=at
    )
    request.refresh_from_db()
    made = services.attach(request, files=[paper], by=world.clerk, at=at, edition=request.edition)
    return made[0]
