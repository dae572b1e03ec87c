"""Synthetic pages of county sites, as several families of CMS print them. Everything is invented."""

# ruff: noqa: E501 - pages are quoted as their systems print them

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

PARAGRAPHS = (
    "为做好全县农村饮水安全巩固提升工作，保障群众用水，现就有关事项通知如下。",
    "一、明确目标任务。到年底前完成十二个片区的管网改造，供水保证率达到百分之九十五以上。",
    "二、落实工作责任。各乡镇按照属地原则组织实施，县水务局负责技术指导和质量监督。",
    "三、严格资金管理。专项资金实行专账核算，任何单位不得截留、挤占和挪用。",
)


@dataclass(frozen=True)
class Article:
    """One document of a site."""

    title: str = "云溪县水务局关于做好农村饮水安全工作的通知"
    number: str = "云溪水发〔2023〕12号"
    source: str = "云溪县水务局"
    published: str = "2023-05-18 09:30"
    signed: str = "2023年5月16日"
    paragraphs: tuple[str, ...] = field(default=PARAGRAPHS)
    table: str = ""

    def body(self, tag: str = "p", style: str = "text-indent: 2em;") -> str:
        lines = [f'<{tag} style="{style}">{text}</{tag}>' for text in self.paragraphs]
        right = f'<{tag} style="text-align: right;">{{}}</{tag}>'
        lines += [self.table, right.format(self.source), right.format(self.signed)]
        return "\n".join(lines)


DATA_TABLE = (
    "<table border='1'><tr><td rowspan='2'>乡镇</td><td colspan='2'>改造任务</td></tr>"
    "<tr><td>管网（公里）</td><td>水厂（座）</td></tr>"
    "<tr><td>青石镇</td><td>12.5</td><td>1</td></tr><tr><td>白河乡</td><td>8</td><td>2</td></tr></table>"
)
_MENU = "".join(
    f'<li><a href="/col/{n}/">{name}</a></li>'
    for n, name in enumerate(("首页", "走进云溪", "新闻中心", "政务公开", "办事服务", "互动交流"))
)
_SIDE = "".join(f'<li><a href="/art/{n}.html">往期公告之第{n}号</a></li>' for n in range(1, 9))
_FOOT = (
    "主办：云溪县人民政府办公室 承办：云溪县信息中心 | 滇ICP备05001234号 | 滇公网安备 53010202000123号"
    " | 网站标识码：5301020001"
)


def trs(article: Article) -> str:
    """Divs marked TRS_Editor; page tags of 国办发〔2017〕47号; a share bar; a QR code."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="SiteName" content="云溪县人民政府"><meta name="ArticleTitle" content="{article.title}">
<meta name="PubDate" content="{article.published}"><meta name="ContentSource" content="{article.source}">
<title>{article.title}_云溪县人民政府</title><script>var a = "<p>不是正文</p>";</script></head><body>
<div class="header"><ul class="nav">{_MENU}</ul></div>
<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 正文</div>
<div class="main"><h1>{article.title}</h1>
<div class="info">来源：{article.source} 发布时间：{article.published} 浏览次数：<span>128</span> 字体：[大 中 小]</div>
<div class="TRS_Editor"><div class="Custom_UnionStyle">{article.body()}</div></div>
<div class="share">分享到：<a>微信</a><a>微博</a></div><p>扫一扫在手机打开当前页</p>
<p><a href="javascript:window.print()">【打印】</a><a href="javascript:window.close()">【关闭】</a></p></div>
<div class="footer">{_FOOT}</div></body></html>"""


def ucap(article: Article) -> str:
    """A metadata table of the catalogue above the text in ``UCAP-CONTENT``."""
    return f"""<html><head><meta charset="utf-8"><title>云溪县人民政府门户网站 {article.title}</title></head><body>
<div id="top"><a href="/">网站首页</a> <a href="/en">English</a> <a>无障碍浏览</a></div>
<div class="pchide"><table class="bd1"><tr><td><b>索 引 号：</b></td><td>015123456/2023-00045</td>
<td><b>主题分类：</b></td><td>农业、林业、水利</td></tr>
<tr><td><b>发文机关：</b></td><td>{article.source}</td><td><b>成文日期：</b></td><td>{article.signed}</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">{article.title}</td></tr>
<tr><td><b>发文字号：</b></td><td>{article.number}</td><td><b>发布日期：</b></td><td>{article.published[:10]}</td></tr></table></div>
<div class="article"><h2 class="title">{article.title}</h2>
<div id="UCAP-CONTENT">{article.body()}</div></div>
<div class="related"><h3>相关文档</h3><ul>{_SIDE}</ul></div><div id="foot"><p>{_FOOT}</p></div></body></html>"""


