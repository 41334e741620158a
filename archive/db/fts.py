"""The search index: one FTS5 table that holds search keys and shows the original text.

`search_index` has title, body and author twice, as `exact()` and as `fold()` keys; the text it
shows comes from the view `search_content`, which answers the original for both. Its column `scope`
holds three words that FTS5 can walk by, as a range of rowids does not stop it between two hits:
y2019 m201905 pbaclieu. Triggers on `articles` keep the index in step through the SQL functions
exact() and fold(): a writer that lacks them fails loudly. Never FTS5's own 'rebuild': it would
index the original text and lose the keys without a word; `reindex` is ours.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from sqlite_utils import Database

from archive.db.time_order import PER_DAY
from archive.errors import RulesChanged
from archive.vietnamese import RULES_VERSION, exact, fold

FORM_VERSION = 3
"""Of what `create` makes: columns, view, triggers. A change of these needs a new number."""

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
_NOTE = """
INSERT INTO archive_info(key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_INDEX_RANGE = """
INSERT INTO search_index(rowid, COLUMNS) SELECT position, KEYS_OF_ARTICLES
FROM articles WHERE position BETWEEN ? AND ? ORDER BY position
"""


def create(db: Database) -> None:
    """Make view, index and triggers beside `articles`, and note form and text rules."""
    for statement in _statements(_filled_in(_SCHEMA)):
        db.execute(statement)
    db.execute(_NOTE, ["index_form", str(FORM_VERSION)])
    _note_rules(db)


def remake(db: Database) -> None:
    """Put the index in the form that this program makes, and fill it."""
    for statement in _statements(_DROP):
        db.execute(statement)
    create(db)
    reindex(db)


def is_of_this_form(db: Database) -> bool:
    """Whether the index of an archive has the form that this program makes."""
    row = db.execute(_FORM).fetchone()
    return row is not None and row[0] == str(FORM_VERSION)


def register(conn: sqlite3.Connection) -> None:
    """Give the connection the SQL functions exact() and fold(), which writing needs."""
    conn.create_function("exact", 1, _sql_exact, deterministic=True)
    conn.create_function("fold", 1, _sql_fold, deterministic=True)


def check_rules(db: Database | sqlite3.Connection) -> None:
    """Raise RulesChanged when other text rules than ours made the index."""
    row = db.execute("SELECT value FROM archive_info WHERE key = 'text_rules'").fetchone()
    made_by = row[0] if row else "none"
    if made_by != str(RULES_VERSION):
        raise RulesChanged(
            f"the search index was made by text rules {made_by}, this program has {RULES_VERSION}: "
            "run `baotinh reindex` first"
        )


def reindex(db: Database, progress: Callable[[int, int], None] | None = None) -> int:
    """Make the index anew from `articles`; returns the number of articles.

    One transaction: readers see the old index until the end, and a killed run changes nothing.
    `progress` is called with (articles done, articles in all).
    """
    register(db.conn)
    total = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    done, after = 0, -1
    with db.atomic():
        db.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")
        while batch := _positions(db, after):
            db.execute(_filled_in(_INDEX_RANGE), [batch[0], batch[-1]])
            done, after = done + len(batch), batch[-1]
            if progress:
                progress(done, total)
        _note_rules(db)
    return done


def _positions(db: Database, after: int) -> list[int]:
    """The next positions to index, in order."""
    rows = db.execute(
        "SELECT position FROM articles WHERE position > ? ORDER BY position LIMIT ?",
        [after, REINDEX_BATCH],
    )
    return [row[0] for row in rows]


def _note_rules(db: Database) -> None:
    db.execute(_NOTE, ["text_rules", str(RULES_VERSION)])


def _filled_in(sql: str) -> str:
    """The statement with its lists of columns and of keys written out."""
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
