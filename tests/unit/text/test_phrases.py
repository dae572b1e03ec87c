"""Where a heading may break."""

from __future__ import annotations

import pytest

from mingtang.text.phrases import LONGEST, phrases

TITLES = [
    "云溪县经济和信息化局关于科技型中小企业培育有关工作的通知",
    "云溪县人民政府办公室关于印发《云溪县2019年产业扶贫工作要点》的通知（试行）",
    "网友纠错：云溪县科学技术局关于进一步加强创新平台建设工作的实施意见",
    "  前后有空格 and English, 3.5% 的数字 ",
    "《》（）",
    "第",
    "𠮷野家",
    "",
]


@pytest.mark.parametrize("title", TITLES)
def test_the_pieces_put_together_are_the_text(title: str) -> None:
    assert "".join(phrases(title)) == title


def test_a_word_is_never_split() -> None:
    pieces = phrases("云溪县科学技术局关于进一步加强创新平台建设工作的实施意见")
    for word in ("关于", "进一步", "加强", "创新", "平台", "建设", "实施", "意见"):
        assert any(word in piece for piece in pieces), word


def test_closing_marks_end_a_line_and_opening_ones_begin_it() -> None:
    pieces = phrases("关于印发《云溪县产业扶贫要点》的通知（试行），附件：名单")
    assert not any(piece[0] in "》）」，：的" for piece in pieces)
    assert not any(piece[-1] in "《（「" for piece in pieces)


def test_a_figure_stays_with_its_unit() -> None:
    pieces = phrases("第25次常务会议研究2019年预算，20个工作日内答复")
    assert {"第25次", "2019年", "20个"} <= set(pieces)


def test_pieces_fit_a_narrow_line() -> None:
    pieces = phrases("中华人民共和国全国人民代表大会常务委员会关于教育工作的决定")
    assert max(map(len, pieces)) <= LONGEST + 1
