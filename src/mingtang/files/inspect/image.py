"""Pictures: EXIF, GPS, device, text blocks. Pixels are never decoded."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import IO, Any

from PIL import ExifTags, Image

from ..refusal import FileRefused, damaged_if_unreadable
from .datum import Collector

_GROUPS: dict[str, tuple[str, ...]] = {
    "author": ("Artist", "Copyright", "XPAuthor", "CameraOwnerName", "HostComputer"),
    "device": ("Make", "Model", "Software", "BodySerialNumber", "LensModel", "LensSerialNumber"),
    "taken_at": ("DateTime", "DateTimeOriginal", "DateTimeDigitized"),
    "metadata": ("ImageDescription", "UserComment", "XPTitle", "XPComment", "XPSubject"),
}
_TAG_KINDS = {tag: kind for kind, tags in _GROUPS.items() for tag in tags}
_NOT_HIDDEN = frozenset(
    {"dpi", "jfif", "gamma", "srgb", "transparency", "icc_profile", "version", "compression"}
)
_TEXT_KEYS = frozenset({"comment", "xmp", "XML:com.adobe.xmp"})


def read_image(source: IO[bytes], collector: Collector, *, removable: bool = True) -> None:
    """Report what a picture tells beside its pixels."""
    source.seek(0)
    with warnings.catch_warnings():
        # A warning about many pixels is for those who decode them.
        warnings.simplefilter("ignore")
        with Image.open(source) as picture:
            exif = picture.getexif()
            _report_exif(dict(exif), collector, removable)
            _report_exif(dict(exif.get_ifd(ExifTags.IFD.Exif)), collector, removable)
            _report_gps(dict(exif.get_ifd(ExifTags.IFD.GPSInfo)), collector, removable)
            _report_blocks(picture, collector, removable)


def read_inner_image(content: bytes, collector: Collector, *, removable: bool) -> None:
    """A picture inside a document; one that cannot be read hides nothing we could name."""
    try:
        with damaged_if_unreadable():
            read_image(BytesIO(content), collector, removable=removable)
    except FileRefused:
        return


def _report_exif(tags: dict[int, Any], collector: Collector, removable: bool) -> None:
    for number, value in tags.items():
        name = ExifTags.TAGS.get(number, "")
        kind = _TAG_KINDS.get(name)
        text = _text(value, wide=name.startswith("XP"))
        if kind and text:
            collector.add(kind, f"图片 {name}", text, removable=removable)
            collector.say(text)


def _report_gps(tags: dict[int, Any], collector: Collector, removable: bool) -> None:
    if not tags:
        return
    latitude = _degrees(tags.get(2), tags.get(1) == "S")
    longitude = _degrees(tags.get(4), tags.get(3) == "W")
    place = f"纬度 {latitude}，经度 {longitude}" if latitude and longitude else "含定位数据"
    collector.add("gps", "图片 GPS", place, removable=removable)


def _report_blocks(picture: Image.Image, collector: Collector, removable: bool) -> None:
    for key, value in picture.info.items():
        if not isinstance(value, str | bytes) or str(key) in _NOT_HIDDEN or key == "exif":
            continue
        if isinstance(value, bytes) and key not in _TEXT_KEYS:
            continue
        text = _text(value)
        if text.strip():
            collector.add("metadata", f"图片 {key}", text, removable=removable)
            collector.say(text)


def _degrees(parts: Any, negative: bool) -> str:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return ""
    value = degrees + minutes / 60 + seconds / 3600
    return f"{-value if negative else value:.5f}"


def _text(value: Any, *, wide: bool = False) -> str:
    if isinstance(value, tuple) and wide:
        value = bytes(part & 0xFF for part in value if isinstance(part, int))
    if isinstance(value, bytes):
        raw: bytes = value
        if wide:
            return raw.decode("utf-16-le", "ignore").strip("\0 ")
        for start in (b"ASCII\0\0\0", b"UNICODE\0", b"\0\0\0\0\0\0\0\0"):
            raw = raw.removeprefix(start)
        return raw.decode("utf-8", "ignore").strip("\0 ")
    return _as_chinese(str(value)).strip("\0 ")


def _as_chinese(text: str) -> str:
    """EXIF text is ASCII by its standard; cameras here write UTF-8 or GBK into it."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return text.encode("latin-1").decode(encoding)
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text
