"""Idle extension: on spider_idle, requests the rest of the frontier, then revisits, then images.

A sitemap may list a hundred thousand pages, and a request takes more memory than its row. So a
spider limits the requests in memory (crawler/spiders/fetching.py) and leaves the rest in the
frontier, from which this extension requests them. Each step is repeated until it has no requests;
after the last the crawl ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from archive.errors import ArchiveProblem
from crawler.spiders.images import images
from crawler.spiders.newspaper import NewspaperSpider, spider_of

_BATCH = 500  # requests


class IdleExtension:
    """Schedules more requests when a spider has nothing left to do."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._revisits = crawler.settings.getint("REVISITS")
        self._last = 0
        self._steps: list[Callable[[NewspaperSpider], Iterator[Request]]] = [
            self._rest_of_frontier,
            self._due_revisits,
            self._missing_images,
        ]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_idle, signals.spider_idle)
        return extension

    def spider_idle(self) -> None:
        """Schedule further requests; raises DontCloseSpider if there are any."""
        spider = spider_of(self.crawler)
        if spider is None or spider.session.run is None or spider.session.is_ending:
            return
        spider.crawl.fetcher.reset()
        try:
            requests = self._next_requests(spider)
        except ArchiveProblem as error:
            spider.session.fail(error)
            return
        for request in requests:
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def _next_requests(self, spider: NewspaperSpider) -> list[Request]:
        """The requests of the first step that has any."""
        spider.run.commit()
        while self._steps:
            if requests := list(self._steps[0](spider)):
                return requests
            self._steps.pop(0)
        return []

    def _rest_of_frontier(self, spider: NewspaperSpider) -> Iterator[Request]:
        """Requests for discovered pages, each once in a run."""
        newspaper = spider.newspaper.id
        for number, url in spider.run.frontier.discovered(newspaper, self._last, _BATCH):
            self._last = number
            for request in spider.crawl.fetcher.pages([url]):
                yield request.replace(dont_filter=True)

    def _due_revisits(self, spider: NewspaperSpider) -> Iterator[Request]:
        """Conditional requests for the articles that are due for a revisit, once in a run.

        A 304 response may be wrong, so a request is unconditional once a month
        (archive/store/frontier.py).
        """
        limit, self._revisits = self._revisits, 0
        due = spider.run.frontier.due(spider.newspaper.id, limit)
        yield from spider.crawl.fetcher.revisits(due)

    def _missing_images(self, spider: NewspaperSpider) -> Iterator[Request]:
        """Requests for images of articles, with --images."""
        if spider.arguments.images:
            yield from images(spider.run, spider.origin, spider.newspaper.id, _BATCH)
