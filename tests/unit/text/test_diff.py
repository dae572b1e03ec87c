"""Two versions of a body compared by paragraph and by word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mingtang.text.diff import Change, Part, compare, compare_lines


def test_an_unchanged_body_has_only_equal_paragraphs() -> None:
    assert [c.op for c in compare("<p>甲</p><p>乙</p>", "<div>甲</div><p>乙</p>")] == ["equal"] * 2


def test_the_changed_words_of_a_paragraph_are_named() -> None:
    old, new = "<p>自2019年5月1日起施行。</p>", "<p>自2019年6月1日起正式施行。</p>"
    (change,) = compare(old, new)
    assert change.op == "replace"
    assert [p for p in change.parts if p.op != "equal"] == [
        Part("replace", "5", "6"),
        Part("insert", "", "正式"),
    ]


def test_added_and_deleted_paragraphs() -> None:
    changes = compare("<p>总则规定</p><p>旧的条文</p>", "<p>总则规定</p><p>Entirely new</p>")
    assert changes == [
        Change("equal", "总则规定", "总则规定"),
        Change("delete", "旧的条文", ""),
        Change("insert", "", "Entirely new"),
    ]


def test_a_table_row_is_one_paragraph() -> None:
    row = "<table><tr><td>甲</td><td>{}</td></tr></table>"
    (change,) = compare(row.format(1), row.format(2))
    assert (change.old, change.new) == ("甲\t1", "甲\t2")


@settings(deadline=None)
@given(*[st.lists(st.text(alphabet="甲乙丙丁12 x", max_size=12), max_size=8)] * 2)
def test_both_versions_can_be_read_out_of_the_comparison(old: list[str], new: list[str]) -> None:
    changes = compare_lines(old, new)
    assert [c.old for c in changes if c.op != "insert"] == [line for line in old if line]
    assert [c.new for c in changes if c.op != "delete"] == [line for line in new if line]
    for change in changes:
        if change.parts:
            assert "".join(p.old for p in change.parts) == change.old
            assert "".join(p.new for p in change.parts) == change.new
