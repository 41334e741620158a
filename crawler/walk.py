"""How a newspaper is walked: the callbacks that all papers share.

Order: what earlier runs left in the frontier, then the seeds. A list is followed page by page while
it brings something new. Every address answers for itself: a redirect is noted under the old one and
its target asked for under its own. The frontier is right after each answer, so nothing depends on
a crawl reaching its end.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import scrapy
from scrapy import Request, signals
from scrapy.http import Response

from archive.article import Kind as PageKind
from archive.errors import NotAnArticle
from archive.frontier import Kind
from crawler.addresses import absolute
from crawler.listing import Listing, read_listing
from crawler.parsers import Page, Rules, parse
from crawler.pipelines import ArchivePipeline
from crawler.records import charset_of
from crawler.run import BEYOND, MOVED, Run, Visit
from crawler.seeds import Seed, entries, is_xml
from crawler.trouble import Ended, explain, name_of

_AT_ONCE = 500  # requests taken from the frontier before the scheduler is empty again
_MOST_PENDING = 1_000_000
_HOPS = 5  # redirects between spellings of one address
_HTML = ("text/html", "application/xhtml", "text/plain")  # old servers call a page plain text

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

    def __init__(
        self, *, limit: int | str | None = None, since: str | None = None, **arguments: Any
    ) -> None:
        """`limit` bounds the single pages asked for; `since` (2023-01-09) bounds paging.

        A page of a list that shows no article of that day or later is the last. Texts are taken
        too, for `scrapy crawl -a`.
        """
        super().__init__(**arguments)
        self._open_run: Run | None = None
        self._left = None if limit is None else int(limit)
        self._since = since or ""
        told = {"limit": self._left, "since": since}
        self.arguments = {name: value for name, value in told.items() if value is not None}

    @property
    def run(self) -> Run:
        """The open run; there is one from the start of a crawl on."""
        assert self._open_run is not None, "the crawl has not started"
        return self._open_run

    def address(self, url: str) -> str | None:
        """The form in which an address of this paper is stored; None for another site's."""
        raise NotImplementedError

    def location(self, address: str) -> str:
        """Where a stored address is asked for."""
        raise NotImplementedError

    def is_article(self, address: str) -> bool:
        """Whether a stored address is that of an article."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Request]:
        """Ask for what is left of earlier runs, then for the seeds."""
        self._open_run = ArchivePipeline.of(self.crawler).open()
        pending = self.run.frontier.pending(self.name, _MOST_PENDING)
        for number, (url, kind) in enumerate(pending, 1):
            for request in self._ask([url], kind):
                yield request
            if number % _AT_ONCE == 0:
                await self.crawler.signals.wait_for(signals.scheduler_empty)
        for seed in self.seeds:
            for request in self._ask([self.seed_address(seed)], "listing"):
                yield request

    def seed_address(self, seed: Seed) -> str:
        """The stored address of a seed."""
        raise NotImplementedError

    def answer(
        self,
        response: Response,
        url: str,
        kind: Kind,
        leaf: _Leaf | None = None,
        changed: str | None = None,
        hops: int = 0,
    ) -> Found:
        """Take in what a server answers for the stored address `url`."""
        visit = Visit(
            paper=self.name,
            url=url,
            state="fetched",
            kind=kind,
            capture=response.meta["capture"],
            status=response.status,
            changed=changed,
        )
        if response.status in {404, 410}:
            yield replace(visit, state="gone")
        elif "Location" in response.headers and 300 <= response.status < 400:
            yield from self._redirected(response, visit, hops)
        elif response.status != 200:
            yield replace(visit, state="failed", reason=f"HTTP status {response.status}")
        elif kind == "listing":
            yield from self._list(response, visit)
        else:
            visit = yield from self._single(response, visit)
        if leaf:
            yield from self._turn(leaf, visit)

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

    def no_article(self, page: Page, visit: Visit, kind: PageKind) -> Found:  # noqa: ARG002
        """Take in a single page that turns out to be a listing or nothing in particular."""
        yield visit

    def further(self, page: Page, listing: Listing, new: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG002
        """The lists to read after this one, which brought these new articles."""
        return listing.following if new else ()

    def read_list(self, page: Page, visit: Visit) -> Found:
        """Take in a page that lists articles, and ask for what it lists."""
        listing = read_listing(page, self.address)
        new = tuple(self.run.unknown(filter(self.is_article, listing.links)))
        following = self.further(page, listing, new)
        yield replace(visit, kind="listing", pages=new, listings=following)
        if not (self._since and following and new):
            yield from self._ask(new, "page")
            yield from self._ask(following, "listing")
            return
        leaf = _Leaf(following)
        for request in self._ask(new, "page", leaf=leaf):
            leaf.waiting += 1
            yield request

    def _list(self, response: Response, visit: Visit) -> Found:
        if is_xml(response.body):
            yield from self._read_entries(response.body, visit)
            return
        kind = _content_type(response)
        try:
            page = Page.from_bytes(visit.url, response.body, charset_of(kind))
        except NotAnArticle as error:
            yield replace(visit, state="failed", reason=name_of(error))
        else:
            yield from self.read_list(page, visit)

    def _read_entries(self, body: bytes, visit: Visit) -> Found:
        """Take in a feed or sitemap: what is new, and what changed since it was last read."""
        lines = [(url, line) for line in entries(body) if (url := self.address(line.url))]
        recent = [(u, line) for u, line in lines if (line.changed or self._since) >= self._since]
        sitemaps = {u: line.changed for u, line in recent if line.kind == "sitemap"}
        newest = max(filter(None, sitemaps.values()), default=None)
        # The index of a careless site does not tell of edits: its newest part is read every time.
        due = {u: at for u, at in sitemaps.items() if at == newest or self._is_due(u, at)}
        told = {u: line.changed for u, line in recent if u not in sitemaps and self.is_article(u)}
        new = set(self.run.unknown(told))
        pages = {u: at for u, at in told.items() if u in new or self.run.changed_since(u, at)}
        yield replace(visit, pages=tuple(pages), listings=tuple(due))
        for url, at in due.items():
            yield from self._ask([url], "listing", changed=at)
        for url, at in pages.items():
            yield from self._ask([url], "page", changed=at)

    def _is_due(self, sitemap: str, changed: str | None) -> bool:
        """Whether a part of a sitemap is worth reading: not when nothing changed in it."""
        if changed is None or self.run.unknown([sitemap]):
            return True
        return self.run.changed_since(sitemap, changed)

    def _redirected(self, response: Response, visit: Visit, hops: int) -> Found:
        location = (response.headers["Location"] or b"").decode("latin-1")
        there = absolute(location, response.url) or location
        target = self.address(there)
        if target is None:
            yield replace(visit, state="refused", reason=f"leads to another site: {there}"[:200])
        elif target != visit.url:
            new = tuple(self.run.unknown([target]))
            pages, listings = (new, ()) if visit.kind == "page" else ((), new)
            yield replace(visit, reason=MOVED, pages=pages, listings=listings)
            yield from self._ask(new, visit.kind, free=True)
        elif hops < _HOPS:  # another spelling of the same: https for http, with or without www.
            yield self._request(there, url=visit.url, kind=visit.kind, hops=hops + 1)
        else:
            yield replace(visit, state="failed", reason="redirects in a circle")

    def _single(self, response: Response, visit: Visit) -> Generator[Visit | Request, None, Visit]:
        """Take in a single page; comes back with the visit as it was stored."""
        kind = _content_type(response)
        if not kind.startswith(_HTML):
            visit = replace(visit, state="refused", reason=f"not a page but {kind}"[:80])
            yield visit
            return visit
        assert visit.capture is not None
        try:
            page = Page.from_bytes(
                visit.url, response.body, charset_of(kind), visit.capture.fetched_at
            )
            article = parse(page, paper=self.name, rules=self.rules)
        except NotAnArticle as error:
            visit = replace(visit, state="failed", reason=name_of(error))
        else:
            if article.kind != "article":
                yield from self.no_article(page, visit, article.kind)
                return visit
            url = self.address(article.canonical_url) or visit.url
            visit = replace(visit, article=replace(article, canonical_url=url))
        yield visit
        return visit

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
            dont_filter=bool(asked.get("hops")),
        )


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()
