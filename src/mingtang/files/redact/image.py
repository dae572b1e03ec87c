"""Pictures with blacked pixels and nothing beside their pixels. Runs apart (``files.isolated``)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageDraw, ImageFont, ImageOps

from ..refusal import FileRefused
from .model import Box, Passage, RedactionLimits, Report
from .raster import black

_KINDS = {"PNG": "PNG", "JPEG": "JPEG", "MPO": "JPEG", "TIFF": "TIFF"}
_MOST_FRAMES = 500
_PLAIN = frozenset({"1", "L", "RGB", "RGBA", "LA"})
_QUALITY = 92
_SCREEN = (1600, 6400)
"""Pixels across and down of a picture on the screen, at most."""


def redact_picture(
    source: Path, target: Path, passages: Sequence[Passage], limits: RedactionLimits
) -> Report:
    """Write the picture in its own format, turned upright, with the boxes blacked.

    A passage's ``page`` is the frame of a TIFF, else 1. EXIF, GPS, thumbnail, comments and colour
    profile are gone; colours are turned into sRGB first. Raises :class:`FileRefused`.
    """
    frames, kind, dpi = _frames(source, limits)
    for passage in passages:
        if not 1 <= passage.page <= len(frames):
            raise FileRefused("no_such_page", f"图片没有第 {passage.page} 页。")
    for number, frame in enumerate(frames, 1):
        mine = [each for each in passages if each.page == number]
        _check(frame, mine)
        black(frame, [each.box for each in mine])
        _label(frame, mine)
    target.write_bytes(_saved(frames, kind, dpi))
    return Report(
        pages=len(frames),
        lengths=(0,) * len(passages),
        pictures_blacked=len({each.page for each in passages}),
        rasterised_pages=(),
        reasons=(),
        removed=("图片的拍摄位置、设备、时间、作者、缩略图和颜色配置等附加信息",),
    )


def frame_sizes(source: Path, limits: RedactionLimits) -> list[tuple[int, int]]:
    """Width and height of every frame in pixels, as it is shown."""
    return [frame.size for frame in _frames(source, limits)[0]]


def shown_frame(source: Path, number: int, limits: RedactionLimits) -> Image.Image:
    """The frame ``number`` (from 1) for the screen, made smaller where it is large."""
    frames = _frames(source, limits)[0]
    if not 1 <= number <= len(frames):
        raise FileRefused("no_such_page", f"图片没有第 {number} 页。")
    frame = frames[number - 1]
    frame.thumbnail(_SCREEN)
    return frame if frame.mode in _PLAIN else frame.convert("RGB")


def _frames(source: Path, limits: RedactionLimits) -> tuple[list[Image.Image], str, Any]:
    if source.stat().st_size > limits.max_bytes:
        raise FileRefused("too_large", "图片文件过大，不能涂黑。请压缩后重新上传。")
    with warnings.catch_warnings():
        # The limit on pixels is checked below, before anything is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(source) as opened:
                kind = _KINDS.get(opened.format or "")
                if kind is None:
                    raise FileRefused(
                        "unsupported", "只能涂黑 PNG、JPEG、TIFF 图片。请转换格式后重新上传。"
                    )
                count = 1 if kind != "TIFF" else getattr(opened, "n_frames", 1)
                if count > _MOST_FRAMES:
                    raise FileRefused("too_large", f"图片超过 {_MOST_FRAMES} 页，不能涂黑。")
                frames = []
                for number in range(count):
                    opened.seek(number)
                    if opened.width * opened.height > limits.max_pixels:
                        raise FileRefused(
                            "too_large", "图片的像素过多，不能涂黑。请缩小后重新上传。"
                        )
                    frames.append(_upright(opened))
                return frames, kind, opened.info.get("dpi")
        except Image.DecompressionBombError as bomb:
            raise FileRefused("too_large", "图片的像素过多，不能涂黑。请缩小后重新上传。") from bomb


def _upright(opened: Image.Image) -> Image.Image:
    """The pixels alone, turned as a viewer turns them, in sRGB."""
    frame = ImageOps.exif_transpose(opened)
    profile = opened.info.get("icc_profile")
    if frame.mode == "P":
        frame = frame.convert("RGBA" if "transparency" in frame.info else "RGB")
    elif frame.mode == "CMYK" or frame.mode not in _PLAIN:
        frame = frame.convert("L" if frame.mode.startswith(("I", "F")) else "RGB")
        profile = None
    if profile and frame.mode in {"RGB", "RGBA"}:
        frame = _in_srgb(frame, profile)
    bare = Image.new(frame.mode, frame.size)
    bare.paste(frame)
    return bare


def _in_srgb(frame: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(frame, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return frame
    return changed if changed is not None else frame


def _check(frame: Image.Image, passages: Sequence[Passage]) -> None:
    for passage in passages:
        box = passage.box
        if box.x1 <= 0 or box.bottom <= 0 or box.x0 >= frame.width or box.top >= frame.height:
            raise FileRefused("outside_page", "有涂黑区域在图片之外。")


def _label(frame: Image.Image, passages: Sequence[Passage]) -> None:
    draw = ImageDraw.Draw(frame)
    white: Any = {"1": 1, "L": 255, "LA": (255, 255), "RGBA": (255,) * 4}.get(frame.mode, "white")
    for passage in passages:
        box: Box = passage.box
        size = min(
            0.7 * (box.bottom - box.top), (box.x1 - box.x0) / (0.7 * len(passage.ground)), 40
        )
        if size < 6:
            continue
        middle = ((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
        font = ImageFont.load_default(size)
        draw.text(middle, passage.ground, fill=white, font=font, anchor="mm")


def _saved(frames: list[Image.Image], kind: str, dpi: Any) -> bytes:
    out = BytesIO()
    options: dict[str, Any] = {}
    if dpi:
        options["dpi"] = tuple(float(each) for each in dpi)
    if kind == "JPEG":
        options["quality"] = _QUALITY
    elif kind == "TIFF":
        several = frames[1:]
        options |= {"save_all": True, "append_images": several} if several else {}
        bitonal = all(frame.mode == "1" for frame in frames)
        options["compression"] = "group4" if bitonal else "tiff_lzw"
    frames[0].save(out, kind, **options)
    return out.getvalue()
