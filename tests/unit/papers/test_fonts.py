"""Chinese fonts: the site's folder, the system's, the open ones that come along, or a clear no."""

from __future__ import annotations

import shutil
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from mingtang.papers.fonts import NoChineseFont, find_fonts
from mingtang.papers.letter import Letter, Paragraph
from mingtang.papers.pdf import typeset

LETTER = Letter(title=("告知书",), body=(Paragraph("汉字"),))


def test_without_system_fonts_the_open_fonts_are_taken() -> None:
    fonts = find_fonts(system=False)
    assert fonts.text[0] == "Noto Serif SC"
    assert fonts.heading[0] == "Noto Sans SC"
    assert fonts.thin_title
    assert typeset(LETTER, fonts).lacking == ()


def test_the_sites_own_folder_is_looked_through(tmp_path: Path) -> None:
    inner = tmp_path / "字体"
    inner.mkdir()
    shutil.copy(pylopdf_fonts_zh_cn.sans_path(), inner / "a.otf")
    fonts = find_fonts(tmp_path, system=False, wheel=False)
    assert fonts.text == ("Noto Sans SC",)
    assert typeset(LETTER, fonts).pdf.startswith(b"%PDF")


def test_without_any_chinese_font_the_way_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoChineseFont, match="apt-get install fonts-noto-cjk"):
        find_fonts(tmp_path, system=False, wheel=False)


def test_a_folder_that_is_not_there_is_as_good_as_empty(tmp_path: Path) -> None:
    assert find_fonts(tmp_path / "none", system=False).text[0] == "Noto Serif SC"
