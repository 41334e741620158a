"""Counts of hits by facet and bin, and pages of hits: each way to the same answer agrees."""

from __future__ import annotations

import dataclasses
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import UsageProblem
from archive.exports.export import export
from archive.search import ranking, time_windows
from archive.search.counts import counts
from archive.search.facets import FACETS, facets
from archive.search.filters import Filters
from archive.search.histogram import histogram
from archive.search.kwic import kwic
from archive.search.search import search
from archive.search.selection import places, select
from tests.support.counted import FILTERS, QUESTIONS, titles
from tests.support.searchable import DAM_TOM, DUONG_SAT, HOA_BINH, UNDATED


@pytest.fixture(scope="module")
def conn(counted: sqlite3.Connection) -> sqlite3.Connection:
    return counted


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
