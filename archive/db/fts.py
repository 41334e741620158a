"""The full-text index: one external-content FTS5 table of normalised text.

`search_index` has title, body and author twice, normalised by `exact()` and by `fold()`; its
external content is the view `search_content`, which returns the original text for both. The column
`scope` has three terms for year, month and newspaper, such as y2019 m201905 pbaclieu: FTS5 can
skip by terms, but not by a range of rowids. Triggers on `articles` update the index through the SQL
functions exact() and fold(); a connection without them cannot write. FTS5's 'rebuild' command must
not be used, since it would index the original text; use `reindex`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from sqlite_utils import Database

from archive.db.time_order import PER_DAY
from archive.errors import RulesChanged
from archive.vietnamese import RULES_VERSION, exact, fold

FORM_VERSION = 3
"""Version of the columns, view and triggers that `create` makes; increase it when they change."""

REINDEX_BATCH = 500
"""Articles between two calls of `progress`."""

_SCHEMA = """
CREATE VIEW search_content AS
    SELECT position, title, body, title AS title_folded, body AS body_folded,
        author, author AS author_folded, SCOPE_OF_ARTICLES AS scope FROM articles;
CREATE VIRTUAL TABLE search_index USING fts5(
    title, body, title_folded, body_folded, author, author_folded, scope,
    content='search_content', content_rowid='position',
    tokenize='unicode61 remove_diacritics 0'
);
CREATE TRIGGER articles_insert_indexed AFTER INSERT ON articles BEGIN
    INSERT INTO search_index(rowid, COLUMNS) VALUES (new.position, KEYS_OF_NEW);
END;
CREATE TRIGGER articles_delete_indexed AFTER DELETE ON articles BEGIN
    INSERT INTO search_index(search_index, rowid, COLUMNS)
    VALUES ('delete', old.position, KEYS_OF_OLD);
END;
CREATE TRIGGER articles_update_indexed AFTER UPDATE OF position, title, body, author, paper
ON articles WHEN (old.position, old.title, old.body, old.author, old.paper)
    IS NOT (new.position, new.title, new.body, new.author, new.paper) BEGIN
    INSERT INTO search_index(search_index, rowid, COLUMNS)
    VALUES ('delete', old.position, KEYS_OF_OLD);
    INSERT INTO search_index(rowid, COLUMNS) VALUES (new.position, KEYS_OF_NEW);
END;
"""
_COLUMNS = "title, body, title_folded, body_folded, author, author_folded, scope"
_KEYS = (
    "exact(ROW.title), exact(ROW.body), fold(ROW.title), fold(ROW.body),"
    " exact(ROW.author), fold(ROW.author), SCOPE"
)
_SCOPE = (
    f"strftime('y%Y m%Y%m p', ROW.position / {PER_DAY} * 86400, 'unixepoch')"
    " || replace(coalesce(ROW.paper, ''), '_', '')"
)
_DROP = """
DROP TRIGGER IF EXISTS articles_insert_indexed;
DROP TRIGGER IF EXISTS articles_delete_indexed;
DROP TRIGGER IF EXISTS articles_update_indexed;
DROP TABLE IF EXISTS search_index;
DROP VIEW IF EXISTS search_content;
"""
_FORM = "SELECT value FROM archive_info WHERE key = 'index_form'"
_SET_INFO = """
INSERT INTO archive_info(key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_INDEX_RANGE = """
INSERT INTO search_index(rowid, COLUMNS) SELECT position, KEYS_OF_ARTICLES
FROM articles WHERE position BETWEEN ? AND ? ORDER BY position
"""


def create(db: Database) -> None:
    """Create view, index and triggers, and store the versions of the index and the text rules."""
    for statement in _statements(_expanded(_SCHEMA)):
        db.execute(statement)
    db.execute(_SET_INFO, ["index_form", str(FORM_VERSION)])
    _store_rules_version(db)


def recreate(db: Database) -> None:
    """Drop the index, create it in its current form, and index all articles."""
    for statement in _statements(_DROP):
        db.execute(statement)
    create(db)
    reindex(db)


def has_current_form(db: Database) -> bool:
    """Whether the index of an archive was created with the current FORM_VERSION."""
    row = db.execute(_FORM).fetchone()
    return row is not None and row[0] == str(FORM_VERSION)


def register(conn: sqlite3.Connection) -> None:
    """Register the SQL functions exact() and fold(), which the triggers need."""
    conn.create_function("exact", 1, _sql_exact, deterministic=True)
    conn.create_function("fold", 1, _sql_fold, deterministic=True)


def check_rules(db: Database | sqlite3.Connection) -> None:
    """Raise RulesChanged if the index was made with another version of the text rules."""
    row = db.execute("SELECT value FROM archive_info WHERE key = 'text_rules'").fetchone()
    made_by = row[0] if row else "none"
    if made_by != str(RULES_VERSION):
        raise RulesChanged(
            f"the search index was made by text rules {made_by}, this program has {RULES_VERSION}: "
            "run `baotinh reindex` first"
        )


def reindex(db: Database, progress: Callable[[int, int], None] | None = None) -> int:
    """Rebuild the index from `articles`; returns the number of articles.

    It is one transaction: readers use the old index until it is committed, and a killed process
    changes nothing. `progress` is called with (articles done, articles in all).
    """
    register(db.conn)
    total = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    done, after = 0, -1
    with db.atomic():
        db.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")
        while batch := _positions(db, after):
            db.execute(_expanded(_INDEX_RANGE), [batch[0], batch[-1]])
            done, after = done + len(batch), batch[-1]
            if progress:
                progress(done, total)
        _store_rules_version(db)
    return done


def _positions(db: Database, after: int) -> list[int]:
    """The next positions to index, in order."""
    rows = db.execute(
        "SELECT position FROM articles WHERE position > ? ORDER BY position LIMIT ?",
        [after, REINDEX_BATCH],
    )
    return [row[0] for row in rows]


def _store_rules_version(db: Database) -> None:
    db.execute(_SET_INFO, ["text_rules", str(RULES_VERSION)])


def _expanded(sql: str) -> str:
    """The statement with its placeholders replaced by lists of columns and of normalised values."""
    for row in ("new", "old", "articles"):
        scope = _SCOPE.replace("ROW", row)
        keys = _KEYS.replace("ROW", row).replace("SCOPE", scope)
        sql = sql.replace(f"KEYS_OF_{row.upper()}", keys)
        sql = sql.replace(f"SCOPE_OF_{row.upper()}", scope)
    return sql.replace("COLUMNS", _COLUMNS)


def _statements(script: str) -> list[str]:
    """The script's statements one by one: executescript() would commit an open transaction."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    return statements


def _sql_exact(text: str | None) -> str | None:
    return None if text is None else exact(text)


def _sql_fold(text: str | None) -> str | None:
    return None if text is None else fold(text)
