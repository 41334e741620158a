"""Pagination with --since: next pages are followed only while a page lists recent articles.

The next pages of a page without recent articles stay discovered in the frontier, with the day in
their reason, until a crawl with an earlier --since.
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
_REASON = "SELECT reason FROM urls WHERE url = ? AND state = 'discovered'"


@dataclass(slots=True)
class PendingPage:
    """A listing page whose articles are being fetched.

    `next_pages` are requested if one of them is recent; `remaining` is the number of articles that
    are not fetched yet.
    """

    next_pages: tuple[str, ...]
    chain: Pagination
    remaining: int = 0
    recent: bool = False

    def done(self, article: Article | None, since: str) -> None:
        """Count one of its pages as fetched; None is a page without an article."""
        self.remaining -= 1
        if article is not None:
            self.recent |= article.published is None or article.published[:10] >= since


def any_recent(store: Store, urls: Iterable[str], since: str) -> bool:
    """Whether a stored article at these URLs is of that day or later; True if none is stored."""
    count, newest = store.db.conn.execute(_NEWEST, (json.dumps(list(urls)),)).fetchone()
    return not count or (newest or "")[:10] >= since


def skip_reason(since: str) -> str:
    """The reason in the frontier for a skipped next page: no article of that day or later."""
    return f"{_BEFORE}{since}"


def is_skipped(store: Store, url: str, since: str) -> bool:
    """Whether a listing page was skipped for that day or an earlier one."""
    row = store.db.conn.execute(_REASON, (url,)).fetchone()
    reason: str = (row[0] if row else None) or ""
    return reason.startswith(_BEFORE) and since >= reason.removeprefix(_BEFORE)
