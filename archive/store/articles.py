"""An article as rows: one in `articles`, and its sections, images, authors and tags beside it.

A row is written only where it differs, so a repeated sight neither grows the write-ahead log nor
touches the search index.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from archive.db import time_order
from archive.model import Article
from archive.store import near_duplicates
from archive.store.revisions import Reading

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
_PLACE = "SELECT position, published FROM articles WHERE id = ?"

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
# The same five statements serve authors and tags: KIND is the one or the other.
_KNOWN_NAMES = """
SELECT name FROM article_KINDs JOIN KINDs ON KINDs.id = article_KINDs.KIND
WHERE article = ? ORDER BY number
"""
_UNLINK = "DELETE FROM article_KINDs WHERE article = ?"
_NAME = "INSERT INTO KINDs(name) VALUES (?) ON CONFLICT DO NOTHING"
_LINK = "INSERT INTO article_KINDs(article, KIND, number) SELECT ?, id, ? FROM KINDs WHERE name = ?"
_FORGET = """
DELETE FROM KINDs WHERE name = ?
    AND NOT EXISTS (SELECT 1 FROM article_KINDs WHERE KIND = KINDs.id)
"""


def insert(conn: sqlite3.Connection, reading: Reading) -> int:
    """Write a new article with its parts; its id."""
    place = time_order.allocate(conn, reading.article.published)
    row = conn.execute(_INSERT, _row(reading) | {"position": place}).fetchone()
    article_id: int = row[0]
    _write_parts(conn, article_id, reading.article)
    return article_id


def update(conn: sqlite3.Connection, article_id: int, reading: Reading) -> None:
    """Make a known article what this reading says; its place moves when its date did.

    The address stays: a reading may come from another address of the article.
    """
    place, published = conn.execute(_PLACE, (article_id,)).fetchone()
    if time_order.of_time(published) != time_order.of_time(reading.article.published):
        place = time_order.allocate(conn, reading.article.published)
    row = _row(reading) | {"id": article_id, "position": place}
    if conn.execute(_UPDATE, row).rowcount:
        _write_parts(conn, article_id, reading.article)


def remove(conn: sqlite3.Connection, article_id: int) -> None:
    """Take out an article that has no revision left, with its parts."""
    _write_parts(conn, article_id, Article(url="", canonical_url="", paper=None))
    conn.execute("UPDATE urls SET article = NULL WHERE article = ?", (article_id,))
    conn.execute("UPDATE captures SET article = NULL WHERE article = ?", (article_id,))
    near_duplicates.forget(conn, article_id)
    conn.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def _row(reading: Reading) -> dict[str, object]:
    article = reading.article
    body = article.body()
    return {
        "paper": article.paper,
        "url": article.canonical_url,
        "key": reading.key,
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
        "content_hash": reading.content_hash,
        "parser_version": reading.parser_version,
        "body": body,
        "capture": reading.capture,
        "seen": reading.seen,
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
    """Number the rows from 1 and put them in the place of those that are there, if they differ."""
    known, delete, insert_row = statements
    if conn.execute(known, (article_id,)).fetchall() == rows:
        return
    conn.execute(delete, (article_id,))
    numbered = ((article_id, number, *row) for number, row in enumerate(rows, 1))
    conn.executemany(insert_row, numbered)


def _replace_names(
    conn: sqlite3.Connection, article_id: int, kind: str, printed: tuple[str, ...]
) -> None:
    """Link the article to these authors or tags; a name that nothing bears any more goes away."""
    names = list(dict.fromkeys(printed))
    rows = conn.execute(_KNOWN_NAMES.replace("KIND", kind), (article_id,)).fetchall()
    known = [name for (name,) in rows]
    if known == names:
        return
    conn.execute(_UNLINK.replace("KIND", kind), (article_id,))
    for number, name in enumerate(names, 1):
        conn.execute(_NAME.replace("KIND", kind), (name,))
        conn.execute(_LINK.replace("KIND", kind), (article_id, number, name))
    for name in known:
        conn.execute(_FORGET.replace("KIND", kind), (name,))
