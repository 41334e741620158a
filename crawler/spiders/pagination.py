"""How far back lists are read: the pages of a list under `--since`, judged by what stands on them.

A page that shows an article young enough turns to the next; a list that is left there stays
discovered, for a later crawl that goes further back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from archive.model import Article
from archive.store.store import Store
from crawler.urls.traps import Pagination

_YOUNGEST = """
SELECT count(*), max(articles.published) FROM urls JOIN articles ON articles.id = urls.article
WHERE urls.url IN (SELECT value FROM json_each(?))
"""
_YOUNGEST_FOUND = """
SELECT count(*), max(articles.published) FROM urls AS list JOIN urls AS page
    ON page.found_on = list.found_on JOIN articles ON articles.id = page.article
WHERE list.url = ? AND page.kind = 'page'
"""


@dataclass(slots=True)
class Leaf:
    """One page of a list: an article on it that is young enough turns it."""

    following: tuple[str, ...]
    chain: Pagination
    waiting: int = 0
    young: bool = False

    def saw(self, article: Article | None, since: str) -> None:
        """Take in what became of one of its articles."""
        self.waiting -= 1
        if article is not None:
            self.young |= article.published is None or article.published[:10] >= since


def are_young(store: Store, urls: Iterable[str], since: str) -> bool:
    """Whether one of the known articles at these addresses is of that day or later.

    True where none of them is known yet.
    """
    return _is_young(store, _YOUNGEST, json.dumps(list(urls)), since)


def may_be_young(store: Store, url: str, since: str) -> bool:
    """Whether a list that was left unread may show articles of that day or later.

    It may unless all that stood on the page before it are older.
    """
    return _is_young(store, _YOUNGEST_FOUND, url, since)


def _is_young(store: Store, query: str, asked: str, since: str) -> bool:
    count, youngest = store.db.conn.execute(query, (asked,)).fetchone()
    return not count or (youngest or "")[:10] >= since
