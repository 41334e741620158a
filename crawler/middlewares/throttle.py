"""Throttle: spaces out requests, and backs off when the newspaper asks for it.

The gap between two requests is the delay plus a random jitter. It grows with a Crawl-delay in
robots.txt, with slow responses (to twice the response time), and it doubles after 429 and 503. The
run waits for a short `Retry-After`. After a long one, and after many refusals in a row, the run
ends, and the newspaper gets no requests until that time.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.spiders.download_errors import RunEnding, explain
from crawler.spiders.newspaper import spider_of
from crawler.spiders.session import CloseReason

MAX_GAP = 60.0  # seconds between two requests; a Crawl-delay of a day is a mistake
MAX_WAIT = 120.0  # seconds that a run waits because of a Retry-After, before it ends
MAX_RETRY_AFTER = timedelta(days=1)  # between runs; a Retry-After of a year is a mistake
MAX_REFUSALS = 8  # in a row: 403, 429, 503 and requests without a response
JITTER = 0.5  # of the gap, added to it

_OVERLOADED = frozenset({429, 503})
_REFUSALS = _OVERLOADED | {403}
_RESPONSE_TIMES = 2.0  # the gap is at least this multiple of the average response time
_BACKOFF, _RECOVERY = 2.0, 0.8
_MAX_BACKOFF = 32.0  # times the delay
_FIRST_DELAY = 0.25  # seconds that are doubled if there is no delay
_POLL_SECONDS = 0.5  # between two checks whether the crawl is ending


class Throttle:
    """Computes when the next request may be sent; clock and random source can be replaced."""

    def __init__(
        self,
        delay: float,
        clock: Callable[[], float] = monotonic,
        random_source: Callable[[], float] = random.random,
    ) -> None:
        self.delay = delay
        self.refusals = 0
        self._clock = clock
        self._random = random_source
        self._backoff = 1.0
        self._response_time = 0.0
        self._next = 0.0

    def gap(self) -> float:
        """The current gap between two requests in seconds, without jitter."""
        gap = self.delay if self._backoff == 1 else self._backoff * max(self.delay, _FIRST_DELAY)
        if self.delay:
            gap = max(gap, _RESPONSE_TIMES * self._response_time)
        return min(gap, max(self.delay, MAX_GAP))

    def next_slot(self) -> float:
        """Reserve the next slot; returns its time on the clock, in seconds."""
        at = max(self._next, self._clock())
        self._next = at + self.gap() * (1 + JITTER * self._random())
        return at

    def apply_crawl_delay(self, delay: float) -> None:
        """Raise the delay to a Crawl-delay; it is never lowered."""
        self.delay = max(self.delay, min(delay, MAX_GAP))

    def on_response(self, status: int, seconds: float, retry_after: float) -> None:
        """Adapt to a response: its status, its time and its Retry-After, both in seconds."""
        self._response_time += 0.3 * (seconds - self._response_time)
        if status in _REFUSALS:
            self.refusals += 1
        else:
            self.refusals = 0
            self._backoff = max(1.0, self._backoff * _RECOVERY)
        if status in _OVERLOADED:
            self._backoff = min(_MAX_BACKOFF, self._backoff * _BACKOFF)
            self._next = max(self._next, self._clock() + max(retry_after, self.gap()))

    def on_no_response(self) -> None:
        """Count a request without a response as a refusal."""
        self.refusals += 1


class ThrottleMiddleware:
    """Makes requests wait, and closes the spider of a newspaper that refuses many of them."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.throttle = Throttle(crawler.settings.getfloat("DOWNLOAD_DELAY"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> Self | None:
        """The throttle middleware of a crawl."""
        return crawler.get_downloader_middleware(cls)

    async def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy's protocol
        """Wait for the next slot; raises RunEnding if the crawl ends meanwhile."""
        spider = spider_of(self.crawler)
        hours = spider.arguments.hours if spider and spider.session.run else None
        if spider and hours and not hours.contain(datetime.now(UTC)):
            why = f"it may be crawled at {hours} only"
            spider.session.close(CloseReason.RESTING, why)
        at = self.throttle.next_slot()
        while True:
            if spider and spider.session.is_ending:
                raise RunEnding("the run is ending")
            left = at - monotonic()
            if left <= 0:
                return
            await asyncio.sleep(min(left, _POLL_SECONDS))

    def process_response(self, request: Request, response: Response) -> Response:
        """Adapt to the response; closes the spider after a long Retry-After or many refusals."""
        wait = retry_after(response, datetime.now(UTC)) if response.status in _OVERLOADED else 0.0
        self.throttle.on_response(response.status, request.meta.get("download_latency", 0.0), wait)
        spider = spider_of(self.crawler)
        if spider and wait > MAX_WAIT:
            until = datetime.now(UTC) + min(timedelta(seconds=wait), MAX_RETRY_AFTER)
            spider.session.close_until(until, f"HTTP status {response.status}: {response.url}")
        elif spider and self.throttle.refusals >= MAX_REFUSALS:
            words = f"{self.throttle.refusals} refusals in a row"
            why = f"{words}, HTTP status {response.status}: {response.url}"
            spider.session.close(CloseReason.REFUSED, why)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a missing response; closes the spider after many of them."""
        if isinstance(exception, IgnoreRequest):
            return
        self.throttle.on_no_response()
        spider = spider_of(self.crawler)
        if spider and self.throttle.refusals >= MAX_REFUSALS:
            words = f"{self.throttle.refusals} addresses in a row without an answer"
            why = f"{words}, {explain(exception)[1].text}: {request.url}"
            spider.session.close(CloseReason.NO_RESPONSE, why)


def retry_after(response: Response, now: datetime) -> float:
    """The Retry-After of a response in seconds, from a number or a date; 0 for none."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
