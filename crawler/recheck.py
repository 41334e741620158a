"""Known articles read again at the end of a crawl, when everything new has been fetched.

The frontier says which are due (archive/recheck.py). A server that remembers its pages is asked
whether they changed (conditional GET), which saves both sides the page; it is a saving and no
proof, so every month the page is read whole.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from archive.errors import ArchiveProblem
from archive.frontier import Due
from crawler.pipelines import ArchivePipeline
from crawler.run import Visit

if TYPE_CHECKING:
    from crawler.paper import Paper

_NOT_MODIFIED = 304


class Rechecks:
    """Asks for what is due, once in a crawl, after the rest."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._most = crawler.settings.getint("RECHECKS")
        self._done = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        rechecks = cls(crawler)
        crawler.signals.connect(rechecks.spider_idle, signals.spider_idle)
        return rechecks

    def spider_idle(self) -> None:
        """Ask for what is due; raises DontCloseSpider where something is."""
        pipeline = ArchivePipeline.of(self.crawler)
        if self._done or pipeline.run is None or pipeline.failure:
            return
        self._done = True
        paper = cast("Paper", self.crawler.spider)
        try:
            pipeline.run.commit()
            due = pipeline.run.frontier.due(paper.name, self._most)
        except ArchiveProblem as error:
            pipeline.stop(error)
            return
        asked = [request for one in due for request in self._requests(paper, one)]
        for request in asked:
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(request)
        if asked:
            raise DontCloseSpider

    def _requests(self, paper: Paper, due: Due) -> list[Request]:
        """The request for a known page, as far as the limit of the crawl allows one."""
        known = {"If-None-Match": due.etag, "If-Modified-Since": due.last_modified}
        headers = {name: value for name, value in known.items() if value}
        return [
            request.replace(
                headers=headers, callback=partial(_answer, paper, due), dont_filter=True
            )
            for request in paper.ask([due.url], "page")
        ]


async def _answer(
    paper: Paper, due: Due, response: Response, **asked: Any
) -> AsyncIterator[Visit | Request]:
    """Take in the answer as the walk does, and say what it means for a page that was known."""
    if response.status == _NOT_MODIFIED:
        capture = response.meta["capture"]
        yield Visit(paper=paper.name, url=due.url, state="unchanged", capture=capture)
        return
    async for one in paper.answer(response, **asked):
        if isinstance(one, Visit) and one.url == due.url:
            yield replace(one, was=due.state)
        else:
            yield one
