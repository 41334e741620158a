"""The archive among the databases of a datasette: found once, asked in threads, within limits."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from datasette.utils import sqlite_timelimit

from archive.db.reader import open_archive, snapshot
from archive.db.writer import guard
from archive.errors import BaotinhError, NotAnArchive, TooSlow
from archive.search.column_cache import ColumnCache

T = TypeVar("T")


def find_archive(datasette: Any) -> str | None:
    """The name of the first database that is an archive we can read; None without one.

    One that is an archive and cannot be read is told on stderr: its tables are still served.
    """
    for name, database in datasette.databases.items():
        if database.path is None:
            continue
        try:
            open_archive(database.path).close()
        except NotAnArchive:
            continue
        except BaotinhError as problem:
            sys.stderr.write(f"baotinh: {problem}\n")
            continue
        return str(name)
    return None


_ARCHIVES: WeakKeyDictionary[Any, str | None] = WeakKeyDictionary()
_COLUMNS: WeakKeyDictionary[Any, ColumnCache] = WeakKeyDictionary()


def archive_of(datasette: Any) -> str | None:
    """The name of the database that is the archive; looked for once in each datasette."""
    if datasette not in _ARCHIVES:
        _ARCHIVES[datasette] = find_archive(datasette)
    return _ARCHIVES[datasette]


class ServedArchive:
    """One archive as a datasette serves it."""

    def __init__(self, datasette: Any, name: str) -> None:
        self.datasette = datasette
        self.database = datasette.get_database(name)

    @property
    def name(self) -> str:
        """The name of the database."""
        return str(self.database.name)

    @property
    def path(self) -> Path:
        """Its file."""
        return Path(self.database.path)

    @property
    def columns(self) -> ColumnCache:
        """The facet columns of its articles; held as long as the datasette is."""
        return _COLUMNS.setdefault(self.datasette, ColumnCache(self.path))

    async def query(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask in a thread, on one state of the archive; raises TooSlow, StorageFailed."""
        milliseconds = self.datasette.sql_time_limit_ms

        def in_thread(conn: sqlite3.Connection) -> T:
            rows = conn.row_factory
            conn.row_factory = None  # datasette's own rows are no tuples
            try:
                with guard(self.path), sqlite_timelimit(conn, milliseconds), snapshot(conn):
                    return question(conn)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                    raise TooSlow(f"no answer within {milliseconds} ms") from error
                raise
            finally:
                conn.row_factory = rows

        answer: T = await self.database.execute_fn(in_thread)
        return answer
