"""The session of a spider: its run in the archive, from the first request to the close."""

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
    """Why a spider closes before it is done; Scrapy's own are "finished" and "shutdown"."""

    ARCHIVE = "archive-refused"
    NO_CONTACT = "no-contact"
    NO_RESPONSE = "no-response"
    REFUSED = "refused"
    RESTING = "resting"
    WRONG_CLOCK = "wrong-clock"


class _Spider(Protocol):
    """What a session needs of its spider."""

    crawler: Crawler
    arguments: Arguments

    @property
    def newspaper(self) -> Newspaper:
        """The newspaper that is crawled."""


class Session:
    """Opens the run of a spider and ends it; `failure` is why the archive refused, if it did."""

    def __init__(self, spider: _Spider, store: Store | None) -> None:
        """Without an open `store` the one that the setting ARCHIVE_DB names is opened."""
        self._spider = spider
        self._store = store
        self._opened = ExitStack()
        self._closing: CloseReason | None = None
        self.run: Run | None = None
        self.failure: ArchiveProblem | None = None
        self.outcome: Outcome = "failed"

    def open(self) -> Run:
        """Begin the run. Called when a crawl starts, so that `scrapy shell` leaves no trace.

        Raises CloseSpider where the archive refuses; `failure` says why.
        """
        newspaper, settings = self._spider.newspaper, self._spider.crawler.settings
        if not settings.getlist("PRIVATE_HOSTS"):
            _require_contact(settings["CONTACT"])  # `scrapy crawl` does not pass jobs/crawl.py
        arguments = {"delay": settings.getfloat("DOWNLOAD_DELAY")} | self._spider.arguments.given
        try:
            store = self._store or Store.open(Path(settings["ARCHIVE_DB"]))
            if self._store is None:
                self._opened.callback(store.close)
            met = (newspaper, *newspapers.met_with(newspaper))
            self.run = Run(store, "crawl", arguments, met)
        except ArchiveProblem as error:
            self.failure = error
            raise CloseSpider(CloseReason.ARCHIVE) from error
        return self.run

    @property
    def is_ending(self) -> bool:
        """Whether nothing should be requested any more; never in `scrapy shell`."""
        ending = self.failure or self._closing or not self._spider.crawler.crawling
        return self.run is not None and bool(ending)

    def close(self, reason: CloseReason, why: str) -> None:
        """Close the spider before it is done; what is left stays in the frontier."""
        if self._closing is None and self.run:
            self.run.trouble = why
            self._close(reason)

    def rest(self, until: datetime, why: str) -> None:
        """Close the spider because the newspaper must not be crawled until then (UTC)."""
        if self._closing is None and self.run and not self.failure:
            wish = f"it asked not to be crawled until {until:%Y-%m-%d %H:%M} UTC"
            self.close(CloseReason.REFUSED, f"{why}: {wish}")
            try:
                self.run.rest(until, why)
            except ArchiveProblem as error:
                self.fail(error)

    def fail(self, error: ArchiveProblem) -> None:
        """Close the spider because the archive refuses: going on would lose what is fetched."""
        if self.failure is None:
            self.failure = error
            logger.error("%s", error)
            self._close(CloseReason.ARCHIVE)

    def record(self, item: FetchResult | ImageResult) -> None:
        """Record a result; a refusal of the archive closes the spider."""
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
        """Store what was taken in; a refusal closes the spider."""
        if self.run and not self.failure:
            try:
                self.run.commit()
            except ArchiveProblem as error:
                self.fail(error)

    def finish(self, reason: str) -> None:
        """End the run; `reason` is why Scrapy closed the spider."""
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
        """The counts of the run; none before it began."""
        return self.run.counts if self.run else {}

    def _close(self, reason: CloseReason) -> None:
        self._closing = self._closing or reason
        engine = self._spider.crawler.engine
        assert engine is not None, "a spider that crawls has one"
        deferred_from_coro(engine.close_spider_async(reason=reason))


def _outcome(reason: str, run: Run) -> Outcome:
    """The outcome of a run whose spider Scrapy closed for this reason."""
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
