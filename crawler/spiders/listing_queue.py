"""Which lists a run asks for: each once, when it is due, and none of an endless number."""

from __future__ import annotations

import json
from collections.abc import Iterable

from crawler.run import Run
from crawler.spiders.backfill import began, is_due
from crawler.urls.canonical import split_page_number
from crawler.urls.traps import TrapDetector, is_dated

_KNOWN = "SELECT url FROM urls WHERE paper = ? AND kind = 'listing'"
_PRODUCTIVE = """
SELECT DISTINCT list.url FROM urls AS list JOIN urls AS page ON page.found_on = list.url
WHERE list.paper = ? AND list.kind = 'listing' AND list.state = 'fetched' AND page.kind = 'page'
    AND page.paper = list.paper
"""
_NO_LISTS = """
SELECT url FROM urls WHERE url IN (SELECT value FROM json_each(?))
    AND (kind = 'page' OR state = 'refused')
"""


class Lists:
    """The lists of one run of a paper; what earlier runs know of them is recalled first."""

    def __init__(self, run: Run, paper: str, *, backfills: bool) -> None:
        self._run = run
        self._conn = run.store.db.conn
        self._paper = paper
        self._asked: set[str] = set()
        self._bounds = TrapDetector()
        self._bounds.load(url for (url,) in self._conn.execute(_KNOWN, (paper,)))
        self._begun = began(run.store, paper) if backfills else None

    def take(self, urls: Iterable[str], *, next_page: bool = False) -> tuple[str, ...]:
        """Those that this run has not asked for, traps left out; from now on they are asked for."""
        chosen = []
        for url in dict.fromkeys(urls):
            if url in self._asked:
                continue
            if name := self._bounds.check(url, next_page=next_page):
                self.tell(name, url)
            else:
                chosen.append(url)
        self._asked.update(chosen)
        return tuple(chosen)

    def named(self, urls: Iterable[str]) -> None:
        """Lists that are asked for in any case: seeds, and what earlier runs left."""
        known = list(urls)
        self._asked.update(known)
        self._bounds.load(known)

    def is_due(self, url: str) -> bool:
        """Whether a list was not read yet by the backfill that goes on; without one, every list."""
        return self._begun is None or is_due(self._run.store, url, self._begun)

    def productive(self) -> tuple[str, ...]:
        """The first pages of lists on which earlier runs found articles, taken.

        A list of a day or month brings nothing new.
        """
        found = self._conn.execute(_PRODUCTIVE, (self._paper,))
        first = (url for (url,) in found if split_page_number(url)[1] == 1)
        return self.take(url for url in first if not is_dated(url))

    def possible(self, urls: list[str]) -> list[str]:
        """Those that are not known to be single pages, or to lead elsewhere."""
        no_lists = {url for (url,) in self._conn.execute(_NO_LISTS, (json.dumps(urls),))}
        return [url for url in urls if url not in no_lists]

    def tell(self, name: str, url: str) -> None:
        """Log a trap by its name, and count it; once for all addresses that look the same."""
        if self._bounds.log_once(name, url):
            self._run.counts[f"trap: {name}"] += 1
