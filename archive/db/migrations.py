"""Schema migrations, applied in order and never edited afterwards.

The tables that they create are in archive/db/tables.py; their changes of older tables are here. A
change of the schema is a new migration. The search index is not part of the migrations: it can be
rebuilt from the tables, so `migrate` recreates an outdated one at the end.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from archive.db import fts, tables

APPLICATION_ID = 0x62616F74
"""`PRAGMA application_id` of an archive: the letters "baot"."""

migrations = Migrations("baotinh")

# Columns for filters; `copy_of` is the original of a cluster of near-duplicates.
_SHOWN = """
ALTER TABLE articles ADD COLUMN n_tables INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN has_poll INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN copy_of INTEGER REFERENCES articles(id);
UPDATE articles SET (n_tables, has_poll) = (
    SELECT json_array_length(content, '$.tables'), json_type(content, '$.poll') IS 'object'
    FROM revisions WHERE article = articles.id AND number = articles.revision
) WHERE EXISTS (SELECT 1 FROM revisions WHERE article = articles.id AND number = revision);
DROP INDEX articles_by_position;
CREATE INDEX articles_by_position ON articles(
    position, paper, section, source, published, n_images, n_tables, has_poll, copy_of
);
CREATE INDEX articles_by_copy_of ON articles(copy_of);
"""
_RECHECKED = """
CREATE INDEX urls_by_recheck ON urls(paper, next_check) WHERE next_check IS NOT NULL;
UPDATE urls SET next_check = fetched_at WHERE state = 'fetched' AND article IS NOT NULL;
"""
_TWIN_ADDRESSES = """
ALTER TABLE articles ADD COLUMN key TEXT;  -- the newspaper's own number of it
CREATE INDEX articles_by_key ON articles(paper, key);
ALTER TABLE urls ADD COLUMN key TEXT;  -- paper, number and words
CREATE INDEX urls_by_key ON urls(key) WHERE key IS NOT NULL;
"""


@migrations()
def machines(db: Database) -> None:
    """Create the tables of newspapers, runs, events and captures."""
    db.executescript(tables.RUNS_AND_CAPTURES)


@migrations()
def articles(db: Database) -> None:
    """Create the tables of articles, their revisions and their parts."""
    db.executescript(tables.ARTICLES)


@migrations()
def beside_the_article(db: Database) -> None:
    """Create the tables of polls and weather boxes."""
    db.executescript(tables.BOXES)


@migrations()
def frontier(db: Database) -> None:
    """Create the frontier: every known URL and its state."""
    db.executescript(tables.FRONTIER)


@migrations()
def shown_and_copied(db: Database) -> None:
    """Add columns for tables, polls and near-duplicates, and their indexes."""
    db.executescript(_SHOWN + tables.COPIES)


@migrations()
def hidden_and_rechecked(db: Database) -> None:
    """Create the table of hidden articles, and schedule revisits of known ones."""
    db.executescript(tables.HIDDEN + _RECHECKED)


@migrations()
def twin_addresses(db: Database) -> None:
    """Add the key that all URLs of one article share."""
    db.executescript(_TWIN_ADDRESSES)


@migrations()
def kept_images(db: Database) -> None:
    """Create the table of image files."""
    db.executescript(tables.IMAGE_FILES)


@migrations()
def page_layouts(db: Database) -> None:
    """Create the table of layout fingerprints by run."""
    db.executescript(tables.LAYOUTS)


_RETIRED = frozenset({"search_index", "walked_by_scope"})
"""Migrations that older versions applied and that no longer exist."""


def missing(db: Database) -> str | None:
    """The first migration that a file lacks, or its search index; None for a current file."""
    if pending := migrations.pending(db):
        return str(pending[0].name)
    return None if fts.has_current_form(db) else "the present search index"


def migrate(db: Database) -> None:
    """Apply the missing migrations in one transaction and set the application id.

    A current file is not changed. Raises sqlite3.Error, and then the file is unchanged.
    """
    if missing(db) is None:
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)  # checks what is pending: another process may have been faster
        if not fts.has_current_form(db):
            fts.recreate(db)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.commit()
    except BaseException:
        db.rollback()
        raise


def newer_migrations(db: Database) -> list[str]:
    """Names of the applied migrations that this version does not know: a newer one made them."""
    with Database(memory=True) as empty:
        known = _RETIRED | {migration.name for migration in migrations.pending(empty)}
    return [migration.name for migration in migrations.applied(db) if migration.name not in known]
