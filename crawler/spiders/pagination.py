"""Pagination under --since: a listing page leads on only while it shows recent articles.

The next pages of a listing that is left there stay discovered in the frontier, with the day as
their reason, for a later crawl that goes further back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from archive.model import Article
from archive.store.store import Store
from crawler.urls.traps import Pagination

_BEFORE = "before-since:"  # and a day, in `urls.reason`
_NEWEST = """
SELECT count(*), max(articles.published) FROM urls JOIN articles ON articles.id = urls.article
WHERE urls.url IN (SELECT value FROM json_each(?))
"""
_LEFT = "SELECT reason FROM urls WHERE url = ? AND state = 'discovered'"


@dataclass(slots=True)
class PendingPage:
    """A listing page whose articles are in flight; `next_pages` follow it if one is recent."""

    next_pages: tuple[str, ...]
    chain: Pagination
    remaining: int = 0
    recent: bool = False

    def done(self, article: Article | None, since: str) -> None:
        """Take in one of its articles, or that it brought none."""
        self.remaining -= 1
        if article is not None:
            self.recent |= article.published is None or article.published[:10] >= since


def any_recent(store: Store, urls: Iterable[str], since: str) -> bool:
    """Whether a known article at these URLs is of that day or later; True if none is known."""
    count, newest = store.db.conn.execute(_NEWEST, (json.dumps(list(urls)),)).fetchone()
    return not count or (newest or "")[:10] >= since


def reason_to_leave(since: str) -> str:
    """The frontier's reason for listing pages that show nothing of that day or later."""
    return f"{_BEFORE}{since}"


def was_left(store: Store, url: str, since: str) -> bool:
    """Whether a listing page is known to show nothing of that day or later."""
    row = store.db.conn.execute(_LEFT, (url,)).fetchone()
    reason: str = (row[0] if row else None) or ""
    return reason.startswith(_BEFORE) and since >= reason.removeprefix(_BEFORE)
