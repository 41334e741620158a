"""The parser of queries: their trees, and what it refuses."""

from __future__ import annotations

import pytest

from archive.errors import QueryProblem
from archive.search.parser import MOST_GROUPS, MOST_TERMS, parse
from archive.search.query import All, AnyOf, Near, Not, Term

TREES = [
    ('tôm "hạn mặn"', All((Term("tôm"), Term("hạn mặn")))),
    ("a b OR c", AnyOf((All((Term("a"), Term("b"))), Term("c")))),
    ("a (b OR c)", All((Term("a"), AnyOf((Term("b"), Term("c")))))),
    ("a -b", All((Term("a"), Not(Term("b"))))),
    ("a NOT NOT b", All((Term("a"), Term("b")))),
    ("NOT b a", All((Not(Term("b")), Term("a")))),
    ("a NEAR/5 b NEAR/7 c d", All((Near((Term("a"), Term("b"), Term("c")), 7), Term("d")))),
    ("a NEAR b", Near((Term("a"), Term("b")), 10)),
    ("tiền*", Term("tiền", prefix=True)),
    ('"gửi tiền*"', Term("gửi tiền", prefix=True)),
    ('"gửi tiền"*', Term("gửi tiền", prefix=True)),
    ("=bán", Term("bán", exact=True)),
    ('="bán tôm"', Term("bán tôm", exact=True)),
    ("title:tôm", Term("tôm", field="title")),
    ("Tiêu đề: tôm", Term("tôm", field="title")),
    ("tieu de:tôm cua", All((Term("tôm", field="title"), Term("cua")))),
    ('tác giả:"Hoàng Uyên"', Term("Hoàng Uyên", field="author")),
    ("author:(a OR =b)", AnyOf((Term("a", field="author"), Term("b", False, True, "author")))),
    ("not or and near", All((Term("not"), Term("or"), Term("and"), Term("near")))),
    ("15:24", Term("15:24")),
    ("https://a.vn/b", Term("https://a.vn/b")),
    ("UBND-HĐND", Term("UBND-HĐND")),
    ("- a * … b", All((Term("a"), Term("b")))),
]


@pytest.mark.parametrize(("question", "tree"), TREES)
def test_the_tree_of_a_question(question: str, tree: object) -> None:
    assert parse(question) == tree


def test_words_side_by_side_are_a_row_on_request() -> None:
    tree = parse("đảng viên -lúa mùa OR =a b title:hai ba", in_a_row=True)
    assert tree == AnyOf(
        (
            All((Term("đảng viên"), Not(Term("lúa")), Term("mùa"))),
            All((Term("a", exact=True), Term("b"), Term("hai ba", field="title"))),
        )
    )


REFUSED = [
    ("", "no words"),
    ("()", "no words"),
    ('"', 'unclosed quote, at character 1: ▸"'),
    ('tôm "cua', 'unclosed quote, at character 5: tôm ▸"cua'),
    ("tôm (cua", "unclosed bracket, at character 5: tôm ▸(cua"),
    ("tôm) cua", "a closing bracket without an opening one, at character 4: tôm▸) cua"),
    ("tôm OR", "OR needs a word on both sides, at character 5: tôm ▸OR"),
    ("OR tôm", "OR needs a word on both sides, at character 1"),
    ("a OR OR b", "OR needs a word on both sides, at character 3"),
    ("AND a", "AND needs a word on both sides, at character 1"),
    ("a AND", "AND needs a word on both sides, at character 3"),
    ("a AND AND b", "AND needs a word on both sides, at character 3"),
    ("a NOT", "NOT needs a word after it, at character 3"),
    ("a NEAR/5", "NEAR needs a word or phrase on both sides, at character 3"),
    ("NEAR a", "NEAR needs a word on both sides, at character 1"),
    ("(a b) NEAR c", "NEAR needs a word or phrase on both sides, at character 7"),
    ("title:a NEAR b", "NEAR needs words of the same field on both sides, at character 9"),
    ("-a", "the query only excludes words: add a word to find, at character 1"),
    ("-a -b", "the query only excludes words"),
    ("a OR -b", "the query only excludes words"),
    ("a (-b)", None),
    ("ti*", "the prefix “ti*” is too short: type at least 3 letters before *, at character 1"),
    ('"tôm c*"', "too short"),
    ("title:", "missing word after “title”, at character 1"),
    ("tôm báo:x", "unknown field “báo”: use title: (tiêu đề:) or author: (tác giả:)"),
    ("(" * (MOST_GROUPS + 1) + "a" + ")" * (MOST_GROUPS + 1), "too many nested brackets"),
    ("a " * (MOST_TERMS + 1), f"more than {MOST_TERMS} words"),
]


@pytest.mark.parametrize(("question", "message"), REFUSED)
def test_what_cannot_be_read_is_pointed_at(question: str, message: str | None) -> None:
    if message is None:
        parse(question)
        return
    with pytest.raises(QueryProblem) as problem:
        parse(question)
    assert message in str(problem.value)
