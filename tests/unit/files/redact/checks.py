"""What is left in a redacted file, asked of programs that had no part in redacting it."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pypdfium2
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from mingtang.files.redact import Box, Passage


def texts(content: bytes) -> dict[str, str]:
    """The text of the file by three extractors, without spaces."""
    document = pypdfium2.PdfDocument(content)
    found = {
        "pypdf": "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages),
        "pdfminer": extract_text(io.BytesIO(content)),
        "PDFium": "".join(page.get_textpage().get_text_range() for page in document),
    }
    document.close()
    return {name: "".join(text.split()) for name, text in found.items()}


def everything(content: bytes) -> bytes:
    """Every byte of the file: as written, each stream unpacked, each object spelt out."""
    parts = [content]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for each in [*pdf.objects, pdf.trailer]:
            parts.append(each.unparse(resolved=True) if not is_stream(each) else b"")
            if is_stream(each):
                parts += [str(dict(each.items())).encode(), each.read_raw_bytes()]
                if each.get("/Subtype") != "/Image":
                    parts.append(each.read_bytes())
    return b"\n".join(parts)


def is_stream(each: object) -> bool:
    return isinstance(each, pikepdf.Stream)


def mentions(content: bytes, secret: str) -> bool:
    """Whether the secret is anywhere in the file, in any coding a PDF may write it in."""
    whole = everything(content)
    codings = [secret.encode(coding) for coding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
    return any(each in whole or each.hex().encode() in whole.lower() for each in codings)


def picture(content: bytes, page: int = 1, scale: float = 2.0) -> np.ndarray:
    document = pypdfium2.PdfDocument(content)
    if document.get_formtype():
        document.init_forms()
    drawn = np.asarray(document[page - 1].render(scale=scale).to_pil().convert("L"), dtype=int)
    document.close()
    return drawn


def inside(shape: tuple[int, ...], boxes: list[Box], scale: float, more: float) -> np.ndarray:
    hit = np.zeros(shape, dtype=bool)
    for box in boxes:
        b = box.grown(more)
        left, top = max(0, round(b.x0 * scale)), max(0, round(b.top * scale))
        hit[top : round(b.bottom * scale), left : round(b.x1 * scale)] = True
    return hit


def looks_the_same_elsewhere(
    before: bytes, after: bytes, passages: list[Passage], near_by: float = 2.5
) -> bool:
    """Whether each page outside its boxes is drawn as before, and black inside them."""
    scale = 2.0
    with pikepdf.open(io.BytesIO(before)) as pdf:
        count = len(pdf.pages)
    for number in range(1, count + 1):
        boxes = [each.box for each in passages if each.page == number]
        old, new = picture(before, number, scale), picture(after, number, scale)
        near = inside(old.shape, boxes, scale, near_by)
        if old.shape != new.shape or np.abs(old - new)[~near].max(initial=0) > 60:
            return False
        well_inside = [each.grown(-1.0) for each in boxes]
        # White letters of the ground's code stand in the black.
        black = new[inside(old.shape, well_inside, scale, 0)]
        if black.size and (black < 100).mean() < 0.6:
            return False
    return True
