"""Verify finds what is missing, changed or left over; a backup is whole and comes back whole."""

from __future__ import annotations

import gzip
import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.db.reader import open_archive
from archive.errors import ArchiveProblem, NotAnArchive, StorageFailed, UsageProblem
from archive.preservation.backup import backup, restore
from archive.preservation.fixity import verify
from archive.warc.writer import CaptureWriter
from tests.support.archive_writer import ArchiveWriter, numbered

HTML = (("Content-Type", "text/html"),)


def write(db: Path, numbers: range, run: int) -> None:
    """Articles with captures, as a crawl leaves them."""
    with ArchiveWriter(db) as archive:
        writer = CaptureWriter(db.parent, "bac_lieu", run)
        for number in numbers:
            one = numbered(number)
            body = f"<p>Bài {number}</p>".encode()
            kept = writer.write(one.url, 200, HTML, body, f"2026-01-{number:02}T00:00:00Z")
            capture = archive.store.save_capture(kept, archive.run)
            archive.store.save(one, capture, archive.run, "1")
        writer.close()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "archive.db"
    path.parent.mkdir()
    write(path, range(1, 6), run=1)
    return path


def warc(db: Path) -> Path:
    (path,) = db.parent.rglob("*.warc.gz")
    return path


def found(db: Path) -> list[tuple[str, str]]:
    with closing(open_archive(db)) as conn:
        return [(one.kind, one.place) for one in verify(conn, db.parent)]


def execute(db: Path, sql: str) -> None:
    with closing(sqlite3.connect(db)) as conn, conn:
        conn.create_function("exact", 1, str)
        conn.create_function("fold", 1, str)
        conn.execute(sql)


class TestVerify:
    def test_a_sound_archive_has_nothing_to_tell(self, db: Path) -> None:
        assert found(db) == []

    def test_every_flipped_byte_of_a_capture_is_noticed(self, db: Path) -> None:
        path = warc(db)
        whole = path.read_bytes()
        with closing(sqlite3.connect(db)) as conn:
            first = conn.execute("SELECT min(warc_offset) FROM captures").fetchone()[0]
        for place in range(first + 10, len(whole), 97):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
            kinds = {kind for kind, _ in found(db)}
            assert kinds == {"changed"}, place

    def test_other_bytes_in_a_whole_record_are_noticed(self, db: Path) -> None:
        path = warc(db)
        data = gzip.decompress(path.read_bytes()).replace(
            "Bài 3</p>".encode(), "Bài 4</p>".encode()
        )
        members = [b"WARC/1.1" + part for part in data.split(b"WARC/1.1")[1:]]
        packed = [gzip.compress(member, 6, mtime=0) for member in members]
        path.write_bytes(b"".join(packed))
        assert "changed" in {kind for kind, _ in found(db)}

    def test_a_cut_file_and_a_missing_one_are_told_apart(self, db: Path) -> None:
        path = warc(db)
        path.write_bytes(path.read_bytes()[:-20])
        assert [kind for kind, _ in found(db)] == ["changed"]
        path.unlink()
        assert [kind for kind, _ in found(db)] == ["missing"]

    def test_a_file_that_no_row_names_is_an_orphan(self, db: Path) -> None:
        (warc(db).parent / "other.warc.gz").write_bytes(b"")
        assert found(db) == [("orphan", "warc/bac_lieu/other.warc.gz")]

    def test_rows_that_were_changed_by_hand_are_noticed(self, db: Path) -> None:
        execute(db, "UPDATE revisions SET content = replace(content, 'Bài 2', 'Bài khác')")
        assert found(db) == [("changed", "article 2, revision 1")]

    def test_an_article_without_index_is_noticed(self, db: Path) -> None:
        execute(
            db, "DELETE FROM search_index_docsize WHERE id IN (SELECT min(position) FROM articles)"
        )
        assert ("index", "search_index") in found(db)


