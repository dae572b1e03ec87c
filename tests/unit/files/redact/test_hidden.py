"""What no reader sees is gone from the whole file: properties, notes, tags, old revisions."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from mingtang.files.redact import Box, Passage
from tests.unit.files import builders
from tests.unit.files.redact import checks, pages

SECRET = pages.SECRET
AWAY = Passage(1, Box(10, 10, 30, 20), "X15")
"""A box over nothing: what is hidden elsewhere must go all the same."""


@pytest.fixture
def gone(redacting):
    """Redact a file that shows only ``seen``; the secret is nowhere in the result."""

    def check(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
        content = pages.written(pdf)
        assert checks.mentions(content, SECRET)
        result = redacting(content, [AWAY])
        assert not checks.mentions(result.content, SECRET)
        assert result.report.rasterised_pages == ()
        for text in checks.texts(result.content).values():
            assert "seen" in text
        return pikepdf.open(io.BytesIO(result.content))

    return check


def test_properties_xmp_bookmarks_attachments_and_scripts(gone):
    pdf = pages.new(pages.line("seen"))
    pdf.docinfo[Name.Author] = SECRET
    with pdf.open_metadata() as xmp:
        xmp["dc:title"] = SECRET
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))
    pdf.attachments["list.txt"] = SECRET.encode()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    pdf.pages[0].obj.PieceInfo = Dictionary(Editor=Dictionary(Private=String(SECRET)))
    pdf.pages[0].obj.Thumb = pdf.make_stream(SECRET.encode())
    after = gone(pdf)
    assert set(after.Root.keys()) == {"/Type", "/Pages"}
    assert "/Info" not in after.trailer


def test_notes_and_their_pop_ups(gone):
    pdf = pages.new(pages.line("seen"))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[50, 50, 70, 70], Contents=String(SECRET)
    )
    mark = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=[60, 195, 120, 215],
        Contents=String(SECRET),
        T=String(SECRET),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note), pdf.make_indirect(mark)])
    after = gone(pdf)
    assert "/Annots" not in after.pages[0].obj


def test_marked_content_and_the_tree_of_tags(gone):
    drawn = (
        b"/Span <</ActualText (Zhang38) /Alt (Zhang38)>> BDC " + pages.line("seen") + b"EMC "
        b"/P /Tag BDC EMC /Where <</Name (Zhang38)>> DP"
    )
    pdf = pages.new(drawn)
    pdf.pages[0].Resources.Properties = Dictionary(Tag=Dictionary(E=String(SECRET)))
    element = Dictionary(Type=Name.StructElem, S=Name.P, ActualText=String(SECRET), K=0)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element))
    gone(pdf)


@pytest.mark.parametrize("as_form", [False, True])
def test_layers_that_are_switched_off(gone, as_form):
    hidden = pages.line(SECRET, y=100)
    pdf = pages.new(
        pages.line("seen") + (b"/X Do" if as_form else b"/OC /L BDC q " + hidden + b"Q EMC")
    )
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    if as_form:
        form = pdf.make_stream(hidden, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 300])
        form.OC = layer
        form.Resources = Dictionary(Font=pdf.pages[0].Resources.Font)
        pdf.pages[0].Resources.XObject = Dictionary(X=form)
    else:
        pdf.pages[0].Resources.Properties = Dictionary(L=layer)
    gone(pdf)


def test_a_form_that_no_page_draws(gone):
    pdf = pages.new(pages.line("seen"))
    form = pdf.make_stream(
        pages.line(SECRET), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
    )
    pdf.pages[0].Resources.XObject = Dictionary(Old=form)
    gone(pdf)


def test_an_earlier_revision_kept_behind_an_update(redacting):
    first = pages.plain()
    changed = first.replace(SECRET.encode(), b"harmles")
    start = changed.find(b"4 0 obj") if changed.find(b"harmles") else -1
    assert start > 0
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
        size = len(pdf.pages[0].obj.Contents.read_bytes())
        trailer = {key: pdf.trailer[key].objgen[0] for key in ("/Root",)}
        count = int(pdf.trailer.Size)
    drawn = pages.line("before harmles after")
    assert len(drawn) == size
    at = len(first)
    update = f"{number} 0 obj\n<</Length {size}>>\nstream\n".encode() + drawn
    update += b"\nendstream\nendobj\n"
    table = at + len(update)
    old = first.rpartition(b"startxref")[2].split()[0].decode()
    update += (
        f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n<</Size {count} "
        f"/Root {trailer['/Root']} 0 R /Prev {old}>>\nstartxref\n{table}\n%%EOF\n"
    ).encode()
    content = first + update
    assert "harmles" in checks.texts(content)["pypdf"]
    result = redacting(content, [AWAY])
    assert not checks.mentions(result.content, SECRET)
    assert "harmles" in checks.texts(result.content)["PDFium"]


def field(pdf: pikepdf.Pdf, value: str, rect: list[float]) -> pikepdf.Object:
    drawn = pdf.make_stream(
        b"/Tx BMC q BT /F 12 Tf 2 4 Td (" + value.encode() + b") Tj ET Q EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, rect[2] - rect[0], rect[3] - rect[1]],
        Resources=Dictionary(Font=pdf.pages[0].Resources.Font),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            V=String(value),
            DV=String(value),
            Rect=rect,
            F=4,
            AP=Dictionary(N=drawn),
        )
    )


def test_the_value_of_a_form_field_under_a_box_goes_and_another_stays_as_text(withholding):
    pdf = pages.new(pages.line("before after"))
    secret = field(pdf, SECRET, [60, 100, 200, 120])
    other = field(pdf, "openvalue", [60, 60, 200, 80])
    pdf.pages[0].obj.Annots = Array([secret, other])
    pdf.Root.AcroForm = Dictionary(Fields=Array([secret, other]))
    result = withholding(pages.written(pdf), SECRET, kept=("before",))
    assert "表单域（可见内容已并入页面）" in result.report.removed
    for text in checks.texts(result.content).values():
        assert "openvalue" in text


def test_links_under_a_box_go_and_other_web_links_stay(redacting):
    pdf = pages.new(pages.line(f"before {SECRET} after"))

    def link(x: float, address: str) -> pikepdf.Object:
        action = Dictionary(S=Name.URI, URI=String(address))
        rect = [x, 195, x + 40, 215]
        return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=action)

    pdf.pages[0].obj.Annots = Array(
        [
            link(60, "https://example.cn/open"),
            link(120, f"https://example.cn/{SECRET}"),
            link(300, f"mailto:{SECRET}@example.cn"),
        ]
    )
    result = redacting(pages.written(pdf), [Passage(1, Box(112, 85, 172, 106), "X15")])
    assert not checks.mentions(result.content, SECRET)
    with pikepdf.open(io.BytesIO(result.content)) as after:
        assert [str(each.A.URI) for each in after.pages[0].obj.Annots] == [
            "https://example.cn/open"
        ]


def test_a_file_with_everything_the_scrubber_knows(redacting):
    content = builders.pdf_with_extras()
    result = redacting(content, [AWAY])
    for secret in ("张三", "领导批注：缓发", "secret attachment bytes", "app.alert"):
        assert not checks.mentions(result.content, secret)
    assert {"附件", "文档属性、历史版本", "批注、表单和页内链接"} <= set(result.report.removed)
