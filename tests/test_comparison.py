"""The comparison of two archives finds each kind of difference, and none where there is none."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.db import fts
from archive.store.store import Store
from tests.support import dump_pages
from tests.support.compare_archives import main
from tests.support.searchable import ARTICLES, add, make_archive

# SQL that changes an archive, and the beginning of the line that says so.
CHANGES = {
    "value": ("UPDATE articles SET title = 'x' WHERE id = 1", "articles 1: title: 'Đảng viên"),
    "null": ("UPDATE articles SET lead = '' WHERE id = 2", "articles 2: lead: None → ''"),
    "missing-row": ("DELETE FROM sections WHERE article = 4", "sections 4, 1: only in the first"),
    "new-row": ("INSERT INTO tags VALUES (1, 'x')", "tags 1: only in the second"),
    "schema": ("CREATE INDEX one ON tags(name)", "schema index one: only in the second"),
    "run-outcome": ("UPDATE runs SET outcome = 'x'", "runs 1: outcome: None → 'x'"),
    "capture-time": (
        "UPDATE captures SET fetched_at = '2026-11-23T11:25:46Z' WHERE id = 1",
        "captures 1: fetched_at:",
    ),
    "search-index": (
        "INSERT INTO search_index(search_index) VALUES ('delete-all')",
        "search_index ('12',",
    ),
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("one") / "archive.db")


def changed(original: Path, folder: Path, sql: str) -> Path:
    """A copy of an archive, changed by a statement."""
    copy = Path(shutil.copy(original, folder / original.name))
    with closing(sqlite3.connect(copy)) as conn, conn:
        fts.register(conn)
        conn.execute(sql)
    return copy


@pytest.mark.parametrize("change", CHANGES)
def test_a_different_row_is_found(
    original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    sql, said = CHANGES[change]
    assert main(["rows", str(original), str(changed(original, tmp_path, sql))]) == 1
    assert said in capsys.readouterr().out


def test_only_the_times_of_runs_are_left_out(original: Path, tmp_path: Path) -> None:
    later = changed(original, tmp_path, "UPDATE runs SET started = '', finished = ''")
    assert main(["rows", str(original), str(later)]) == 0


def test_archives_made_apart_may_differ_in_order_and_time_alone(
    original: Path, tmp_path: Path
) -> None:
    other = make_archive(tmp_path / "archive.db", ARTICLES[::-1])
    assert main(["rows", str(original), str(other)]) == 1
    assert main(["rows", "--made-apart", str(original), str(other)]) == 0
    with Store.open(other) as store:
        add(store, ARTICLES[:1])
    assert main(["rows", "--made-apart", str(original), str(other)]) == 1


def test_an_archive_that_is_not_there_is_no_equal_one(original: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        main(["rows", str(original), str(tmp_path / "archive.db")])


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer pages."""
    monkeypatch.setattr(dump_pages, "QUERIES", ("giá",))
    monkeypatch.setattr(dump_pages, "FILTERS", ("gop=1",))
    monkeypatch.setattr(dump_pages, "FOLLOWED", {"/bao"})
    monkeypatch.setattr(dump_pages, "LANGUAGES", ("lang=en",))
    monkeypatch.setattr(dump_pages, "tables_of_datasette", lambda *_: ["/archive/runs"])


def test_pages_are_the_same_until_an_article_changes(
    original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], short: None
) -> None:
    later = "UPDATE runs SET started = '2020-01-01T00:00:00Z'"
    title = "UPDATE articles SET title = 'Ba số' WHERE id = 1"
    folders = [str(tmp_path / name) for name in ("one", "later", "other")]
    assert dump_pages.main([str(original), folders[0]]) == 0
    assert dump_pages.main([str(changed(original, tmp_path, later)), folders[1]]) == 0
    assert dump_pages.main([str(changed(original, tmp_path, title)), folders[2]]) == 0
    assert main(["pages", *folders[:2]]) == 0
    capsys.readouterr()
    assert main(["pages", folders[0], folders[2]]) == 1
    said = capsys.readouterr().out
    assert "\n/tim?lang=en (" in said
    assert "Ba số" in said


def test_a_page_that_is_not_there_is_a_difference(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
        (folder / "page").write_text("/\n200\n")
    (folders[0] / "more").touch()
    assert main(["pages", *map(str, folders)]) == 1
    (folders[0] / "more").unlink()
    assert main(["pages", *map(str, folders)]) == 0
