"""Pictures without EXIF, GPS and text blocks; JPEG and PNG without touching a pixel."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from ..limits import Limits
from ..refusal import FileRefused

_ORIENTATION = 0x0112
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_MOST_FRAMES = 500
_SAVED_WITH: dict[str, dict[str, Any]] = {
    "WEBP": {"lossless": True},
    "TIFF": {"compression": "tiff_lzw"},
}
# JFIF (E0), colour profile (E2) and Adobe's colour transform (EE) change how the picture looks.
_JPEG_KEPT = frozenset({0xE0, 0xE2, 0xEE})


def scrub_image(source: Path, target: Path, limits: Limits) -> tuple[str, ...]:
    """Write the picture without what it tells beside its pixels."""
    content = source.read_bytes()
    target.write_bytes(clean_image(content))
    return ("图片的拍摄位置、设备、时间、作者等附加信息",)


def clean_image(content: bytes) -> bytes:
    """The bytes of the same picture, cleaned. Raises on a broken one."""
    if content.startswith(b"\xff\xd8"):
        return _clean_jpeg(content)
    if content.startswith(_PNG_START):
        return _clean_png(content)
    return _saved_again(content)


def _clean_jpeg(content: bytes) -> bytes:
    out = bytearray(b"\xff\xd8")
    turned = _orientation(content)
    if turned not in {0, 1}:
        exif = Image.Exif()
        exif[_ORIENTATION] = turned
        body = exif.tobytes()
        out += b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise FileRefused("damaged", "图片已损坏，无法清除附加信息。")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            end = content.rfind(b"\xff\xd9")
            out += content[at : end + 2 if end > at else len(content)]
            return bytes(out)
        size = struct.unpack_from(">H", content, at + 2)[0]
        is_extra = (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT) or marker == 0xFE
        preview = marker == 0xE2 and content[at + 4 : at + 15] != b"ICC_PROFILE"
        if not is_extra and not preview:
            out += content[at : at + 2 + size]
        at += 2 + size
    raise FileRefused("damaged", "图片不完整，无法清除附加信息。")


def _orientation(content: bytes) -> int:
    with Image.open(BytesIO(content)) as picture:
        value = picture.getexif().get(_ORIENTATION, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _clean_png(content: bytes) -> bytes:
    out = bytearray(_PNG_START)
    at = 8
    while at + 12 <= len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + size]
        check = struct.unpack(">I", chunk[-4:])[0]
        if len(chunk) < 12 + size or zlib.crc32(chunk[4:-4]) != check:
            break
        if name not in _PNG_DROPPED:
            out += chunk
        if name == b"IEND":
            return bytes(out)
        at += 12 + size
    raise FileRefused("damaged", "图片不完整，无法清除附加信息。")


def _saved_again(content: bytes) -> bytes:
    """GIF, WebP, TIFF, BMP: frames saved anew without loss and without their blocks."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(BytesIO(content)) as picture:
            kind = picture.format or ""
            frames = []
            count = getattr(picture, "n_frames", 1)
            if count > _MOST_FRAMES:
                raise FileRefused("not_scrubbable", f"图片超过 {_MOST_FRAMES} 帧，不能自动清除。")
            for number in range(count):
                picture.seek(number)
                frame = picture.copy()
                frame.info = {
                    key: value
                    for key, value in picture.info.items()
                    if key in {"duration", "loop", "transparency", "icc_profile", "dpi"}
                }
                frames.append(frame)
    out = BytesIO()
    options = _SAVED_WITH.get(kind, {})
    several = {"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}
    frames[0].save(out, kind, exif=b"", comment=b"", **options, **several)
    return out.getvalue()
