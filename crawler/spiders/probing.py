"""What a backfill finds beyond lists: articles by their numbers, and the folders of months.

Both are guesses at addresses that nobody linked, so each ends where a batch of them brings nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from scrapy import Request

from archive.clock import FIRST_YEAR
from archive.store.store import Store
from crawler.extraction.feeds import Numbers
from crawler.spiders.backfill import batches, brought, highest
from crawler.urls.canonical import absolute

if TYPE_CHECKING:
    from crawler.spiders.newspaper import Walk

FIRST = f"{FIRST_YEAR}-01"
_YEAR = 12  # months asked for before it is looked whether any of their folders is a list
_MOST_FOLDERS = 100
_MOST_MISSES = 3  # folders that are no lists, until the rest is believed to be none
_ARTICLES = "SELECT url FROM urls WHERE paper = ? AND article IS NOT NULL"
_IN_FOLDER = re.compile(
    r"(?P<before>.*/)(?P<year>(?:19|20)\d\d)(?P<slash>/?)(?P<month>0[1-9]|1[0-2])/(?:\d\d/)?[^/]+/?"
)
_ARE_LISTS = """
SELECT 1 FROM urls WHERE url IN (SELECT value FROM json_each(?)) AND kind = 'listing'
    AND state = 'fetched' LIMIT 1
"""


async def by_number(walk: Walk) -> AsyncIterator[Request]:
    """Ask for articles by their numbers, downwards, until a whole batch brings nothing."""
    store = walk.run.store
    for seed in (seed for seed in walk.seeds if isinstance(seed, Numbers)):
        for batch in batches(seed, highest(store, walk.name, seed)):
            found = (walk.address(absolute(path, walk.home) or "") for path in batch)
            urls = [url for url in found if url]
            if new := walk.run.unknown(urls):
                for request in walk.ask(new, "page"):
                    yield request
                await walk.all_answered()
                if not brought(store, urls):
                    break


async def by_month(walk: Walk) -> AsyncIterator[Request]:
    """Ask for the folders of months in which articles lie, downwards, where such are lists.

    /xa-hoi/202305/ is asked for because of /xa-hoi/202305/lua-duoc-gia-83102d4/.
    """
    misses = 0
    last = (walk.until or "9")[:7]
    for form, newest in list(folders(walk.run.store, walk.name).items())[:_MOST_FOLDERS]:
        if misses == _MOST_MISSES:
            return
        for batch in _years(form, min(newest, last), (walk.since or FIRST)[:7]):
            if due := [url for url in batch if walk.lists.is_due(url)]:
                walk.expect_folders(due)
                for request in walk.ask(due, "listing"):
                    yield request
                await walk.all_answered()
                if not are_lists(walk.run.store, batch):
                    misses += len(batch) == 1
                    break


def are_lists(store: Store, urls: Sequence[str]) -> bool:
    """Whether any of the addresses was read as a list."""
    return store.db.conn.execute(_ARE_LISTS, (json.dumps(urls),)).fetchone() is not None


def folders(store: Store, paper: str) -> dict[str, str]:
    """The folders of months in which articles of a paper lie, each with the newest month.

    A folder is an address with {year} and {month}.
    """
    newest: dict[str, str] = {}
    for (url,) in store.db.conn.execute(_ARTICLES, (paper,)):
        if found := _IN_FOLDER.fullmatch(url):
            form = f"{found['before']}{{year}}{found['slash']}{{month}}/"
            newest[form] = max(newest.get(form, ""), f"{found['year']}-{found['month']}")
    return newest


def _years(form: str, newest: str, oldest: str) -> Iterator[list[str]]:
    """The folders from a month downwards: the first alone, then a year at a time."""
    month = date.fromisoformat(f"{newest}-01")
    batch: list[str] = []
    size = 1
    while f"{month:%Y-%m}" >= oldest:
        batch.append(form.format(year=f"{month:%Y}", month=f"{month:%m}"))
        if len(batch) == size:
            yield batch
            batch, size = [], _YEAR
        month = (month.replace(day=1) - date.resolution).replace(day=1)
    if batch:
        yield batch
