"""Decides which listing pages a run requests: each once, without traps, and only if due."""

from __future__ import annotations

import json
from collections.abc import Iterable

from archive.store.store import Store
from crawler.run import Run
from crawler.urls.canonical import split_page_number
from crawler.urls.traps import TrapDetector, is_dated

_KNOWN = "SELECT url FROM urls WHERE paper = ? AND kind = 'listing'"
_PRODUCTIVE = """
SELECT DISTINCT list.url FROM urls AS list JOIN urls AS page ON page.found_on = list.url
WHERE list.paper = ? AND list.kind = 'listing' AND list.state = 'fetched' AND page.kind = 'page'
    AND page.paper = list.paper
"""
_NOT_LISTINGS = """
SELECT url FROM urls WHERE url IN (SELECT value FROM json_each(?))
    AND (kind = 'page' OR state = 'refused')
"""
_BACKFILL_STARTED = """
SELECT min(started) FROM runs WHERE paper = :paper AND json_extract(arguments, '$.backfill')
    AND id > (SELECT coalesce(max(id), 0) FROM runs WHERE paper = :paper AND outcome = 'finished'
        AND json_extract(arguments, '$.backfill'))
"""
_FETCHED_SINCE = "SELECT state = 'fetched' AND fetched_at >= ? FROM urls WHERE url = ?"


class ListingQueue:
    """The listing pages of a newspaper that a run has requested or may request.

    A backfill may take several runs: a listing page is due unless it was fetched since the start
    of the first of them.
    """

    def __init__(self, run: Run, newspaper: str, *, backfill: bool) -> None:
        """`newspaper` is an id; `backfill` skips pages that an interrupted backfill has fetched."""
        self._run = run
        self._store: Store = run.store
        self._newspaper = newspaper
        self._requested: set[str] = set()
        self._traps = TrapDetector()
        known = self._store.db.conn.execute(_KNOWN, (newspaper,))
        self._traps.load(url for (url,) in known)
        self._started = self._backfill_started() if backfill else None

    def take(self, urls: Iterable[str], *, next_page: bool = False) -> tuple[str, ...]:
        """The URLs that this run has not requested yet, without traps; they count as requested."""
        chosen = []
        for url in dict.fromkeys(urls):
            if url in self._requested:
                continue
            if name := self._traps.check(url, next_page=next_page):
                self.report_trap(name, url)
            else:
                chosen.append(url)
        self._requested.update(chosen)
        return tuple(chosen)

    def add(self, urls: Iterable[str]) -> None:
        """Mark URLs as requested: seeds, and listing pages from earlier runs."""
        known = list(urls)
        self._requested.update(known)
        self._traps.load(known)

    def is_due(self, url: str) -> bool:
        """Whether the current backfill has not fetched a page yet; without a backfill, always."""
        if self._started is None:
            return True
        row = self._store.db.conn.execute(_FETCHED_SINCE, (self._started, url)).fetchone()
        return row is None or not row[0]

    def productive(self) -> tuple[str, ...]:
        """First pages of listings on which earlier runs found articles; they count as requested.

        Listings of a day or month are left out, since they get no new articles.
        """
        found = self._store.db.conn.execute(_PRODUCTIVE, (self._newspaper,))
        first = (url for (url,) in found if split_page_number(url)[1] == 1)
        return self.take(url for url in first if not is_dated(url))

    def without_pages(self, urls: list[str]) -> list[str]:
        """The URLs without those that are known as single pages or as refused."""
        rows = self._store.db.conn.execute(_NOT_LISTINGS, (json.dumps(urls),))
        known = {url for (url,) in rows}
        return [url for url in urls if url not in known]

    def report_trap(self, name: str, url: str) -> None:
        """Log and count a trap, once for all URLs of the same form."""
        if self._traps.log_once(name, url):
            self._run.counts[f"trap: {name}"] += 1

    def _backfill_started(self) -> str:
        """The start (UTC) of the first run of the backfill to which the open run belongs."""
        row = self._store.db.conn.execute(_BACKFILL_STARTED, {"paper": self._newspaper}).fetchone()
        time: str = row[0]
        return time
