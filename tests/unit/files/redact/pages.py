"""PDF files made by hand, so that each says exactly what it hides and where."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

SECRET = "Zhang38"
NEIGHBOURS = "before after"


def font(pdf: pikepdf.Pdf) -> Any:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )


def chinese_font(pdf: pikepdf.Pdf, text: str, *, vertical: bool = False) -> tuple[Any, str]:
    """A CID font of glyphs 1, 2, 3 … for the characters of ``text``, Latin ones half as wide; and
    the text in its code as a hex string."""
    codes = {each: number for number, each in enumerate(dict.fromkeys(text), 1)}
    lines = "\n".join(f"<{n:04x}> <{ord(c):04x}>" for c, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/STSong-Light"),
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        DW=1000,
        W=Array([n for c, code in codes.items() if c.isascii() for n in (code, code, 500)]),
        FontDescriptor=pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name("/STSong-Light"),
                Flags=6,
                FontBBox=[-25, -254, 1000, 880],
                ItalicAngle=0,
                Ascent=880,
                Descent=-120,
                CapHeight=880,
                StemV=93,
            )
        ),
    )
    outer = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/STSong-Light"),
        Encoding=Name("/Identity-V" if vertical else "/Identity-H"),
        DescendantFonts=[pdf.make_indirect(inner)],
        ToUnicode=pdf.make_stream(cmap.encode()),
    )
    return pdf.make_indirect(outer), "".join(f"{codes[each]:04x}" for each in text)


def new(
    content: bytes,
    *,
    turn: int = 0,
    media: tuple[float, ...] = (0, 0, 400, 300),
    crop: tuple[float, ...] | None = None,
    fonts: dict[str, Any] | None = None,
    pdf: pikepdf.Pdf | None = None,
) -> pikepdf.Pdf:
    """A file with one page that draws ``content``; ``/F`` is Helvetica."""
    pdf = pdf or pikepdf.new()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=list(media),
        Rotate=turn,
        Resources=Dictionary(Font=Dictionary({"/F": font(pdf), **(fonts or {})})),
        Contents=pdf.make_stream(content),
    )
    if crop:
        page.CropBox = Array(list(crop))
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def written(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def line(text: str, x: float = 60, y: float = 200, size: float = 16) -> bytes:
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n".encode("latin-1")


def plain(**given: Any) -> bytes:
    """One line: a word, the secret, a word."""
    return written(new(line(f"before {SECRET} after"), **given))
