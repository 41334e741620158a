"""Questions and their hits: tones, phrases, filters, order, and input of every kind."""

from __future__ import annotations

import dataclasses
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.db import fts
from archive.db.reader import open_archive
from archive.errors import (
    NotAnArchive,
    PeriodProblem,
    QueryProblem,
    RulesChanged,
    UnknownName,
    UnknownPaper,
)
from archive.search import hits, snippets
from archive.search import search as engine
from archive.search.counts import Counts, counts
from archive.search.filters import Filters
from archive.search.hits import Hit
from archive.search.search import search
from archive.search.selection import select
from archive.store.store import Store
from tests.support.searchable import DAM_TOM, DUONG_SAT, HOA_BINH, UNDATED, make_archive


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    conn = open_archive(make_archive(tmp_path_factory.mktemp("báo tỉnh 100%") / "kho #1.db"))
    yield conn
    conn.close()


# Question, titles of the tone-exact hits, titles of those that match without regard to tones.
QUESTIONS = [
    ("đảng viên", [DAM_TOM], [DUONG_SAT]),
    ("ĐẢNG VIÊN", [DAM_TOM], [DUONG_SAT]),
    (unicodedata.normalize("NFD", "đảng viên"), [DAM_TOM], [DUONG_SAT]),
    ("Ðảng vi\u200bên", [DAM_TOM], [DUONG_SAT]),
    ("dang vien", [], [DUONG_SAT, DAM_TOM]),
    ("đang viên", [DUONG_SAT], [DAM_TOM]),
    ('"đảng viên"', [DAM_TOM], []),
    ("“đảng viên”", [DAM_TOM], []),
    ('"đang viên"', [], [DAM_TOM]),
    ("hoà bình", [HOA_BINH, DUONG_SAT, UNDATED], []),
    ("hòa bình", [HOA_BINH, DUONG_SAT, UNDATED], []),
    ("bán", [DUONG_SAT], [HOA_BINH]),
    ("bàn", [HOA_BINH], [DUONG_SAT]),
    ("ban", [], [HOA_BINH, DUONG_SAT]),
    ("kỹ tính", [], [HOA_BINH]),
    ("hdnd", [], [DAM_TOM]),
    ("ubnd-hđnd", [DAM_TOM], []),
    ("hđnd-ubnd", [], []),
    ("30/4", [], [DAM_TOM]),
    ("mặn đầm", [DAM_TOM], []),
    ('"mặn đầm"', [], []),
    ("đầm - * mặn", [DAM_TOM], []),
    ("đầm AND mặn", [DAM_TOM], []),
    ("không-có-từ-này", [], []),
]


@pytest.mark.parametrize(("question", "exact", "folded"), QUESTIONS)
def test_tone_exact_hits_come_first(conn, question, exact, folded) -> None:
    answer = search(conn, question)
    assert [(hit.title, hit.tier) for hit in answer.hits] == [
        *((article.title, "exact") for article in exact),
        *((article.title, "folded") for article in folded),
    ]
    counted = counts(conn, question)
    assert (counted.exact or 0, counted.folded) == (len(exact), len(folded))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("đảng viên", [DAM_TOM]),
        ("đang viên", []),
        ("viên đảng", []),
        ('"đang viên"', []),
        ("hoà bình", [HOA_BINH, DUONG_SAT, UNDATED]),
        ("hoa binh", []),
        ("bàn OR bán", [HOA_BINH, DUONG_SAT]),
        ("đảng viên -đầm", []),
    ],
)
def test_an_exact_search_asks_for_these_tones_in_a_row(conn, question, found) -> None:
    answer = search(conn, question, exact_only=True)
    assert [(hit.title, hit.tier) for hit in answer.hits] == [(it.title, "exact") for it in found]
    assert counts(conn, question, exact_only=True) == Counts(exact=len(found), folded=None)


