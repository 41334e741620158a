"""Moves a capture to another article when a newer parser finds another canonical URL in it.

An article with no other capture takes the new URL and keeps its id, or is deleted if that URL
already has an article. An article with other captures is restored to the newest of these.
"""

from __future__ import annotations

import json
import sqlite3

from archive.model import Article
from archive.store import articles, identity, revisions
from archive.store.identity import StoredArticle
from archive.store.revisions import ParsedCapture

_ARTICLE_OF_CAPTURE = "SELECT article FROM captures WHERE id = ? AND article IS NOT NULL"
_NEWEST = """
SELECT content, content_hash, capture, seen, run, parser_version, number FROM revisions
WHERE article = ? ORDER BY seen DESC, id DESC LIMIT 1
"""
_CHANGE_URL = """
UPDATE articles SET url = :url WHERE id = :id
    AND NOT EXISTS (SELECT 1 FROM articles WHERE url = :url)
    AND (SELECT max(capture) FROM revisions WHERE article = :id HAVING count(*) = 1) = :capture
"""
_SET_REVISION = "UPDATE articles SET revision = ? WHERE id = ?"


def reassign_capture(conn: sqlite3.Connection, parsed: ParsedCapture) -> StoredArticle | None:
    """Remove a capture from an article that it does not belong to, if it is linked to one.

    Returns the article that the capture belongs to; None for a new article.
    """
    article = identity.find_article(conn, parsed)
    row = conn.execute(_ARTICLE_OF_CAPTURE, (parsed.capture,)).fetchone()
    if row is None:
        return article
    linked: int = row[0]
    values = {"id": linked, "url": parsed.article.canonical_url, "capture": parsed.capture}
    if article is None or (article.id == linked and article.url != values["url"]):
        conn.execute(_CHANGE_URL, values)
        article = identity.find_article(conn, parsed)
    if article is None or article.id != linked:
        revisions.remove_capture(conn, linked, parsed)
        _restore(conn, linked)
    return article


def _restore(conn: sqlite3.Connection, article_id: int) -> None:
    """Restore an article from its newest remaining revision; delete it if none is left."""
    newest = conn.execute(_NEWEST, (article_id,)).fetchone()
    if newest is None:
        articles.remove(conn, article_id)
        return
    content, *provenance, number = newest
    articles.update(
        conn, article_id, ParsedCapture(Article.from_dict(json.loads(content)), *provenance)
    )
    conn.execute(_SET_REVISION, (number, article_id))
