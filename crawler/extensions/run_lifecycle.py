"""Run lifecycle extension: commits every second, records spider errors, and ends the run."""

from __future__ import annotations

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call

from crawler.failures import Failure, Reason, our_error
from crawler.items import Failed
from crawler.run import SECONDS
from crawler.spiders.fetching import Target
from crawler.spiders.newspaper import spider_of


class RunLifecycle:
    """Commits the run of a crawl every second, and ends it when the spider is closed."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._timer = create_looping_call(self._commit)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_error, signals.spider_error)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Start the timer."""
        self._timer.start(SECONDS, now=False)

    def spider_error(self, failure: Any, response: Response | None) -> None:
        """Record a page that our own code could not handle; Scrapy logs the traceback."""
        spider = spider_of(self.crawler)
        request = response.request if response else None
        target = request.cb_kwargs.get("target") if request else None
        if spider and isinstance(target, Target):
            error = getattr(failure, "value", Exception())
            spider.session.record(
                Failed(
                    newspaper=spider.newspaper.id,
                    url=target.url,
                    kind=target.kind,
                    failure=Failure(Reason.OUR_ERROR, our_error(error)),
                )
            )

    def spider_closed(self, reason: str) -> None:
        """End the run, and copy its counts to Scrapy's stats as baotinh/<name>."""
        if self._timer.running:
            self._timer.stop()
        spider = spider_of(self.crawler)
        if spider is None:
            return
        spider.session.finish(reason)
        assert self.crawler.stats is not None, "a crawl has stats"
        for name, count in spider.session.counts.items():
            self.crawler.stats.set_value(f"baotinh/{name}", count)

    def _commit(self) -> None:
        if spider := spider_of(self.crawler):
            spider.session.commit()
