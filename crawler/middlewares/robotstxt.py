"""What the network may do to us, and we to it: captures, refusals, robots.txt.

Private addresses are refused in two places, since a name may lead anywhere: the resolver looks at
what the name leads to, the very address that is then connected to; the middleware looks at
addresses written as figures and gives the reason to the frontier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from archive.clock import utc_now
from archive.errors import ArchiveProblem
from archive.store.images import Known
from archive.warc.content_encoding import is_cut
from archive.warc.reader import header
from crawler.failures import CutOff, Ended, Refused, Unreachable, explain
from crawler.middlewares.throttle import PaceMiddleware
from crawler.pipelines import ArchivePipeline
from crawler.spiders.images import MARK
from crawler.urls.canonical import is_public

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

    from crawler.newspaper import Paper
    from crawler.run import Run

_OK, _TOO_MANY, _SERVER_ERROR = 200, 429, 500

_refused_names: dict[str, str] = {}  # the resolver is the process's, middlewares are a crawl's


class CaptureMiddleware:
    """Keeps every answer in the WARC: articles and lists, and also robots.txt, 301, 404 and 503.

    It stands next to the network, so bodies are still as sent. The capture goes into
    `request.meta["capture"]`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the answer; raises Ended when the archive refuses it, CutOff for half a page."""
        pipeline = ArchivePipeline.of(self.crawler)
        if pipeline.run is None:
            return response  # scrapy shell
        if pipeline.failure:
            raise Ended(str(pipeline.failure))
        paper = cast("Paper", self.crawler.spider)
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        url = paper.address(response.url) or response.url
        answer = (url, response.status, headers, response.body, utc_now(), response.protocol)
        try:
            known = _known(pipeline.run, request, response)
            if known:
                writer = pipeline.run.writer(paper.name)
                writer.revisit(*answer, known_as=(known.url, known.fetched_at))
                request.meta["same_as"] = known.capture
                return response
            capture = pipeline.run.writer(paper.name).write(*answer)
        except ArchiveProblem as error:
            pipeline.stop(error)
            raise Ended(str(error)) from error
        pipeline.run.saw(capture)
        request.meta["capture"] = capture
        if is_cut(response.body, header(headers, "content-encoding")):
            raise CutOff("answer cut off")
        return response


def _known(run: Run, request: Request, response: Response) -> Known | None:
    """The capture that holds the bytes of an image already; pages are kept as often as they come.

    Raises StorageFailed.
    """
    if MARK not in request.meta or response.status != _OK or not response.body:
        return None
    return run.with_bytes(hashlib.sha256(response.body).hexdigest())


class RobotsMiddleware(RobotsTxtMiddleware):
    """robots.txt by RFC 9309: 4xx allows all, no answer and 5xx forbid all for now.

    Scrapy's own takes the body of an error page for rules, and silence for consent. A Crawl-delay
    slows the crawl down, never up.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._why: dict[str, str] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise IgnoreRequest where the rules forbid the request or cannot be known."""
        # Of several requests that wait for the rules, Scrapy hands them to the first alone.
        rules = rp or self._parsers.get(urlparse_cached(request).netloc)
        if not isinstance(rules, RobotParser):
            host = urlparse_cached(request).hostname or ""
            if host in _refused_names:
                raise Refused(_leads(host))
            raise Unreachable(f"robots.txt cannot be read: {self._why.get(host, 'no answer')}")
        super().process_request_2(rules, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Remember why; Scrapy would print a traceback for each host that is away."""
        host = netloc.rpartition("@")[2].partition(":")[0]
        self._why[host] = explain(exc)[1]
        super()._robots_error(exc, netloc)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status == _TOO_MANY or response.status >= _SERVER_ERROR:
            raise Unreachable(f"HTTP status {response.status}")
        if response.status != _OK:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
        rules = self._parsers[netloc]
        if isinstance(rules, RobotParser):
            delay = rules.crawl_delay(self._robotstxt_useragent or self._default_useragent)
            if delay and (middleware := PaceMiddleware.of(self.crawler)):
                middleware.pace.slow_to(delay)


class RefusalMiddleware:
    """Refuses addresses that are not of the open Internet, on every hop.

    `PRIVATE_HOSTS` in the settings are the exceptions that somebody named by hand.
    """

    def __init__(self, allowed: Collection[str]) -> None:
        self.allowed = frozenset(allowed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler.settings.getlist("PRIVATE_HOSTS"))

    def process_request(self, request: Request) -> None:
        """Raise Refused for another scheme than http and https, and for a private address."""
        parts = urlparse_cached(request)
        if parts.scheme not in {"http", "https"}:
            raise Refused(f"the scheme {parts.scheme}: is not fetched")
        host = parts.hostname or ""
        if host not in self.allowed and not _may_be_public(host):
            raise Refused(f"{host} is a private address")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Give the reason for which the resolver refused a name."""
        host = urlparse_cached(request).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in _refused_names:
            raise Refused(_leads(host)) from exception


def _leads(host: str) -> str:
    return f"{host} leads to the private address {_refused_names[host]}"


def _may_be_public(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:
        return True  # a name: the resolver decides


class PublicResolver(CachingThreadedResolver):
    """A resolver whose names never lead to a private address."""

    allowed: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Called by Scrapy, with its process in the place of a crawler."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allowed = frozenset(crawler.settings.getlist("PRIVATE_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802
        """The IPv4 address of a name; fails with DNSLookupError for a private one."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if name not in self.allowed and not is_public(address):
            _refused_names[name] = address
            raise DNSLookupError(f"{name} leads to the private address {address}")
        return address
