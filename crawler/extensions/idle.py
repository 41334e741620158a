"""What a crawl does when nothing is left to ask for: the rest of the frontier, rechecks, images.

A sitemap may name a hundred thousand pages, and a request takes more memory than its row: so a walk
asks for some at a time (crawler/spiders/fetching.py) and leaves the rest in the frontier, from
where it comes here. Each step is taken until it brings nothing; then the next, and after the last
the crawl ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Self, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from archive.errors import ArchiveProblem
from crawler.pipelines import ArchivePipeline
from crawler.spiders.images import images
from crawler.spiders.revisits import rechecks

if TYPE_CHECKING:
    from crawler.newspaper import Paper

_AT_ONCE = 500  # requests


class Afterwards:
    """Goes on where a walk has nothing left."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._rechecks = crawler.settings.getint("RECHECKS")
        self._last = 0
        self._steps: list[Callable[[Paper], Iterator[Request]]] = [
            self._rest,
            self._due,
            self._images,
        ]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        afterwards = cls(crawler)
        crawler.signals.connect(afterwards.spider_idle, signals.spider_idle)
        return afterwards

    def spider_idle(self) -> None:
        """Ask for what is left; raises DontCloseSpider where something is."""
        pipeline = ArchivePipeline.of(self.crawler)
        if pipeline.run is None or pipeline.is_ending:
            return
        paper = cast("Paper", self.crawler.spider)
        paper.begin_anew()
        try:
            asked = self._asked(paper)
        except ArchiveProblem as error:
            pipeline.stop(error)
            return
        for request in asked:
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(request)
        if asked:
            raise DontCloseSpider

    def _asked(self, paper: Paper) -> list[Request]:
        """The requests of the first step that has any."""
        paper.run.commit()
        while self._steps:
            if asked := list(self._steps[0](paper)):
                return asked
            self._steps.pop(0)
        return []

    def _rest(self, paper: Paper) -> Iterator[Request]:
        """Pages that were found and not asked for, each once in a run."""
        for number, url in paper.run.frontier.discovered(paper.name, self._last, _AT_ONCE):
            self._last = number
            for request in paper.ask([url], "page"):
                yield request.replace(dont_filter=True)

    def _due(self, paper: Paper) -> Iterator[Request]:
        """Known articles that are due, once in a run."""
        most, self._rechecks = self._rechecks, 0
        yield from rechecks(paper, most)

    def _images(self, paper: Paper) -> Iterator[Request]:
        """Images of articles, where somebody asked for them."""
        if paper.keeps_images:
            yield from images(paper, _AT_ONCE)