def nested_tables(article: Article) -> str:
    """A page of 2008: laid out by tables in tables, text broken by ``br``, no marks at all."""
    text = "<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{text}" for text in article.paragraphs)
    return f"""<HTML><HEAD><TITLE>{article.title}</TITLE><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD>
<BODY><TABLE width=980><TR><TD><TABLE><TR><TD><A href="/">首页</A></TD><TD><A href="/zw">政务公开</A></TD>
<TD><A href="/bs">办事服务</A></TD></TR></TABLE></TD></TR>
<TR><TD><TABLE width=980><TR><TD width=200 valign=top><TABLE>{_SIDE.replace("<li>", "<TR><TD>").replace("</li>", "</TD></TR>")}</TABLE></TD>
<TD><TABLE width="100%"><TR><TD align=center><B><FONT size=4>{article.title}</FONT></B></TD></TR>
<TR><TD align=center>{article.published[:10]}　　来源：{article.source}　　点击数：35</TD></TR>
<TR><TD><FONT size=3>{article.number}<br><br>{text}<br><br>{article.table}{article.source}<br>{article.signed}</FONT></TD></TR>
<TR><TD align=right>【<A href="javascript:print()">打印本页</A>】 【<A href="javascript:close()">关闭窗口</A>】</TD></TR>
<TR><TD>上一篇：<A href="1.html">关于开展河道清淤的通知</A></TD></TR><TR><TD>下一篇：<A href="3.html">没有了</A></TD></TR>
</TABLE></TD></TR></TABLE></TD></TR><TR><TD align=center>{_FOOT}<script>document.write("<p>访问量</p>");</script></TD></TR></TABLE></BODY></HTML>"""


def visual_builder(article: Article) -> str:
    """``vsb_content`` and ``v_news_content``; the date in a line of its own; previous and next."""
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{article.title}-云溪县水务局</title></head>
<body><nav><ul>{_MENU}</ul></nav><section class="n_location">当前位置： <a href="/">首页</a> &gt;&gt; <a>通知公告</a></section>
<form name="_newscontent_fromname"><h3>{article.title}</h3>
<div>时间：{article.published[:10]} 作者： 浏览：<script>_showDynClicks("wbnews", 1, 2)</script></div><hr>
<div id="vsb_content"><div class="v_news_content">{article.body(style="line-height: 150%; text-indent: 32px")}</div></div>
<p>上一条：<a href="1.htm">年度采购公告</a></p><p>下一条：<a href="3.htm">招聘简章</a></p></form>
<footer><p>版权所有：云溪县水务局 地址：云溪县城关镇 邮编：653100</p></footer></body></html>"""


def anonymous_divs(article: Article) -> str:
    """Names that mean nothing; each paragraph a ``div``; a side column; a big embedded picture."""
    picture = "iVBORw0KGgo" * 400
    side = _SIDE.replace("<li>", "<div class='xx'>").replace("</li>", "</div>")
    return f"""<html><head><meta charset="utf-8"><title>云溪县水务局</title></head><body><div class="w1"><div class="a7">{_MENU}</div>
<div class="a8"><div class="b1">{side}</div><div class="b2"><div class="c1">{article.title}</div>
<div class="c2"><span>发布时间：{article.published}</span><span>来源：{article.source}</span><span>阅读量：1024</span></div>
<div class="c3"><img src="data:image/png;base64,{picture}">{article.body(tag="div")}</div>
<div class="c4"><a>打印</a> | <a>关闭</a> | <a>收藏</a></div></div></div>
<div class="a9">{_FOOT}</div></div></body></html>"""


def word_paste(article: Article) -> str:
    """A page whose text was pasted out of Word: conditional comments, ``MsoNormal``, fonts."""
    text = "".join(
        f"<p class='MsoNormal' style='text-indent:32.0pt;mso-char-indent-count:2.0'><span lang='EN-US'><o:p></o:p></span>"
        f"<span style='font-family:仿宋_GB2312;font-size:16pt'>{each}</span></p>"
        for each in article.paragraphs
    )
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><title>{article.title}</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head><body>
<div class="topbar"><a>繁体</a> <a>长者模式</a> <a>登录</a></div><!-- 正文开始 -->
<div class="wenzhang"><div class="bt">{article.title}</div><div class="fbt">发布机构：{article.source}　发文日期：{article.signed}　打印</div>
<div id="zoom"><p style="text-align:center">{article.number}</p>{text}{article.table}
<p style="text-align:right">{article.source}</p><p style="text-align:right">{article.signed}</p><p>（此件公开发布）</p></div></div>
<!-- 正文结束 --><div class="foot">Copyright © 云溪县人民政府 技术支持：云溪科技</div></body></html>"""


def unclosed(article: Article) -> str:
    """Markup that no validator would pass: unclosed elements, a stray end, attributes unquoted."""
    text = "<p>".join(article.paragraphs)
    return f"""<html><title>{article.title}</title><body bgcolor=#ffffff><center><a href=/>网站首页</a> <a href=/xw>新闻中心</a></center>
</div><h1 align=center>{article.title}</h1><center>日期：{article.published[:10]}&nbsp;&nbsp;&nbsp;来源：{article.source}</center><hr>
<div>{text}{article.table}<p align=right>{article.source}<p align=right>{article.signed}</div><hr><center>{_FOOT}"""


SITES: dict[str, Callable[[Article], str]] = {
    function.__name__: function
    for function in (
        trs,
        ucap,
        nested_tables,
        visual_builder,
        anonymous_divs,
        word_paste,
        unclosed,
    )
}


def list_page() -> str:
    """A column: links with dates, no document."""
    rows = "".join(
        f'<li><a href="/art/{n}.html">云溪县关于开展第{n}批项目申报工作的通知</a><span>2023-05-{n:02d}</span></li>'
        for n in range(1, 21)
    )
    return f"""<html><head><meta charset="utf-8"><title>通知公告_云溪县人民政府</title></head><body>
<div class="nav"><ul>{_MENU}</ul></div><div class="crumb">当前位置：首页 &gt; 通知公告</div>
<div class="list"><ul>{rows}</ul></div><div>共12页 上一页 下一页 尾页</div><div class="footer">{_FOOT}</div></body></html>"""
