"""Published copies: whole, dated, never written again, served as they are."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from pathlib import Path

import pytest

from archive.db.reader import open_archive
from archive.errors import NotAnArchive, UsageProblem
from archive.preservation.publish import publish, published_on, sha256_of
from archive.search.search import search
from archive.serve import server
from archive.store.store import Store
from tests.support.searchable import DAM_TOM, add, make_archive


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return make_archive(tmp_path / "archive.db")


def test_a_copy_is_whole_dated_and_has_its_digest_and_counts(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "published"
    made = publish(db, folder)
    assert made.articles == 4
    with closing(open_archive(made.path)) as conn:
        assert made.path.name == f"archive-{(published_on(conn) or '')[:10]}.db"
        assert [hit.title for hit in search(conn, "đầm tôm").hits] == [DAM_TOM.title]
        assert conn.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert made.sha256 == sha256_of(made.path)
    digest = made.path.with_suffix(".sha256").read_text()
    assert digest == f"{made.sha256}  {made.path.name}\n"
    inspected = json.loads((folder / "archive.inspect.json").read_text())["archive"]
    assert inspected["hash"] == made.sha256
    assert inspected["tables"]["articles"] == {"count": 4}
    assert (folder / "archive.db").resolve() == made.path
    assert not made.path.stat().st_mode & 0o222
    assert not list(folder.glob("*.part*"))


def test_the_live_archive_goes_on_and_is_marked_as_no_copy(db: Path, tmp_path: Path) -> None:
    with Store.open(db) as store, store.atomic():
        made = publish(db, tmp_path / "out")  # while a writer holds the lock
    with Store.open(db) as store:
        assert published_on(store.db.conn) is None
        add(store, (DAM_TOM,))
    assert made.articles == 4


def test_a_copy_of_today_is_not_written_over(db: Path, tmp_path: Path) -> None:
    made = publish(db, tmp_path / "out")
    with pytest.raises(UsageProblem, match="already exists"):
        publish(db, tmp_path / "out")
    assert sha256_of(made.path) == made.sha256


def test_a_newer_copy_takes_over_the_link(db: Path, tmp_path: Path) -> None:
    first = publish(db, tmp_path / "out")
    older = first.path.with_name("archive-2020-01-01.db")
    first.path.rename(older)
    second = publish(db, tmp_path / "out")
    assert (tmp_path / "out" / "archive.db").resolve() == second.path
    assert older.exists()


def test_the_folder_of_the_live_archive_is_refused_and_nothing_is_left(db: Path) -> None:
    with pytest.raises(UsageProblem, match="is not a link"):
        publish(db, db.parent)
    assert not list(db.parent.glob("archive-*"))


def test_what_is_no_archive_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive):
        publish(tmp_path / "missing.db", tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_a_copy_is_served_as_immutable_with_the_same_pages(db: Path, tmp_path: Path) -> None:
    publish(db, tmp_path / "out")
    datasette = server.application(tmp_path / "out" / "archive.db", public=True)
    assert not datasette.get_database("archive").is_mutable
    page = asyncio.run(datasette.client.get("/tim?q=một+bài"))
    assert 'href="/bai/4"' in page.text
    datasette.get_database("archive").close()
    datasette.executor.shutdown()


@pytest.mark.parametrize(("public", "status"), [(True, 403), (False, 200)])
def test_a_copy_can_be_taken_home_where_it_is_not_served_to_anyone(
    db: Path, tmp_path: Path, public: bool, status: int
) -> None:
    publish(db, tmp_path / "out")
    datasette = server.application(tmp_path / "out" / "archive.db", public=public)
    assert asyncio.run(datasette.client.get("/archive.db")).status_code == status
    datasette.get_database("archive").close()
    datasette.executor.shutdown()


def test_the_command_names_the_copy(db: Path, tmp_path: Path, baotinh) -> None:
    done = baotinh("publish", tmp_path / "out", "--db", db)
    assert Path(done.stdout.strip()).is_file()
    assert "4 articles, SHA-256 " in done.stderr
    again = baotinh("publish", tmp_path / "out", "--db", db, exits=2)
    assert "already exists" in again.stderr
