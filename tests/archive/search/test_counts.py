"""Counting and reading in context: facets, histograms, concordances, collocates, samples, pages."""

from __future__ import annotations

import dataclasses
import math
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.db.reader import open_archive
from archive.errors import UsageProblem
from archive.exports.export import export
from archive.model import Image, Poll
from archive.search import ranking, time_windows
from archive.search.collocates import collocates, log_likelihood
from archive.search.counts import counts
from archive.search.facets import FACETS, facets
from archive.search.filters import Filters
from archive.search.histogram import histogram, trend
from archive.search.kwic import contexts, kwic
from archive.search.sample import sample
from archive.search.search import search
from archive.search.selection import places, select
from archive.search.snippets import CLOSE, OPEN
from tests.support.searchable import DAM_TOM, DUONG_SAT, HOA_BINH, UNDATED, make_archive

ARTICLES = (
    dataclasses.replace(DAM_TOM, authors=("Hoàng Uyên",), source="TTXVN", poll=Poll("Mặn?")),
    dataclasses.replace(DUONG_SAT, authors=("Hoàng Uyên", "T.T"), images=(Image("a.jpg"),)),
    dataclasses.replace(HOA_BINH, tables=((("Xã", "Hộ"),),), images=(Image("b.jpg"),)),
    UNDATED,
)
QUESTIONS = st.sampled_from(
    [
        *(None, "đảng viên", "dang vien", "hoà bình", "hoa binh", "bán OR bàn", "không"),
        *("toa -bán", "viên NEAR/3 đảng", "title:hòa", "author:uyên", "viê*", "=bán đi"),
    ]
)
FILTERS = st.builds(
    Filters,
    first=st.sampled_from([None, date(2023, 1, 9), date(2024, 6, 30)]),
    paper=st.sampled_from([None, "bac_lieu", "ca_mau"]),
    province=st.sampled_from([None, "Cà Mau", "bac lieu"]),
    section=st.sampled_from([None, "Thời sự", "kinh te"]),
    author=st.sampled_from([None, "Hoàng Uyên", "uyen"]),
    has=st.sampled_from([(), ("image",), ("poll",), ("table", "image")]),
)


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = make_archive(tmp_path_factory.mktemp("counting") / "archive.db", ARTICLES)
    conn = open_archive(path)
    yield conn
    conn.close()


def titles(hits) -> list[str | None]:
    return [hit.title for hit in hits]


def pages(conn, question, filters=None, *, limit: int, **choices) -> list:
    """All hits, page by page."""
    hits, cursor = [], None
    while True:
        answer = search(conn, question, filters, limit=limit, cursor=cursor, **choices)
        assert len(answer.hits) <= limit
        hits += answer.hits
        cursor = answer.cursor
        if cursor is None:
            return hits


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(province="Bạc Liêu"), [DUONG_SAT, DAM_TOM]),
        (Filters(province="ca mau"), [HOA_BINH, DUONG_SAT, DAM_TOM, UNDATED]),  # then or now
        (Filters(province="Cà Mau", paper="ca_mau"), [HOA_BINH, UNDATED]),
        (Filters(source="ttxvn"), [DAM_TOM]),
        (Filters(author="Hoàng Uyên"), [DUONG_SAT, DAM_TOM]),
        (Filters(author="uyen hoang"), []),
        (Filters(author="Hoang Uyên"), []),
        (Filters(has=("image",)), [HOA_BINH, DUONG_SAT]),
        (Filters(has=("image", "table")), [HOA_BINH]),
        (Filters(has=("poll",)), [DAM_TOM]),
    ],
)
def test_filters_without_a_question(conn, filters: Filters, expected: list) -> None:
    assert titles(search(conn, None, filters).hits) == titles(expected)
    assert counts(conn, None, filters).total == len(expected)


@settings(max_examples=150, deadline=None)
@given(QUESTIONS, FILTERS, st.integers(1, 3), st.sampled_from(["newest", "relevance"]))
def test_pages_are_the_whole_cut_in_pieces(conn, question, filters, limit, sort) -> None:
    whole = search(conn, question, filters, sort=sort, limit=99)
    assert whole.cursor is None
    assert pages(conn, question, filters, limit=limit, sort=sort) == list(whole.hits)
    assert counts(conn, question, filters).total == len(whole.hits)


