"""The tables of an archive: what a new one holds, and what an older one gets."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.db import fts, migrations
from archive.db.reader import open_archive
from archive.errors import (
    ArchiveProblem,
    OlderArchive,
)
from archive.store.store import Store
from tests.support.archive_writer import ARTICLE, ArchiveWriter, files, numbered

TABLES = {
    *("papers", "articles", "revisions", "sections", "images", "authors", "article_authors"),
    *("tags", "article_tags", "polls", "poll_options", "poll_sightings", "weather", "captures"),
    *("urls", "runs", "events", "archive_info"),
}


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
