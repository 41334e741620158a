"""The schema of the archive, as migrations that are applied in order and never edited afterwards.

The tables that they create are in archive/db/tables.py; what they change in older tables is here. A
change of the schema is a further migration, with its statements in its own function. The search
index is not part of them: it can be made from the tables at any time, so `migrate` puts it in its
form once all of them are done.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from archive.db import fts, tables

APPLICATION_ID = 0x62616F74
"""What `PRAGMA application_id` says of our files: the letters "baot"."""

migrations = Migrations("baotinh")

# What an article shows, for filters; `copy_of` is the first of the articles that tell the same.
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
    """Papers, and what machines did: runs, events, captures."""
    db.executescript(tables.MACHINES)


@migrations()
def articles(db: Database) -> None:
    """Articles, their revisions and their parts."""
    db.executescript(tables.ARTICLES)


@migrations()
def beside_the_article(db: Database) -> None:
    """What stands on a page and in no article: polls and weather."""
    db.executescript(tables.BESIDE_THE_ARTICLE)


@migrations()
def frontier(db: Database) -> None:
    """Every address that is known, and what became of it."""
    db.executescript(tables.FRONTIER)


@migrations()
def shown_and_copied(db: Database) -> None:
    """What articles show beside text, and which are copies."""
    db.executescript(_SHOWN + tables.COPIES)


@migrations()
def hidden_and_rechecked(db: Database) -> None:
    """Articles taken from readers, and when known pages are read again."""
    db.executescript(tables.HIDDEN + _RECHECKED)


@migrations()
def twin_addresses(db: Database) -> None:
    """What all addresses of one article have in common."""
    db.executescript(_TWIN_ADDRESSES)


@migrations()
def kept_images(db: Database) -> None:
    """Images of articles, where they are kept."""
    db.executescript(tables.KEPT_IMAGES)


@migrations()
def page_layouts(db: Database) -> None:
    """Which layouts the pages of a run's new articles had."""
    db.executescript(tables.LAYOUTS)


_FORMER = frozenset({"search_index", "walked_by_scope"})
"""Migrations that older programs applied, and that need not be known any more."""


def missing(db: Database) -> str | None:
    """The first thing that a file lacks which this program has; None when it is current."""
    if pending := migrations.pending(db):
        return str(pending[0].name)
    return None if fts.is_of_this_form(db) else "the present search index"


def migrate(db: Database) -> None:
    """Apply what is missing as one whole, and mark the file as ours; changes nothing when current.

    Raises sqlite3.Error, and then the file is as it was.
    """
    if missing(db) is None:
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)  # reads what is pending again: another process may have been faster
        if not fts.is_of_this_form(db):
            fts.remake(db)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.commit()
    except BaseException:
        db.rollback()
        raise


def newer_migrations(db: Database) -> list[str]:
    """Names of the migrations that a newer program than this one applied to the file."""
    with Database(memory=True) as empty:
        known = _FORMER | {migration.name for migration in migrations.pending(empty)}
    return [migration.name for migration in migrations.applied(db) if migration.name not in known]
