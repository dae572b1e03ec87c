"""ZIP containers (DOCX, XLSX, PPTX, OFD too), judged by their directory, nothing unpacked."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from .limits import MIB, Limits
from .refusal import FileRefused, damaged_if_unreadable

_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_TAIL = 66_000
_LINK = 0o120000


@dataclass(slots=True)
class Tally:
    """What one upload unpacks to, its nested archives included."""

    entries: int = 0
    unpacked: int = 0


def open_zip(source: IO[bytes], limits: Limits) -> zipfile.ZipFile:
    """The archive, after a look at the size of its directory.

    ``zipfile`` builds an object per entry, so a directory of millions of entries is refused
    before it is read. Raises :class:`FileRefused` ``bomb`` or ``damaged``.
    """
    _check_directory_size(source, limits)
    with damaged_if_unreadable():
        source.seek(0)
        return zipfile.ZipFile(source)


def check_archive(
    source: IO[bytes], limits: Limits, *, depth: int = 1, tally: Tally | None = None
) -> None:
    """Refuse a bomb, unsafe names and archives nested too deep, reading only directories.

    Nested archives are copied out one at a time, bounded by ``limits.max_part``, and judged the
    same way. Raises :class:`FileRefused`.
    """
    if depth > limits.max_depth:
        raise FileRefused(
            "nested", f"压缩包嵌套超过 {limits.max_depth} 层，无法检查。请解开后重新打包上传。"
        )
    tally = tally or Tally()
    with open_zip(source, limits) as archive:
        infos = archive.infolist()
        _check_sizes(infos, limits, tally)
        for info in infos:
            _check_name(info)
        for info in infos:
            if not info.is_dir() and not is_encrypted(info) and _is_archive(archive, info):
                with copy_out(archive, info, limits) as nested:
                    check_archive(nested, limits, depth=depth + 1, tally=tally)


def member_name(info: zipfile.ZipInfo) -> str:
    """An entry's name; names packed by Chinese Windows without the UTF-8 mark are GBK."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """Whether the entry needs a password."""
    return bool(info.flag_bits & 0x1)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo | str, limits: Limits) -> bytes:
    """One part in memory. Raises :class:`FileRefused` ``bomb`` above ``limits.max_part``."""
    with damaged_if_unreadable():
        info = archive.getinfo(info) if isinstance(info, str) else info
        if info.file_size > limits.max_part:
            raise FileRefused("bomb", f"文件内部的“{member_name(info)}”过大，无法检查。")
        return archive.read(info)


def first_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, count: int = 8) -> bytes:
    """The beginning of an entry."""
    with damaged_if_unreadable(), archive.open(info) as stream:
        return stream.read(count)


def copy_out(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits
) -> SpooledTemporaryFile[bytes]:
    """An entry as a file of its own, in memory up to 4 MiB, then on disk."""
    if info.file_size > limits.max_unpacked:
        raise FileRefused("bomb", f"压缩包内的“{member_name(info)}”过大，无法检查。")
    target: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(  # noqa: SIM115 - the caller closes it
        max_size=4 * MIB
    )
    try:
        with damaged_if_unreadable(), archive.open(info) as stream:
            while chunk := stream.read(MIB):
                target.write(chunk)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


def _check_directory_size(source: IO[bytes], limits: Limits) -> None:
    source.seek(0, 2)
    total = source.tell()
    source.seek(max(0, total - _TAIL))
    tail = source.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise FileRefused("damaged", "压缩结构不完整，文件可能没有传完。请重新保存后上传。")
    size = struct.unpack_from("<I", tail, at + 12)[0]
    if size == 0xFFFFFFFF:
        at64 = tail.rfind(_END64, 0, at)
        size = struct.unpack_from("<Q", tail, at64 + 40)[0] if 0 <= at64 <= at - 56 else total
    # 46 fixed bytes, a name and its extra fields: 600 bytes an entry is already generous.
    if size > limits.max_entries * 600:
        raise FileRefused("bomb", f"压缩包内的文件超过 {limits.max_entries} 个，不予接收。")


def _check_sizes(infos: list[zipfile.ZipInfo], limits: Limits, tally: Tally) -> None:
    tally.entries += len(infos)
    tally.unpacked += sum(info.file_size for info in infos)
    if tally.entries > limits.max_entries:
        raise FileRefused("bomb", f"压缩包内的文件超过 {limits.max_entries} 个，不予接收。")
    if tally.unpacked > limits.max_unpacked:
        most = limits.max_unpacked // MIB
        raise FileRefused("bomb", f"解压后超过 {most} MB，疑为压缩炸弹，不予接收。请分批上传。")
    sizes = [(info.file_size, info.compress_size) for info in infos]
    sizes.append((sum(size for size, _ in sizes), sum(packed for _, packed in sizes)))
    for size, packed in sizes:
        if size > limits.ratio_floor and size > limits.max_ratio * max(packed, 1):
            raise FileRefused("bomb", "压缩比异常，疑为压缩炸弹，不予接收。")


def _check_name(info: zipfile.ZipInfo) -> None:
    # ``filename`` has the host's separator replaced; the original shows the attempt.
    name = (info.orig_filename or info.filename).replace("\\", "/")
    climbs = ".." in name.split("/")
    rooted = name.startswith("/") or name[1:2] == ":"
    linked = (info.external_attr >> 16) & 0o170000 == _LINK
    if climbs or rooted or linked or "\0" in name:
        raise FileRefused(
            "unsafe_name", "压缩包内有指向包外的路径或链接，不予接收。请重新打包后上传。"
        )


def _is_archive(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    return first_bytes(archive, info, 4) == b"PK\x03\x04"
