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
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Rows = dict[tuple[Any, ...], Row]
"""The rows of a table by primary key."""

RUN_TIMES = {
    "runs": {"started", "finished"},
    "events": {"time"},
    "_sqlite_migrations": {"applied_at"},
}
PLACES = {
    "runs": {"arguments"},  # paths
    "captures": {"warc_file", "warc_offset"},  # the name of a file holds the time of its start
    "weather": {"day"},  # of the first sight
}
MACHINE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""The archive's form of its own times; what newspapers printed has +07:00."""

INDEX = "search_index"
TERMS = f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {INDEX}, instance)"


def open_copy(path: Path, folder: Path) -> sqlite3.Connection:
    """A copy of an archive under its name, with what its log holds; the archive is only read."""
    for file in (path, path.with_name(f"{path.name}-wal")):
        if file.exists():
            shutil.copy(file, folder)
    return sqlite3.connect(folder / path.name)


def tables(path: Path, *, made_apart: bool = False) -> dict[str, Rows]:
    """All rows by table and primary key, the schema, and the terms of the search index."""
    with tempfile.TemporaryDirectory() as folder, closing(open_copy(path, Path(folder))) as conn:
        conn.row_factory = sqlite3.Row
        plain = """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
        """
        found = {name: _rows(conn, name, made_apart) for (name,) in conn.execute(plain).fetchall()}
        schema = conn.execute("SELECT type, name, sql FROM sqlite_master")
        found["schema"] = {(row["type"], row["name"]): dict(row) for row in schema}
        if ("table", INDEX) in found["schema"]:
            conn.execute(TERMS)
            found[INDEX] = {tuple(row): {} for row in conn.execute("SELECT * FROM terms")}
    return found


def _rows(conn: sqlite3.Connection, table: str, made_apart: bool) -> Rows:
    columns = conn.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    key = [row["name"] for row in columns if row["pk"]] or [row["name"] for row in columns]
    left_out = RUN_TIMES.get(table, set()) | (PLACES.get(table, set()) if made_apart else set())

    def shown(row: sqlite3.Row) -> Row:
        kept = {name: row[name] for name in row.keys() if name not in left_out}  # noqa: SIM118 - a Row iterates over values
        if made_apart:
            kept |= {
                name: "a time"
                for name, value in kept.items()
                if isinstance(value, str) and MACHINE_TIME.fullmatch(value)
            }
        return kept

    return {tuple(row[name] for name in key): shown(row) for row in conn.execute(_all(table))}


def _all(table: str) -> str:
    return f'SELECT * FROM "{table}"'


def differences(one: dict[str, Rows], other: dict[str, Rows]) -> Iterator[str]:
    """Each difference between the rows of two archives, in a line."""
    for table in sorted(one.keys() | other.keys()):
        ours, theirs = one.get(table, {}), other.get(table, {})
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            name = f"{table} {', '.join(map(str, key))}"
            if key not in ours or key not in theirs:
                yield f"{name}: only in the {'first' if key in ours else 'second'}"
                continue
            for column in ours[key].keys() | theirs[key].keys():
                pair = ours[key].get(column), theirs[key].get(column)
                if pair[0] != pair[1]:
                    yield f"{name}: {column}: {pair[0]!r} → {pair[1]!r}"


def different_pages(one: Path, other: Path) -> Iterator[str]:
    """Each page that is not the same in two folders, with the first lines that differ."""
    for name in sorted({path.name for folder in (one, other) for path in folder.iterdir()}):
        missing = [str(folder) for folder in (one, other) if not (folder / name).exists()]
        if missing:
            yield f"{name}: not in {missing[0]}"
            continue
        ours, theirs = ((folder / name).read_bytes() for folder in (one, other))
        if ours != theirs:
            lines = itertools.zip_longest(ours.splitlines(), theirs.splitlines())
            pair = next(pair for pair in lines if pair[0] != pair[1])
            yield f"{ours.splitlines()[0].decode()} ({name})\n  - {pair[0]!r}\n  + {pair[1]!r}"


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
