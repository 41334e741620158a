"""A capture that is read again and turns out to be another article: it leaves the one it was under.

That happens when a newer parser finds another canonical address. An article that was known by that
capture alone takes the new address and keeps its id, or goes away where the address has an article
already; one with other captures goes back to what these say.
"""

from __future__ import annotations

import json
import sqlite3

from archive import rows
from archive.article import Article
from archive.revisions import Reading

_ELSEWHERE = """
SELECT revisions.id, article, revisions.capture <> last_capture, revisions.capture = :capture
FROM revisions JOIN articles ON articles.id = article
WHERE (revisions.capture = :capture OR last_capture = :capture) AND url <> :url
"""
_NEWEST = """
SELECT content, content_hash, capture, seen, run, parser_version, number FROM revisions
WHERE article = ? ORDER BY seen DESC, id DESC LIMIT 1
"""
_RENAME = """
UPDATE articles SET url = :url WHERE id = :id AND NOT EXISTS (
    SELECT 1 FROM articles WHERE url = :url
) AND (SELECT count(*) FROM revisions WHERE article = :id) = 1
"""
_LOSE_FIRST = "UPDATE revisions SET seen = last_seen, capture = last_capture WHERE id = ?"
_LOSE_LAST = "UPDATE revisions SET last_seen = seen, last_capture = capture WHERE id = ?"
_LOSE_ALL = "DELETE FROM revisions WHERE id = ?"
_SET_REVISION = "UPDATE articles SET revision = ? WHERE id = ?"


def leave_other_articles(conn: sqlite3.Connection, reading: Reading) -> None:
    """Take the reading's capture away from every article with another address than it now has."""
    url = reading.article.canonical_url
    found = conn.execute(_ELSEWHERE, {"capture": reading.capture, "url": url}).fetchall()
    for revision, article_id, seen_again, is_first in found:
        if is_first and conn.execute(_RENAME, {"id": article_id, "url": url}).rowcount:
            continue
        if not is_first:
            conn.execute(_LOSE_LAST, (revision,))
        else:
            conn.execute(_LOSE_FIRST if seen_again else _LOSE_ALL, (revision,))
        _go_back(conn, article_id)


def _go_back(conn: sqlite3.Connection, article_id: int) -> None:
    """Make the article what its remaining captures say; without any it goes away."""
    newest = conn.execute(_NEWEST, (article_id,)).fetchone()
    if newest is None:
        rows.remove(conn, article_id)
        return
    content, *provenance, number = newest
    rows.update(conn, article_id, Reading(Article.from_dict(json.loads(content)), *provenance))
    conn.execute(_SET_REVISION, (number, article_id))
