"""Where the Chinese fonts of a paper come from.

GB/T 9704-2012 wants 小标宋 for titles, 仿宋 for text, 黑体 and 楷体 for headings. They are looked
for in the folder that the site names, on the system, and in the open fonts installed with this
package (Noto Serif SC, Noto Sans SC; SIL OFL 1.1); the nearest to the standard is taken.
"""

from __future__ import annotations

import functools
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import typst

_SONG = (
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN",
    "SimSun", "宋体", "NSimSun", "STSong", "Songti SC", "FandolSong", "AR PL UMing CN",
)  # fmt: skip
_SANS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC",
    "Droid Sans Fallback",
)  # fmt: skip
_XIAOBIAOSONG = (
    "FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK",
    "STZhongsong", "华文中宋",
)  # fmt: skip
_FANGSONG = (
    "FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋", "FandolFang",
)  # fmt: skip
_HEI = ("SimHei", "黑体", "STHeiti", "Heiti SC", "FandolHei")
_KAI = (
    "KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "Kaiti SC", "FandolKai",
    "AR PL UKai CN",
)  # fmt: skip

_OPEN_FONTS = "pylopdf_fonts_zh_cn"
_BOLD = 600


class NoChineseFont(RuntimeError):
    """No font here can print Chinese; the message names the way out."""

    def __init__(self) -> None:
        super().__init__(
            "本机没有可用的中文字体，无法生成文书。请安装字体（apt-get install fonts-noto-cjk），"
            "或在配置中指定存放中文字体的目录。"
        )


@dataclass(frozen=True, slots=True)
class FontSet:
    """The families chosen for each part, most wanted first, and the folders they are read from."""

    title: tuple[str, ...]
    text: tuple[str, ...]
    heading: tuple[str, ...]
    subheading: tuple[str, ...]
    folders: tuple[str, ...]
    system: bool
    thin_title: bool
    """The title's family has no weight fit for a title: its strokes are thickened."""


@functools.lru_cache(maxsize=8)
def find_fonts(folder: Path | None = None, *, system: bool = True, wheel: bool = True) -> FontSet:
    """The fonts to set papers in; ``folder`` is the site's own (its subfolders too).

    Looked for once in a process. Raises :class:`NoChineseFont`.
    """
    folders = tuple(str(path) for path in (folder, _wheel_folder() if wheel else None) if path)
    known = typst.Fonts(system, False, list(folders))
    here = {name.casefold(): name for name in known.families()}
    serif, sans = _present(here, _SONG), _present(here, _SANS)
    if not serif and not sans and not _present(here, _FANGSONG + _HEI):
        raise NoChineseFont
    xiaobiao = _present(here, _XIAOBIAOSONG)
    text = _present(here, _FANGSONG) + serif + sans + _present(here, _HEI)
    title = xiaobiao + serif + text
    return FontSet(
        title=title,
        text=text,
        heading=_present(here, _HEI) + sans + text,
        subheading=_present(here, _KAI) + text,
        folders=folders,
        system=system,
        thin_title=not xiaobiao and title[0] not in _heavy(known),
    )


def _present(here: dict[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(here[name.casefold()] for name in names if name.casefold() in here)


def _heavy(known: typst.Fonts) -> set[str]:
    return {font.family for font in known.fonts() if font.weight >= _BOLD}


def _wheel_folder() -> Path | None:
    found = importlib.util.find_spec(_OPEN_FONTS)
    return Path(found.origin).parent if found and found.origin else None