@settings(max_examples=150, deadline=None)
@given(
    QUESTIONS.filter(bool), FILTERS, st.sampled_from([None, date(2024, 6, 30), date(2024, 7, 5)])
)
def test_walking_by_month_and_paper_changes_no_answer(conn, question, filters, last) -> None:
    selection = select(conn, question, dataclasses.replace(filters, last=filters.first and last))
    slower = dataclasses.replace(selection, scope=dataclasses.replace(selection.scope, terms=""))
    assert places(conn, selection) == places(conn, slower)
    if filters.province is None and (filters.paper or (filters.first and last)):
        assert selection.scope.terms


@settings(max_examples=150, deadline=None)
@given(QUESTIONS, FILTERS, st.integers(1, 3))
def test_pages_that_end_early_make_the_same_whole(conn, question, filters, limit) -> None:
    whole = search(conn, question, filters, limit=99)
    assert pages(conn, question, filters, limit=limit, within=0.0005) == list(whole.hits)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time_windows, "ARTICLES", 1)
        assert pages(conn, question, filters, limit=limit, within=0.0005) == list(whole.hits)
        patch.setattr(time_windows, "SLOW", -1)  # a month at a time
        assert pages(conn, question, filters, limit=limit, within=0) == list(whole.hits)
    unhurried = search(conn, question, filters, limit=99, within=60)
    assert unhurried == whole


def test_a_page_that_ends_early_says_where_it_came_to(conn, monkeypatch) -> None:
    monkeypatch.setattr(time_windows, "ARTICLES", 1)
    answer = search(conn, "đảng viên", within=0)
    assert (answer.hits, answer.reached) == ((), date(2024, 6, 30))  # the newest is of July
    assert answer.cursor is not None
    assert search(conn, "đảng viên", cursor=answer.cursor).hits[0].title == DAM_TOM.title


@settings(max_examples=150, deadline=None)
@given(QUESTIONS, FILTERS, st.booleans())
def test_sums_of_facets_equal_the_count(conn, question, filters, exact_only) -> None:
    total = counts(conn, question, filters, exact_only=exact_only).total
    counted = facets(conn, question, filters, exact_only=exact_only)
    assert set(counted) == set(FACETS)
    for name in ("paper", "province", "province_now", "section", "source", "year"):
        assert sum(counted[name].values()) == total


@settings(max_examples=100, deadline=None)
@given(QUESTIONS, FILTERS, st.sampled_from(["day", "month", "year"]))
def test_bins_and_the_undated_add_up_to_the_count(conn, question, filters, step) -> None:
    found = histogram(conn, question, filters, step=step)
    total = counts(conn, question, filters).total
    assert sum(one.articles for one in found.bins) + found.undated == total
    assert all(one.articles <= one.printed for one in found.bins)


def test_each_facet_counts_its_values_the_most_frequent_first(conn) -> None:
    counted = facets(conn, None)
    assert list(counted["section"].items()) == [("Thời sự", 2), ("Kinh tế", 1), (None, 1)]
    assert counted["year"] == {"2024": 2, "2023": 1, None: 1}
    assert counted["author"] == {"Hoàng Uyên": 2, "T.T": 1}
    assert counted["has"] == {"image": 2, "poll": 1, "table": 1}
    assert counted["province_now"] == {"Cà Mau": 4}
    with pytest.raises(UsageProblem, match="unknown facet “color”"):
        facets(conn, None, names=["color"])


def test_a_rare_newspaper_with_a_common_word_is_walked_the_other_way(conn, monkeypatch) -> None:
    expected = search(conn, "hoa binh", Filters(paper="ca_mau"))
    monkeypatch.setattr(ranking, "SCANNED", 1)
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    answer = search(conn, "hoa binh", Filters(paper="ca_mau"))
    conn.set_trace_callback(None)
    assert titles(answer.hits) == titles(expected.hits) == titles([HOA_BINH, UNDATED])
    assert any("INDEXED BY articles_by_paper" in statement for statement in statements)
    assert titles(search(conn, "hoa binh", Filters(paper="ca_mau"), limit=1).hits) == titles(
        [HOA_BINH]
    )


