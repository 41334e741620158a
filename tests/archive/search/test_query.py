"""The language of questions: what each form finds, what is refused, what holds for any text."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.db import fts
from archive.errors import QueryProblem
from archive.search.parser import MOST_GROUPS, MOST_TERMS, parse, parse_leniently
from archive.search.prefixes import expand
from archive.search.query import All, AnyOf, marked, to_fts5
from archive.vietnamese import exact, fold
from tests.support.paths import ROOT
from tests.support.questions import CASES, EXACT_CASES, TEXTS

PAGE = ROOT / "docs" / "query-language.md"


@pytest.fixture(scope="module")
def conn() -> Iterator[sqlite3.Connection]:
    """A search index with one row, as the triggers would fill it; `ask` puts the text in."""
    db = Database(memory=True)
    db.execute("CREATE TABLE archive_info(key PRIMARY KEY, value)")
    db.execute("CREATE TABLE articles(position INTEGER PRIMARY KEY, title, body, author, paper)")
    fts.register(db.conn)
    fts.create(db)
    yield db.conn
    db.conn.close()


def matches(conn: sqlite3.Connection, expression: str) -> set[int]:
    rows = conn.execute("SELECT rowid FROM search_index WHERE search_index MATCH ?", [expression])
    return {row[0] for row in rows}


def fill(conn: sqlite3.Connection, *texts: str) -> None:
    """Rows 1, 2, ... of body text; "title | body | author" where the text has bars."""
    conn.execute("DELETE FROM articles")
    for text in texts:
        title, body, author = [*text.split(" | "), "", ""][:3] if " | " in text else ("", text, "")
        conn.execute(
            "INSERT INTO articles(title, body, author) VALUES (?, ?, ?)", (title, body, author)
        )


def found(conn: sqlite3.Connection, question: str, *, in_a_row: bool = False) -> set[int]:
    """What `baotinh search` finds, in all tiers (or exactly, with `in_a_row`)."""
    tree = expand(conn, parse(question, in_a_row=in_a_row))
    return matches(conn, to_fts5(tree, "exact" if in_a_row else "folded"))


def test_the_table_is_long_enough() -> None:
    assert len(set(CASES)) + len(set(EXACT_CASES)) >= 150


@pytest.mark.parametrize(("question", "text", "match"), CASES)
def test_a_question_finds_what_it_says(conn, question: str, text: str, match: bool) -> None:
    fill(conn, text)
    assert found(conn, question) == ({1} if match else set())


@pytest.mark.parametrize(("question", "text", "match"), EXACT_CASES)
def test_an_exact_question_finds_these_tones_alone(conn, question, text, match) -> None:
    fill(conn, text)
    assert found(conn, question, in_a_row=True) == ({1} if match else set())


def page_rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the page about questions, code marks taken off."""
    part = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row] for row in rows[2:]]


def as_fields(text: str) -> str:
    """A text of the page as `fill` takes it, by where the page says that it stands."""
    for place, form in (("headline", "{} | "), ("byline", " | x | {}")):
        if text.endswith(f" ({place})"):
            return form.format(text.removesuffix(f" ({place})"))
    return text


def test_the_page_tells_what_questions_find(conn) -> None:
    rows = page_rows("Words and operators")
    assert len(rows) > 10
    for question, _, text, other in rows:
        fill(conn, as_fields(text), as_fields(other))
        assert found(conn, question) == {1}, question


def test_the_page_tells_what_tones_find(conn) -> None:
    rows = page_rows("Tones")
    assert len(rows) > 4
    for question, exactly, freely in rows:
        texts = [text.split(", ") if text else [] for text in (exactly, freely)]
        fill(conn, *texts[0], *texts[1])
        exact_ones = set(range(1, len(texts[0]) + 1))
        everything = set(range(1, len(texts[0] + texts[1]) + 1))
        assert found(conn, question) == everything, question
        if marked(parse(question)):
            assert matches(conn, to_fts5(parse(question), "exact")) == exact_ones, question


def test_the_page_tells_what_cannot_be_read() -> None:
    rows = page_rows("Invalid queries")
    assert len(rows) > 4
    for question, told in rows:
        with pytest.raises(QueryProblem) as problem:
            parse(question)
        assert str(problem.value) == told


def refusal(ask: Callable[[], object]) -> QueryProblem | None:
    """What a question is refused with, if it is."""
    try:
        ask()
    except QueryProblem as problem:
        return problem
    return None


SIGNS = st.text('ađờhoàhòabán "*:()=-+^{}~\\/ ,\x00ANDORNEAR/5title:', max_size=40)
ANY = st.one_of(st.text(max_size=30), SIGNS)


