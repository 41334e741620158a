"""Makes the requests of a crawl, within its limits, and describes what each is for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from archive.store.frontier import Kind, Revisit
from crawler.items import FetchResult
from crawler.spiders.origin import Origin
from crawler.spiders.pagination import PendingPage
from crawler.urls.traps import Pagination

MAX_REDIRECTS = 5  # from one URL
MAX_WAITING = 2000  # requests in memory, of about four kilobytes each

Step = FetchResult | Request
Callback = Callable[..., AsyncIterator[Step]]
Errback = Callable[[Any], Iterator[Step]]


@dataclass(frozen=True, slots=True)
class Target:
    """A stored URL to fetch, with the context of its request.

    `pending` is the listing page under --since on which it was found, `chain` the earlier pages of
    the listing, `changed` (UTC) the time of its last change in a sitemap, `redirects` the URLs that
    redirected to it, `revisit` the known article that is fetched again.
    """

    url: str
    kind: Kind
    pending: PendingPage | None = None
    chain: Pagination | None = None
    changed: str | None = None
    redirects: tuple[str, ...] = ()
    revisit: Revisit | None = None


class Fetcher:
    """Makes requests; `limit` is the maximum of single pages in the crawl."""

    def __init__(
        self, origin: Origin, limit: int | None, callback: Callback, errback: Errback
    ) -> None:
        self._origin = origin
        self._left = limit
        self._callback = callback
        self._errback = errback
        self._waiting = 0

    def pages(
        self,
        urls: Iterable[str],
        *,
        changed: str | None = None,
        pending: PendingPage | None = None,
    ) -> Iterator[Request]:
        """Requests for single pages, within the limit.

        The others stay in the frontier, and crawler/extensions/idle.py requests them later.
        """
        for url in urls:
            if not pending and self._waiting >= MAX_WAITING:
                return
            if not self._take_one():
                return
            yield self.request(Target(url, "page", pending=pending, changed=changed))

    def listings(
        self, urls: Iterable[str], *, chain: Pagination | None = None, changed: str | None = None
    ) -> Iterator[Request]:
        """Requests for listing pages, feeds and sitemaps."""
        for url in urls:
            yield self.request(Target(url, "listing", chain=chain, changed=changed))

    def revisits(self, due: Iterable[Revisit]) -> Iterator[Request]:
        """Conditional requests for known articles, within the limit."""
        for one in due:
            if not self._take_one():
                return
            known = {"If-None-Match": one.etag, "If-Modified-Since": one.last_modified}
            headers = {name: value for name, value in known.items() if value}
            request = self.request(Target(one.url, "page", revisit=one))
            yield request.replace(headers=headers, dont_filter=True)

    def redirected(
        self, urls: Iterable[str], kind: Kind, redirects: tuple[str, ...]
    ) -> Iterator[Request]:
        """Requests for the targets of redirects, which do not count against the limit."""
        for url in urls:
            yield self.request(Target(url, kind, redirects=redirects))

    def respelled(self, response: Response, target: Target, url: str) -> Request:
        """The request again, for the spelling of the same stored URL that the server wants."""
        assert response.request is not None, "it came through the engine"
        target = replace(target, redirects=(*target.redirects, response.url))
        return response.request.replace(url=url, cb_kwargs={"target": target}, dont_filter=True)

    def request(self, target: Target) -> Request:
        """One request, regardless of the limit."""
        self._waiting += 1
        return Request(
            self._origin.location(target.url),
            callback=self._callback,
            errback=self._errback,
            cb_kwargs={"target": target},
            priority=1 if target.kind == "page" else 0,  # newest articles before older lists
            meta={"dont_redirect": True},
        )

    def done(self) -> None:
        """Count a request as finished, with or without a response."""
        self._waiting -= 1

    def reset(self) -> None:
        """Set the waiting requests to none: those dropped by the dupefilter never call back."""
        self._waiting = 0

    def _take_one(self) -> bool:
        """Count one more page; False where the limit does not allow it."""
        if self._left == 0:
            return False
        if self._left is not None:
            self._left -= 1
        return True
