"""How a newspaper is walked: the callbacks that all papers share.

Order: what earlier runs left in the frontier, then the seeds. A list is followed page by page while
it brings something new. Every address answers for itself: a redirect is noted under the old one and
its target asked for under its own. The frontier is right after each answer, so nothing depends on
a crawl reaching its end.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import scrapy
from scrapy import Request, signals
from scrapy.http import Response

from archive.article import Article
from archive.errors import NotAnArticle
from archive.frontier import Kind
from crawler.addresses import absolute
from crawler.answers import content_type, is_page, target_of
from crawler.listing import Listing, pages_due, read_listing, sitemaps_due
from crawler.parsers import Page, Rules
from crawler.parsing_process import ParsingProcess, boxes_of
from crawler.pipelines import ArchivePipeline
from crawler.records import charset_of
from crawler.run import BEYOND, MOVED, Run, Visit
from crawler.seeds import Seed, entries, is_xml
from crawler.trouble import Ended, OurFault, explain, name_of

_AT_ONCE = 500  # requests taken from the frontier before the scheduler is empty again
_MOST_PENDING = 1_000_000
_HOPS = 5  # redirects between spellings of one address

Found = Iterator[Visit | Request]


@dataclass(slots=True)
class _Leaf:
    """One page of a list under --since: an article that is young enough turns it."""

    following: tuple[str, ...]
    waiting: int = 0
    young: bool = False


class Walk(scrapy.Spider):
    """A crawl of one newspaper; what differs between papers is in `crawler.paper.Paper`."""

    rules: ClassVar[Rules] = Rules()
    seeds: ClassVar[tuple[Seed, ...]] = ()
    home: str  # stored address of the home page

    def __init__(
        self,
        *,
        limit: int | str | None = None,
        since: str | None = None,
        parsing: ParsingProcess | None = None,
        **arguments: Any,
    ) -> None:
        """`limit` bounds the single pages asked for; `since` (2023-01-09) bounds paging.

        A page of a list that shows no article of that day or later is the last. Texts are taken
        too, for `scrapy crawl -a`.
        """
        super().__init__(**arguments)
        self.open_run: Run | None = None
        self._parsing = parsing or ParsingProcess()
        self._left = None if limit is None else int(limit)
        self._since = since or ""
        told = {"limit": self._left, "since": since}
        self.arguments = {name: value for name, value in told.items() if value is not None}

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
    def is_article(cls, address: str) -> bool:
        """Whether a stored address is that of an article."""
        raise NotImplementedError

    @classmethod
    def settled(cls, article: Article) -> Article:
        """What was read under a stored address, with its own address, its owner and its kind."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Request]:
        """Ask for what is left of earlier runs, then for the seeds."""
        self.open_run = ArchivePipeline.of(self.crawler).open()
        pending = self.run.frontier.pending(self.name, _MOST_PENDING)
        for number, (url, kind) in enumerate(pending, 1):
            for request in self._ask([url], kind):
                yield request
            if number % _AT_ONCE == 0:
                await self.crawler.signals.wait_for(signals.scheduler_empty)
        for seed in self.seeds:
            for request in self._ask([absolute(seed.path, self.home) or self.home], "listing"):
                yield request

    async def answer(
        self,
        response: Response,
        url: str,
        kind: Kind,
        leaf: _Leaf | None = None,
        changed: str | None = None,
        hops: int = 0,
    ) -> AsyncIterator[Visit | Request]:
        """Take in what a server answers for the stored address `url`."""
        if again := self._respelled(response, url, hops):
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
        found: Found
        if response.status in {404, 410}:
            found = iter([replace(visit, state="gone")])
        elif target_of(response):
            found = self._redirected(response, visit)
        elif response.status != 200:
            reason = f"HTTP status {response.status}"
            found = iter([replace(visit, state="failed", reason=reason)])
        elif kind == "listing":
            found = self._list(response, visit)
        else:
            found = self.single(response, visit := await self._read(response, visit))
        for one in found:
            yield one
        if leaf:
            for one in self._turn(leaf, visit):
                yield one

    def no_answer(self, failure: Any) -> Found:
        """Take in that there is no answer, and why."""
        if failure.check(Ended):
            return
        asked = failure.request.cb_kwargs
        state, reason = explain(failure.value)
        visit = Visit(
            paper=self.name, url=asked["url"], kind=asked["kind"], state=state, reason=reason
        )
        yield visit
        if leaf := asked["leaf"]:
            yield from self._turn(leaf, visit)

    def single(self, response: Response, visit: Visit) -> Found:  # noqa: ARG002
        """Take in a single page, an article or not."""
        yield visit

    def further(self, page: Page, listing: Listing, *, fresh: bool) -> tuple[str, ...]:  # noqa: ARG002
        """The lists to read after this one, which brought something new or not."""
        return listing.following if fresh else ()

    def read_list(self, page: Page, visit: Visit) -> Found:
        """Take in a page that lists articles, and ask for what it lists."""
        listing = read_listing(page, self.address)
        articles = list(filter(self.is_article, listing.links))
        new = tuple(self.run.unknown(articles))
        following = self.further(page, listing, fresh=self.run.is_fresh(articles))
        poll, weather = boxes_of(page)
        visit = replace(visit, kind="listing", poll=poll, weather=weather)
        yield replace(visit, pages=new, listings=following)
        if not (self._since and following and new):
            yield from self._ask(new, "page")
            yield from self._ask(following, "listing")
            return
        leaf = _Leaf(following)
        requests = list(self._ask(new, "page", leaf=leaf))
        leaf.waiting = len(requests)
        yield from requests

    def _list(self, response: Response, visit: Visit) -> Found:
        if is_xml(response.body):
            return self._read_entries(response.body, visit)
        try:
            charset = charset_of(content_type(response))
            page = Page.from_bytes(visit.url, response.body, charset)
        except NotAnArticle as error:
            return iter([replace(visit, state="failed", reason=name_of(error))])
        return self.read_list(page, visit)

    def _read_entries(self, body: bytes, visit: Visit) -> Found:
        """Take in a feed or sitemap: what is new, and what changed since it was last read."""
        told = [
            (url, line)
            for line in entries(body)
            if (url := self.address(line.url)) and (line.changed or self._since) >= self._since
        ]
        listings = sitemaps_due(told, self.run)
        pages = pages_due([(u, line) for u, line in told if self.is_article(u)], self.run)
        yield replace(visit, pages=tuple(pages), listings=tuple(listings))
        for url, changed in listings.items():
            yield from self._ask([url], "listing", changed=changed)
        for url, changed in pages.items():
            yield from self._ask([url], "page", changed=changed)

    def _respelled(self, response: Response, url: str, hops: int) -> Request | None:
        """The next request where a server wants the same address in another spelling.

        That is https for http, or with www. for without.
        """
        there = target_of(response)
        if not there or self.address(there) != url or hops == _HOPS or not response.request:
            return None
        asked = response.request.cb_kwargs | {"hops": hops + 1}
        return response.request.replace(url=there, cb_kwargs=asked, dont_filter=True)

    def _redirected(self, response: Response, visit: Visit) -> Found:
        there = target_of(response)
        target = self.address(there)
        if target is None:
            yield replace(visit, state="refused", reason=f"leads to another site: {there}"[:200])
        elif target == visit.url:
            yield replace(visit, state="failed", reason="redirects in a circle")
        else:
            new = tuple(self.run.unknown([target]))
            pages, listings = (new, ()) if visit.kind == "page" else ((), new)
            yield replace(visit, reason=MOVED, pages=pages, listings=listings)
            yield from self._ask(new, visit.kind, free=True)

    async def _read(self, response: Response, visit: Visit) -> Visit:
        """A single page as far as it is an article, or why it is none."""
        kind = content_type(response)
        if not is_page(kind, response.body):
            return replace(visit, state="refused", reason=f"not a page but {kind}"[:80])
        assert visit.capture is not None
        try:
            seen, charset = visit.capture.fetched_at, charset_of(kind)
            article = await self._parsing.parse(
                visit.url, response.body, charset, seen, self.name, self.rules
            )
        except (NotAnArticle, OurFault) as error:
            return replace(visit, state="failed", reason=name_of(error))
        return visit.saying(self.settled(article))

    def _turn(self, leaf: _Leaf, visit: Visit) -> Found:
        """Note an answer under --since; after the last of a page, turn it or stop there."""
        leaf.waiting -= 1
        if visit.article is not None:
            published = visit.article.published
            leaf.young |= published is None or published[:10] >= self._since
        if leaf.waiting:
            return
        if leaf.young:
            yield from self._ask(leaf.following, "listing")
        else:
            for url in leaf.following:
                yield Visit(
                    paper=self.name, url=url, kind="listing", state="refused", reason=BEYOND
                )

    def _ask(
        self,
        urls: Iterable[str],
        kind: Kind,
        *,
        leaf: _Leaf | None = None,
        changed: str | None = None,
        free: bool = False,
    ) -> Iterator[Request]:
        """Requests for stored addresses, as far as the limit allows; `free` ones do not count."""
        for url in urls:
            if kind == "page" and self._left is not None and not free:
                if self._left == 0:
                    return  # the frontier keeps the rest for the next run
                self._left -= 1
            yield self._request(self.location(url), url=url, kind=kind, leaf=leaf, changed=changed)

    def _request(self, location: str, *, leaf: _Leaf | None = None, **asked: Any) -> Request:
        return Request(
            location,
            callback=self.answer,
            errback=self.no_answer,
            cb_kwargs={"leaf": leaf, **asked},
            priority=1 if asked["kind"] == "page" else 0,  # newest articles before older lists
            meta={"dont_redirect": True},
        )
