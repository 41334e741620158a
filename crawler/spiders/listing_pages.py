"""Follows listing pages: requests their new articles, next pages and further listing pages.

A listing is followed page by page while it has new articles; in a backfill, to its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.model import Article
from crawler.extraction.listings import Listing, read_listing
from crawler.failures import Failure, Reason
from crawler.items import Failed, Fetched, Gone, Links
from crawler.parsers import Page
from crawler.spiders.crawl import Crawl
from crawler.spiders.fetching import Step
from crawler.spiders.pagination import PendingPage, any_recent, skip_reason
from crawler.urls.canonical import split
from crawler.urls.traps import MAX_PAGES, Pagination, url_trap

_MAX_SECTIONS = 100  # listing pages taken from one page; menus may link to very many
_HOME = "/"
_OK = 200


class ListingPages:
    """Follows the listing pages of one crawl."""

    def __init__(self, crawl: Crawl) -> None:
        self._crawl = crawl

    def follow(self, page: Page, fetched: Fetched, chain: Pagination | None) -> Iterator[Step]:
        """The result of a listing page, and requests for the links on it.

        `chain` has the earlier pages of the listing.
        """
        crawl = self._crawl
        listing = read_listing(page, crawl.origin.stored)
        self._report_traps(listing)
        articles, listings = crawl.classifier.classify(listing)
        url = fetched.url
        if url in crawl.month_folders and not any(one.startswith(url) for one in articles):
            # a page that the server returns for any unknown URL
            capture = fetched.capture
            yield Gone(
                newspaper=fetched.newspaper, url=url, kind="listing", capture=capture, status=_OK
            )
            return
        if not self._leads_on(url, listing, articles, listings):
            yield Failed(
                newspaper=fetched.newspaper,
                url=url,
                kind="listing",
                capture=fetched.capture,
                failure=Failure(Reason.NO_LINKS, Reason.NO_LINKS, _OK),
            )
            return
        chain = chain or Pagination()
        unknown = crawl.run.unknown(articles)
        aliases = crawl.run.aliases(unknown)
        new = tuple(one for one in unknown if one not in aliases)
        next_pages = self._next_pages(url, listing, articles, chain)
        further = self._further(page, listing, listings)
        links = Links(new, (*next_pages, *further), aliases)
        yield replace(fetched, kind="listing", article=None, is_listing=False, links=links)
        if crawl.period.since and next_pages:
            yield from self._articles_first(new, articles, PendingPage(next_pages, chain))
        else:
            yield from crawl.fetcher.pages(new)
            yield from crawl.fetcher.listings(next_pages, chain=chain)
        yield from crawl.fetcher.listings(further)

    def article_done(self, pending: PendingPage, article: Article | None) -> Iterator[Step]:
        """Requests for the next pages, once all articles of a page are fetched (--since)."""
        pending.done(article, self._crawl.period.since)
        if not pending.remaining:
            yield from self._turn(pending, is_recent=pending.recent)

    def _turn(self, pending: PendingPage, *, is_recent: bool) -> Iterator[Step]:
        """Request the next pages, or skip them until a crawl with an earlier --since."""
        crawl = self._crawl
        if is_recent:
            yield from crawl.fetcher.listings(pending.next_pages, chain=pending.chain)
        else:
            crawl.run.set_reason(pending.next_pages, skip_reason(crawl.period.since))

    def _report_traps(self, listing: Listing) -> None:
        """Report traps that are recognisable by URL; they are never requested."""
        for url in listing.links:
            if name := url_trap(url):
                self._crawl.queue.report_trap(name, url)
        if listing.session:
            self._crawl.queue.report_trap("session-ids", listing.session)

    def _leads_on(
        self, url: str, listing: Listing, articles: list[str], listings: list[str]
    ) -> bool:
        """Whether a page has useful links; a seed needs articles, or listings to follow."""
        if url in self._crawl.seeds:
            follows = self._crawl.newspaper.finds_listings
            return bool(articles or listing.following or (listings and follows))
        return bool(listing.links or listing.following)

    def _next_pages(
        self, url: str, listing: Listing, articles: list[str], chain: Pagination
    ) -> tuple[str, ...]:
        """The next pages of a listing that should be requested."""
        crawl = self._crawl
        brings_new = chain.add_page(articles)
        if not listing.following or not (crawl.backfill or crawl.run.is_fresh(articles)):
            return ()
        if not brings_new or chain.pages >= MAX_PAGES:
            if articles:
                name = "endless-paging" if brings_new else "repeating-list"
                crawl.queue.report_trap(name, url)
            return ()
        return crawl.queue.take(filter(crawl.queue.is_due, listing.following), next_page=True)

    def _further(self, page: Page, listing: Listing, listings: list[str]) -> tuple[str, ...]:
        """Listing pages other than seeds: all those of the home page, elsewhere unknown ones."""
        crawl = self._crawl
        if not crawl.newspaper.finds_listings:
            return crawl.take_sitemaps()
        at_home = split(page.url).path == _HOME
        listings = crawl.queue.without_pages(listings) if at_home else crawl.run.unknown(listings)
        taken = crawl.queue.take((*listing.feeds, *listings[:_MAX_SECTIONS]))
        return (*crawl.take_sitemaps(), *taken)

    def _articles_first(
        self, new: Iterable[str], articles: list[str], pending: PendingPage
    ) -> Iterator[Step]:
        """Requests for the articles of a page; its next pages are requested after them, by date."""
        crawl = self._crawl
        requests = list(crawl.fetcher.pages(new, pending=pending))
        pending.remaining = len(requests)
        yield from requests
        if not requests:
            is_recent = any_recent(crawl.run.store, articles, crawl.period.since)
            yield from self._turn(pending, is_recent=is_recent)
