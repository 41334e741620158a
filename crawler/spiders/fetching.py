"""Asking for one address and taking in the answer: what single pages and lists have in common.

Every address answers for itself: a redirect is noted under the old one and its target asked for
under its own. The frontier is right after each answer, so nothing depends on a crawl reaching its
end.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

import scrapy
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings

from archive.errors import CaptureProblem, NotAnArticle
from archive.model import Article
from archive.store.frontier import Kind
from archive.warc.reader import charset_of
from crawler.extraction.parsing_process import ParsingProcess
from crawler.extraction.soft_404 import REASON as REASON_MISSING
from crawler.extraction.soft_404 import is_soft_404
from crawler.failures import Ended, OurFault, Unreachable, explain, name_of
from crawler.items import MOVED, Visit
from crawler.parsers import Rules
from crawler.run import Run
from crawler.schedule import hours as read_hours
from crawler.spiders.pagination import Leaf
from crawler.spiders.responses import content_type, is_page, target_of
from crawler.urls.traps import REASON_PREFIX, Pagination

logger = logging.getLogger(__name__)

_HOPS = 5  # redirects from one address
_MOST_WAITING = 2000  # requests in memory, of some four kilobytes each

Found = Iterator[Visit | Request]


class Asking(scrapy.Spider):
    """A spider that asks for stored addresses and says what became of them."""

    rules: ClassVar[Rules] = Rules()
    hours: ClassVar[str | None] = None  # in which it may be crawled: "22-5", by Viet Nam's clock
    unverified: ClassVar[str | None] = None  # why its certificate is not checked; every run tells

    def __init__(
        self,
        *,
        limit: int | str | None = None,
        hours: str | None = None,
        images: bool = False,
        parsing: ParsingProcess | None = None,
        **arguments: Any,
    ) -> None:
        """`limit` bounds the single pages asked for, `hours` those of the day for all of it.

        With `images` those of articles are fetched too.
        """
        super().__init__(**arguments)
        self.open_run: Run | None = None
        self._parsing = parsing or ParsingProcess()
        self._left = None if limit is None else int(limit)
        self.allowed_hours = read_hours(hours or self.hours)
        self.keeps_images = bool(images)
        self._waiting = 0
        told = {"limit": self._left, "hours": hours, "unverified": self.unverified}
        told |= {"images": self.keeps_images or None}
        self.arguments: dict[str, Any] = {key: told[key] for key in told if told[key] is not None}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Called by Scrapy."""
        super().update_settings(settings)
        if cls.unverified:
            settings.set("DOWNLOAD_VERIFY_CERTIFICATES", value=False, priority="spider")

    @property
    def run(self) -> Run:
        """The open run; there is one from the start of a crawl on."""
        assert self.open_run is not None, "the crawl has not started"
        return self.open_run

    def address(self, url: str) -> str | None:
        """The form in which an address of this paper is stored; None for another site's."""
        raise NotImplementedError

    def location(self, address: str) -> str:
        """Where a stored address is asked for."""
        raise NotImplementedError

    @classmethod
    def settled(cls, article: Article) -> Article:
        """What was read under a stored address, with its own address, its owner and its kind."""
        raise NotImplementedError

    def take_page(self, response: Response, visit: Visit) -> Found:
        """Take in a single page that was read, an article or not."""
        raise NotImplementedError

    def take_list(self, response: Response, visit: Visit, chain: Pagination | None) -> Found:
        """Take in a list that was read; `chain` holds the pages before it."""
        raise NotImplementedError

    def take_lines(self, response: Response, visit: Visit) -> Found | None:
        """Take in a feed or sitemap; None for an answer that is neither."""
        raise NotImplementedError

    def tell_trap(self, name: str, url: str) -> None:
        """Put on record that an address leads into a trap."""
        raise NotImplementedError

    def turn(self, leaf: Leaf, visit: Visit) -> Found:
        """Note an answer to what stands on a page of a list."""
        raise NotImplementedError

    async def answer(
        self,
        response: Response,
        url: str,
        kind: Kind,
        leaf: Leaf | None = None,
        chain: Pagination | None = None,
        changed: str | None = None,
        trail: tuple[str, ...] = (),
    ) -> AsyncIterator[Visit | Request]:
        """Take in what a server answers for the stored address `url`.

        `trail` are the addresses from which redirects led here.
        """
        self.answered()
        if again := self._respelled(response, url, trail):
            yield again
            return
        visit = Visit(
            paper=self.name,
            url=url,
            state="fetched",
            kind=kind,
            capture=response.meta["capture"],
            status=response.status,
            changed=changed,
        )
        visit, found = await self._taken(response, visit, chain, trail)
        for one in found:
            yield one
        if leaf:
            for one in self.turn(leaf, visit):
                yield one

    async def _taken(
        self, response: Response, visit: Visit, chain: Pagination | None, trail: tuple[str, ...]
    ) -> tuple[Visit, Found]:
        """What an answer is, and what follows from it."""
        if response.status in {404, 410}:
            return visit, iter([replace(visit, state="gone")])
        if target_of(response):
            return visit, self._redirected(response, visit, (*trail, visit.url))
        if response.status != 200:
            reason = f"HTTP status {response.status}"
            return visit, iter([replace(visit, state="failed", reason=reason)])
        if visit.kind == "listing" and (found := self.take_lines(response, visit)):
            return visit, _readable(found, visit)
        visit = await self._read(response, visit)
        if visit.state != "fetched":
            return visit, iter([visit])
        if visit.kind == "page":
            return visit, self.take_page(response, visit)
        return visit, self.take_list(response, visit, chain)

    def no_answer(self, failure: Any) -> Found:
        """Take in that there is no answer, and why."""
        self.answered()
        if failure.check(Ended):
            return
        asked = failure.request.cb_kwargs
        state, reason = explain(failure.value)
        if failure.check(Unreachable) and asked["kind"] == "page":
            # Not the page's failure: it is as new as before, however long robots.txt is away.
            self.run.trouble = self.run.trouble or f"{reason}: {asked['url']}"
            return
        visit = Visit(
            paper=self.name, url=asked["url"], kind=asked["kind"], state=state, reason=reason
        )
        yield visit
        if leaf := asked["leaf"]:
            yield from self.turn(leaf, visit)

    def ask(
        self,
        urls: Iterable[str],
        kind: Kind,
        *,
        leaf: Leaf | None = None,
        chain: Pagination | None = None,
        changed: str | None = None,
        trail: tuple[str, ...] = (),
    ) -> Iterator[Request]:
        """Requests for stored addresses, as far as the limit allows.

        One to which a redirect led does not count.
        """
        for url in urls:
            if kind == "page" and not leaf and not trail and self._waiting >= _MOST_WAITING:
                # they stand in the frontier: crawler/extensions/idle.py takes them from there
                return
            if kind == "page" and self._left is not None and not trail:
                if self._left == 0:
                    return  # the frontier keeps the rest for the next run
                self._left -= 1
            self._waiting += 1
            asked = {"url": url, "kind": kind, "leaf": leaf, "chain": chain, "changed": changed}
            yield Request(
                self.location(url),
                callback=self.answer,
                errback=self.no_answer,
                cb_kwargs=asked | {"trail": trail},
                priority=1 if kind == "page" else 0,  # newest articles before older lists
                meta={"dont_redirect": True},
            )

    def answered(self) -> None:
        """A request is no longer waiting."""
        self._waiting -= 1

    def begin_anew(self) -> None:
        """Nothing is waiting: requests that a filter dropped had no answer."""
        self._waiting = 0

    def _respelled(self, response: Response, url: str, trail: tuple[str, ...]) -> Request | None:
        """The next request where a server wants the same address in another spelling.

        That is https for http, or with www. for without.
        """
        there = target_of(response)
        if not there or self.address(there) != url or len(trail) >= _HOPS or not response.request:
            return None
        asked = response.request.cb_kwargs | {"trail": (*trail, response.url)}
        return response.request.replace(url=there, cb_kwargs=asked, dont_filter=True)

    def _redirected(self, response: Response, visit: Visit, trail: tuple[str, ...]) -> Found:
        there = target_of(response)
        target = self.address(there)
        if target is None:
            self.tell_trap("another-host", visit.url)
            # Not refused for ever: a server in trouble may send readers anywhere for a while.
            yield replace(visit, state="failed", reason=f"leads to another site: {there}"[:200])
        elif target in trail or len(trail) > _HOPS:
            self.tell_trap("redirects", visit.url)
            yield replace(visit, state="failed", reason=f"{REASON_PREFIX}redirects in a circle")
        else:
            # A known list is asked for again: what it names may be new.
            due = (target,) if visit.kind == "listing" else tuple(self.run.unknown([target]))
            pages, listings = (due, ()) if visit.kind == "page" else ((), due)
            yield replace(visit, reason=MOVED, pages=pages, listings=listings)
            yield from self.ask(due, visit.kind, trail=trail)

    async def _read(self, response: Response, visit: Visit) -> Visit:
        """A page with what it says, or why it says nothing."""
        kind = content_type(response)
        if not is_page(kind, response.body):
            return replace(visit, state="refused", reason=f"not a page but {kind}"[:80])
        assert visit.capture is not None
        try:
            article, layout = await self._parsing.parse(
                visit.url,
                response.body,
                charset_of(kind),
                visit.capture.fetched_at,
                self.name,
                self.rules,
            )
        except NotAnArticle as error:
            return replace(visit, state="failed", reason=name_of(error))
        except OurFault as fault:
            if visit.kind == "listing":
                logger.warning("%s: %s", visit.url, fault)
                return visit  # its links can be read all the same
            return replace(visit, state="failed", reason=str(fault))
        if visit.kind == "page" and is_soft_404(article):
            return replace(visit, state="failed", reason=REASON_MISSING)
        return replace(visit, layout=layout).saying(self.settled(article))


def _readable(lines: Found, visit: Visit) -> Found:
    """What follows from a feed or sitemap, where it can be unpacked."""
    try:
        yield from lines
    except CaptureProblem as error:
        yield replace(visit, state="failed", reason=str(error)[:80])