class TestBackup:
    def test_it_comes_back_as_it_was(self, db: Path, tmp_path: Path) -> None:
        copied = backup(db, tmp_path / "bag")
        assert (copied.files, copied.unchanged) == (2, 0)
        again = tmp_path / "restored" / "archive.db"
        restore(tmp_path / "bag", again)
        assert found(again) == []
        for table in ("articles", "revisions", "captures", "runs"):
            rows = []
            for path in (db, again):
                with closing(sqlite3.connect(path)) as conn:
                    rows.append(conn.execute(f"SELECT * FROM {table}").fetchall())
            assert rows[0] == rows[1], table
        assert warc(again).read_bytes() == warc(db).read_bytes()
        with closing(sqlite3.connect(again)) as conn:
            assert [kind for (kind,) in conn.execute("SELECT kind FROM events")] == ["restore"]

    def test_it_is_a_bag_by_rfc_8493(self, db: Path, tmp_path: Path) -> None:
        bag = tmp_path / "bag"
        copied = backup(db, bag)
        assert (bag / "bagit.txt").read_text() == (
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        )
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            for line in (bag / manifest).read_text().splitlines():
                digest, _, name = line.partition("  ")
                assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == digest, name
        payload = [path for path in (bag / "data").rglob("*") if path.is_file()]
        listed = (bag / "manifest-sha256.txt").read_text().splitlines()
        assert {line.partition("  ")[2] for line in listed} == {
            path.relative_to(bag).as_posix() for path in payload
        }
        oxum = f"Payload-Oxum: {copied.bytes}.{copied.files}\n"
        assert oxum in (bag / "bag-info.txt").read_text()

    def test_a_second_one_copies_what_is_new(self, db: Path, tmp_path: Path) -> None:
        backup(db, tmp_path / "bag")
        write(db, range(6, 8), run=2)
        copied = backup(db, tmp_path / "bag")
        assert (copied.files, copied.unchanged) == (3, 1)
        restore(tmp_path / "bag", tmp_path / "new" / "archive.db")
        assert found(tmp_path / "new" / "archive.db") == []

    def test_a_writer_goes_on_meanwhile(self, db: Path, tmp_path: Path) -> None:
        with ArchiveWriter(db) as archive:
            archive.save(numbered(20))
            with archive.store.atomic():
                archive.save(numbered(21))
                with pytest.raises(StorageFailed, match="captures/one"):
                    backup(db, tmp_path / "bag")  # the test's own captures have no file
        with closing(sqlite3.connect(tmp_path / "bag" / "data" / "archive.db")) as conn:
            assert conn.execute("SELECT count(*) FROM articles").fetchone() == (6,)

    @pytest.mark.parametrize("name", ["data/archive.db", "data/warc"])
    def test_a_damaged_one_is_refused(self, db: Path, tmp_path: Path, name: str) -> None:
        bag = tmp_path / "bag"
        backup(db, bag)
        path = bag / name if (bag / name).is_file() else next((bag / name).rglob("*.gz"))
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        with pytest.raises(StorageFailed, match="missing or damaged"):
            restore(bag, tmp_path / "new" / "archive.db")
        path.unlink()
        with pytest.raises(StorageFailed, match="missing or damaged"):
            restore(bag, tmp_path / "new" / "archive.db")
        assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []

    def test_nothing_is_written_over(self, db: Path, tmp_path: Path) -> None:
        backup(db, tmp_path / "bag")
        with pytest.raises(UsageProblem, match="already exists"):
            restore(tmp_path / "bag", db)
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "letter.txt").write_text("x")
        with pytest.raises(UsageProblem, match="has other files"):
            backup(db, tmp_path / "full")

    @pytest.mark.parametrize("name", ["../../etc/passwd", "data/../../x", "/etc/passwd"])
    def test_a_manifest_that_leads_elsewhere_is_refused(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "manifest-sha256.txt").write_text(f"{'0' * 64}  {name}\n")
        with pytest.raises(NotAnArchive, match="manifest names"):
            restore(tmp_path, tmp_path / "new" / "archive.db")

    def test_what_is_no_backup_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ArchiveProblem, match="is not a backup"):
            restore(tmp_path, tmp_path / "new" / "archive.db")

    def test_a_full_disk_is_told(
        self, db: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(28, os.strerror(28))

        monkeypatch.setattr("archive.preservation.backup.shutil.copyfile", refuse)
        with pytest.raises(StorageFailed, match="free some space"):
            backup(db, tmp_path / "bag")
