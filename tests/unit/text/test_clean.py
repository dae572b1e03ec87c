"""Bodies pasted from word processors keep their substance and lose everything else."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from mingtang.text.clean import CLASSES, Cleaned, clean_html, html_to_text, text_to_html
from mingtang.text.nesting import MAX_DEPTH

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<style>p.MsoNormal{color:red}</style><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument>
</xml></head><body lang=ZH-CN><!--StartFragment-->
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt;
font-family:方正小标宋'>关于印发办法的通知<o:p></o:p></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span>根据《中华人民
共和国政府信息公开条例》，<st1:chsdate>2019年4月1日</st1:chsdate>起施行。</span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>一、<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span><![endif]>
<span>总则</span></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><!--[if !supportLists]-->
<span lang=EN-US><span style='mso-list:Ignore'>(一)<span>&nbsp; </span></span>
</span><!--[endif]-->目的</p>
<p style='mso-list:l0 level3 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp; </span>
</span>范围</p>
<p class=MsoNormal align=right style='text-align:right'>洪泽区人民政府</p>
<!--EndFragment--></body></html>"""

WPS = """<p class="MsoNormal" style="text-indent:32.0000pt;mso-list:l0 level1 lfo1;">
<!--[if !supportLists]--><span style="font-family:仿宋_GB2312;mso-list:Ignore;">一、</span>
<!--[endif]-->
<span style="mso-spacerun:'yes';font-family:黑体;font-size:16pt;"><font
face="黑体">工作目标</font></span>
<span><o:p></o:p></span></p>
<table class="MsoTableGrid" border="1" style="border-collapse:collapse;width:426.0pt">
<caption>表1</caption><tbody><tr style="height:20pt;">
<td width="200" valign="top" colspan="2" style="x:y">
<p class="MsoNormal" align="center"><span><font>项目</font></span></p></td>
<td rowspan="2">金额</td></tr><tr><td>甲</td><td>乙</td></tr></tbody></table>"""


def test_a_word_body_becomes_plain_paragraphs_with_its_numbering() -> None:
    assert html_to_text(clean_html(WORD).html).split("\n") == [
        "关于印发办法的通知",
        "根据《中华人民共和国政府信息公开条例》，2019年4月1日起施行。",
        "一、总则",
        "(一)目的",
        "1.范围",
        "洪泽区人民政府",
    ]


def test_a_word_body_keeps_alignment_as_classes_and_bold_as_strong() -> None:
    clean = clean_html(WORD).html
    assert '<p class="align-center"><strong>关于印发办法的通知</strong></p>' in clean
    assert '<p class="align-right">洪泽区人民政府</p>' in clean
    assert '<p class="indent">根据' in clean
    assert "Mso" not in clean and "style" not in clean and "<span" not in clean


def test_a_wps_body_keeps_its_table() -> None:
    clean = clean_html(WPS).html
    assert '<p class="indent">一、工作目标</p>' in clean
    assert '<p class="align-center"><strong>表1</strong></p><table>' in clean.replace("\n", "")
    assert '<td colspan="2"><p class="align-center">项目</p></td>' in clean.replace("\n", "")
    assert '<td rowspan="2">金额</td>' in clean
    assert html_to_text(clean).split("\n")[-2:] == ["项目\t金额", "甲\t乙"]


def test_head_cells_get_their_scope() -> None:
    clean = clean_html("<table><thead><tr><td>甲<th>乙</thead><tr><td>1<td>2</table>").html
    assert '<th scope="col">甲</th><th scope="col">乙</th>' in clean
    assert "<td>1</td><td>2</td>" in clean


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            '<ol style="list-style-type:cjk-ideographic" start="3"><li>甲<li>乙</ol>',
            "三、甲\n四、乙",
        ),
        ('<ol style="list-style-type: simp-chinese-informal"><li>甲</ol>', "一、甲"),
        ('<ol start="4"><li>甲<li value="9">乙</ol>', "4. 甲\n9. 乙"),
        ('<ol style="list-style-type:lower-alpha"><li>甲<li>乙</ol>', "a. 甲\nb. 乙"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
    ],
)
def test_list_numbers_are_never_lost(markup: str, text: str) -> None:
    assert html_to_text(clean_html(markup).html) == text


