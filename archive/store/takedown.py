"""Takedown of articles: hides an article on request and leaves a tombstone.

Text, images, authors and tags are deleted from every table and from the search index; URL, date and
reason stay, and so do the captures in the WARC files. No later crawl or reparse restores the text
until the article is shown again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from archive.clock import utc_now
from archive.errors import UnknownName, UsageProblem
from archive.model import Article
from archive.store import articles, near_duplicates, runs
from archive.store.revisions import ParsedCapture
from archive.store.store import Store

_ARTICLE = "SELECT url, paper, published FROM articles WHERE id = ?"
_PARSED = """
SELECT content_hash, articles.capture, last_seen, captures.run, parser_version
FROM articles JOIN captures ON captures.id = articles.capture WHERE articles.id = ?
"""
_HIDE = "INSERT INTO hidden(article, since, reason) VALUES (?, ?, ?)"
_SHOW = "DELETE FROM hidden WHERE article = ?"
_BLANK = "UPDATE revisions SET content = ? WHERE article = ?"
_IMAGES = "SELECT DISTINCT src FROM images WHERE article = ? AND src IS NOT NULL"
_DELETE_IMAGE_FILE = """
DELETE FROM image_files WHERE src = ?1 AND NOT EXISTS (SELECT 1 FROM images WHERE src = ?1)
"""
_HIDDEN = """
SELECT article, articles.url, articles.paper, since, reason
FROM hidden JOIN articles ON articles.id = article ORDER BY since DESC
"""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The tombstone of a hidden article: since when (UTC), and why."""

    article: int
    url: str
    paper: str | None
    since: str
    reason: str


def hide(store: Store, article: int, reason: str) -> None:
    """Hide an article and record it as an event; the deleted text is overwritten in the file.

    Raises UnknownName for an unknown id, UsageProblem for a missing reason or a hidden article.
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
        images = conn.execute(_IMAGES, (article,)).fetchall()
        provenance = conn.execute(_PARSED, (article,)).fetchone()
        articles.update(conn, article, ParsedCapture(blank, *provenance))
        conn.execute(_BLANK, (json.dumps(blank.to_dict(), ensure_ascii=False), article))
        conn.executemany(_DELETE_IMAGE_FILE, images)
        near_duplicates.remove(conn, article)
        conn.execute(_HIDE, (article, utc_now(), reason))
        runs.record_event(store.db, "hide", str(article), {"url": url, "reason": reason})


def show(store: Store, article: int, reason: str) -> None:
    """Show a hidden article again and record it; `baotinh reparse` then restores its text.

    Raises UnknownName for an unknown id, UsageProblem for an article that is not hidden.
    """
    with store.atomic():
        url = _row(store, article)[0]
        if store.db.conn.execute(_SHOW, (article,)).rowcount == 0:
            raise UsageProblem(f"article {article} is not hidden")
        runs.record_event(store.db, "show", str(article), {"url": url, "reason": reason})


def hidden(store: Store) -> list[Hidden]:
    """All tombstones, the newest first."""
    return [Hidden(*row) for row in store.db.conn.execute(_HIDDEN)]


def _row(store: Store, article: int) -> tuple[str, str | None, str | None]:
    row = store.db.conn.execute(_ARTICLE, (article,)).fetchone()
    if row is None:
        raise UnknownName(f"no article {article} in this archive: `baotinh search` prints the ids")
    url, paper, published = row
    return url, paper, published
