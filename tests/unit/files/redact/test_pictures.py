"""Pixels under a box are gone from the samples, in files of every coding and in pictures alone."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw, PngImagePlugin

from mingtang.files.redact import Box, Passage, redact_image
from mingtang.files.refusal import FileRefused
from tests.unit.files import builders
from tests.unit.files.redact import checks, pages

BOX = Box(100, 75, 150, 125)
"""On a page of 400 × 300 points that a picture of 200 × 150 pixels fills: columns 50-75, rows
37-62, where the picture's only mark is."""


def scan(mode: str = "RGB") -> Image.Image:
    """A light page with a dark mark where the box will be, and another one far away."""
    light, dark = {"1": (1, 0), "L": (220, 30)}.get(mode, ((220, 210, 200), (20, 30, 120)))
    picture = Image.new(mode, (200, 150), light)
    draw = ImageDraw.Draw(picture)
    draw.line((52, 40, 73, 60), fill=dark, width=2)
    draw.rectangle((150, 100, 180, 120), fill=dark)
    return picture


def embedded(picture: Image.Image, coding: str, **extra: object) -> pikepdf.Pdf:
    pdf = pages.new(b"q 400 0 0 300 0 0 cm /I Do Q")
    space = {"1": Name.DeviceGray, "L": Name.DeviceGray, "RGB": Name.DeviceRGB}[picture.mode]
    bits = 1 if picture.mode == "1" else 8
    keys = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": 200,
        "Height": 150,
        "ColorSpace": space,
        "BitsPerComponent": bits,
    }
    if coding == "jpeg":
        out = io.BytesIO()
        exif = Image.Exif()
        exif[0x013B] = pages.SECRET
        picture.save(out, "JPEG", quality=90, exif=exif)
        stream = pdf.make_stream(out.getvalue(), **keys, Filter=Name.DCTDecode)
    elif coding == "fax":
        out = io.BytesIO()
        picture.save(out, "TIFF", compression="group4", tiffinfo={278: 150})
        with Image.open(out) as tiff:
            at, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
        settings = Dictionary(K=-1, Columns=200, Rows=150, BlackIs1=True)
        content = out.getvalue()[at : at + size]
        stream = pdf.make_stream(content, **keys, Filter=Name.CCITTFaxDecode, DecodeParms=settings)
    else:
        stream = pdf.make_stream(zlib.compress(picture.tobytes()), **keys, Filter=Name.FlateDecode)
    for key, value in extra.items():
        stream["/" + key] = value
    pdf.pages[0].Resources.XObject = Dictionary(I=stream)
    return pdf


def decoded(content: bytes) -> np.ndarray:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (picture,) = pdf.pages[0].Resources.XObject.values()
        return np.asarray(pikepdf.PdfImage(picture).as_pil_image().convert("L"), dtype=int)


CODINGS = [("RGB", "flate"), ("RGB", "jpeg"), ("L", "jpeg"), ("1", "flate"), ("1", "fax")]


@pytest.mark.parametrize(("mode", "coding"), CODINGS)
def test_samples_under_the_box_are_black_and_the_others_as_before(redacting, mode, coding):
    content = pages.written(embedded(scan(mode), coding))
    before = decoded(content)
    result = redacting(content, [Passage(1, BOX, "X15")])
    after = decoded(result.content)
    assert result.report.rasterised_pages == ()
    assert result.report.pictures_blacked == 1
    assert after[38:62, 51:75].max() < 25
    far = np.ones(after.shape, dtype=bool)
    far[20:80, 34:92] = False
    assert np.abs(after - before)[far].max() < 8
    assert not checks.mentions(result.content, pages.SECRET)
    assert checks.looks_the_same_elsewhere(content, result.content, list(result.passages))


def test_the_mask_of_a_picture_no_longer_shows_the_shape(redacting):
    pdf = embedded(Image.new("RGB", (200, 150)), "flate")
    source = embedded(scan("L"), "flate")
    mask = source.pages[0].Resources.XObject.I
    pdf.pages[0].Resources.XObject.I.SMask = pdf.copy_foreign(mask)
    result = redacting(pages.written(pdf), [Passage(1, BOX, "X15")])
    with pikepdf.open(io.BytesIO(result.content)) as after:
        (picture,) = after.pages[0].Resources.XObject.values()
        samples = np.frombuffer(picture.SMask.read_bytes(), np.uint8).reshape(150, 200)
    assert np.ptp(samples[38:62, 51:75]) == 0
    assert samples[110, 160] == 30


def test_a_picture_wholly_under_a_box_is_not_in_the_file(redacting):
    result = redacting(
        pages.written(embedded(scan(), "jpeg")), [Passage(1, Box(-1, -1, 401, 301), "X14a")]
    )
    with pikepdf.open(io.BytesIO(result.content)) as after:
        streams = [each for each in after.objects if isinstance(each, pikepdf.Stream)]
        assert not any(each.get("/Subtype") == "/Image" for each in streams)


