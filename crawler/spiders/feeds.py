"""Follows the feeds and sitemaps of a crawl: new URLs, and those that changed since a capture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.extraction.feeds import Entry, entries
from crawler.items import Fetched, Links
from crawler.spiders.backfill import is_later
from crawler.spiders.crawl import Crawl
from crawler.spiders.fetching import Step

_Entries = Sequence[tuple[str, Entry]]


class FeedFollower:
    """Follows the feeds and sitemaps of one crawl."""

    def __init__(self, crawl: Crawl) -> None:
        self._crawl = crawl

    def follow(self, body: bytes, fetched: Fetched) -> Iterator[Step]:
        """The result of a feed or sitemap, and requests for its entries that are due.

        Raises CaptureProblem if it cannot be decompressed.
        """
        crawl = self._crawl
        listed = [
            (url, entry)
            for entry in entries(body)
            if (url := crawl.origin.stored(entry.url)) and self._in_period(url, entry)
        ]
        parts = self._sitemaps_due(listed)
        queue = crawl.queue
        listings = {url: parts[url] for url in queue.take(filter(queue.is_due, parts))}
        articles = [(url, entry) for url, entry in listed if crawl.classifier.is_article(url)]
        pages, aliases = self._pages_due(articles)
        more = crawl.take_sitemaps()
        yield replace(fetched, links=Links(tuple(pages), (*listings, *more), aliases))
        for url, changed in listings.items():
            yield from crawl.fetcher.listings([url], changed=changed)
        for url, changed in pages.items():
            yield from crawl.fetcher.pages([url], changed=changed)
        yield from crawl.fetcher.listings(more)

    def _in_period(self, url: str, entry: Entry) -> bool:
        since, until = self._crawl.period.since, self._crawl.period.until
        if (entry.changed or since) < since:
            return False
        return not (until and is_later(url, entry, until))

    def _sitemaps_due(self, listed: _Entries) -> dict[str, str | None]:
        """The sitemaps of an index that should be fetched, each with the time of its change.

        These are the new and changed ones, and always the newest: some indexes are not updated.
        """
        run = self._crawl.run
        times = {url: entry.changed for url, entry in listed if entry.kind == "sitemap"}
        newest = max(filter(None, times.values()), default=None)
        new = set(run.unknown(times))
        return {
            url: changed
            for url, changed in times.items()
            if self._crawl.backfill
            or changed in {None, newest}
            or url in new
            or run.frontier.changed_since(url, changed)
        }

    def _pages_due(self, listed: _Entries) -> tuple[dict[str, str | None], tuple[str, ...]]:
        """The new and changed pages, each with the time of its change, and the new aliases.

        An alias is a URL whose article is known under another URL.
        """
        run = self._crawl.run
        times = {url: entry.changed for url, entry in listed if entry.kind == "page"}
        new = run.unknown(times)
        aliases = run.aliases(new)
        due = {*new} - {*aliases}
        pages = {
            url: changed
            for url, changed in times.items()
            if url in due or run.frontier.changed_since(url, changed)
        }
        return pages, aliases
