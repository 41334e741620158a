"""A clock that is wrong ends a crawl before it writes times that never were.

A machine without battery wakes up in 1970, one that was told the wrong year crawls for the future;
both would put states of articles out of order for good. The newspaper's own clock (`Date`) tells,
and within a run the clock of the kernel that nobody sets.
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
from crawler.failures import Ended
from crawler.pipelines import ArchivePipeline

_APART = timedelta(days=30)  # from the newspaper's clock; caches may be days behind
_JUMP = timedelta(hours=1)  # within a run
_EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)  # a server that says less has no clock itself
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on while a laptop sleeps


class ClockMiddleware:
    """Ends the run where the clock cannot be right; stands before the answer is kept."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._began = clock.now(), time.clock_gettime(_STEADY)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002
        """Hand the answer on; raises Ended where the time is wrong."""
        now = clock.now()
        began, steady = self._began
        jump = now - began - timedelta(seconds=time.clock_gettime(_STEADY) - steady)
        told = date_of(response)
        if abs(jump) > _JUMP:
            why = f"it jumped by {jump} in the middle of the run"
        elif told and abs(now - told) > _APART:
            why = f"it shows {now:%Y-%m-%d %H:%M}, the newspaper's {told:%Y-%m-%d %H:%M} UTC"
        else:
            return response
        why = f"the clock of this machine is wrong ({why}): set it"
        ArchivePipeline.of(self.crawler).end("failed", why)
        raise Ended(why)


def date_of(response: Response) -> datetime | None:
    """What the clock of a server shows; None where it has none."""
    try:
        found = parsedate_to_datetime((response.headers.get("Date") or b"").decode("latin-1"))
    except (ValueError, IndexError):
        return None
    found = found.replace(tzinfo=found.tzinfo or UTC)
    return found if found > _EARLIEST else None
