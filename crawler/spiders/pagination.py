"""Pagination under --since: a listing page leads on only while it shows recent articles.

A listing that is left there stays discovered in the frontier, for a later crawl that goes further
back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from archive.model import Article
from archive.store.store import Store
from crawler.urls.traps import Chain

_NEWEST = """
SELECT count(*), max(articles.published) FROM urls JOIN articles ON articles.id = urls.article
WHERE urls.url IN (SELECT value FROM json_each(?))
"""
_NEWEST_BEFORE = """
SELECT count(*), max(articles.published) FROM urls AS list JOIN urls AS page
    ON page.found_on = list.found_on JOIN articles ON articles.id = page.article
WHERE list.url = ? AND page.kind = 'page'
"""


@dataclass(slots=True)
class PendingPage:
    """A listing page whose articles are in flight; `next_pages` follow it if one is recent."""

    next_pages: tuple[str, ...]
    chain: Chain
    remaining: int = 0
    recent: bool = False

    def done(self, article: Article | None, since: str) -> tuple[str, ...]:
        """Take in one of its articles; the next pages once the last has come, if any is recent."""
        self.remaining -= 1
        if article is not None:
            self.recent |= article.published is None or article.published[:10] >= since
        return self.next_pages if self.recent and not self.remaining else ()


def any_recent(store: Store, urls: Iterable[str], since: str) -> bool:
    """Whether a known article at these URLs is of that day or later; True if none is known."""
    return _is_recent(store, _NEWEST, json.dumps(list(urls)), since)


def may_list_recent(store: Store, url: str, since: str) -> bool:
    """Whether an unread listing page may show articles of that day or later.

    It may unless all articles on the page before it are older.
    """
    return _is_recent(store, _NEWEST_BEFORE, url, since)


def _is_recent(store: Store, query: str, value: str, since: str) -> bool:
    count, newest = store.db.conn.execute(query, (value,)).fetchone()
    return not count or (newest or "")[:10] >= since
