"""Visits → archive: what Scrapy's callbacks yield goes into the run of their paper.

All spiders of a process that name the same database share one open store, since SQLite has one
writer. What the disk refuses stops the crawl: going on would lose what is fetched.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro

from archive.errors import ArchiveProblem, UsageProblem
from archive.store.store import Store
from crawler.contact import require
from crawler.failures import our_error
from crawler.items import Visit
from crawler.run import SECONDS, Outcome, Run
from crawler.spiders.responses import ImageAnswer

if TYPE_CHECKING:
    from crawler.newspaper import Paper

logger = logging.getLogger(__name__)

_shared: dict[Path, tuple[Store, int]] = {}


@contextmanager
def shared_store(path: Path) -> Iterator[Store]:
    """The one open store of this process for a database; the last user closes it.

    Raises as `Store.open` does.
    """
    path = path.absolute()
    store, users = _shared.get(path) or (Store.open(path), 0)
    _shared[path] = store, users + 1
    try:
        yield store
    finally:
        store, users = _shared.pop(path)
        if users > 1:
            _shared[path] = store, users - 1
        else:
            store.close()


class ArchivePipeline:
    """Holds a crawl's run; `failure` is what made the archive refuse, if it did."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run: Run | None = None
        self.failure: ArchiveProblem | None = None
        self.outcome: Outcome = "failed"
        self._ended: Outcome | None = None
        self._open = ExitStack()
        self._timer = create_looping_call(self._tick)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.spider_closed, signals.spider_closed)
        crawler.signals.connect(pipeline.spider_error, signals.spider_error)
        return pipeline

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The pipeline of a crawl."""
        pipeline = crawler.get_item_pipeline(cls)
        assert pipeline is not None, "ITEM_PIPELINES lacks it"
        return pipeline

    def open(self) -> Run:
        """Begin the run. Called when a crawl starts, so `scrapy shell` leaves no trace.

        Raises CloseSpider where the archive refuses; `failure` says why.
        """
        paper = cast("Paper", self.crawler.spider)
        settings = self.crawler.settings
        if not settings.getlist("PRIVATE_HOSTS"):
            _require(settings["CONTACT"])  # `scrapy crawl` comes past crawler/jobs/crawl.py
        arguments = {"delay": settings.getfloat("DOWNLOAD_DELAY")} | paper.arguments
        try:
            store = self._open.enter_context(shared_store(Path(settings["ARCHIVE_DB"])))
            paper.introduce(store)
            self.run = Run(store, "crawl", paper.name, arguments)
            self.run.introduce(type(paper))
        except ArchiveProblem as error:
            self.failure = error
            raise CloseSpider(str(error)) from error
        self._timer.start(SECONDS, now=False)
        return self.run

    def process_item(self, item: Visit | ImageAnswer) -> Visit | ImageAnswer:
        """Take in a visit, or what became of an image."""
        if self.run and not self.failure:
            try:
                if isinstance(item, ImageAnswer):
                    self.run.keep_image(item)
                else:
                    self.run.keep(item)
            except ArchiveProblem as error:
                self.stop(error)
        return item

    def stop(self, error: ArchiveProblem) -> None:
        """End the crawl because the archive refuses."""
        if self.failure is None:
            self.failure = error
            logger.error("%s", error)
            deferred_from_coro(self.crawler.stop_async())

    @property
    def is_ending(self) -> bool:
        """Whether nothing should be asked for any more; never in `scrapy shell`."""
        ending = self.failure or self._ended or not self.crawler.crawling
        return self.run is not None and bool(ending)

    def end(self, outcome: Outcome, why: str) -> None:
        """End the crawl in good order before it is done; what is left stays in the frontier."""
        if self._ended is None and self.run:
            self._ended = outcome
            self.run.trouble = why
            deferred_from_coro(self.crawler.stop_async())

    def rest(self, until: datetime, why: str) -> None:
        """End the crawl because the newspaper wants to be left alone until then, on record."""
        if self._ended is None and self.run and not self.failure:
            told = f"it wants to be left alone until {until:%Y-%m-%d %H:%M} UTC"
            self.end("refused", f"{why}: {told}")
            try:
                self.run.rest(until, why)
            except ArchiveProblem as error:
                self.stop(error)

    def spider_error(self, failure: object, response: Response) -> None:
        """Note an address whose page our own code could not handle; Scrapy logs the traceback."""
        asked = response.request.cb_kwargs if response.request else {}
        if "url" in asked:
            paper = cast("Paper", self.crawler.spider).name
            self.process_item(
                Visit(
                    paper=paper,
                    url=asked["url"],
                    kind=asked["kind"],
                    state="failed",
                    reason=our_error(getattr(failure, "value", Exception())),
                )
            )

    def spider_closed(self, reason: str) -> None:
        """End the run."""
        if self._timer.running:
            self._timer.stop()
        try:
            if self.run and not self.failure:
                self.run.commit()
                if self._ended:
                    self.outcome = self._ended
                elif reason == "shutdown":
                    self.outcome = "interrupted"
                elif reason == "finished":
                    self.outcome = self.run.outcome()
                self.run.finish(self.outcome)
        except ArchiveProblem as error:
            self.failure = error
        finally:
            if self.failure:
                self.outcome = "failed"
            self._open.close()

    def _tick(self) -> None:
        if self.run and not self.failure:
            try:
                self.run.commit()
            except ArchiveProblem as error:
                self.stop(error)


def _require(contact: str) -> None:
    try:
        require(contact)
    except UsageProblem as problem:
        logger.error("%s", problem)
        raise CloseSpider("no contact") from problem
