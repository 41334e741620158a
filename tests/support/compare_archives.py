"""Compares two archives: their rows one by one, or folders of their web pages byte by byte.

    python tests/support/compare_archives.py rows OLD.db NEW.db [--made-apart]
    python tests/support/compare_archives.py pages FOLDER FOLDER   # as dump_pages.py writes them

It prints each difference, and exits with 1 if there is one. When runs took place is left out; with
--made-apart, for archives that were filled separately from the same sources, every machine time and
the places of captures too.
"""

from __future__ import annotations

import argparse
import itertools
import re
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

Row = tuple[tuple[str, Any], ...]
"""A row as its columns and values."""
Rows = dict[str, Row]
"""The rows of a table by name: by primary key, or when made apart by what they say."""

RUN_TIMES = {
    "runs": {"started", "finished"},
    "events": {"time"},
    "_sqlite_migrations": {"applied_at"},
}
CHANCE = {
    "runs": {"arguments"},  # paths
    "articles": {"position"},  # of two at one time, the first to arrive
    "captures": {"warc_file", "warc_offset"},  # the name of a file holds the time of its start
    "urls": {"found_on"},  # the first of several pages that link to it
    "weather": {"day", "first_capture", "last_capture"},  # on which of the pages it was seen
    "polls": {"first_capture", "last_capture"},
    "poll_sightings": {"capture", "last_capture"},
}
"""What differs between two crawls of the same pages, whose responses arrive in any order."""
NAMES = {
    "captures": "url", "articles": "url", "authors": "name", "tags": "name",
    "polls": "question", "poll_options": "label",
}  # fmt: skip
"""What a row is called where another table refers to it: numbers are given in order of arrival."""
MACHINE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""The archive's form of its own times; what newspapers printed has +07:00."""

TABLES = """
SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
"""
INDEX = "search_index"
MAKE_TERMS = f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {INDEX}, instance)"
TERMS = """
SELECT term, url, col, offset FROM temp.terms LEFT JOIN articles ON position = doc
"""
SHOWN = 4
"""Lines of a page that are shown where it differs: the first is the ETag."""


def open_copy(path: Path, folder: Path) -> sqlite3.Connection:
    """A copy of an archive under its name, with what its log holds; the archive is only read."""
    shutil.copy(path, folder)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        shutil.copy(log, folder)
    return sqlite3.connect(folder / path.name)


def tables(path: Path, *, made_apart: bool = False) -> dict[str, Rows]:
    """All rows by table, the schema, and the terms of the search index."""
    with tempfile.TemporaryDirectory() as folder, closing(open_copy(path, Path(folder))) as conn:
        conn.row_factory = sqlite3.Row
        rows = said if made_apart else numbered
        found = {name: rows(conn, name) for (name,) in conn.execute(TABLES).fetchall()}
        schema = conn.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        found["schema"] = {" ".join(row[:2]): columns(row) for row in schema}
        if any(row["name"] == INDEX for row in schema):
            conn.execute(MAKE_TERMS)
            found[INDEX] = {str(tuple(row)): () for row in conn.execute(TERMS)}
    return found


def columns(row: sqlite3.Row) -> Row:
    """The row as names and values."""
    return tuple(zip(row.keys(), row, strict=True))


def numbered(conn: sqlite3.Connection, table: str) -> Rows:
    """The rows of a table by primary key."""
    info = conn.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    key = [row["name"] for row in info if row["pk"]] or [row["name"] for row in info]
    left_out = RUN_TIMES.get(table, set())
    return {
        ", ".join(str(row[name]) for name in key): tuple(
            pair for pair in columns(row) if pair[0] not in left_out
        )
        for row in conn.execute(f'SELECT * FROM "{table}"')
    }


def said(conn: sqlite3.Connection, table: str) -> Rows:
    """The rows of a table without their numbers, times and what is chance; equal ones counted."""
    info = conn.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    left_out = set() if table in ("papers", "runs") else {"id"}
    left_out |= RUN_TIMES.get(table, set()) | CHANCE.get(table, set())
    names = references(conn, table)
    wanted = [
        f'(SELECT {NAMES[names[name]]} FROM {names[name]} WHERE id = one."{name}") AS "{name}"'
        if name in names
        else f'"{name}"'
        for (name, _) in info
        if name not in left_out
    ]
    found = Counter(
        tuple((name, "a time" if is_time(value) else value) for name, value in columns(row))
        for row in conn.execute(f'SELECT {", ".join(wanted)} FROM "{table}" AS one')
    )
    return {f"{number} × {row}": () for row, number in found.items()}


def references(conn: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table that hold numbers of named rows, and the tables of those."""
    rows = conn.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
    return {column: other for column, other in rows if other in NAMES}


def is_time(value: object) -> bool:
    """Whether a value is a time of a machine."""
    return isinstance(value, str) and MACHINE_TIME.fullmatch(value) is not None


def differences(one: dict[str, Rows], other: dict[str, Rows]) -> Iterator[str]:
    """Each difference between the rows of two archives, in a line."""
    for table in sorted(one.keys() | other.keys()):
        ours, theirs = one.get(table, {}), other.get(table, {})
        for name in ours | theirs:
            if name not in ours or name not in theirs:
                yield f"{table} {name}: only in the {'first' if name in ours else 'second'}"
            elif ours[name] != theirs[name]:
                first, second = dict(ours[name]), dict(theirs[name])
                for column in first | second:
                    pair = first.get(column), second.get(column)
                    if pair[0] != pair[1]:
                        yield f"{table} {name}: {column}: {pair[0]!r} → {pair[1]!r}"


def different_pages(one: Path, other: Path) -> Iterator[str]:
    """Each page that is not the same in two folders, with the first lines that differ."""
    for name in sorted({path.name for folder in (one, other) for path in folder.iterdir()}):
        missing = [str(folder) for folder in (one, other) if not (folder / name).exists()]
        if missing:
            yield f"{name}: not in {missing[0]}"
            continue
        ours, theirs = ((folder / name).read_bytes() for folder in (one, other))
        if ours != theirs:
            lines = [page.decode(errors="replace").splitlines() for page in (ours, theirs)]
            pairs = [pair for pair in itertools.zip_longest(*lines) if pair[0] != pair[1]]
            shown = [f"  - {first}\n  + {second}" for first, second in pairs[:SHOWN]]
            yield "\n".join([f"{lines[0][0]} ({name})", *shown])


def main(arguments: list[str] | None = None) -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("compared", choices=["rows", "pages"])
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--made-apart", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.compared == "pages":
        found = list(different_pages(asked.one, asked.other))
    else:
        pair = [tables(path, made_apart=asked.made_apart) for path in (asked.one, asked.other)]
        found = list(differences(*pair))
    print(*found, f"{len(found)} differences", sep="\n")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
