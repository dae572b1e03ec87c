"""Names of the people of an invented county."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蒋余叶"
_FIRST = "建志文国晓永海春玉秀明丽家德立小雪俊云红新振光庆正"
_SECOND = "军平华英芳敏强磊静杰涛艳勇娟霞斌鹏辉梅宁琳波健琴峰"


def names(rng: Random) -> Iterator[str]:
    """Names without end; as in life some of them are borne by several people."""
    while True:
        given = rng.choice(_SECOND)
        if rng.random() < 0.7:
            given = rng.choice(_FIRST) + given
        yield rng.choice(_SURNAMES) + given