def test_relevance_among_very_many_hits_says_how_many_were_ranked(conn, monkeypatch) -> None:
    assert search(conn, "hoa binh", sort="relevance").ranked is None
    monkeypatch.setattr(ranking, "RANKED", 2)
    answer = search(conn, "hoa binh", sort="relevance")
    assert answer.ranked == 2
    assert set(titles(answer.hits)) == set(titles([HOA_BINH, DUONG_SAT]))


def test_a_hit_is_shown_alike_however_it_was_found(conn) -> None:
    for question in ("đảng viên", "hoa binh", '"viên chức"', "viê*", "bán -toa", "title:hòa"):
        newest = search(conn, question)  # marked on the way
        by_paper = [search(conn, question, Filters(paper=it)) for it in ("bac_lieu", "ca_mau")]
        best = search(conn, question, sort="relevance")  # marked one by one
        assert set(newest.hits) == set(best.hits) == {hit for it in by_paper for hit in it.hits}


def test_all_hits_are_weighed_in_one_statement(conn) -> None:
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    search(conn, "hoa binh", sort="relevance")
    conn.set_trace_callback(None)
    assert sum("bm25(" in statement for statement in statements) == 1  # each reads a whole list


@pytest.mark.parametrize("question", [None, "hoa binh"])
@pytest.mark.parametrize("filters", [Filters(), Filters(paper="ca_mau"), Filters(has=("image",))])
def test_files_and_concordances_are_in_order_of_time_without_being_sorted(
    conn, tmp_path: Path, question, filters
) -> None:
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    for form in ("jsonl", "csv"):
        list(export(conn, select(conn, question, filters), form, tmp_path / form))
    if question:
        kwic(conn, question, filters)
    conn.set_trace_callback(None)
    ordered = [it for it in statements if "ORDER BY place" in it]
    assert len(ordered) == (3 if question else 2)
    for statement in ordered:
        plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert not any("TEMP B-TREE" in step for step in plan)


def test_a_cursor_of_no_answer_is_refused(conn) -> None:
    with pytest.raises(UsageProblem, match="invalid cursor"):
        search(conn, "đảng", cursor="x' OR 1")


def test_a_histogram_tells_how_many_of_a_thousand(conn) -> None:
    found = histogram(conn, "hoa binh", step="year")
    assert [(found.label(one), one.articles, one.printed) for one in found.bins] == [
        ("2023", 0, 1),
        ("2024", 2, 2),
    ]
    assert [one.per_1000 for one in found.bins] == [0, 1000]
    assert found.undated == 1
    months = histogram(conn, "hoa binh", step="month", filters=Filters(first=date(2024, 1, 1)))
    assert [months.label(one) for one in months.bins] == ["2024-06", "2024-07"]
    days = histogram(conn, "viên", step="day", filters=Filters(paper="bac_lieu"))
    assert len(days.bins) == (date(2024, 6, 30) - date(2023, 1, 9)).days + 1
    assert Counter(one.per_1000 for one in days.bins) == {None: len(days.bins) - 2, 1000.0: 2}


def test_a_trend_has_the_same_bins_for_each_question(conn) -> None:
    one, other = trend(conn, ["đảng viên", "bàn"])
    assert [bin_.start for bin_ in one.bins] == [bin_.start for bin_ in other.bins]
    assert [one.question, other.question] == ["đảng viên", "bàn"]


def test_nothing_printed_is_no_bin_at_all(tmp_path: Path) -> None:
    with_none = open_archive(make_archive(tmp_path / "archive.db", (UNDATED,)))
    assert histogram(with_none, "hòa").bins == ()
    assert histogram(with_none, "hòa").undated == 1
    with_none.close()


