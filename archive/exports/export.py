"""Writes selected articles to JSON Lines, CSV, Parquet, or a folder of text files.

Articles are streamed in order of time, so memory does not grow with their number. Each export has a
manifest, with which it can be repeated (archive/exports/manifest.py).
"""

from __future__ import annotations

import csv
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Literal, get_args

from archive.errors import UsageProblem
from archive.search.selection import Selection

Form = Literal["jsonl", "csv", "parquet", "text"]
Progress = Callable[[int], None]
Written = tuple[int, int, str]
"""Id, revision and content hash of an article that was written."""

COLUMNS = (
    *("id", "revision", "paper", "province", "province_now", "published", "section", "category"),
    *("title", "kicker", "author", "source", "lead", "n_words", "n_images", "n_tables", "has_poll"),
    *("copy_of", "first_seen", "last_seen", "content_hash", "url", "body"),
)
"""Columns of CSV and Parquet, in order; `body` is the running text, one line a paragraph."""
METADATA = tuple(name for name in COLUMNS if name not in ("lead", "body"))
ROWS_AT_ONCE = 5_000

_JSON = """
SELECT articles.id, articles.revision, articles.content_hash,
    json_object('id', articles.id, 'revision', articles.revision, 'first_seen', first_seen,
        'last_seen', articles.last_seen, 'copy_of', copy_of), content
FROM (PLACES) CROSS JOIN articles ON position = place
CROSS JOIN revisions ON article = articles.id AND number = articles.revision ORDER BY place
"""
_TABLE = """
SELECT COLUMNS FROM (PLACES) CROSS JOIN articles ON position = place
LEFT JOIN papers ON papers.id = paper ORDER BY place
"""


def export(
    conn: sqlite3.Connection, selection: Selection, form: Form, target: Path
) -> Iterator[Written]:
    """Write the selection to `target` (a folder for "text"), yielding each article written.

    Articles are written during iteration. Raises UsageProblem if the target exists, for an unknown
    format, or for "parquet" without pyarrow.
    """
    if form not in _WRITERS:
        raise UsageProblem(f"unknown format “{form}”: use one of {', '.join(get_args(Form))}")
    if target.exists():
        raise UsageProblem(f"{target} already exists: choose another name or delete it")
    if not target.parent.is_dir():
        raise UsageProblem(f"{target.parent} is not a folder: create it first")
    return _WRITERS[form](conn, selection, target)


def json_lines(conn: sqlite3.Connection, selection: Selection, file: IO[str]) -> Iterator[Written]:
    """Write articles as JSON, one a line: id and revision, then the fields of `baotinh parse`."""
    rows = conn.execute(_JSON.replace("PLACES", selection.places()), selection.parameters())
    for article, revision, content_hash, own, content in rows:
        file.write(
            f"{own[:-1]}, {content[1:]}\n"
        )  # two JSON objects made one, without reading them
        yield article, revision, content_hash


def _write_jsonl(conn: sqlite3.Connection, selection: Selection, target: Path) -> Iterator[Written]:
    with target.open("w", encoding="utf-8") as file:
        yield from json_lines(conn, selection, file)


def _write_csv(conn: sqlite3.Connection, selection: Selection, target: Path) -> Iterator[Written]:
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for row in _rows(conn, selection):
            table.writerow(row)
            yield _written(row)


def _write_parquet(
    conn: sqlite3.Connection, selection: Selection, target: Path
) -> Iterator[Written]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise UsageProblem("Parquet needs pyarrow: pip install 'baotinh[parquet]'") from error
    whole = {"id", "revision", "n_words", "n_images", "n_tables", "has_poll", "copy_of"}
    schema = pa.schema([(name, pa.int64() if name in whole else pa.string()) for name in COLUMNS])
    rows = iter(_rows(conn, selection))
    with parquet.ParquetWriter(target, schema, compression="zstd") as file:
        while batch := list(itertools.islice(rows, ROWS_AT_ONCE)):
            columns = dict(zip(COLUMNS, zip(*batch, strict=True), strict=True))
            file.write_table(pa.table(columns, schema=schema))
            yield from map(_written, batch)


def _write_texts(conn: sqlite3.Connection, selection: Selection, target: Path) -> Iterator[Written]:
    """Write PAPER/YEAR/ID.txt with title and body, and metadata.csv with a row for each file."""
    target.mkdir()
    with (target / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("file", *METADATA))
        for row in _rows(conn, selection):
            values = dict(zip(COLUMNS, row, strict=True))
            year = (values["published"] or "undated")[:7].split("-")[0]
            place = Path(values["paper"] or "unknown", year, f"{values['id']}.txt")
            (target / place).parent.mkdir(parents=True, exist_ok=True)
            text = f"{values['title'] or ''}\n\n{values['body']}\n"
            (target / place).write_text(text, encoding="utf-8")
            table.writerow((place, *(values[name] for name in METADATA)))
            yield _written(row)


def _rows(conn: sqlite3.Connection, selection: Selection) -> Iterator[tuple[Any, ...]]:
    ambiguous = ("id", "title")
    names = ", ".join(f"articles.{name}" if name in ambiguous else name for name in COLUMNS)
    statement = _TABLE.replace("COLUMNS", names).replace("PLACES", selection.places())
    return conn.execute(statement, selection.parameters())


def _written(row: tuple[Any, ...]) -> Written:
    return row[0], row[1], row[COLUMNS.index("content_hash")]


_WRITERS: dict[str, Callable[[sqlite3.Connection, Selection, Path], Iterator[Written]]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
    "text": _write_texts,
}
