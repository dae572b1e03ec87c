"""Whatever the bytes, the answer is a result or a refusal, and it comes in time."""

from __future__ import annotations

import io
import zlib
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.files.inspect import inspect_file
from mingtang.files.kinds import KINDS
from mingtang.files.limits import Limits
from mingtang.files.refusal import FileRefused
from mingtang.files.scrub import SCRUBBABLE, scrub
from mingtang.files.sniff import sniff
from tests.unit.files import builders, compound

LIMITS = Limits(max_seconds=5)
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
    derandomize=True,
)


@cache
def valid(kind: str) -> bytes:
    return {
        "docx": lambda: builders.word(picture=builders.photo()),
        "xlsx": builders.workbook,
        "ofd": builders.ofd,
        "jpeg": builders.photo,
        "png": lambda: builders.image("PNG"),
        "tiff": lambda: builders.image("TIFF"),
        "gif": lambda: builders.image("GIF"),
        "webp": lambda: builders.image("WEBP"),
        "doc": lambda: compound.old_word("关于公示的通知"),
        "xls": lambda: compound.old_excel(["姓名", "电话"], "隐藏"),
        "zip": lambda: builders.zipped({"表.xlsx": builders.workbook(), "a.txt": b"x"}),
        "pdf": builders.pdf_with_extras,
    }[kind]()


def answered(content: bytes, kind: str | None, folder) -> None:
    """Sniff and look into; only FileRefused may come out."""
    path = folder / "file"
    path.write_bytes(content)
    try:
        found = sniff(io.BytesIO(content), "", LIMITS)
        inspect_file(path, found.kind, LIMITS, encrypted=found.encrypted)
    except FileRefused as refused:
        assert refused.text_zh
    if kind is not None:
        try:
            inspect_file(path, kind, LIMITS)
            if kind in SCRUBBABLE and kind != "pdf":
                scrub(path, kind, folder / "copy", LIMITS)
        except FileRefused as refused:
            assert refused.text_zh


@given(content=st.binary(max_size=2000), kind=st.sampled_from(sorted(set(KINDS) - {"pdf"})))
@QUICK
def test_arbitrary_bytes_are_answered(tmp_path, content, kind):
    answered(content, kind, tmp_path)


@pytest.mark.parametrize(
    "kind", ["docx", "xlsx", "ofd", "jpeg", "png", "tiff", "gif", "webp", "doc", "xls", "zip"]
)
@given(data=st.data())
@QUICK
def test_changed_bytes_of_a_valid_file_are_answered(tmp_path, kind, data):
    content = bytearray(valid(kind))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    answered(bytes(content), kind, tmp_path)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ofd"])
@given(data=st.data())
@QUICK
def test_changed_parts_of_a_valid_package_are_answered(tmp_path, kind, data):
    members = builders.members_of(valid(kind))
    name = data.draw(st.sampled_from(sorted(members)))
    part = members[name]
    at = data.draw(st.integers(0, max(len(part) - 1, 0)))
    part = part[:at] + data.draw(st.binary(max_size=6)) + part[at + data.draw(st.integers(0, 40)) :]
    answered(builders.zipped(members | {name: part}, level=1), kind, tmp_path)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "doc", "xls", "jpeg", "zip", "pdf"])
def test_file_cut_off_anywhere_is_answered(tmp_path, kind):
    content = valid(kind)
    for share in (0.02, 0.1, 0.5, 0.9, 0.99):
        answered(content[: int(len(content) * share)], kind, tmp_path)


@given(data=st.data())
@settings(QUICK, max_examples=8)
def test_changed_pdf_is_answered(tmp_path, data):
    content = bytearray(valid("pdf"))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(8, len(content) - 1))
        content[at : at + 1] = data.draw(st.binary(max_size=3))
    answered(bytes(content), None, tmp_path)


def test_pdf_that_points_to_itself_is_answered_in_time(tmp_path):
    looped = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 1 0 R>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999/Parent 2 0 R>>endobj\n"
        b"trailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF"
    )
    answered(looped, "pdf", tmp_path)


def test_pdf_that_unpacks_to_gigabytes_is_answered_in_time(tmp_path):
    packed = zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9)
    content = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF" % (len(packed), packed)
    )
    answered(content, "pdf", tmp_path)
