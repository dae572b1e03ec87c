"""Pages as pictures: for the screen, and for a page whose text cannot be removed for certain."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

from ..refusal import FileRefused
from .geometry import View
from .model import Box, Passage
from .rebuild import fill_page

DPI = 200
_MOST_PIXELS = 40_000_000


def drawn(path: Path, number: int, dpi: float) -> Image.Image:
    """The page ``number`` (from 1) as it is shown, fields and stamps included, in colour.

    Raises :class:`FileRefused` for a page that does not exist or cannot be drawn.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("damaged", "PDF 已损坏或设有密码，无法显示。") from error
    try:
        if not 1 <= number <= len(document):
            raise FileRefused("no_such_page", f"PDF 没有第 {number} 页。")
        if document.get_formtype():
            document.init_forms()
        page = document[number - 1]
        wide, high = page.get_size()
        scale = dpi / 72
        if wide * high * scale * scale > _MOST_PIXELS:
            scale = (_MOST_PIXELS / (wide * high)) ** 0.5
        picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil()
        return picture.convert("RGB")
    finally:
        document.close()


def black(picture: Image.Image, boxes: Sequence[Box]) -> None:
    """Black the boxes (in pixels) and all pixels they touch."""
    draw = ImageDraw.Draw(picture)
    ink = {"LA": (0, 255), "RGBA": (0, 0, 0, 255)}.get(picture.mode, 0)
    for box in boxes:
        left, top = max(int(box.x0), 0), max(int(box.top), 0)
        draw.rectangle((left, top, int(box.x1 + 0.999) - 1, int(box.bottom + 0.999) - 1), ink)


def as_picture(
    pdf: pikepdf.Pdf, page: Any, number: int, source: Path, passages: Sequence[Passage]
) -> None:
    """Replace what a page draws by its picture at 200 dpi with the boxes blacked."""
    view = View.of(page)
    wide, high = view.size
    picture = drawn(source, number, DPI)
    across, down = picture.width / wide, picture.height / high
    boxes = [each.box.grown(0.5) for each in passages]
    black(
        picture,
        [Box(b.x0 * across, b.top * down, b.x1 * across, b.bottom * down) for b in boxes],
    )
    plain = picture.convert("L")
    grey = Image.merge("RGB", (plain, plain, plain)).tobytes() == picture.tobytes()
    out = BytesIO()
    (plain if grey else picture).save(out, "JPEG", quality=85)
    image = pdf.make_stream(
        out.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    matrix = " ".join(f"{each:.4f}" for each in view.upright)
    content = f"q {matrix} cm {wide:.4f} 0 0 {high:.4f} 0 0 cm /Page Do Q\n".encode("ascii")
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Page": image}))
    fill_page(page, view, pdf.make_stream(content), resources)
