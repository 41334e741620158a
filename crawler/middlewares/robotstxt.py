"""robots.txt by RFC 9309: a 4xx allows everything; a 5xx or no response forbids everything.

Scrapy's middleware parses the body of an error page as rules and allows everything without a
response. A Crawl-delay can only slow the crawl down.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.failures import Failure, Reason
from crawler.middlewares.private_hosts import refusal_of
from crawler.middlewares.throttle import ThrottleMiddleware
from crawler.spiders.download_errors import FetchProblem, Forbidden, RobotsUnreachable, explain

_OK, _TOO_MANY, _SERVER_ERROR = 200, 429, 500


class RobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt, with a Failure for a forbidden request or an unreadable robots.txt."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._why: dict[str, str] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise Forbidden for a request that the rules forbid, RobotsUnreachable without rules."""
        # Of several requests that wait for the rules, Scrapy passes them only to the first.
        rules = rp or self._parsers.get(urlparse_cached(request).netloc)
        if not isinstance(rules, RobotParser):
            host = urlparse_cached(request).hostname or ""
            if failure := refusal_of(host):
                raise Forbidden(failure)
            why = f": {self._why.get(host, 'no answer')}"
            raise RobotsUnreachable(Failure.of(Reason.ROBOTS_TXT_UNREACHABLE, why))
        try:
            super().process_request_2(rules, request)
        except IgnoreRequest as error:
            raise Forbidden(Failure.of(Reason.ROBOTS_TXT)) from error

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Store the reason for the failure, instead of Scrapy's traceback for each host."""
        host = netloc.rpartition("@")[2].partition(":")[0]
        self._why[host] = explain(exc)[1].text
        super()._robots_error(exc, netloc)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status == _TOO_MANY or response.status >= _SERVER_ERROR:
            raise FetchProblem(Failure.of_status(response.status))
        if response.status != _OK:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
        rules = self._parsers[netloc]
        if isinstance(rules, RobotParser):
            delay = rules.crawl_delay(self._robotstxt_useragent or self._default_useragent)
            if delay and (middleware := ThrottleMiddleware.of(self.crawler)):
                middleware.throttle.apply_crawl_delay(delay)