def test_a_picture_that_another_page_shows_stays_there(redacting):
    pdf = embedded(scan(), "flate")
    pages.new(b"q 400 0 0 300 0 0 cm /I Do Q", pdf=pdf)
    pdf.pages[1].Resources = pdf.pages[0].Resources
    content = pages.written(pdf)
    result = redacting(content, [Passage(1, BOX, "X15")])
    assert (checks.picture(content, 2) == checks.picture(result.content, 2)).all()
    assert decoded(result.content)[38:62, 51:75].max() == 0


def test_a_picture_that_stood_in_the_content_is_blacked(redacting):
    samples = scan("L").tobytes().hex().encode()
    drawn = b"q 400 0 0 300 0 0 cm BI /W 200 /H 150 /CS /G /BPC 8 /F /AHx ID " + samples + b"> EI Q"
    content = pages.written(pages.new(drawn))
    result = redacting(content, [Passage(1, BOX, "X15")])
    assert decoded(result.content)[38:62, 51:75].max() == 0
    assert checks.looks_the_same_elsewhere(content, result.content, list(result.passages))


def test_outlines_and_signatures_under_a_box_go_and_the_frame_of_the_table_stays(redacting):
    letter = b"0 g 110 180 m 120 220 130 220 140 180 c 135 190 115 190 110 180 c f\n"
    drawn = b"2 w 50 150 300 100 re S 50 200 m 350 200 l S\n" + letter
    content = pages.written(pages.new(drawn))
    result = redacting(content, [Passage(1, BOX, "X15")])
    with pikepdf.open(io.BytesIO(result.content)) as after:
        written = after.pages[0].Contents.read_bytes()
    assert b" c\n" not in written
    assert b"300 100 re" in written
    assert b"350 200 l" in written
    assert checks.looks_the_same_elsewhere(content, result.content, list(result.passages))


def picture_file(form: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    options: dict[str, object] = {}
    if form != "JPEG":
        options["icc_profile"] = b""
    if form == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", pages.SECRET)
        options = {"pnginfo": notes}
    else:
        exif = Image.Exif()
        exif[0x013B] = exif[0x010E] = pages.SECRET
        options["exif"] = exif
    scan(mode).save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_keeps_its_format_and_loses_what_it_tells_beside_its_pixels(form):
    content = picture_file(form)
    assert pages.SECRET.encode() in content
    result = redact_image(content, [Passage(1, Box(50, 37, 75, 62), "X15")])
    assert pages.SECRET.encode() not in result.content
    with Image.open(io.BytesIO(result.content)) as after:
        assert (after.format, after.size) == (form, (200, 150))
        assert not set(after.getexif()) & {0x013B, 0x010E, 0x8825}
        assert "icc_profile" not in after.info
        grey = np.asarray(after.convert("L"), dtype=int)
    box = grey[39:60, 52:73]
    assert (box < 40).mean() > 0.6
    assert abs(int(grey[110, 160]) - 37) < 12
    assert grey[10, 10] > 190


def test_a_turned_photo_is_blacked_where_its_reader_sees_the_box():
    content = builders.photo(size=(64, 48))
    result = redact_image(content, [Passage(1, Box(0, 0, 48, 10), "X15")])
    with Image.open(io.BytesIO(result.content)) as after:
        assert after.size == (48, 64)
        assert dict(after.getexif()) == {}
        assert after.convert("L").getpixel((2, 2)) < 20
        assert after.convert("L").getpixel((24, 40)) > 60


def test_each_page_of_a_tiff_is_blacked_by_its_number():
    out = io.BytesIO()
    scan("1").save(out, "TIFF", save_all=True, append_images=[scan("1")], compression="group4")
    result = redact_image(out.getvalue(), [Passage(2, Box(50, 37, 75, 62), "X15")])
    with Image.open(io.BytesIO(result.content)) as after:
        first = np.asarray(after.convert("L"))
        after.seek(1)
        second = np.asarray(after.convert("L"))
    assert first[38, 74] == 255
    assert second[38, 74] == 0


@pytest.mark.parametrize(
    ("content", "passages", "code"),
    [
        (b"GIF89a", [], "damaged"),
        (builders.image("GIF"), [], "unsupported"),
        (picture_file("PNG"), [Passage(2, BOX, "X15")], "no_such_page"),
        (picture_file("PNG"), [Passage(1, Box(300, 0, 310, 9), "X15")], "outside_page"),
        (picture_file("PNG"), [Passage(1, BOX, "X99")], "unknown_ground"),
    ],
)
def test_what_cannot_be_blacked_is_refused_in_chinese(content, passages, code):
    with pytest.raises(FileRefused) as refused:
        redact_image(content, passages)
    assert refused.value.code == code
    assert any("\u4e00" <= each <= "\u9fff" for each in refused.value.text_zh)