FILTERS = [
    (Filters(), [HOA_BINH, DUONG_SAT, UNDATED]),
    (Filters(paper="ca_mau"), [HOA_BINH, UNDATED]),
    (Filters(section="Thời sự"), [HOA_BINH, DUONG_SAT]),
    (Filters(section=unicodedata.normalize("NFD", "thời sự")), [HOA_BINH, DUONG_SAT]),
    (Filters(section="thoi su", paper="bac_lieu"), [DUONG_SAT]),
    (Filters(first=date(2024, 7, 1)), [HOA_BINH]),
    (Filters(last=date(2024, 6, 30)), [DUONG_SAT]),
    (Filters(first=date(2024, 6, 30), last=date(2024, 6, 30)), [DUONG_SAT]),
    (Filters(first=date(2024, 6, 30), last=date(2024, 7, 1)), [HOA_BINH, DUONG_SAT]),
    (Filters(last=date(1990, 1, 1)), []),
    (Filters(last=date(9999, 12, 31)), [HOA_BINH, DUONG_SAT]),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
@pytest.mark.parametrize("question", ["hòa bình", "hoa binh"])
def test_filters_narrow_hits_and_counts_alike(conn, question, filters, expected) -> None:
    answer = search(conn, question, filters)
    assert [hit.title for hit in answer.hits] == [article.title for article in expected]
    assert counts(conn, question, filters).total == len(expected)


def test_the_limit_cuts_hits_and_not_counts(conn) -> None:
    answer = search(conn, "đảng viên", limit=1)
    assert [hit.title for hit in answer.hits] == [DAM_TOM.title]
    assert counts(conn, "đảng viên") == Counts(exact=1, folded=1)


def test_relevance_puts_titles_before_bodies(tmp_path: Path) -> None:
    in_body = dataclasses.replace(DUONG_SAT, published="2025-01-01", title="Tin vắn")
    in_title = dataclasses.replace(HOA_BINH, title="Toa viên chức")
    with_both = open_archive(make_archive(tmp_path / "archive.db", (in_body, in_title)))
    newest, best = (search(with_both, "toa viên chức", sort=s) for s in ("newest", "relevance"))
    with_both.close()
    assert [hit.title for hit in newest.hits] == ["Tin vắn", "Toa viên chức"]
    assert [hit.title for hit in best.hits] == ["Toa viên chức", "Tin vắn"]


def test_a_hit_says_where_the_article_stands(conn) -> None:
    hit = search(conn, "đắp đập").hits[0]
    assert (hit.paper, hit.section, hit.url) == ("bac_lieu", "Kinh tế", DAM_TOM.canonical_url)
    assert hit.published == "2023-01-09T15:24:00+07:00"


def test_snippets_mark_the_text_as_printed(conn) -> None:
    hit = search(conn, "hoa binh ga").hits[0]
    assert snippets.plain(hit.headline, "[", "]") == "Đường sắt Bắc – Nam ghé [ga] [Hoà] [Bình]"
    hit = search(conn, "bàn ghế sách").hits[0]
    assert snippets.html(hit.snippet) == (
        "<mark>Bàn</mark> <mark>ghế</mark> &lt;b&gt;&amp;amp;&lt;/b&gt; <mark>sách</mark>"
        " đã sẵn, chỉ thiếu người kĩ tính."
    )


@pytest.mark.parametrize(
    ("marked", "html"),
    [
        ("a \ue000b\ue001 c", "a <mark>b</mark> c"),
        ("\ue001a\ue000b", "ab"),
        ("\ue000a\ue000b\ue001\ue001", "a<mark>b</mark>"),
        ("một\n\x1b[31mhai", "một [31mhai"),
        ("", ""),
    ],
)
def test_stray_marks_and_control_characters_do_no_harm(marked: str, html: str) -> None:
    assert snippets.html(marked) == html


@pytest.mark.parametrize(
    "question", ["", " ", '""', "*", "()", "- . , …", "😀", "\x00", "\u200b", "«»"]
)
def test_a_question_without_words_says_so(conn, question: str) -> None:
    with pytest.raises(QueryProblem, match="no words"):
        search(conn, question)


@pytest.mark.parametrize("question", ['"', 'đảng "viên', '"a" "b'])
def test_an_open_quote_is_pointed_at(conn, question: str) -> None:
    with pytest.raises(QueryProblem, match="unclosed quote, at character"):
        search(conn, question)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=30), st.text('ađờ"*():^-+{}~\\ANDORNEAR/ ,\x00', max_size=30)))
