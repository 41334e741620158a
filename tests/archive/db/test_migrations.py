"""The archive as a file: what it holds when new, what is refused, what a refusal leaves behind."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.db import fts, migrations
from archive.db.reader import open_archive
from archive.errors import (
    ArchiveProblem,
    NotAnArchive,
    OlderArchive,
    RulesChanged,
    StorageFailed,
)
from archive.store.store import Store
from tests.support.archive_writer import ARTICLE, ArchiveWriter, numbered

TABLES = {
    *("papers", "articles", "revisions", "sections", "images", "authors", "article_authors"),
    *("tags", "article_tags", "polls", "poll_options", "poll_sightings", "weather", "captures"),
    *("urls", "runs", "events", "archive_info"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A folder that this process may read and not write, also when the tests run as root."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ArchiveWriter(folder / "kept.db").store.close()
        (folder / "kept.db").chmod(0o444)
        folder.chmod(0o555)
        if user == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o755)


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


class TestTables:
    def test_all_tables_of_the_design_are_there(self, path: Path) -> None:
        with Store.open(path) as store:
            assert set(store.db.table_names()) >= TABLES

    def test_every_reference_is_declared_and_has_an_index(self, path: Path) -> None:
        with Store.open(path) as store:
            references = {
                (table, key.column)
                for table in TABLES
                for key in store.db.table(table).foreign_keys
            }
            leading = {
                (table, store.db.execute(f"PRAGMA index_info({row[1]})").fetchone()[2])
                for table in TABLES
                for row in store.db.execute(f"PRAGMA index_list({table})").fetchall()
            }
        assert len(references) > 25
        assert references <= leading

    @pytest.mark.parametrize(
        "filters",
        [
            "paper = 'x'",
            "section = 'x'",
            "source = 'x'",
            "kicker = 'x'",
            "published > '2023'",
            "first_seen > '2023'",
            "last_seen > '2023'",
            "content_hash = 'x'",
            "position BETWEEN 1 AND 2",
            "url = 'x'",
        ],
    )
    def test_every_filter_of_articles_uses_an_index(self, path: Path, filters: str) -> None:
        with Store.open(path) as store:
            plan = store.db.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM articles WHERE {filters}"
            ).fetchall()
        assert all("USING INDEX" in row[3] for row in plan), plan

    def test_opening_again_changes_nothing(self, path: Path) -> None:
        with ArchiveWriter(path) as archive:
            archive.save(ARTICLE)
            before = list(archive.db.iterdump())
        for _ in range(2):
            with Store.open(path, create=False) as store:
                assert list(store.db.iterdump()) == before

    def test_the_connection_is_set_up_for_one_writer_and_many_readers(self, path: Path) -> None:
        expected = {
            "journal_mode": "wal",
            "synchronous": 1,
            "busy_timeout": 30_000,
            "foreign_keys": 1,
            "recursive_triggers": 1,
            "application_id": migrations.APPLICATION_ID,
        }
        with Store.open(path) as store:
            found = {name: store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
        assert found == expected

    def test_a_reader_sees_the_last_commit_while_a_batch_is_written(self, path: Path) -> None:
        with ArchiveWriter(path) as archive, closing(sqlite3.connect(path)) as reader:
            archive.save(numbered(1))
            with archive.store.atomic():
                archive.save(numbered(2))
                assert reader.execute("SELECT count(*) FROM articles").fetchone() == (1,)
            assert reader.execute("SELECT count(*) FROM articles").fetchone() == (2,)

    @pytest.mark.parametrize("form", [None, "1"])
    def test_an_index_of_another_form_is_made_anew(self, path: Path, form: str | None) -> None:
        with ArchiveWriter(path) as archive:
            archive.save(ARTICLE)
            archive.db.execute("DROP TRIGGER articles_update_indexed")
            archive.db.execute("DELETE FROM archive_info WHERE key = 'index_form'")
            if form:
                archive.db.execute("INSERT INTO archive_info VALUES ('index_form', ?)", [form])
        with pytest.raises(OlderArchive, match="baotinh migrate"):
            open_archive(path)
        with ArchiveWriter(path) as archive:
            assert archive.found("title: lúa") == [ARTICLE.title]
            archive.assert_sound()
        open_archive(path).close()

    def test_migrations_that_older_programs_made_the_index_in_are_still_known(
        self, path: Path
    ) -> None:
        with Store.open(path) as store:
            store.db.table("_sqlite_migrations").insert(
                {"migration_set": "baotinh", "name": "search_index", "applied_at": ""}
            )
        Store.open(path).close()

    def test_a_failed_migration_leaves_the_file_as_it_was(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: Database) -> None:
            raise ArchiveProblem("stopped")

        monkeypatch.setattr(fts, "create", fail)
        with pytest.raises(ArchiveProblem, match="stopped"):
            Store.open(path)
        assert files(path.parent) == {}


class TestRefusals:
    @pytest.mark.parametrize(
        "content", [b"%PDF-1.7 ...", b"SQLite format 2", b"\x00" * 4096, "chữ".encode()]
    )
    @pytest.mark.parametrize("create", [True, False])
    def test_a_file_of_another_kind_stays_untouched(
        self, path: Path, content: bytes, create: bool
    ) -> None:
        path.write_bytes(content)
        with pytest.raises(NotAnArchive, match=r"archive\.db is not a baotinh archive"):
            Store.open(path, create=create)
        assert files(path.parent) == {"archive.db": content}

    def test_a_damaged_header_is_told(self, path: Path) -> None:
        path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4080)
        with pytest.raises(NotAnArchive, match="not a baotinh archive"):
            Store.open(path)

    def test_the_database_of_another_program_stays_untouched(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE articles (title)")
        before = files(path.parent)
        with pytest.raises(NotAnArchive, match="another program"):
            Store.open(path)
        assert files(path.parent) == before

    def test_a_folder_a_missing_folder_and_a_missing_file_are_told_apart(
        self, tmp_path: Path
    ) -> None:
        with pytest.raises(NotAnArchive, match="is a folder"):
            Store.open(tmp_path)
        with pytest.raises(NotAnArchive, match="create it first"):
            Store.open(tmp_path / "missing" / "archive.db")
        with pytest.raises(NotAnArchive, match="does not exist: crawl or ingest first"):
            Store.open(tmp_path / "archive.db", create=False)
        assert files(tmp_path) == {}

    @pytest.mark.parametrize("leftover", ["empty file", "empty database"])
    def test_what_a_process_killed_at_the_start_left_becomes_an_archive(
        self, path: Path, leftover: str
    ) -> None:
        path.touch()
        if leftover == "empty database":
            with closing(sqlite3.connect(path)) as other:
                other.execute("PRAGMA journal_mode = wal")
        with pytest.raises(NotAnArchive):
            Store.open(path, create=False)
        with ArchiveWriter(path) as archive:
            archive.save(ARTICLE)

    def test_a_folder_that_is_read_only_is_named(self, foreign_folder: Path) -> None:
        with pytest.raises(StorageFailed, match="is read-only"):
            Store.open(foreign_folder / "new.db")
        assert not (foreign_folder / "new.db").exists()

    def test_an_archive_that_is_read_only_is_named(self, foreign_folder: Path) -> None:
        with pytest.raises(StorageFailed, match=r"kept\.db is read-only"):
            Store.open(foreign_folder / "kept.db")

    def test_an_archive_of_a_newer_program_is_refused(self, path: Path) -> None:
        with Store.open(path) as store:
            store.db.table("_sqlite_migrations").insert(
                {"migration_set": "baotinh", "name": "from_the_future", "applied_at": ""}
            )
        with pytest.raises(NotAnArchive, match=r"newer baotinh \(from_the_future\): upgrade"):
            Store.open(path)

    def test_odd_letters_in_the_path_are_no_matter(self, tmp_path: Path) -> None:
        path = tmp_path / "Lưu trữ #1?mode=memory%20.db"
        with ArchiveWriter(path) as archive:
            archive.save(ARTICLE)
        with Store.open(str(path), create=False) as store:
            assert store.db["articles"].count == 1


class TestRules:
    def test_other_text_rules_refuse_and_name_the_way_out(self, path: Path) -> None:
        with Store.open(path) as store:
            store.db.execute("UPDATE archive_info SET value = '0' WHERE key = 'text_rules'")
        with pytest.raises(RulesChanged, match="baotinh reindex"):
            Store.open(path)

    def test_the_way_out_opens_it_all_the_same(self, path: Path) -> None:
        with ArchiveWriter(path) as archive:
            archive.save(ARTICLE)
            archive.db.execute("UPDATE archive_info SET value = '0' WHERE key = 'text_rules'")
        with Store.open(path, check_rules=False) as store:
            fts.reindex(store.db)
        Store.open(path).close()


def save_until_refused(archive: ArchiveWriter) -> None:
    """Save until the disk, bounded to a few pages more than now, is full."""
    pages = archive.column("PRAGMA page_count")[0]
    archive.db.execute(f"PRAGMA max_page_count = {pages + 8}")
    for number in range(1, 500):
        archive.save(numbered(number))


class TestStorage:
    def test_a_full_disk_is_told_and_the_archive_opens(self, path: Path) -> None:
        with ArchiveWriter(path) as archive:
            archive.save(numbered(0))
            with pytest.raises(StorageFailed, match=r"archive\.db: the disk is full"):
                save_until_refused(archive)
            saved = archive.column("SELECT count(*) FROM articles")[0]
        with ArchiveWriter(path) as archive:
            assert archive.column("SELECT count(*) FROM articles") == [saved]
            archive.assert_sound()

    def test_a_full_disk_inside_a_batch_takes_the_whole_batch_back(self, path: Path) -> None:
        with ArchiveWriter(path) as archive:
            archive.save(numbered(0))
            with pytest.raises(StorageFailed, match="disk is full"), archive.store.atomic():
                save_until_refused(archive)
            assert archive.column("SELECT title FROM articles") == ["Bài 0"]
            archive.assert_sound()

    def test_another_writer_is_waited_for_and_then_told(self, path: Path) -> None:
        with ArchiveWriter(path) as archive, closing(sqlite3.connect(path)) as other:
            archive.db.execute("PRAGMA busy_timeout = 10")
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageFailed, match="another process has been writing"):
                archive.save(ARTICLE)
            other.rollback()
            archive.save(ARTICLE)

    def test_a_wrong_statement_of_ours_is_no_failure_of_the_disk(self, path: Path) -> None:
        with (
            ArchiveWriter(path) as archive,
            pytest.raises(sqlite3.OperationalError, match="no such table"),
            archive.store.atomic(),
        ):
            archive.db.execute("SELECT * FROM missing")

    def test_a_writer_without_our_functions_fails_loudly(self, path: Path) -> None:
        with ArchiveWriter(path) as archive:
            archive.save(ARTICLE)
        with (
            closing(sqlite3.connect(path)) as foreign,
            pytest.raises(sqlite3.OperationalError, match="no such function"),
        ):
            foreign.execute("UPDATE articles SET title = 'x'")
