"""Articles taken from readers: a tombstone stays, the captures stay, the text goes.

Whoever was harmed by an article may ask for that. Text, pictures, authors and tags leave every
table and the search index; address, day and reason stay, and no later crawl or reparse brings the
text back until somebody shows the article again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from archive.clock import utc_now
from archive.errors import UnknownName, UsageProblem
from archive.model import Article
from archive.store import articles, near_duplicates, runs
from archive.store.revisions import Reading
from archive.store.store import Store

_ARTICLE = "SELECT url, paper, published FROM articles WHERE id = ?"
_READ = """
SELECT content_hash, articles.capture, last_seen, captures.run, parser_version
FROM articles JOIN captures ON captures.id = articles.capture WHERE articles.id = ?
"""
_HIDE = "INSERT INTO hidden(article, since, reason) VALUES (?, ?, ?)"
_SHOW = "DELETE FROM hidden WHERE article = ?"
_BLANK = "UPDATE revisions SET content = ? WHERE article = ?"
_PICTURES = "SELECT DISTINCT src FROM images WHERE article = ? AND src IS NOT NULL"
_FORGET_PICTURE = """
DELETE FROM image_files WHERE src = ?1 AND NOT EXISTS (SELECT 1 FROM images WHERE src = ?1)
"""
_HIDDEN = """
SELECT article, articles.url, articles.paper, since, reason
FROM hidden JOIN articles ON articles.id = article ORDER BY since DESC
"""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A tombstone: since when (UTC) and why readers are not shown an article."""

    article: int
    url: str
    paper: str | None
    since: str
    reason: str


def hide(store: Store, article: int, reason: str) -> None:
    """Take an article from readers, on record; raises UnknownName and UsageProblem.

    What was deleted is overwritten in the file.
    """
    if not reason.strip():
        raise UsageProblem("missing reason: say who asked for it, and why")
    conn = store.db.conn
    conn.execute("PRAGMA secure_delete = on")
    with store.atomic():
        url, paper, published = _row(store, article)
        if store.is_hidden(article):
            raise UsageProblem(f"article {article} is already hidden")
        blank = Article(
            url=url, canonical_url=url, paper=paper, published=published, problems=("hidden",)
        )
        pictures = conn.execute(_PICTURES, (article,)).fetchall()
        articles.update(conn, article, Reading(blank, *conn.execute(_READ, (article,)).fetchone()))
        conn.execute(_BLANK, (json.dumps(blank.to_dict(), ensure_ascii=False), article))
        conn.executemany(_FORGET_PICTURE, pictures)
        near_duplicates.forget(conn, article)
        conn.execute(_HIDE, (article, utc_now(), reason))
        runs.note(store.db, "hide", str(article), {"url": url, "reason": reason})


def show(store: Store, article: int, reason: str) -> None:
    """Let readers see an article again, on record; `baotinh reparse` then brings its text back.

    Raises UnknownName and UsageProblem.
    """
    with store.atomic():
        url = _row(store, article)[0]
        if store.db.conn.execute(_SHOW, (article,)).rowcount == 0:
            raise UsageProblem(f"article {article} is not hidden")
        runs.note(store.db, "show", str(article), {"url": url, "reason": reason})


def hidden(store: Store) -> list[Hidden]:
    """All tombstones, the newest first."""
    return [Hidden(*row) for row in store.db.conn.execute(_HIDDEN)]


def _row(store: Store, article: int) -> tuple[str, str | None, str | None]:
    row = store.db.conn.execute(_ARTICLE, (article,)).fetchone()
    if row is None:
        raise UnknownName(f"no article {article} in this archive: `baotinh search` prints the ids")
    url, paper, published = row
    return url, paper, published
