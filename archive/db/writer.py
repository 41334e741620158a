"""SQLite connections for writing, and SQLite's failures as StorageFailed with advice.

Connections are in autocommit mode: transactions begin explicitly. Only failures of the disk and of
SQLite are translated; a wrong statement or a violated constraint is a bug and stays sqlite3.Error.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.db import fts, migrations
from archive.errors import NewerArchive, NotAnArchive, StorageFailed

BUSY_SECONDS = 30
_MAGIC = b"SQLite format 3\x00"

# Messages by primary result code of SQLite.
_FAILURES = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space, then run the same command again",
    sqlite3.SQLITE_READONLY: "it cannot be written: give this user write permission to the file"
    " and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: give this user write permission to the file"
    " and its folder",
    sqlite3.SQLITE_PERM: "access was denied: give this user write permission",
    sqlite3.SQLITE_BUSY: f"another process has been writing for over {BUSY_SECONDS} s:"
    " wait until it ends, then run the same command again",
    sqlite3.SQLITE_LOCKED: "another part of this process is writing",
    sqlite3.SQLITE_IOERR: "the disk does not read or write: check it, then run the command again",
    sqlite3.SQLITE_NOMEM: "memory is used up",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: restore a copy, or ingest the captures into a"
    " new archive",
    sqlite3.SQLITE_NOTADB: "the file is damaged: restore a copy, or ingest the captures into a"
    " new archive",
    sqlite3.SQLITE_TOOBIG: "a text is longer than SQLite can hold",
}


@contextmanager
def guard(path: Path | str) -> Iterator[None]:
    """Raise StorageFailed, naming `path`, if SQLite fails for a reason outside this program."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # primary code
        if code not in _FAILURES:
            raise
        raise StorageFailed(f"{path}: {_FAILURES[code]} ({error})") from error


def path_of(db: Database) -> str:
    """The file of a connection, for messages."""
    path: str = db.conn.execute("PRAGMA database_list").fetchone()[2]
    return path


def connect(path: Path, *, create: bool) -> Database:
    """Open the archive at `path` for writing and bring its tables up to date.

    With `create`, a missing or empty file becomes a new archive. Raises NotAnArchive and
    StorageFailed, and then deletes the files that it has created.
    """
    _check_path(path, create=create)
    existed = path.exists()
    try:
        with guard(path):
            return _connect(path, create=create)
    except BaseException as error:
        if not existed and not _is_busy(error):  # busy: another process is creating the archive
            for suffix in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise


def _is_busy(error: BaseException) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _check_path(path: Path, *, create: bool) -> None:
    """Raise for a file that is not an archive or not writable, before SQLite touches it."""
    if path.is_dir():
        raise NotAnArchive(f"{path} is a folder: give a file in it, such as {path / 'archive.db'}")
    if not path.parent.is_dir():
        raise NotAnArchive(
            f"{path.parent} is not a folder: create it first, or choose another place"
        )
    if not path.exists():
        if not create:
            raise NotAnArchive(
                f"{path} does not exist: crawl or ingest first, or give another file"
            )
    else:
        _check_file(path, create=create)
    for place in (path, path.parent):
        if place.exists() and not _writable(place):
            raise StorageFailed(f"{place} is read-only: give this user write permission to it")


def _check_file(path: Path, *, create: bool) -> None:
    if not path.is_file():
        raise NotAnArchive(f"{path} is not a regular file: give another file")
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise StorageFailed(f"cannot read {path}: {error.strerror}") from error
    if head != _MAGIC and (head or not create):
        raise NotAnArchive(f"{path} is not a baotinh archive: give another file for the archive")


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _connect(path: Path, *, create: bool) -> Database:
    address = path.absolute().as_uri() + ("?mode=rwc" if create else "?mode=rw")
    conn = sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=256
    )
    try:
        db = Database(conn)  # sets recursive_triggers
        _check_identity(db, path, create=create)
        mode = conn.execute("PRAGMA journal_mode = wal").fetchone()[0]
        if mode != "wal":
            raise StorageFailed(f"{path}: this disk cannot hold a live archive: use a local disk")
        conn.execute("PRAGMA synchronous = normal")
        conn.execute("PRAGMA foreign_keys = on")
        fts.register(conn)
        if newer := migrations.newer_migrations(db):
            raise NewerArchive(f"{path} was made by a newer baotinh ({newer[-1]}): upgrade first")
        migrations.migrate(db)
    except BaseException:
        conn.close()
        raise
    return db


def _check_identity(db: Database, path: Path, *, create: bool) -> None:
    """Raise NotAnArchive for the database of another program; nothing is written to it."""
    try:
        application_id = db.conn.execute("PRAGMA application_id").fetchone()[0]
        filled = db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_NOTADB:
            raise
        raise NotAnArchive(f"{path} is not a baotinh archive: give another file") from error
    # A process killed while it created the archive leaves an empty database, which is reused.
    if application_id != migrations.APPLICATION_ID and (application_id or filled or not create):
        raise NotAnArchive(
            f"{path} is the database of another program: give another file for the archive"
        )