@pytest.mark.parametrize(
    ("marked", "width", "lines"),
    [
        ("một hai [ba] bốn năm", 100, [("một hai", "ba", "bốn năm")]),
        ("một hai [ba] bốn năm", 4, [("hai", "ba", "bốn")]),
        ("một hai [ba] bốn năm", 6, [("hai", "ba", "bốn")]),
        ("một hai [ba] bốn năm", 0, [("", "ba", "")]),
        ("[a] b [c d]", 9, [("", "a", "b c d"), ("a b", "c d", "")]),
        ("không có", 9, []),
    ],
)
def test_context_is_cut_between_words(marked: str, width: int, lines: list) -> None:
    marked = marked.replace("[", OPEN).replace("]", CLOSE)
    found = [(left.strip(), key, right.strip()) for left, key, right in contexts(marked, width)]
    assert found == lines


def test_a_concordance_shows_every_place_exact_tones_first(conn) -> None:
    lines = kwic(conn, '"đảng viên"')
    assert [(line.key, line.id, line.tier) for line in lines] == [
        ("Đảng viên", 1, "exact"),
        ("đảng viên", 1, "exact"),
    ]
    assert lines[0].right.strip().startswith("trẻ giữ đầm tôm")
    assert [line.key for line in kwic(conn, "ban")] == ["bạn", "Bàn", "bán"]
    assert [line.key for line in kwic(conn, "ban", limit=2)] == ["bạn", "Bàn"]


def test_lines_sort_by_the_word_beside_the_key(conn) -> None:
    by_right = kwic(conn, "ban", order="right")
    assert [line.right.split()[0] for line in by_right] == ["đọc", "ghế", "vé"]
    by_left = kwic(conn, "ban", order="left")
    assert [line.left.split()[-1:] for line in by_left] == [[], ["đón"], ["tác,"]]


def test_collocates_stand_near_and_not_elsewhere(tmp_path: Path) -> None:
    text = "Hạn mặn đến sớm. Giá lúa tăng cao, người dân vui. Hạn mặn đến muộn, giá lúa giảm."
    articles = tuple(
        dataclasses.replace(
            HOA_BINH,
            url=f"https://baocamau.vn/{number}.html",
            canonical_url=f"https://baocamau.vn/{number}.html",
            sections=(dataclasses.replace(HOA_BINH.sections[0], paragraphs=(text,)),),
        )
        for number in range(5)
    )
    conn = open_archive(make_archive(tmp_path / "archive.db", articles))
    found = collocates(conn, '"hạn mặn"', window=2)
    assert found.articles == 5
    assert [(one.word, one.near, one.elsewhere) for one in found.words] == [
        ("đến", 10, 0),
        ("muộn", 5, 0),
        ("sớm", 5, 0),
    ]
    pairs = collocates(conn, '"hạn mặn"', window=2, syllables=2)
    assert {one.word for one in pairs.words} == {"đến sớm", "đến muộn"}
    conn.close()


def test_log_likelihood_is_dunnings() -> None:
    # 10 of 100 near, 10 of 1,000 elsewhere: 2 * (10 ln(10/1.818) + 10 ln(10/18.18))
    assert log_likelihood(10, 10, 100, 1000) == pytest.approx(
        2 * (10 * math.log(10 / (2000 / 1100)) + 10 * math.log(10 / (20000 / 1100)))
    )
    assert log_likelihood(1, 99, 100, 1000) < 0


@settings(max_examples=50, deadline=None)
@given(QUESTIONS, st.integers(1, 5), st.integers())
def test_a_sample_is_of_the_hits_and_the_same_for_a_seed(conn, question, size, seed) -> None:
    drawn = sample(conn, question, size=size, seed=seed)
    whole = {hit.id: hit for hit in search(conn, question, limit=99).hits}
    assert len(drawn) == min(size, len(whole))
    assert all(whole[hit.id] == hit for hit in drawn)
    assert sample(conn, question, size=size, seed=seed) == drawn


def test_another_seed_draws_another_sample(conn) -> None:
    assert len({tuple(titles(sample(conn, None, size=2, seed=seed))) for seed in range(20)}) > 2


def test_a_sample_that_grows_keeps_its_articles(conn) -> None:
    assert sample(conn, None, size=3, seed=7)[:2] == sample(conn, None, size=2, seed=7)
