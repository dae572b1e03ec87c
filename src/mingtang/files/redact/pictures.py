"""Pixels under a box: blacked in the samples themselves, the rest of the picture as it was."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
from PIL import Image, ImageDraw

from ..refusal import FileRefused
from ..scrub.image import clean_image
from .geometry import Point
from .targets import Unsure

Figure = Sequence[Point]
"""A convex area in the unit square of a picture, origin bottom left."""

_KEPT = """
/Type /Subtype /Width /Height /ColorSpace /BitsPerComponent /ImageMask /Mask /SMask /Decode
/Interpolate /Intent /Matte /SMaskInData
"""
KEPT = frozenset(_KEPT.split())
_COMPONENTS = {
    "/DeviceGray": 1,
    "/CalGray": 1,
    "/G": 1,
    "/Indexed": 1,
    "/I": 1,
    "/Separation": 1,
    "/DeviceRGB": 3,
    "/CalRGB": 3,
    "/RGB": 3,
    "/Lab": 3,
    "/DeviceCMYK": 4,
    "/CMYK": 4,
}
_ROWS_PER_STRIP, _STRIPS, _SIZES = 278, 273, 279
_MODES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


def clean(picture: Any) -> None:
    """Take what a picture of the file tells beside its pixels: EXIF, XMP, private data."""
    for key in set(picture.keys()) - KEPT - {"/Filter", "/DecodeParms", "/Length"}:
        del picture[key]
    if _filters(picture) == ["/DCTDecode"]:
        content = picture.read_raw_bytes()
        try:
            cleaned = clean_image(content)
        except (FileRefused, struct.error, OSError) as error:
            raise Unsure("图片的附加信息无法清除") from error
        if cleaned != content:
            picture.write(cleaned, filter=pikepdf.Name.DCTDecode)
    for key in ("/SMask", "/Mask"):
        if isinstance(picture.get(key), pikepdf.Stream):
            clean(picture[key])


def blacked(pdf: pikepdf.Pdf, picture: Any, figures: Sequence[Figure], most: int) -> Any:
    """A new picture whose samples under the figures are gone, its masks' samples too.

    Raises :class:`Unsure` for codings that cannot be written anew here (JBIG2), and for more
    than ``most`` pixels.
    """
    wide, high = int(picture.Width), int(picture.Height)
    if wide * high > most:
        raise Unsure("图片过大，无法逐点涂黑")
    coding = (_filters(picture) or [""])[-1]
    if coding in {"/DCTDecode", "/DCT"}:
        new = _jpeg(pdf, picture, figures)
    elif coding == "/JPXDecode":
        new = _jpx(pdf, picture, figures)
    elif coding in {"/CCITTFaxDecode", "/CCF"}:
        new = _fax(pdf, picture, figures)
    elif coding == "/JBIG2Decode":
        raise Unsure("图片采用 JBIG2 编码，无法逐点涂黑")
    else:
        new = _samples(pdf, picture, figures)
    for key in ("/SMask", "/Mask"):
        mask = picture.get(key)
        if isinstance(mask, pikepdf.Stream):
            new[key] = blacked(pdf, mask, figures, most)
        elif mask is not None:
            new[key] = mask
    return new


def _filters(picture: Any) -> list[str]:
    given = picture.get("/Filter")
    if given is None:
        return []
    return [str(each) for each in (given if isinstance(given, pikepdf.Array) else [given])]


def _new(pdf: pikepdf.Pdf, like: Any, content: bytes, **keys: Any) -> Any:
    stream = pdf.make_stream(b"")
    for key in KEPT - {"/Mask", "/SMask"}:
        if key in like:
            stream[key] = like[key]
    coding = keys.pop("Filter", None)
    settings = keys.pop("DecodeParms", None)
    for key, value in keys.items():
        stream["/" + key] = value
    stream.write(content, filter=coding, decode_parms=settings)
    return stream


def _draw(picture: Image.Image, figures: Sequence[Figure], ink: Any) -> None:
    draw = ImageDraw.Draw(picture)
    for figure in figures:
        # One pixel more on every side: what a box covers by a hair is covered.
        places = [(x * picture.width, (1 - y) * picture.height) for x, y in figure]
        draw.polygon(places, fill=ink, outline=ink, width=3)


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            opened = Image.open(BytesIO(content))
            opened.load()
        except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
            raise Unsure("图片无法解码") from error
    return opened


def _jpeg(pdf: pikepdf.Pdf, picture: Any, figures: Sequence[Figure]) -> Any:
    if len(_filters(picture)) > 1:
        raise Unsure("图片的编码无法改写")
    opened = _opened(picture.read_raw_bytes())
    if opened.mode not in _MODES:
        raise Unsure("图片的颜色无法改写")
    _draw(opened, figures, (0, 0, 0, 255) if opened.mode == "CMYK" else 0)
    opened.info.clear()
    out = BytesIO()
    opened.save(out, "JPEG", quality="keep", exif=b"", icc_profile=None, comment=b"")
    return _new(pdf, picture, out.getvalue(), Filter=pikepdf.Name.DCTDecode)


def _jpx(pdf: pikepdf.Pdf, picture: Any, figures: Sequence[Figure]) -> Any:
    opened = _opened(picture.read_raw_bytes())
    opened = opened.convert("L" if opened.mode in {"L", "LA", "1"} else "RGB")
    _draw(opened, figures, 0)
    out = BytesIO()
    opened.save(out, "JPEG", quality=88)
    space = pikepdf.Name(_MODES[opened.mode])
    new = _new(
        pdf,
        picture,
        out.getvalue(),
        Filter=pikepdf.Name.DCTDecode,
        ColorSpace=space,
        BitsPerComponent=8,
        Width=opened.width,
        Height=opened.height,
    )
    for key in ("/SMaskInData", "/Decode"):
        if key in new:
            del new[key]
    return new


def _fax(pdf: pikepdf.Pdf, picture: Any, figures: Sequence[Figure]) -> Any:
    try:
        decoded = pikepdf.PdfImage(picture).as_pil_image(apply_decode_array=False, apply_mask=False)
    except (pikepdf.PdfError, OSError, NotImplementedError, ValueError) as error:
        raise Unsure("传真编码的图片无法解码") from error
    page = decoded.convert("1")
    _draw(page, figures, 0)
    content, settings = _group4(page)
    return _new(pdf, picture, content, Filter=pikepdf.Name.CCITTFaxDecode, DecodeParms=settings)


def _group4(page: Image.Image) -> tuple[bytes, Any]:
    """A page of black and white as fax group 4, in one strip; a set bit is told as black."""
    out = BytesIO()
    page.save(out, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: page.height})
    with Image.open(out) as written:
        tags: Any = getattr(written, "tag_v2", {})
        starts, sizes = tags[_STRIPS], tags[_SIZES]
    if len(starts) != 1:
        raise Unsure("传真编码的图片无法改写")
    settings = pikepdf.Dictionary(K=-1, Columns=page.width, Rows=page.height, BlackIs1=True)
    return out.getvalue()[starts[0] : starts[0] + sizes[0]], settings


def inline(pdf: pikepdf.Pdf, picture: Any, figures: Sequence[Figure]) -> Any | None:
    """A picture that stood in the content, blacked, as an object; ``None`` if it must go whole."""
    if picture.image_mask:
        return None
    try:
        decoded = picture.as_pil_image()
    except (pikepdf.PdfError, OSError, NotImplementedError, ValueError, TypeError):
        return None
    decoded = decoded.convert("L" if decoded.mode in {"1", "L"} else "RGB")
    _draw(decoded, figures, 0)
    rows = np.asarray(decoded, np.uint8).reshape(decoded.height, -1)
    content, settings = _packed(rows)
    like = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=decoded.width,
        Height=decoded.height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name(_MODES[decoded.mode]),
    )
    return _new(pdf, like, content, Filter=pikepdf.Name.FlateDecode, DecodeParms=settings)


def _samples(pdf: pikepdf.Pdf, picture: Any, figures: Sequence[Figure]) -> Any:
    wide, high = int(picture.Width), int(picture.Height)
    is_mask = bool(picture.get("/ImageMask", False))
    bits = 1 if is_mask else int(picture.get("/BitsPerComponent", 8))
    parts = 1 if is_mask else _components(picture.get("/ColorSpace"))
    row = (wide * bits * parts + 7) // 8
    try:
        content = picture.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    except pikepdf.PdfError as error:
        raise Unsure("图片无法解码") from error
    content = content[: row * high].ljust(row * high, b"\0")
    rows = np.frombuffer(content, np.uint8).reshape(high, row).copy()
    cover = Image.new("L", (wide, high), 0)
    _draw(cover, figures, 1)
    hit = np.asarray(cover, dtype=bool)
    if bits == 8:
        rows.reshape(high, wide, parts)[hit] = 0
    else:
        spread = np.repeat(hit, bits * parts, axis=1)
        spread = np.pad(spread, ((0, 0), (0, row * 8 - spread.shape[1])))
        rows &= ~np.packbits(spread, axis=1)
    packed, settings = _packed(rows)
    return _new(pdf, picture, packed, Filter=pikepdf.Name.FlateDecode, DecodeParms=settings)


def _packed(rows: np.ndarray[Any, Any]) -> tuple[bytes, Any]:
    """Flate, with each row told as its difference from the one above when that is smaller."""
    plain = zlib.compress(rows.tobytes())
    above = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    marked = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    marked[:, 0] = 2
    marked[:, 1:] = rows - above
    differing = zlib.compress(marked.tobytes())
    if len(plain) <= len(differing):
        return plain, None
    settings = pikepdf.Dictionary(Predictor=15, Colors=1, BitsPerComponent=8, Columns=rows.shape[1])
    return differing, settings


def _components(space: Any) -> int:
    if isinstance(space, pikepdf.Array) and len(space):
        name = str(space[0])
        if name == "/ICCBased":
            return int(space[1].get("/N", 3))
        if name == "/DeviceN":
            return len(space[1])
    else:
        name = str(space)
    if name not in _COMPONENTS:
        raise Unsure("图片的颜色空间无法识别")
    return _COMPONENTS[name]
