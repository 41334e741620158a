"""The session of a spider: opens its run in the archive, records results, and ends the run."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.utils.defer import deferred_from_coro

from archive.errors import ArchiveProblem, UsageProblem
from archive.store.store import Store
from crawler import newspapers
from crawler.items import FetchResult, ImageResult
from crawler.newspaper import Newspaper
from crawler.run import Outcome, Run
from crawler.schedule import require_contact
from crawler.spiders.arguments import Arguments

logger = logging.getLogger(__name__)


class CloseReason(StrEnum):
    """Reasons for closing a spider early; Scrapy's reasons are "finished" and "shutdown"."""

    ARCHIVE = "archive-refused"
    NO_CONTACT = "no-contact"
    NO_RESPONSE = "no-response"
    REFUSED = "refused"
    RESTING = "resting"
    WRONG_CLOCK = "wrong-clock"


class _Spider(Protocol):
    """The attributes of a spider that a session uses."""

    crawler: Crawler
    arguments: Arguments

    @property
    def newspaper(self) -> Newspaper:
        """The newspaper that is crawled."""


class Session:
    """The run of a spider; `failure` is the error of the archive that ended it, if any."""

    def __init__(self, spider: _Spider, store: Store | None) -> None:
        """Without an open `store`, the archive in the setting ARCHIVE_DB is opened."""
        self._spider = spider
        self._store = store
        self._opened = ExitStack()
        self._closing: CloseReason | None = None
        self.run: Run | None = None
        self.failure: ArchiveProblem | None = None
        self.outcome: Outcome = "failed"

    def open(self) -> Run:
        """Start the run. Called when a crawl starts, so `scrapy shell` writes nothing.

        Raises CloseSpider if the archive fails; `failure` is the error.
        """
        newspaper, settings = self._spider.newspaper, self._spider.crawler.settings
        if not settings.getlist("PRIVATE_HOSTS"):
            _require_contact(settings["CONTACT"])  # `scrapy crawl` does not pass jobs/crawl.py
        arguments = {"delay": settings.getfloat("DOWNLOAD_DELAY")} | self._spider.arguments.given
        try:
            store = self._store or Store.open(Path(settings["ARCHIVE_DB"]))
            if self._store is None:
                self._opened.callback(store.close)
            known = (newspaper, *newspapers.related_to(newspaper))
            self.run = Run(store, "crawl", arguments, known)
        except ArchiveProblem as error:
            self.failure = error
            raise CloseSpider(CloseReason.ARCHIVE) from error
        return self.run

    @property
    def is_ending(self) -> bool:
        """Whether the crawl is ending and makes no more requests; False in `scrapy shell`."""
        ending = self.failure or self._closing or not self._spider.crawler.crawling
        return self.run is not None and bool(ending)

    def close(self, reason: CloseReason, why: str) -> None:
        """Close the spider early; pending URLs stay in the frontier."""
        if self._closing is None and self.run:
            self.run.trouble = why
            self._close(reason)

    def close_until(self, until: datetime, why: str) -> None:
        """Close the spider, and record that the newspaper must get no requests until then (UTC)."""
        if self._closing is None and self.run and not self.failure:
            wish = f"it asked not to be crawled until {until:%Y-%m-%d %H:%M} UTC"
            self.close(CloseReason.REFUSED, f"{why}: {wish}")
            try:
                self.run.record_retry_after(until, why)
            except ArchiveProblem as error:
                self.fail(error)

    def fail(self, error: ArchiveProblem) -> None:
        """Close the spider after an error of the archive, since results could not be stored."""
        if self.failure is None:
            self.failure = error
            logger.error("%s", error)
            self._close(CloseReason.ARCHIVE)

    def record(self, item: FetchResult | ImageResult) -> None:
        """Record a result; an error of the archive closes the spider."""
        if self.run is None or self.failure:
            return
        try:
            if isinstance(item, ImageResult):
                self.run.record_image(item)
            else:
                self.run.record(item)
        except ArchiveProblem as error:
            self.fail(error)

    def commit(self) -> None:
        """Store the recorded results; an error of the archive closes the spider."""
        if self.run and not self.failure:
            try:
                self.run.commit()
            except ArchiveProblem as error:
                self.fail(error)

    def finish(self, reason: str) -> None:
        """Finish the run; `reason` is Scrapy's reason for closing the spider."""
        try:
            if self.run and not self.failure:
                self.run.commit()
                self.outcome = _outcome(reason, self.run)
                self.run.finish(self.outcome)
        except ArchiveProblem as error:
            self.failure = error
        finally:
            if self.failure:
                self.outcome = "failed"
            self._opened.close()

    @property
    def counts(self) -> Mapping[str, int]:
        """The counts of the run; empty before it starts."""
        return self.run.counts if self.run else {}

    def _close(self, reason: CloseReason) -> None:
        self._closing = self._closing or reason
        engine = self._spider.crawler.engine
        assert engine is not None, "a spider that crawls has one"
        deferred_from_coro(engine.close_spider_async(reason=reason))


def _outcome(reason: str, run: Run) -> Outcome:
    """The outcome of a run by the reason for closing its spider."""
    match reason:
        case "finished":
            return run.outcome()
        case "shutdown":
            return "interrupted"
        case CloseReason.REFUSED:
            return "refused"
        case CloseReason.RESTING:
            return "resting"
    return "failed"


def _require_contact(contact: str) -> None:
    try:
        require_contact(contact)
    except UsageProblem as problem:
        logger.error("%s", problem)
        raise CloseSpider(CloseReason.NO_CONTACT) from problem
