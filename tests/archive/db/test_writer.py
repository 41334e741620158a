"""Opening an archive to write: what is refused, and what a refusal or a full disk leaves behind."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.db import fts
from archive.errors import (
    NotAnArchive,
    RulesChanged,
    StorageFailed,
)
from archive.store.store import Store
from tests.support.archive_writer import ARTICLE, ArchiveWriter, files, numbered


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
