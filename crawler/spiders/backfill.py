"""Backfill: the oldest day of an archive, and guessed URLs of monthly listing pages."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import date

from scrapy import Request

from archive.clock import FIRST_YEAR
from archive.store.store import Store
from crawler.extraction.feeds import Entry
from crawler.spiders.crawl import Crawl

FIRST = f"{FIRST_YEAR}-01"
_BATCH = 12  # months requested at once; a series ends if none of them is a listing
_MAX_FOLDERS = 100
_MAX_MISSES = 3  # folders that are not listings, before the rest is left out
_REACHED = "SELECT min(substr(published, 1, 10)) FROM articles WHERE paper = ?"
_ARTICLES = "SELECT url FROM urls WHERE paper = ? AND article IS NOT NULL"
_IN_FOLDER = re.compile(
    r"(?P<before>.*/)(?P<year>(?:19|20)\d\d)(?P<slash>/?)(?P<month>0[1-9]|1[0-2])/(?:\d\d/)?[^/]+/?"
)
_ANY_LISTING = """
SELECT 1 FROM urls WHERE url IN (SELECT value FROM json_each(?)) AND kind = 'listing'
    AND state = 'fetched' LIMIT 1
"""
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)/?(0[1-9]|1[0-2])(?:/?(0[1-9]|[12]\d|3[01]))?(?=\d{0,9}\D|$)"
)


def oldest_day(store: Store, newspaper: str) -> str | None:
    """The day (ISO) of a newspaper's oldest article; None if no article has a date."""
    day: str | None = store.db.conn.execute(_REACHED, (newspaper,)).fetchone()[0]
    return day


def is_later(url: str, entry: Entry, day: str) -> bool:
    """Whether an entry of a sitemap is certainly an article published after a day.

    Only a day or month in the URL proves that; the time of the last change does not.

    >>> is_later("https://a.vn/tin/202307/bai-123456/", Entry("", None), "2023-06-30")
    True
    """
    found = None if entry.kind == "sitemap" else _DAY.search(url)
    if found is None:
        return False
    return "-".join(filter(None, found.groups())) > day[: 10 if found[3] else 7]


async def month_folders(
    crawl: Crawl, all_finished: Callable[[], Awaitable[None]]
) -> AsyncIterator[Request]:
    """Requests for the monthly folders of known article URLs, newest first.

    /xa-hoi/202305/ is requested because of /xa-hoi/202305/lua-duoc-gia-83102d4/. Nothing links to
    these URLs, so a series ends when no folder in a batch is a listing page.
    """
    misses = 0
    store = crawl.run.store
    last = (crawl.period.until or "9")[:7]
    oldest = (crawl.period.since or FIRST)[:7]
    for form, newest in list(folders(store, crawl.newspaper.id).items())[:_MAX_FOLDERS]:
        if misses == _MAX_MISSES:
            return
        for batch in _batches(form, min(newest, last), oldest):
            if due := [url for url in batch if crawl.queue.is_due(url)]:
                crawl.add_month_folders(due)
                for request in crawl.fetcher.listings(due):
                    yield request
                await all_finished()
                if not _any_listing(store, batch):
                    misses += len(batch) == 1
                    break


def folders(store: Store, newspaper: str) -> dict[str, str]:
    """The monthly folders of article URLs, as URL templates with {year} and {month}.

    The value of each is its newest month, such as "2023-05".
    """
    newest: dict[str, str] = {}
    for (url,) in store.db.conn.execute(_ARTICLES, (newspaper,)):
        if found := _IN_FOLDER.fullmatch(url):
            form = f"{found['before']}{{year}}{found['slash']}{{month}}/"
            newest[form] = max(newest.get(form, ""), f"{found['year']}-{found['month']}")
    return newest


def _any_listing(store: Store, urls: Sequence[str]) -> bool:
    """Whether any of the URLs was fetched as a listing page."""
    return store.db.conn.execute(_ANY_LISTING, (json.dumps(urls),)).fetchone() is not None


def _batches(form: str, newest: str, oldest: str) -> Iterator[list[str]]:
    """The folders from the newest month to the oldest: a batch of one, then of a year each."""
    month = date.fromisoformat(f"{newest}-01")
    batch: list[str] = []
    size = 1
    while f"{month:%Y-%m}" >= oldest:
        batch.append(form.format(year=f"{month:%Y}", month=f"{month:%m}"))
        if len(batch) == size:
            yield batch
            batch, size = [], _BATCH
        month = (month.replace(day=1) - date.resolution).replace(day=1)
    if batch:
        yield batch
