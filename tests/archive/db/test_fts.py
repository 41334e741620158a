"""The index stays in step with `articles`, shows the original, and refuses foreign text rules."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from archive.db import fts
from archive.errors import RulesChanged
from archive.store.store import Store
from tests.support.searchable import ARTICLES, HOA_BINH, add, make_archive


def found(store: Store, expression: str) -> list[str]:
    """Titles of the articles that match, oldest first."""
    rows = store.db.execute(
        "SELECT search_content.title FROM search_index"
        " JOIN search_content ON position = search_index.rowid"
        " WHERE search_index MATCH ? ORDER BY position",
        [expression],
    )
    return [row[0] for row in rows]


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(make_archive(tmp_path / "archive.db")) as store:
        yield store


def test_a_new_article_is_found_with_and_without_tones(store: Store) -> None:
    assert found(store, '{title body}: "đường sắt"') == ["Đường sắt Bắc – Nam ghé ga Hoà Bình"]
    assert found(store, '{title_folded body_folded}: "duong sat"') == found(store, '"đường sắt"')
    assert len(found(store, '{title}: "hòa bình"')) == 3


def test_highlights_show_the_text_as_printed(store: Store) -> None:
    marked = (
        "SELECT highlight(search_index, 2, '[', ']') FROM search_index WHERE search_index MATCH ?"
    )
    rows = store.db.execute(marked, ['{title_folded}: "ga hoa binh"']).fetchall()
    assert rows == [("Đường sắt Bắc – Nam ghé [ga Hoà Bình]",)]


def test_a_changed_article_is_found_by_its_new_words_only(store: Store) -> None:
    add(store, (dataclasses.replace(HOA_BINH, title="Huyện mới đón khách"),))
    assert found(store, '"huyện mới"') == ["Huyện mới đón khách"]
    assert found(store, '"huyện hòa bình"') == []


def test_an_article_with_a_corrected_date_moves_and_stays_found_once(store: Store) -> None:
    add(store, (dataclasses.replace(HOA_BINH, published="2001-01-01"),))
    assert len(found(store, '"huyện hòa bình"')) == 1
    assert found(store, '{title}: "hòa bình"')[1] == HOA_BINH.title  # after the undated one


def test_a_deleted_article_is_not_found(store: Store) -> None:
    store.db.execute("PRAGMA foreign_keys = off")
    store.db.execute("DELETE FROM articles WHERE title = ?", [HOA_BINH.title])
    assert found(store, '"huyện hòa bình"') == []
    store.db.execute("INSERT INTO search_index(search_index) VALUES ('integrity-check')")


def test_a_change_beside_the_text_leaves_the_index_alone(store: Store) -> None:
    before = store.db.conn.total_changes
    store.db.execute("UPDATE articles SET last_seen = '2030-01-01T00:00:00Z'")
    assert store.db.conn.total_changes - before == len(ARTICLES)


def test_a_writer_without_the_text_functions_fails_loudly(tmp_path: Path) -> None:
    conn = sqlite3.connect(make_archive(tmp_path / "archive.db"))
    with pytest.raises(sqlite3.OperationalError, match="no such function"):
        conn.execute("UPDATE articles SET title = 'x'")
    conn.close()


def test_reindex_answers_as_before_and_reports_progress(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fts, "REINDEX_BATCH", 3)
    steps: list[tuple[int, int]] = []
    assert fts.reindex(store.db, lambda done, total: steps.append((done, total))) == 4
    assert steps == [(3, 4), (4, 4)]
    assert len(found(store, '{title_folded body_folded}: "hoa binh"')) == 3


def test_reindex_repairs_what_fts5_rebuild_destroyed(store: Store) -> None:
    store.db.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
    assert found(store, '"duong sat"') == []
    fts.reindex(store.db)
    assert len(found(store, '"duong sat"')) == 1


def test_an_interrupted_reindex_changes_nothing(store: Store) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fts.reindex(store.db, interrupt)
    assert len(found(store, '"hoa binh"')) == 3


def test_other_text_rules_are_refused_until_reindex(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_archive(tmp_path / "archive.db")
    monkeypatch.setattr(fts, "RULES_VERSION", 2)
    with pytest.raises(RulesChanged, match="baotinh reindex"):
        Store.open(path)
    with Store.open(path, check_rules=False) as store:
        fts.reindex(store.db)
    Store.open(path).close()
