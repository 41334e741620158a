"""Throttle: one request after another, slower whenever the newspaper asks for it.

Between two requests lies the delay, a little more by chance, and never less: robots.txt may make it
longer (Crawl-delay), a slow server does (twice its answer time), and so do 429 and 503, which
double it. `Retry-After` is waited for where it is short; where it is long, and after many refusals
in a row, the run ends and the newspaper is left alone until then.
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

LONGEST = 60.0  # seconds between two requests; a Crawl-delay of a day is a mistake
LONGEST_PAUSE = 120.0  # seconds that a run waits because of a Retry-After, before it ends
LONGEST_REST = timedelta(days=1)  # for which a newspaper is left alone; a Retry-After of a year is
# a mistake
MOST_REFUSALS = 8  # in a row, of 403, 429, 503 and of no answer at all
JITTER = 0.5  # of the delay, on top of it

_TOO_FAST = frozenset({429, 503})
_REFUSALS = _TOO_FAST | {403}
_ANSWER_TIMES = 2.0  # a server rests for twice the time that an answer took it
_SLOWER, _FASTER = 2.0, 0.8
_SLOWEST = 32.0  # times the delay
_FIRST_DELAY = 0.25  # what is doubled where there is no delay
_LOOK = 0.5  # seconds between two looks whether the crawl still goes on


class Throttle:
    """When the next request may go out; deterministic, as clock and random source are injected."""

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
        self._slow = 1.0
        self._answer_time = 0.0
        self._next = 0.0

    def gap(self) -> float:
        """Seconds between two requests as things are, without the jitter."""
        gap = self.delay if self._slow == 1 else self._slow * max(self.delay, _FIRST_DELAY)
        if self.delay:
            gap = max(gap, _ANSWER_TIMES * self._answer_time)
        return min(gap, max(self.delay, LONGEST))

    def turn(self) -> float:
        """Take the next place in the row; the moment at which it comes."""
        at = max(self._next, self._clock())
        self._next = at + self.gap() * (1 + JITTER * self._random())
        return at

    def slow_to(self, delay: float) -> None:
        """Be no faster than a Crawl-delay; that never makes a crawl faster."""
        self.delay = max(self.delay, min(delay, LONGEST))

    def answered(self, status: int, seconds: float, retry_after: float) -> None:
        """Learn from an answer, and from how long it took."""
        self._answer_time += 0.3 * (seconds - self._answer_time)
        if status in _REFUSALS:
            self.refusals += 1
        else:
            self.refusals = 0
            self._slow = max(1.0, self._slow * _FASTER)
        if status in _TOO_FAST:
            self._slow = min(_SLOWEST, self._slow * _SLOWER)
            self._next = max(self._next, self._clock() + max(retry_after, self.gap()))

    def missed(self) -> None:
        """Learn from no answer."""
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
        """The throttle of a crawl."""
        return crawler.get_downloader_middleware(cls)

    async def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy's protocol
        """Wait; raises RunEnding where the crawl ends meanwhile."""
        spider = spider_of(self.crawler)
        hours = spider.arguments.hours if spider and spider.session.run else None
        if spider and hours and not hours.hold(datetime.now(UTC)):
            why = f"it may be crawled at {hours} only"
            spider.session.close(CloseReason.RESTING, why)
        at = self.throttle.turn()
        while True:
            if spider and spider.session.is_ending:
                raise RunEnding("the run is ending")
            left = at - monotonic()
            if left <= 0:
                return
            await asyncio.sleep(min(left, _LOOK))

    def process_response(self, request: Request, response: Response) -> Response:
        """Learn from the response."""
        wait = retry_after(response, datetime.now(UTC)) if response.status in _TOO_FAST else 0.0
        self.throttle.answered(response.status, request.meta.get("download_latency", 0.0), wait)
        spider = spider_of(self.crawler)
        if spider and wait > LONGEST_PAUSE:
            until = datetime.now(UTC) + min(timedelta(seconds=wait), LONGEST_REST)
            spider.session.rest(until, f"HTTP status {response.status}: {response.url}")
        elif spider and self.throttle.refusals >= MOST_REFUSALS:
            words = f"{self.throttle.refusals} refusals in a row"
            why = f"{words}, HTTP status {response.status}: {response.url}"
            spider.session.close(CloseReason.REFUSED, why)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Learn from a missing response."""
        if isinstance(exception, IgnoreRequest):
            return
        self.throttle.missed()
        spider = spider_of(self.crawler)
        if spider and self.throttle.refusals >= MOST_REFUSALS:
            words = f"{self.throttle.refusals} addresses in a row without an answer"
            why = f"{words}, {explain(exception)[1].text}: {request.url}"
            spider.session.close(CloseReason.NO_RESPONSE, why)


def retry_after(response: Response, now: datetime) -> float:
    """The seconds that a Retry-After asks for, as a number or a date; 0 for none."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
