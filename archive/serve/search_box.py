"""Datasette's own search box, read as `baotinh search` reads a question.

Datasette quotes what is typed into a search box with the SQL function escape_fts(); on a connection
to an archive that name is given to our own reading of the question.
"""

from __future__ import annotations

import sqlite3

from archive.db import fts, migrations
from archive.errors import QueryProblem
from archive.search.parser import parse_leniently
from archive.search.query import marked, to_fts5

NOTHING = '""'
"""An FTS5 expression that matches no article."""


def search_box(question: str | None) -> str:
    """The FTS5 expression for what was typed: tone-exact where it shows marks, else tone-free."""
    try:
        tree = parse_leniently(question or "")
    except QueryProblem:
        return NOTHING
    return to_fts5(tree, "exact" if marked(tree) else "folded")


def register(conn: sqlite3.Connection) -> None:
    """Give a connection to an archive our search box, and exact() and fold() for SQL by hand."""
    if conn.execute("PRAGMA application_id").fetchone()[0] == migrations.APPLICATION_ID:
        fts.register(conn)
        conn.create_function("escape_fts", 1, search_box, deterministic=True)