@settings(max_examples=400, deadline=None)
@given(ANY)
@example("x" * 100_000)
@example("x " * MOST_TERMS)
@example("(" * MOST_GROUPS + "x" + ")" * MOST_GROUPS)
@example(" OR ".join("x" * MOST_TERMS))
@example("\ud800")
@example('"\x00"')
def test_any_text_is_answered_or_refused_in_words(conn, question: str) -> None:
    for in_a_row in (False, True):
        problem = refusal(lambda row=in_a_row: found(conn, question, in_a_row=row))
        assert problem is None or problem.at is None or 0 <= problem.at <= len(question)


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_a_search_box_reads_any_text_that_has_a_word(question: str) -> None:
    problem = refusal(lambda: parse_leniently(question))
    assert problem is None or "no words" in str(problem)


WORDS = st.sampled_from(
    "hoà hòa hoa toán toàn thuỷ thủy thuy quý quí bán bàn bạn ban đảng đang dang viên vien".split()
)
TERM = st.one_of(WORDS, st.lists(WORDS, min_size=2, max_size=3).map(lambda it: f'"{" ".join(it)}"'))
QUESTION = st.recursive(
    TERM,
    lambda part: st.one_of(
        st.tuples(part, part).map(" ".join),
        st.tuples(part, part).map(lambda it: f"({it[0]} OR {it[1]})"),
        st.tuples(part, TERM).map(lambda it: f"({it[0]} -{it[1]})"),
        st.tuples(TERM, TERM).map(" NEAR/2 ".join),
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def filled(conn) -> sqlite3.Connection:
    fill(conn, *TEXTS)
    return conn


ROWS = set(range(1, len(TEXTS) + 1))


@settings(max_examples=200, deadline=None)
@given(QUESTION)
def test_composed_and_decomposed_letters_find_the_same(filled, question: str) -> None:
    fill(filled, *TEXTS)
    for tier in ("exact", "folded"):
        composed, decomposed = (
            matches(filled, to_fts5(parse(unicodedata.normalize(form, question)), tier))
            for form in ("NFC", "NFD")
        )
        assert composed == decomposed


@settings(max_examples=200, deadline=None)
@given(QUESTION)
def test_old_and_new_tone_placement_find_the_same(filled, question: str) -> None:
    new = question.replace("hòa", "hoà").replace("thủy", "thuỷ")
    old = question.replace("hoà", "hòa").replace("thuỷ", "thủy")
    for tier in ("exact", "folded"):
        assert matches(filled, to_fts5(parse(new), tier)) == matches(
            filled, to_fts5(parse(old), tier)
        )


@settings(max_examples=200, deadline=None)
@given(QUESTION)
def test_what_matches_with_tones_matches_without(filled, question: str) -> None:
    # Under a NOT it is the other way round: fewer words are left out when tones count.
    assume("-" not in question and "NOT" not in question)
    tree = parse(question)
    assert matches(filled, to_fts5(tree, "exact")) <= matches(filled, to_fts5(tree, "folded"))


@settings(max_examples=200, deadline=None)
@given(QUESTION, TERM)
def test_not_is_the_complement(filled, question: str, term: str) -> None:
    both, without, alone = (
        matches(filled, to_fts5(parse(typed), "exact"))
        for typed in (f"({question}) {term}", f"({question}) -{term}", question)
    )
    assert both | without == alone
    assert both & without == set()


@settings(max_examples=200, deadline=None)
@given(QUESTION, QUESTION)
def test_or_is_the_union_and_words_side_by_side_the_intersection(filled, one, other) -> None:
    tone_free = [
        parse(fold(typed.lower()).replace("or", "OR").replace("near", "NEAR"))
        for typed in (one, other)
    ]
    sides = [matches(filled, to_fts5(tree, "folded")) for tree in tone_free]
    assert matches(filled, to_fts5(AnyOf(tuple(tone_free)), "folded")) == sides[0] | sides[1]
    assert matches(filled, to_fts5(All(tuple(tone_free)), "folded")) == sides[0] & sides[1]


@settings(max_examples=100, deadline=None)
@given(WORDS.filter(lambda word: len(word) > 2), st.integers(3, 6))
def test_a_beginning_finds_the_words_that_begin_so(filled, word: str, letters: int) -> None:
    begin = word[:letters]
    whole = {
        number
        for number, text in enumerate(TEXTS, 1)
        if any(fold(it).startswith(fold(begin)) for it in text.split())
    }
    assert found(filled, f"{begin}*") >= whole
    tree = expand(filled, parse(f"{begin}*"))
    toned = {
        number
        for number, text in enumerate(TEXTS, 1)
        if any(exact(it).startswith(exact(begin)) for it in text.split())
    }
    assert matches(filled, to_fts5(tree, "exact")) >= toned


def test_a_beginning_finds_what_fts5_finds_by_itself(filled) -> None:
    for begin in ("hoa*", "hoà*", "thuy*", "thuỷ*", "quy*", "dan*", "đản*", "xyz*", '"ban vie*"'):
        tree = parse(begin)
        for tier in ("exact", "folded"):
            by_itself = matches(filled, to_fts5(tree, tier))
            assert matches(filled, to_fts5(expand(filled, tree), tier)) == by_itself
