"""The spider of a newspaper: its start requests, and the results and requests of each response.

It requests pending URLs of the frontier, then the seeds, and in a backfill then monthly folders.
Every URL has its own result: a redirect is recorded under the old URL, and its target is fetched
as a URL of its own. The frontier is consistent after each response, so a crawl may end at any time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, ClassVar

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.errors import CaptureProblem
from archive.model import Article
from archive.store.store import Store
from archive.warc.reader import charset_of
from crawler.extraction.media_type import is_xml
from crawler.failures import Failure, Reason
from crawler.items import Failed, Fetched, FetchResult, Links, Moved, Refused, Unchanged
from crawler.newspaper import Newspaper
from crawler.parsers import Page
from crawler.run import Run
from crawler.spiders import responses
from crawler.spiders.arguments import Arguments
from crawler.spiders.backfill import month_folders
from crawler.spiders.crawl import Crawl
from crawler.spiders.download_errors import RobotsUnreachable, RunEnding, explain
from crawler.spiders.feeds import FeedFollower
from crawler.spiders.fetching import MAX_REDIRECTS, Fetcher, Step, Target
from crawler.spiders.link_classifier import classifier_for
from crawler.spiders.listing_pages import ListingPages
from crawler.spiders.listing_queue import ListingQueue
from crawler.spiders.origin import Origin
from crawler.spiders.pagination import is_skipped
from crawler.spiders.session import Session
from crawler.urls.canonical import split_page_number

_BATCH = 500  # pending requests scheduled before the scheduler is empty again
_MAX_PENDING = 20_000  # crawler/extensions/idle.py requests the rest
_POLL_SECONDS, _IDLE_POLLS = 0.05, 3  # the engine is idle after so many polls in a row


class NewspaperSpider(scrapy.Spider):
    """Crawls one newspaper; `crawler.spiders.loader` makes a subclass for each.

    `session` has its run in the archive, which is open while it crawls.
    """

    newspaper: ClassVar[Newspaper]

    def __init__(self, *, store: Store | None = None, **arguments: Any) -> None:
        """`store` is an open archive; `arguments` are those of `Arguments.read`."""
        super().__init__()
        self.arguments = Arguments.read(**arguments)
        self.origin = Origin(self.newspaper, self.arguments.mirror)
        self.session = Session(self, store)
        self._crawl: Crawl | None = None

    @property
    def run(self) -> Run:
        """The open run; it exists once the crawl has started."""
        assert self.session.run is not None, "the crawl has not started"
        return self.session.run

    @property
    def crawl(self) -> Crawl:
        """The open crawl; it exists once the crawl has started."""
        assert self._crawl is not None, "the crawl has not started"
        return self._crawl

    def open(self) -> None:
        """Open the run; raises CloseSpider if the archive fails."""
        run, bounds = self.session.open(), self.arguments
        self._crawl = Crawl(
            newspaper=self.newspaper,
            run=run,
            origin=self.origin,
            fetcher=Fetcher(self.origin, bounds.limit, self.parse, self.no_response),
            queue=ListingQueue(run, self.newspaper.id, backfill=bounds.backfill),
            classifier=classifier_for(self.newspaper, run.store),
            period=bounds.period,
            backfill=bounds.backfill,
        )
        self._listing_pages = ListingPages(self._crawl)
        self._feeds = FeedFollower(self._crawl)
        self.crawler.signals.connect(self._robots_parsed, signals.robots_parsed)

    async def start(self) -> AsyncIterator[Request]:
        """The start requests: pending URLs, seeds, monthly folders. Called by Scrapy."""
        self.open()
        crawl = self.crawl
        for number, request in enumerate(self._pending(), 1):
            yield request
            if number % _BATCH == 0:
                await self.crawler.signals.wait_for(signals.scheduler_empty)
        crawl.queue.add(crawl.seeds)
        for request in crawl.fetcher.listings(crawl.seeds):
            yield request
        if self.newspaper.finds_listings:
            for request in crawl.fetcher.listings(crawl.queue.productive()):
                yield request
        if self.arguments.backfill:
            await self.all_finished()  # guesses begin where the listings end
            async for request in month_folders(crawl, self.all_finished):
                yield request

    async def parse(self, response: Response, target: Target) -> AsyncIterator[Step]:
        """The results of a response, and requests for its links."""
        crawl = self.crawl
        crawl.fetcher.done()
        if target.revisit and response.status == responses.NOT_MODIFIED:
            capture = response.meta["capture"]
            yield Unchanged(newspaper=self.newspaper.id, url=target.url, capture=capture)
            return
        if url := self._respelled(response, target):
            yield crawl.fetcher.respelled(response, target, url)
            return
        article: Article | None = None
        for step in self._follow(response, target):
            if isinstance(step, FetchResult):
                article = step.article if isinstance(step, Fetched) else None
                if target.revisit:
                    step = replace(step, revisited=target.revisit.state)
            yield step
        if target.pending:
            for step in self._listing_pages.article_done(target.pending, article):
                yield step

    def no_response(self, error: Any) -> Iterator[Step]:
        """The result of a request without a response."""
        self.crawl.fetcher.done()
        if error.check(RunEnding):
            return
        target: Target = error.request.cb_kwargs["target"]
        state, failure = explain(error.value)
        if error.check(RobotsUnreachable) and target.kind == "page":
            # The page keeps its state: only robots.txt has failed.
            self.run.trouble = self.run.trouble or f"{failure.text}: {target.url}"
            return
        result = Failed if state == "failed" else Refused
        yield result(newspaper=self.newspaper.id, url=target.url, kind=target.kind, failure=failure)
        if target.pending:
            yield from self._listing_pages.article_done(target.pending, None)

    def _follow(self, response: Response, target: Target) -> Iterator[Step]:
        """The result of a response by its status and content, and requests for its links."""
        if responses.redirect_target(response):
            yield from self._redirected(response, target)
            return
        if failed := responses.failure_of(response, self.newspaper.id, target):
            yield failed
            return
        if target.kind == "listing" and is_xml(response.body):
            fetched = responses.fetched(response, self.newspaper.id, target)
            try:
                yield from self._feeds.follow(response.body, fetched)
            except CaptureProblem as error:
                failure = Failure(Reason.CANNOT_BE_READ, str(error)[:80])
                yield responses.failed(response, self.newspaper.id, target, failure)
            return
        result = responses.read(response, self.newspaper, target)
        if isinstance(result, Fetched):
            yield from self._read(response, result, target)
        else:
            yield result

    def _read(self, response: Response, fetched: Fetched, target: Target) -> Iterator[Step]:
        """The result of a parsed page, as a listing page or a single page, and its requests."""
        classifier = self.crawl.classifier
        is_listing = target.kind == "listing"
        if classifier.pages_decide:
            first = target.chain is None and split_page_number(target.url)[1] == 1
            named = target.url in self.crawl.seeds
            article = fetched.article
            if is_listing and first and not named and article and article.published:
                is_listing, fetched = False, replace(fetched, kind="page")
            else:
                is_listing = is_listing or fetched.is_listing
        if is_listing:
            classifier.learn(target.url, "listing")
            charset = charset_of(responses.content_type(response))
            page = Page.from_bytes(target.url, response.body, charset)
            yield from self._listing_pages.follow(page, fetched, target.chain)
        else:
            classifier.learn(target.url, "article" if fetched.article else "other")
            yield fetched

    def _redirected(self, response: Response, target: Target) -> Iterator[Step]:
        crawl = self.crawl
        there = responses.redirect_target(response)
        url = self.origin.stored(there)
        redirects = (*target.redirects, target.url)
        if url is None:
            crawl.queue.report_trap("another-host", target.url)
            # Not refused permanently: a server may redirect elsewhere for a while.
            failure = Failure.of(Reason.OTHER_SITE, f": {there}")
            yield responses.failed(response, self.newspaper.id, target, failure)
        elif url in redirects or len(redirects) > MAX_REDIRECTS:
            crawl.queue.report_trap("redirects", target.url)
            failure = Failure.of(Reason.REDIRECT_LOOP)
            yield responses.failed(response, self.newspaper.id, target, failure)
        else:
            # A known listing page is fetched again: what it lists may be new.
            due = (url,) if target.kind == "listing" else tuple(crawl.run.unknown([url]))
            links = Links(pages=due) if target.kind == "page" else Links(listings=due)
            yield Moved(
                newspaper=self.newspaper.id,
                url=target.url,
                kind=target.kind,
                capture=response.meta["capture"],
                changed=target.changed,
                links=links,
            )
            yield from crawl.fetcher.redirected(due, target.kind, redirects)

    def _respelled(self, response: Response, target: Target) -> str | None:
        """The target of a redirect to another spelling of the same stored URL, such as https."""
        there = responses.redirect_target(response)
        same = there and self.origin.stored(there) == target.url
        return there if same and len(target.redirects) < MAX_REDIRECTS else None

    def _pending(self) -> Iterator[Request]:
        """Requests for pending URLs; with --since, without listing pages of older articles."""
        crawl, since = self.crawl, self.arguments.period.since
        for url, kind in crawl.run.frontier.pending(self.newspaper.id, _MAX_PENDING):
            if kind == "page":
                yield from crawl.fetcher.pages([url])
            elif not (since and is_skipped(crawl.run.store, url, since)):
                crawl.queue.add([url])
                yield from crawl.fetcher.listings([url])

    def _robots_parsed(self, robotparser: Any) -> None:
        """Add the sitemaps that robots.txt names."""
        self.crawl.add_sitemaps(getattr(getattr(robotparser, "rp", None), "sitemaps", ()))

    async def all_finished(self) -> None:
        """Wait until all requests are finished, also those that follow from them, and stored."""
        engine = self.crawler.engine
        assert engine is not None, "a spider that crawls has one"
        await self.crawler.signals.wait_for(signals.scheduler_empty)
        idle_polls = 0
        while idle_polls < _IDLE_POLLS:
            await asyncio.sleep(_POLL_SECONDS)
            slot = engine.scraper.slot
            busy = engine.downloader.active or (slot and not slot.is_idle())
            idle_polls = 0 if busy else idle_polls + 1
        self.run.commit()


def spider_of(crawler: Crawler) -> NewspaperSpider | None:
    """The spider of a crawl; None in `scrapy shell` for a URL of no newspaper."""
    return crawler.spider if isinstance(crawler.spider, NewspaperSpider) else None
