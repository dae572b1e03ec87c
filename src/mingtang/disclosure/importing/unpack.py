"""Files out of uploads: archives are opened within the limits, names stay within a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from mingtang.files.archive import check_archive, copy_out, is_encrypted, member_name, open_zip
from mingtang.files.limits import Limits
from mingtang.files.names import display_name, extension
from mingtang.files.refusal import FileRefused
from mingtang.files.sniff import check_size

_PARTS = 20
"""Entries in an office document, as a rule."""

Found = tuple[str, Path | None, str]
"""Name to show, the file, and the reason why there is none."""


def unpacked(files: list[UploadedFile[Any]], folder: Path, limits: Limits) -> Iterator[Found]:
    """Each uploaded file, and each file in an uploaded ZIP, as a file in ``folder``."""
    # An office document is an archive too: its parts count among the entries of the ZIP, and each
    # of them is judged for itself when it is read.
    packed = replace(limits, max_entries=limits.max_entries * _PARTS)
    for number, uploaded in enumerate(files):
        name = display_name(uploaded.name or "")
        try:
            check_size(uploaded.size or 0, limits)
            path = folder / str(number)
            with path.open("wb") as out:
                for chunk in uploaded.chunks():
                    out.write(chunk)
            if extension(name) == "zip":
                yield from _members(path, name, folder, number, packed)
                path.unlink()
            else:
                yield name, path, ""
        except FileRefused as refusal:
            yield name, None, refusal.text_zh


def _members(path: Path, name: str, folder: Path, number: int, limits: Limits) -> Iterator[Found]:
    with path.open("rb") as stream:
        check_archive(stream, limits)
        with open_zip(stream, limits) as archive:
            for place, info in enumerate(archive.infolist()):
                inner = member_name(info).replace("\\", "/")
                if info.is_dir() or is_left_out(inner):
                    continue
                shown = f"{name}/{inner}"
                if is_encrypted(info):
                    yield shown, None, "压缩包设有密码，无法读取。请取消密码后再导入。"
                    continue
                target = folder / f"{number}-{place}"
                try:
                    with copy_out(archive, info, limits) as member, target.open("wb") as out:
                        shutil.copyfileobj(member, out)
                except FileRefused as refusal:
                    yield shown, None, refusal.text_zh
                    continue
                yield shown, target, ""


_ASSETS = frozenset({"js", "css", "map", "ico", "woff", "woff2", "ttf", "eot", "otf", "svg"})
_RESIDUE = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def is_left_out(name: str) -> bool:
    """Hidden files, and what a browser saved beside a page (``…_files/``, scripts, fonts)."""
    parts = name.lower().split("/")
    if any(part.startswith((".", "~$")) or part in _RESIDUE for part in parts):
        return True
    if any(part.endswith(("_files", ".files")) for part in parts[:-1]):
        return True
    return extension(parts[-1]) in _ASSETS
