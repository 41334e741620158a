"""Item pipeline: records the results of a spider in its run."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawler.items import FetchResult, ImageResult
from crawler.spiders.newspaper import spider_of


class ArchivePipeline:
    """Passes fetch results and images to the session; an error of the archive closes the spider."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_item(self, item: FetchResult | ImageResult) -> FetchResult | ImageResult:
        """Record a result."""
        if spider := spider_of(self.crawler):
            spider.session.record(item)
        return item
