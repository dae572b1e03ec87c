"""ZIP: every member is sniffed and looked into as if it had been uploaded alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from ..archive import copy_out, is_encrypted, member_name, open_zip
from ..refusal import FileRefused
from ..sniff import sniff
from .datum import Collector


def read_archive(
    source: IO[bytes],
    collector: Collector,
    look_into: Callable[[IO[bytes], str, Collector], None],
) -> None:
    """Report what the members hide; a member that cannot be read is named as unchecked.

    Depth and sizes were bounded when the archive was sniffed.
    """
    with open_zip(source, collector.limits) as archive:
        for info in archive.infolist():
            collector.tick()
            if info.is_dir():
                continue
            name = member_name(info)
            collector.say(name)
            if is_encrypted(info):
                collector.add("encrypted", f"“{name}”", "压缩包设有密码")
                continue
            inner = collector.within(f"“{name}”")
            try:
                with copy_out(archive, info, collector.limits) as stream:
                    found = sniff(stream, name, collector.limits)
                    if found.encrypted and found.kind != "zip":
                        inner.add("encrypted", "整个文件", "设有打开密码")
                    else:
                        stream.seek(0)
                        look_into(stream, found.kind, inner)
            except FileRefused as refusal:
                inner.add("unchecked", "整个文件", refusal.text_zh)
