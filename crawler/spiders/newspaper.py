"""How a newspaper is walked: what its lists lead to, for all papers.

Order: what earlier runs left in the frontier, then the seeds. A list is followed page by page while
it brings something new; in a backfill to its end. A paper that names no seeds has them found: its
home page, the sections and feeds that this names, the sitemaps of robots.txt.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from scrapy import Request, signals
from scrapy.http import Response

from archive.warc.reader import charset_of
from crawler.extraction.feeds import Numbers, Seed, entries, is_xml
from crawler.extraction.listings import Listing, pages_due, read_listing, sitemaps_due
from crawler.items import Visit
from crawler.parsers import Page
from crawler.pipelines import ArchivePipeline
from crawler.spiders.backfill import is_later
from crawler.spiders.fetching import Asking, Found
from crawler.spiders.listing_queue import Lists
from crawler.spiders.pagination import Leaf, are_young, may_be_young
from crawler.spiders.probing import by_month, by_number
from crawler.spiders.responses import content_type
from crawler.urls.canonical import absolute, guess_page_type, split
from crawler.urls.traps import MAX_PAGES, Pagination, url_trap

_AT_ONCE = 500  # requests taken from the frontier before the scheduler is empty again
_MOST_PENDING = 20_000  # crawler/extensions/idle.py takes the rest
_MOST_SECTIONS = 100  # lists taken from one page, where menus name everything
_HOME = "/"
_LOOK, _QUIET = 0.05, 3  # seconds between two looks at a crawl, and looks that show it at rest


class Walk(Asking):
    """A crawl of one newspaper; what differs between papers is in `crawler.newspaper.Paper`."""

    seeds: ClassVar[tuple[Seed, ...]] = ()
    home: str  # stored address of the home page
    lists: Lists  # from the start of a crawl on

    def __init__(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        backfill: bool = False,
        **arguments: Any,
    ) -> None:
        """`since` and `until` (2023-01-09) bound what is asked for, as far as lists tell its day.

        A page of a list that shows no article of `since` or later is the last. With `backfill`
        lists are read to their end. Texts are taken too, for `scrapy crawl -a`.
        """
        super().__init__(**arguments)
        self.since, self.until = since or "", until or ""
        self.backfills = bool(backfill)
        told = {"since": since, "until": until, "backfill": self.backfills or None}
        self.arguments |= {name: value for name, value in told.items() if value is not None}
        self._sitemaps: list[str] = []
        self._folders: set[str] = set()

    @classmethod
    def is_article(cls, address: str) -> bool:
        """Whether a stored address is that of an article."""
        raise NotImplementedError

    @property
    def finds_seeds(self) -> bool:
        """Whether the crawl looks for lists that nobody named."""
        return not self.seeds

    @property
    def named(self) -> list[str]:
        """The lists that the paper names; the home page where it names none."""
        paths = [seed.path for seed in self.seeds if not isinstance(seed, Numbers)]
        return [absolute(path, self.home) or self.home for path in paths or [_HOME]]

    async def start(self) -> AsyncIterator[Request]:
        """Ask for what is left of earlier runs, then for the seeds."""
        self.begin()
        for number, request in enumerate(self._pending(), 1):
            yield request
            if number % _AT_ONCE == 0:
                await self.crawler.signals.wait_for(signals.scheduler_empty)
        self.lists.named(self.named)
        for request in self.ask(self.named, "listing"):
            yield request
        if self.finds_seeds:
            for request in self.ask(self.lists.productive(), "listing"):
                yield request
        if self.backfills:
            await self.all_answered()  # guesses begin where lists ended
            for guess in (by_number, by_month):
                async for request in guess(self):
                    yield request

    def begin(self) -> None:
        """Open the run, and recall what earlier ones know."""
        self.open_run = ArchivePipeline.of(self.crawler).open()
        self.lists = Lists(self.run, self.name, backfills=self.backfills)
        self.crawler.signals.connect(self._read_robots, signals.robots_parsed)

    def sort(self, listing: Listing) -> tuple[list[str], list[str]]:
        """The articles and the lists among the links of a page."""
        articles = [url for url in listing.links if self.is_article(url)]
        known = set(articles)
        others = [url for url in listing.links if url not in known and not url_trap(url)]
        return articles, [url for url in others if guess_page_type(split(url).path) == "listing"]

    def leads_to_article(self, url: str) -> bool:
        """Whether a line of a feed or sitemap is an article's."""
        return self.is_article(url)

    def take_page(self, response: Response, visit: Visit) -> Found:  # noqa: ARG002
        """Take in a single page that was read, an article or not."""
        yield visit

    def take_list(self, response: Response, visit: Visit, chain: Pagination | None) -> Found:
        """Take in a page that lists articles, and ask for what it lists."""
        page = Page.from_bytes(visit.url, response.body, charset_of(content_type(response)))
        listing = read_listing(page, self.address)
        self._tell_traps(listing)
        visit = replace(visit, kind="listing", article=None, reason=None)
        articles, lists = self.sort(listing)
        if visit.url in self._folders and not any(one.startswith(visit.url) for one in articles):
            yield replace(visit, state="gone")  # the answer to any address that is none
            return
        if not self._leads_on(visit.url, listing, articles, lists):
            yield replace(visit, state="failed", reason="no-links")
            return
        chain = chain or Pagination()
        unknown = self.run.unknown(articles)
        aliases = self.run.aliases(unknown)
        new = tuple(url for url in unknown if url not in aliases)
        following = self._following(visit.url, listing, articles, chain)
        further = self._further(page, listing, lists)
        yield replace(visit, pages=new, listings=(*following, *further), aliases=aliases)
        if self.since and following:
            yield from self._judged(new, articles, Leaf(following, chain))
        else:
            yield from self.ask(new, "page")
            yield from self.ask(following, "listing", chain=chain)
        yield from self.ask(further, "listing")

    def take_lines(self, response: Response, visit: Visit) -> Found | None:
        """Take in a feed or sitemap: what is new, and what changed since it was last read."""
        return self._take_lines(response.body, visit) if is_xml(response.body) else None

    def tell_trap(self, name: str, url: str) -> None:
        """Log and count a trap by its name."""
        self.lists.tell(name, url)

    def turn(self, leaf: Leaf, visit: Visit) -> Found:
        """Note an answer under --since; after the last of a page, turn it or leave it there."""
        leaf.saw(visit.article, self.since)
        if not leaf.waiting and leaf.young:
            yield from self.ask(leaf.following, "listing", chain=leaf.chain)

    def _take_lines(self, body: bytes, visit: Visit) -> Found:
        told = [
            (url, line)
            for line in entries(body)
            if (url := self.address(line.url))
            and (line.changed or self.since) >= self.since
            and not (self.until and is_later(url, line, self.until))
        ]
        parts = sitemaps_due(told, self.run, every=self.backfills)
        listings = {url: parts[url] for url in self.lists.take(filter(self.lists.is_due, parts))}
        articles = [(url, line) for url, line in told if self.leads_to_article(url)]
        pages, aliases = pages_due(articles, self.run)
        more = self._robots_sitemaps()
        listed = (*listings, *more)
        yield replace(visit, pages=tuple(pages), listings=listed, aliases=aliases)
        for url, changed in listings.items():
            yield from self.ask([url], "listing", changed=changed)
        for url, changed in pages.items():
            yield from self.ask([url], "page", changed=changed)
        yield from self.ask(more, "listing")

    def _tell_traps(self, listing: Listing) -> None:
        """Put the traps on record that addresses show by themselves, which nobody asks for."""
        for url in listing.links:
            if name := url_trap(url):
                self.tell_trap(name, url)
        if listing.session:
            self.tell_trap("session-ids", listing.session)

    def expect_folders(self, urls: Iterable[str]) -> None:
        """Take what is asked for next as folders: lists only where they show what lies in them."""
        self._folders.update(urls)
        self.lists.named(self._folders)

    def _leads_on(self, url: str, listing: Listing, articles: list[str], lists: list[str]) -> bool:
        """Whether a list leads anywhere; a seed must lead to articles, or to lists to follow."""
        if url in self.named:
            return bool(articles or listing.following or (lists and self.finds_seeds))
        return bool(listing.links or listing.following)

    def _following(
        self, url: str, listing: Listing, articles: list[str], chain: Pagination
    ) -> tuple[str, ...]:
        """The next pages of a list, where they are due."""
        brings_new = chain.add_page(articles)
        if not listing.following or not (self.backfills or self.run.is_fresh(articles)):
            return ()
        if not brings_new or chain.pages >= MAX_PAGES:
            if articles:
                self.lists.tell("endless-paging" if brings_new else "repeating-list", url)
            return ()
        return self.lists.take(filter(self.lists.is_due, listing.following), next_page=True)

    def _further(self, page: Page, listing: Listing, lists: list[str]) -> tuple[str, ...]:
        """The lists that nobody named: those of the home page every time, elsewhere the unknown."""
        if not self.finds_seeds:
            return self._robots_sitemaps()
        at_home = split(page.url).path == _HOME
        lists = self.lists.possible(lists) if at_home else self.run.unknown(lists)
        taken = self.lists.take((*listing.feeds, *lists[:_MOST_SECTIONS]))
        return (*self._robots_sitemaps(), *taken)

    def _judged(self, new: Iterable[str], articles: list[str], leaf: Leaf) -> Found:
        """Ask for what a page names under --since; the page is turned when that has answered."""
        requests = list(self.ask(new, "page", leaf=leaf))
        leaf.waiting = len(requests)
        yield from requests
        if not requests and are_young(self.run.store, articles, self.since):
            yield from self.ask(leaf.following, "listing", chain=leaf.chain)

    def _pending(self) -> Iterator[Request]:
        """What earlier runs left; under --since without the lists of what is older."""
        for url, kind in self.run.frontier.pending(self.name, _MOST_PENDING):
            if kind == "listing":
                if self.since and not may_be_young(self.run.store, url, self.since):
                    continue
                self.lists.named([url])
            yield from self.ask([url], kind)

    def _robots_sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that robots.txt names, once."""
        sitemaps, self._sitemaps = self._sitemaps, []
        return self.lists.take(sitemaps)

    def _read_robots(self, robotparser: Any) -> None:
        """Note the sitemaps that robots.txt names, for who needs them."""
        named = getattr(getattr(robotparser, "rp", None), "sitemaps", ())
        if self.finds_seeds or self.backfills:
            found = (absolute(url, self.home) for url in named)
            self._sitemaps += [own for url in found if url and (own := self.address(url))]

    async def all_answered(self) -> None:
        """Wait until all that was asked for, and what followed from it, is answered and stored."""
        engine = self.crawler.engine
        assert engine is not None, "a spider that walks has one"
        await self.crawler.signals.wait_for(signals.scheduler_empty)
        quiet = 0
        while quiet < _QUIET:
            await asyncio.sleep(_LOOK)
            slot = engine.scraper.slot
            busy = engine.downloader.active or (slot and not slot.is_idle())
            quiet = 0 if busy else quiet + 1
        self.run.commit()
