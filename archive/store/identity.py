"""Which article a reading is a sight of: one address is one article, and so is one key.

A newspaper shows an article under several addresses, and not all of them say which is the first.
What they have in common is the newspaper's own number of it, the key, which the crawler reads off
the address. Numbers are given out anew when a newspaper changes its system, so a key alone is not
believed: the day or the title must agree. A hidden article has no title any more and is believed by
its key, or another address of it would bring the text back.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from archive.store.revisions import Reading

_BY_KEY = """
SELECT id, url, capture, last_seen FROM articles WHERE paper = :paper AND key = :key AND (
    substr(published, 1, 10) = substr(:published, 1, 10) OR title = :title
    OR id IN (SELECT article FROM hidden)
) ORDER BY id LIMIT 1
"""
_BY_ADDRESS = "SELECT id, url, capture, last_seen FROM articles WHERE url = :url"


class Known(NamedTuple):
    """A known article: its address, the capture its row was read from, and its last sight."""

    id: int
    url: str
    capture: int
    last_seen: str


def known(conn: sqlite3.Connection, reading: Reading) -> Known | None:
    """The article that a reading is a sight of; None for a new one."""
    article = reading.article
    values = {
        "paper": article.paper,
        "key": reading.key,
        "published": article.published,
        "title": article.title,
        "url": article.canonical_url,
    }
    for query in (_BY_KEY, _BY_ADDRESS):
        if row := conn.execute(query, values).fetchone():
            return Known(*row)
    return None