@example("AND")
@example("NEAR(")
@example("title:x")
@example("a OR b")
@example("{title} : x")
@example("x" * 100_000)
@example("x " * 5_000)
@example("\ud800")
def test_any_text_is_answered_or_refused_in_words(conn, question: str) -> None:
    try:
        answer = search(conn, question)
    except QueryProblem:
        return
    assert len(answer.hits) <= 4


@pytest.mark.parametrize(
    ("filters", "error", "message"),
    [
        (Filters(section="Thể thao"), UnknownName, "it has: Kinh tế, Thời sự"),
        (Filters(source="TTXVN"), UnknownName, "it has: none"),
        (Filters(province="Huế"), UnknownName, "it has: Bạc Liêu, Cà Mau"),
        (Filters(first=date(2024, 1, 2), last=date(2024, 1, 1)), PeriodProblem, "ends before"),
    ],
)
def test_filters_that_cannot_be_met_say_why(conn, filters, error, message) -> None:
    with pytest.raises(error, match=message):
        search(conn, "x", filters)


def test_an_unknown_paper_is_named_beside_the_known_ones(conn) -> None:
    with pytest.raises(UnknownPaper, match=r"“bac lieu”.*bac_lieu, ca_mau"):
        search(conn, "x", Filters(paper="bac lieu"))


def test_a_filter_never_turns_the_plan_over(conn) -> None:
    selection = select(conn, "bán", Filters(paper="ca_mau", section="thoi su"))
    plan = conn.execute("EXPLAIN QUERY PLAN " + selection.places(), selection.parameters())
    steps = [row[3] for row in plan.fetchall()]
    assert steps[0].startswith("SCAN search_index VIRTUAL TABLE INDEX")
    assert any("COVERING INDEX articles_by_position (position=?" in step for step in steps)


def test_reading_goes_on_while_a_writer_is_in_the_middle(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "archive.db")
    reader = open_archive(path)
    with Store.open(path) as store, store.atomic():
        store.db.execute("UPDATE articles SET title = 'Tựa mới', body = 'x'")
        assert counts(reader, "đảng viên").exact == 1
    assert counts(reader, "đảng viên").exact == 0
    reader.close()


def test_all_of_a_page_is_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_archive(tmp_path / "archive.db")
    reader = open_archive(path)

    def write_in_between(*asked: object) -> list[Hit]:
        with Store.open(path) as store:
            store.db.execute("UPDATE articles SET title = 'Tựa mới', body = 'x'")
        monkeypatch.undo()
        return hits.load_hits(*asked)

    monkeypatch.setattr(engine, "load_hits", write_in_between)
    answer = search(reader, "đảng viên")
    reader.close()
    assert [hit.title for hit in answer.hits] == [DAM_TOM.title, DUONG_SAT.title]


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    text, other = tmp_path / "note.txt", tmp_path / "other.db"
    text.write_text("Không phải kho lưu trữ, chỉ là một ghi chú dài hơn một trăm byte. " * 4)
    foreign = sqlite3.connect(other)
    foreign.execute("CREATE TABLE t(x)")
    foreign.close()
    for path in (text, other, tmp_path, tmp_path / "missing.db"):
        with pytest.raises(NotAnArchive):
            open_archive(path)
    assert not (tmp_path / "missing.db").exists()


def test_an_index_of_other_text_rules_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_archive(tmp_path / "archive.db")
    monkeypatch.setattr(fts, "RULES_VERSION", 2)
    with pytest.raises(RulesChanged):
        open_archive(path)


def test_searching_needs_neither_scrapy_nor_datasette() -> None:
    script = (
        "import sys, archive.search.search, archive.cli;"
        "print([m for m in ('scrapy', 'datasette', 'crawler', 'rich') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
