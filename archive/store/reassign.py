"""A capture that is read again and turns out to be another article: it leaves the one it was under.

That happens when a newer parser finds another canonical address. An article that was known by that
capture first takes the new address and keeps its id, or goes away where the address has an article
already; one with other captures goes back to what these say.
"""

from __future__ import annotations

import json
import sqlite3

from archive.model import Article
from archive.store import articles, identity, revisions
from archive.store.identity import Known
from archive.store.revisions import Reading

_HAD_BY = "SELECT article FROM captures WHERE id = ? AND article IS NOT NULL"
_NEWEST = """
SELECT content, content_hash, capture, seen, run, parser_version, number FROM revisions
WHERE article = ? ORDER BY seen DESC, id DESC LIMIT 1
"""
_RENAME = """
UPDATE articles SET url = :url WHERE id = :id
    AND NOT EXISTS (SELECT 1 FROM articles WHERE url = :url)
    AND (SELECT max(capture) FROM revisions WHERE article = :id HAVING count(*) = 1) = :capture
"""
_SET_REVISION = "UPDATE articles SET revision = ? WHERE id = ?"


def leave_other_article(conn: sqlite3.Connection, reading: Reading) -> Known | None:
    """Take the reading's capture away from an article that it is no sight of after all.

    Returns the article that it is a sight of; None for a new one.
    """
    article = identity.known(conn, reading)
    row = conn.execute(_HAD_BY, (reading.capture,)).fetchone()
    if row is None:
        return article
    had: int = row[0]
    values = {"id": had, "url": reading.article.canonical_url, "capture": reading.capture}
    if article is None or (article.id == had and article.url != values["url"]):
        conn.execute(_RENAME, values)
        article = identity.known(conn, reading)
    if article is None or article.id != had:
        revisions.leave(conn, had, reading)
        _go_back(conn, had)
    return article


def _go_back(conn: sqlite3.Connection, article_id: int) -> None:
    """Make the article what its remaining captures say; without any it goes away."""
    newest = conn.execute(_NEWEST, (article_id,)).fetchone()
    if newest is None:
        articles.remove(conn, article_id)
        return
    content, *provenance, number = newest
    articles.update(conn, article_id, Reading(Article.from_dict(json.loads(content)), *provenance))
    conn.execute(_SET_REVISION, (number, article_id))
