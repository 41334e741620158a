"""Clock check: ends the run when the system clock is implausible, before it stores wrong times.

A machine without a battery starts in 1970, a misconfigured one in a wrong year; both would put the
revisions of articles out of order for good. The clock is compared with the server's `Date` header,
and within a run with the monotonic clock.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive import clock
from crawler.spiders.download_errors import RunEnding
from crawler.spiders.newspaper import spider_of
from crawler.spiders.session import CloseReason

_MAX_OFFSET = timedelta(days=30)  # from the newspaper's clock; caches may be days behind
_MAX_JUMP = timedelta(hours=1)  # within a run
_EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)  # an earlier time is that of a wrong server clock
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # continues while a laptop sleeps


class ClockMiddleware:
    """Closes the spider if the clock is wrong; it runs before a response is stored."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._began = clock.now(), time.clock_gettime(_STEADY)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002 - Scrapy's protocol
        """Check the clock at each response; raises RunEnding if it is wrong."""
        now = clock.now()
        began, steady = self._began
        jump = now - began - timedelta(seconds=time.clock_gettime(_STEADY) - steady)
        server = date_of(response)
        if abs(jump) > _MAX_JUMP:
            why = f"it jumped by {jump} in the middle of the run"
        elif server and abs(now - server) > _MAX_OFFSET:
            why = f"it shows {now:%Y-%m-%d %H:%M}, the newspaper's {server:%Y-%m-%d %H:%M} UTC"
        else:
            return response
        why = f"the clock of this machine is wrong ({why}): set it"
        if spider := spider_of(self.crawler):
            spider.session.close(CloseReason.WRONG_CLOCK, why)
        raise RunEnding(why)


def date_of(response: Response) -> datetime | None:
    """The time in the `Date` header; None for a missing, invalid or too early one."""
    try:
        found = parsedate_to_datetime((response.headers.get("Date") or b"").decode("latin-1"))
    except (ValueError, IndexError):
        return None
    found = found.replace(tzinfo=found.tzinfo or UTC)
    return found if found > _EARLIEST else None
