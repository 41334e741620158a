"""Writes an article's row in `articles` and the rows of its sections, images, authors and tags.

A row is written only if it differs, so a repeated capture neither grows the write-ahead log nor
touches the search index.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from archive.db import time_order
from archive.model import Article
from archive.store import near_duplicates
from archive.store.revisions import ParsedCapture

_COLUMNS = (
    "paper",
    "title",
    "kicker",
    "category",
    "section",
    "published",
    "published_raw",
    "updated",
    "author",
    "byline_raw",
    "source",
    "lead",
    "n_words",
    "n_images",
    "n_tables",
    "has_poll",
    "problems",
    "content_hash",
    "parser_version",
    "body",
)
_NAMES = ", ".join(_COLUMNS)
_VALUES = ", ".join(f":{name}" for name in _COLUMNS)
_INSERT = f"""
INSERT INTO articles(position, first_seen, last_seen, revision, capture, url, key, {_NAMES})
VALUES (:position, :seen, :seen, 1, :capture, :url, :key, {_VALUES}) RETURNING id
"""  # noqa: S608 - built from constants
_UPDATE = f"""
UPDATE articles SET position = :position, capture = :capture, ({_NAMES}) = ({_VALUES})
WHERE id = :id AND ({_NAMES}) IS NOT ({_VALUES})
"""  # noqa: S608 - built from constants
_POSITION = "SELECT position, published FROM articles WHERE id = ?"

_SECTIONS = (
    "SELECT heading, text FROM sections WHERE article = ? ORDER BY number",
    "DELETE FROM sections WHERE article = ?",
    "INSERT INTO sections(article, number, heading, text) VALUES (?, ?, ?, ?)",
)
_IMAGES = (
    "SELECT src, caption, credit FROM images WHERE article = ? ORDER BY number",
    "DELETE FROM images WHERE article = ?",
    "INSERT INTO images(article, number, src, caption, credit) VALUES (?, ?, ?, ?, ?)",
)
# Authors and tags share these statements: KIND is replaced by `author` or `tag`.
_LINKED_NAMES = """
SELECT name FROM article_KINDs JOIN KINDs ON KINDs.id = article_KINDs.KIND
WHERE article = ? ORDER BY number
"""
_UNLINK = "DELETE FROM article_KINDs WHERE article = ?"
_NAME = "INSERT INTO KINDs(name) VALUES (?) ON CONFLICT DO NOTHING"
_LINK = "INSERT INTO article_KINDs(article, KIND, number) SELECT ?, id, ? FROM KINDs WHERE name = ?"
_DELETE_UNUSED = """
DELETE FROM KINDs WHERE name = ?
    AND NOT EXISTS (SELECT 1 FROM article_KINDs WHERE KIND = KINDs.id)
"""


def insert(conn: sqlite3.Connection, parsed: ParsedCapture) -> int:
    """Insert a new article with its parts; returns its id."""
    position = time_order.allocate(conn, parsed.article.published)
    row = conn.execute(_INSERT, _row(parsed) | {"position": position}).fetchone()
    article_id: int = row[0]
    _write_parts(conn, article_id, parsed.article)
    return article_id


def update(conn: sqlite3.Connection, article_id: int, parsed: ParsedCapture) -> None:
    """Update an article's row and parts; its `position` changes when its date does.

    Its URL does not change: the capture may be of an alias.
    """
    position, published = conn.execute(_POSITION, (article_id,)).fetchone()
    if time_order.of_time(published) != time_order.of_time(parsed.article.published):
        position = time_order.allocate(conn, parsed.article.published)
    row = _row(parsed) | {"id": article_id, "position": position}
    if conn.execute(_UPDATE, row).rowcount:
        _write_parts(conn, article_id, parsed.article)


def remove(conn: sqlite3.Connection, article_id: int) -> None:
    """Delete an article without revisions, with its parts, and its links to URLs and captures."""
    _write_parts(conn, article_id, Article(url="", canonical_url="", paper=None))
    conn.execute("UPDATE urls SET article = NULL WHERE article = ?", (article_id,))
    conn.execute("UPDATE captures SET article = NULL WHERE article = ?", (article_id,))
    near_duplicates.remove(conn, article_id)
    conn.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def _row(parsed: ParsedCapture) -> dict[str, object]:
    article = parsed.article
    body = article.body()
    return {
        "paper": article.paper,
        "url": article.canonical_url,
        "key": parsed.key,
        "title": article.title,
        "kicker": article.kicker,
        "category": " › ".join(article.category) or None,
        "section": article.category[0] if article.category else None,
        "published": article.published,
        "published_raw": article.published_raw,
        "updated": article.updated,
        "author": ", ".join(article.authors) or None,
        "byline_raw": article.byline_raw,
        "source": article.source,
        "lead": article.lead,
        "n_words": len(body.split()),
        "n_images": len(article.images),
        "n_tables": len(article.tables),
        "has_poll": int(article.poll is not None),
        "problems": json.dumps(article.problems, ensure_ascii=False),
        "content_hash": parsed.content_hash,
        "parser_version": parsed.parser_version,
        "body": body,
        "capture": parsed.capture,
        "seen": parsed.seen,
    }


def _write_parts(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    sections = [(part.heading, "\n\n".join(part.paragraphs)) for part in article.sections]
    _replace_rows(conn, article_id, _SECTIONS, sections)
    images = [(image.src, image.caption, image.credit) for image in article.images]
    _replace_rows(conn, article_id, _IMAGES, images)
    _replace_names(conn, article_id, "author", article.authors)
    _replace_names(conn, article_id, "tag", article.tags)


def _replace_rows(
    conn: sqlite3.Connection,
    article_id: int,
    statements: tuple[str, str, str],
    rows: Sequence[tuple[str | None, ...]],
) -> None:
    """Replace the article's rows with these, numbered from 1, unless they are equal."""
    select, delete, insert_row = statements
    if conn.execute(select, (article_id,)).fetchall() == rows:
        return
    conn.execute(delete, (article_id,))
    numbered = ((article_id, number, *row) for number, row in enumerate(rows, 1))
    conn.executemany(insert_row, numbered)


def _replace_names(
    conn: sqlite3.Connection, article_id: int, kind: str, published_names: tuple[str, ...]
) -> None:
    """Link the article to these authors or tags, and delete names that no article has any more."""
    names = list(dict.fromkeys(published_names))
    rows = conn.execute(_LINKED_NAMES.replace("KIND", kind), (article_id,)).fetchall()
    linked = [name for (name,) in rows]
    if linked == names:
        return
    conn.execute(_UNLINK.replace("KIND", kind), (article_id,))
    for number, name in enumerate(names, 1):
        conn.execute(_NAME.replace("KIND", kind), (name,))
        conn.execute(_LINK.replace("KIND", kind), (article_id, number, name))
    for name in linked:
        conn.execute(_DELETE_UNUSED.replace("KIND", kind), (name,))
