"""Markings are told from talk about secrecy; word lists find the longest word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.text.findings import Sureness
from mingtang.text.secrets import find_markings
from mingtang.text.wordlist import WordEntry, WordList


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("机密★1年\n特急\n洪政发", "secret", "机密★1年"),
        ("秘 密 ★ 长期", "secret", "秘 密 ★ 长期"),
        ("机密★启用前", "secret", "机密★启用前"),
        ("标题\n正文。\n绝密\n", "secret", "绝密"),
        ("【机密】", "secret", "【机密】"),
        ("密级：秘密", "secret", "密级：秘密"),
        ("密 级:内部", "secret", "密 级:内部"),
        ("保密期限：10年", "secret", "保密期限：10年"),
        ("秘密 10年\n关于", "secret", "秘密 10年"),
        ("机\u200b密★１年", "secret", "机\u200b密★１年"),
        ("份号：000012\n", "secret", "份号：000012"),
        ("内部资料  注意保存", "internal", "内部资料  注意保存"),
        ("会议材料（内部文件）", "internal", "（内部文件）"),
        ("不得外传", "internal", "不得外传"),
        ("不得公开 内部文件", "internal", "不得公开 内部文件"),
        ("内部文件，严禁公开！\n关于", "internal", "内部文件，严禁公开！"),
        ("（内部）\n关于开会的通知", "internal", "（内部）"),
        ("【内 部】", "internal", "【内 部】"),
        ("本材料仅供内部参阅。", "internal", "仅供内部参阅"),
        ("此件请注意保密", "internal", "此件请注意保密"),
        ("（此件不予公开）", "not_public", "此件不予公开"),
        ("公开属性：依申请公开", "not_public", "公开属性：依申请公开"),
    ],
)
def test_markings_are_found(text: str, kind: str, marked: str) -> None:
    assert [(f.kind, f.text) for f in find_markings(text)] == [(kind, marked)]


@pytest.mark.parametrize(
    "text",
    [
        "做好保密工作，严守国家秘密。",
        "涉及国家秘密、商业秘密、个人隐私的政府信息不予公开",
        "机密级计算机的管理规定",
        "秘密等级分为绝密、机密、秘密三级。",
        "一、绝密、机密、秘密文件的保管",
        "规范内部文件管理制度",
        "涉密文件、内部文件不得公开发布",
        "不得公开",
        "会议纪要（内部）管理办法",
        "（内部）审计工作的规定",
        "正文\n" * 30 + "（内部）",
        "个人信息不得外传给第三方。",
        "密级：公开",
        "密级：无",
        "（此件公开发布）",
        "公开属性：主动公开",
        "依申请公开政府信息的办理情况",
        "秘密投票选举产生",
    ],
)
def test_talk_about_secrecy_is_left_alone(text: str) -> None:
    assert find_markings(text) == []


def test_a_loose_head_mark_counts_only_near_the_top() -> None:
    assert find_markings("机密 特急\n正文")
    assert not find_markings("正文\n" * 30 + "机密 特急 都写在这里")


def test_marks_are_surest_with_the_star() -> None:
    assert find_markings("机密★1年")[0].sureness is Sureness.CERTAIN
    assert find_markings("机密★1年")[0].mask is None


@given(st.text() | st.text(alphabet="绝机秘密★级：内部资料 注意保存（）\n1年\u200b", max_size=60))
def test_no_string_breaks_the_marking_finder(text: str) -> None:
    for finding in find_markings(text):
        assert text[finding.start : finding.end] == finding.text


ENTRIES = [
    WordEntry("区委", "title", "核对"),
    WordEntry("区委书记", "title", "核对职务"),
    WordEntry("书记", "title", "核对"),
    WordEntry("最先进", "ad", "广告法禁用", "先进"),
    WordEntry("ＫＴＶ", "word", ""),
    WordEntry("", "empty", ""),
]


@pytest.mark.parametrize("automaton", [True, False])
def test_the_longest_word_wins(automaton: bool) -> None:
    words = WordList(ENTRIES, automaton=automaton)
    assert len(words) == 5
    findings = words.find("洪泽区委书记在最先\u200b进的ktv")
    assert [f.text for f in findings] == ["区委书记", "最先\u200b进", "ktv"]
    assert findings[0].reason_zh == "词表“区委书记”：核对职务"
    assert findings[1].mask == "先进" and findings[0].mask is None


def test_a_name_of_two_is_found_as_wide_as_a_name_of_three() -> None:
    words = WordList([WordEntry("王芳", "name", ""), WordEntry("A级 单位", "word", "")])
    text = "组长：王　芳　副组长：王 芳，A级单位"
    assert [f.text for f in words.find(text)] == ["王　芳", "王 芳", "A级单位"]
    assert not words.find("王\n芳")


def test_one_word_of_two_kinds_gives_two_findings() -> None:
    words = WordList([WordEntry("甲", "a", ""), WordEntry("甲", "b", "")])
    assert [f.kind for f in words.find("甲")] == ["a", "b"]


def test_an_empty_list_finds_nothing() -> None:
    assert WordList([]).find("任何文字") == []


@given(
    st.lists(st.text(alphabet="abcd甲", min_size=1, max_size=5), max_size=8),
    st.text(alphabet="abcd甲", max_size=40),
)
def test_both_searches_agree(listed: list[str], text: str) -> None:
    entries = [WordEntry(word, "k", "") for word in listed]
    fast, plain = WordList(entries), WordList(entries, automaton=False)
    assert fast.find(text) == plain.find(text)
