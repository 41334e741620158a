"""Finds the stored article that a parsed capture belongs to, by key or by canonical URL.

A newspaper publishes an article under several URLs, and not all of them name the canonical one.
They share the newspaper's number of the article, the key, which the crawler reads from the URL. A
newspaper that changes its CMS reuses numbers, so the day or the title must agree too. A hidden
article has no title any more; its key suffices, or an alias would bring the text back.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from archive.store.revisions import ParsedCapture

_BY_KEY = """
SELECT id, url, capture, last_seen FROM articles WHERE paper = :paper AND key = :key AND (
    substr(published, 1, 10) = substr(:published, 1, 10) OR title = :title
    OR id IN (SELECT article FROM hidden)
) ORDER BY id LIMIT 1
"""
_BY_URL = "SELECT id, url, capture, last_seen FROM articles WHERE url = :url"


class StoredArticle(NamedTuple):
    """A stored article: id, canonical URL, capture of its row, and time of its last capture."""

    id: int
    url: str
    capture: int
    last_seen: str


def find_article(conn: sqlite3.Connection, parsed: ParsedCapture) -> StoredArticle | None:
    """The stored article that a capture belongs to; None for a new article."""
    article = parsed.article
    values = {
        "paper": article.paper,
        "key": parsed.key,
        "published": article.published,
        "title": article.title,
        "url": article.canonical_url,
    }
    for query in (_BY_KEY, _BY_URL):
        if row := conn.execute(query, values).fetchone():
            return StoredArticle(*row)
    return None