@pytest.mark.parametrize(
    ("markup", "clean"),
    [
        ("<p><span style='font-weight:700;text-decoration:underline'>甲</span></p>",
         "<p><strong><u>甲</u></strong></p>"),
        ("<p>m<span style='vertical-align:super'>2</span></p>", "<p>m<sup>2</sup></p>"),
        ("<p>H<sub>2</sub>O <i>x</i></p>", "<p>H<sub>2</sub>O <em>x</em></p>"),
        ("<h2 style='color:red'>标题</h2>", "<h2>标题</h2>"),
        ("裸文<b>粗</b><p>段</p>尾", "<p>裸文<strong>粗</strong></p><p>段</p><p>尾</p>"),
        ("<div>甲<div>乙</div></div>", "<p>甲</p><p>乙</p>"),
        ("<div align=center><p>甲</p></div>", '<p class="align-center">甲</p>'),
        ("<p>　　缩进</p>", '<p class="indent">缩进</p>'),
        ("<p>&nbsp;</p><p><br></p><p> <b> </b></p><p>甲</p>", "<p>甲</p>"),
        ('<p class="align-right evil MsoNormal">甲</p>', '<p class="align-right">甲</p>'),
        ("<a name='_ftn1' href='#x'>甲</a>", "<p>甲</p>"),
        ("<td>甲</td>", "<p>甲</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_plain_markup(markup: str, clean: str) -> None:
    assert clean_html(markup).html == clean


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<script>alert(1)</script>甲", "脚本（script）：1处"),
        ("<style>p{}</style>甲", "样式表（style）：1处"),
        ("<svg onload=alert(1)><text>乙</text></svg>甲", "矢量图或公式（svg、math）：1处"),
        ("<iframe src=//evil></iframe>甲", "内嵌框架或插件：1处"),
        ("<p onclick='x()'>甲</p>", "事件处理代码（on…）：1处"),
        ("<a href=' javascript:alert(1)'>甲</a>", "脚本链接（保留文字）：1处"),
        ("<a href='data:text/html,x'>甲</a>", "data、file 等链接（保留文字）：1处"),
        ("<img src='data:image/png;base64,AA'>甲", "内嵌图片（data:，请作为附件上传）：1处"),
        ("<img src='file:///C:/x.png'>甲", "本机图片（请作为附件上传）：1处"),
        ("<img src='https://a.example/x.png'>甲", "外站图片（请作为附件上传）：1处"),
        ("甲<del>旧</del>", "修订中已删除的文字：1处"),
        ("甲<span style='display:none'>密</span>", "隐藏文字：1处"),
        ("甲<span style='mso-hide:all'>密</span>", "隐藏文字：1处"),
        ("甲<div style='mso-element:comment'>批</div>", "批注：1处"),
    ],
)
def test_what_goes_is_reported(markup: str, said: str) -> None:
    cleaned = clean_html(markup)
    assert said in cleaned.removed
    assert html_to_text(cleaned.html) == "甲"


def test_nothing_is_reported_of_a_clean_body() -> None:
    assert clean_html("<p>甲（见 https://a.example/）</p>").removed == []


def test_links_and_pictures_of_this_site_stay() -> None:
    clean = clean_html('<a href="/doc/x/2019-1">甲</a><img src="/f/1.png" alt="图">').html
    assert 'href="/doc/x/2019-1"' in clean and 'src="/f/1.png"' in clean
    for target in ("https://a.example/", "mailto:a@b.example", "tel:12345"):
        assert f'href="{target}"' in clean_html(f'<a href="{target}">甲</a>').html


EDITOR = Path(__file__).parents[3] / "src/mingtang/disclosure/static/disclosure/editor.js"
HELD = frozenset(re.findall(r'HELD = new Set\("([^"]+)"', EDITOR.read_text("utf-8"))[0].split())
"""What the body editor holds."""


def _assert_held(markup: str) -> None:
    for element in lxml_html.fragment_fromstring(markup or "<p></p>", create_parent="div").iter():
        assert element.tag in HELD | {"div"}, markup
        assert element.tag != "li" or element.get("value") is None


@pytest.mark.parametrize(
    ("markup", "clean"),
    [
        ("<dl><dt>依据</dt><dd>第三条</dd></dl>", "<p>依据</p><p>第三条</p>"),
        ("<pre>甲\n  乙\n\n丙</pre>", "<p>甲</p><p>乙</p><p>丙</p>"),
        ("<pre><b>甲</b>\n乙<a href='/x'>丙</a>\n丁</pre>",
         '<p><strong>甲</strong><br>乙<a href="/x" rel="noopener noreferrer">丙</a><br>丁</p>'),
        ("<figure><img src='/f/1.png' alt='图'><figcaption>图1</figcaption></figure>",
         '<p><img src="/f/1.png" alt="图"></p><p class="align-center">图1</p>'),
        ("<p><code>甲</code><abbr title='乙'>丙</abbr></p>", "<p>甲丙</p>"),
        ("<ol><li value=3>甲</li><li>乙</li></ol>", '<ol start="3"><li>甲</li><li>乙</li></ol>'),
        ("<ol><li>甲</li><li value=5>乙</li></ol>", "<p>1. 甲</p><p>5. 乙</p>"),
        ("<table><caption><p>表1</p></caption><tr><td>1</td></tr></table>",
         '<p class="align-center">表1</p><table><tbody><tr><td>1</td></tr></tbody></table>'),
    ],
)  # fmt: skip
def test_what_the_editor_does_not_hold_becomes_paragraphs(markup: str, clean: str) -> None:
    assert clean_html(markup).html.replace("\n", "") == clean


@pytest.mark.parametrize("source", ["images/1.png", "../1.png", "1.jpg"])
def test_picture_whose_address_lost_its_site_is_taken_out_and_told(source: str) -> None:
    cleaned = clean_html(f"<p>甲<img src='{source}'>乙</p>")
    assert cleaned.html == "<p>甲乙</p>"
    assert cleaned.removed == ["没有带过来的图片（地址只在原处有效，请作为附件上传）：1处"]


def _assert_harmless(markup: str) -> None:
    if not markup:
        return
    for element in lxml_html.fragment_fromstring(markup, create_parent="div").iter():
        assert element.tag not in {"script", "style", "svg", "math", "iframe", "object", "form"}
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name != "style"
            squeezed = "".join(c for c in value.lower() if c > " ")
            if name in ("href", "src"):
                assert not squeezed.startswith(("javascript:", "data:", "vbscript:", "file:"))
            if name == "class":
                assert set(value.split()) <= CLASSES


ATTACKS = [
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<p class='align-center\" onclick=\"x'>x",
    "<<script>script>alert(1)<</script>/script>",
    "<template><script>alert(1)</script></template>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
    "<a href='//evil.example/x'>x</a>",
    "<table><a href=javascript:alert(1)>x<td><svg/onload=alert(1)>",
    "<p>" * 600 + "x",
    "<div>" * 3000 + "x",
    "<b>" * 600 + "<table><tr><td>" * 100 + "x",
]


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_attacks_come_out_harmless_and_stable(attack: str) -> None:
    clean = clean_html(attack).html
    _assert_harmless(clean)
    assert clean_html(clean).html == clean


@pytest.mark.parametrize("depth", [250, 2000, 2100, 4000])
def test_deep_nesting_loses_no_text(depth: int) -> None:
    clean = clean_html("<div>" * depth + "深处" + "</div>" * depth + "尾").html
    assert html_to_text(clean).replace("\n", "") == "深处尾"


def _depth(markup: str) -> int:
    parser = lxml_html.HTMLParser(huge_tree=True)
    root = lxml_html.fragment_fromstring(markup, create_parent="div", parser=parser)
    deepest, stack = 0, [(root, 0)]
    while stack:
        element, level = stack.pop()
        deepest = max(deepest, level)
        stack += [(child, level + 1) for child in element]
    return deepest


_NESTS = (
    "b em s sub blockquote ul,li ol,li dl,dd figure pre table,tr,td table,tr,td,blockquote"
    " blockquote,b h1,b span strong,p,em"
)


@pytest.mark.parametrize("nest", _NESTS.split())
@pytest.mark.parametrize("count", [40, 90, 400])
def test_nesting_is_capped_where_every_reader_follows_and_keeps_all_text(
    nest: str, count: int
) -> None:
    tags = nest.split(",")
    opening = "".join(f"<{tag}>" for tag in tags).replace(
        "<span>", "<span style='font-weight:bold'>"
    )
    closing = "".join(f"</{tag}>" for tag in reversed(tags))
    source = "".join(f"{opening}甲{level}。" for level in range(count))
    source += "".join(f"{closing}乙{level}。" for level in range(count)) + "尾"
    cleaned = clean_html(source)
    assert _depth(cleaned.html) <= MAX_DEPTH + 10
    ordinary = lxml_html.fragment_fromstring(cleaned.html, create_parent="div")
    text = re.sub(r"\s|(?<![甲乙\d])\d+[.](?=甲)", "", ordinary.text_content())
    assert sorted(text.split("。")) == sorted(re.sub("<[^>]*>", "", source).split("。"))
    assert clean_html(cleaned.html).html == cleaned.html


def test_containers_hand_their_alignment_down_to_what_has_none() -> None:
    body = (
        "<div align=right><div class=indent><p>甲</p><p class=align-center>乙</p></div>"
        "<div>丙</div></div>"
    )
    assert clean_html(body).html.replace("\n", "") == (
        '<p class="align-right">甲</p><p class="align-center">乙</p><p class="align-right">丙</p>'
    )


def test_shallow_nesting_stays_and_flattening_is_reported() -> None:
    shallow = "<blockquote>" * 30 + "<p>引<strong>文</strong></p>" + "</blockquote>" * 30
    cleaned = clean_html(shallow)
    assert re.sub(r"\s", "", cleaned.html) == shallow
    assert cleaned.removed == []
    deep = clean_html("<b>" * 70 + "文" + "</b>" * 70)
    assert deep.removed == [f"超过 {MAX_DEPTH} 层的嵌套格式（保留文字）：10处"]


def test_table_below_the_cap_becomes_lines_and_its_links_stay() -> None:
    table = "<table><tr><td>甲</td><td><a href='/x'>乙</a></td></tr></table>"
    clean = clean_html("<blockquote>" * 60 + table).html
    assert "<td" not in clean and '<a href="/x"' in clean
    assert html_to_text(clean).split() == ["甲", "乙"]
    assert "<td>甲</td>" in clean_html("<blockquote>" * 50 + table).html


def test_hidden_text_below_the_cap_stays_hidden() -> None:
    body = "<b>" * 80 + "<span style='display:none'>密</span>明"
    assert html_to_text(clean_html(body).html) == "明"


_PLAIN_PIECES = (
    "<p> </p> <div> </div> <b> </b> <span> </span> <table> <tr> <td> </table> <ol> <li> </ol> <a>"
    " </a> <br> <pre> </pre> <script> </script> <style> </style> <!-- --> <svg> <math> 甲 乙 x"
    " &nbsp; &lt; <h1> </h1> <thead> <th> <caption> <ul> </ul> <dl> <dd> <center> <del> <sup>"
    " <img> <hr> <blockquote>"
)
_SPECIAL_PIECES = (
    " ",
    "\n",
    "\u00a0",
    "\u3000",
    "<p class=indent>",
    "<p align=center>",
    "<a href=javascript:x>",
    "<a href=/x>",
    "<span style='font-weight:bold'>",
    "<span style='mso-list:Ignore'>",
    "<img src=/x onerror=x>",
    "<ol style='list-style-type:cjk-ideographic'>",
    "<p onclick=x>",
    "<td colspan=99999>",
    "<o:p>",
)
_PIECES = st.sampled_from((*_PLAIN_PIECES.split(), *_SPECIAL_PIECES))


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_any_markup_comes_out_harmless_and_stable(markup: str) -> None:
    clean = clean_html(markup).html
    _assert_harmless(clean)
    _assert_held(clean)
    assert clean_html(clean).html == clean
    html_to_text(markup)


@settings(max_examples=200)
@given(st.lists(st.text(alphabet="甲乙一、（）<>&\"'1 .x", min_size=1, max_size=12), max_size=6))
def test_plain_text_survives_the_round_trip(lines: list[str]) -> None:
    wanted = [" ".join(line.split()) for line in lines if line.strip()]
    markup = text_to_html("\n".join(lines))
    assert html_to_text(markup).split("\n") == (wanted or [""])
    assert clean_html(markup).html == markup.replace('"', '"') or "  " in markup


@pytest.mark.parametrize(
    "href",
    [
        "java&#115;cript:alert(1)",
        "jav&#x09;ascript:alert(1)",
        "jav\tascript:alert(1)",
        " &#14; javascript:alert(1)",
        "JaVaScRiPt&colon;alert(1)",
        "vbscript:msgbox(1)",
    ],
)
def test_a_disguised_script_link_is_taken_out_and_reported(href: str) -> None:
    cleaned = clean_html(f'<p><a href="{href}">看</a></p>')
    assert cleaned.html == "<p>看</p>"
    assert cleaned.removed == ["脚本链接（保留文字）：1处"]


@pytest.mark.parametrize(
    "markup",
    [
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=a()'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
        "<template><svg><script>alert(1)</script></svg></template>",
        "<title><a title='</title><img src=x onerror=alert(1)>'>",
        "<select><iframe></select><img src=x onerror=alert(1)>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>x",
        "<style>input[value^=a]{background:url(//evil.example)}</style>x",
        "<p style='background:url(//evil.example)'>x</p>",
        "<img srcset='//evil.example/x 1x' src='/a.png'>",
        "<a href='/x' target='_blank' ping='//evil.example'>x</a>",
        "<base href='//evil.example/'>x",
        "<td background='javascript:alert(1)'>x</td>",
        "<plaintext><script>alert(1)</script>",
    ],
)
def test_nothing_active_survives_and_cleaning_again_changes_nothing(markup: str) -> None:
    html = clean_html(markup).html
    tags = "".join(re.findall(r"<[^>]*>", html)).lower()
    active = r"<(?:script|style|svg|math|iframe|form|input|meta|base|link)|\son[a-z]+=|evil|target="
    assert not re.search(active, tags)
    assert clean_html(html).html == html


@pytest.mark.parametrize(
    "mark",
    [
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff\u00ad\u200b\u200d\u2060"
    ],
)
def test_marks_that_turn_or_hide_words_are_taken_out(mark: str) -> None:
    for written in (mark, f"&#{ord(mark)};", f"&#x{ord(mark):x};"):
        cleaned = clean_html(f'<p>补贴{written}100元<a href="/a" title="看{written}">看</a></p>')
        assert mark not in cleaned.html
        assert "补贴100元" in cleaned.html
        assert cleaned.removed == ["看不见的方向符、零宽字符：2处"]
        assert clean_html(cleaned.html) == Cleaned(cleaned.html, [])


def test_joiners_stay_in_the_scripts_that_need_them() -> None:
    uyghur = "<p>ئ\u200dۇيغۇر</p>"
    assert clean_html(uyghur).html == uyghur
