"""Taking pages apart while others are fetched: in a process of its own, where a crawl is that fast.

At two seconds a page nobody needs it, and pages are read on the spot; without delay, reading would
take two thirds of the time of the one process that also fetches and stores.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import Self

from archive.model import Article, Poll, Weather
from crawler.extraction.attribution import attributed
from crawler.extraction.fingerprint import layout_of
from crawler.failures import OurFault, naming_faults
from crawler.parsers import Page, Rules, parse
from crawler.parsers.fields.poll import find_poll
from crawler.parsers.fields.weather import find_weather

logger = logging.getLogger(__name__)


@naming_faults()
def parse_bytes(
    url: str, body: bytes, charset: str | None, fetched_at: str, paper: str, rules: Rules
) -> tuple[Article, str]:
    """The article of a response, and the layout of its page.

    Raises NotAnArticle by name, OurFault for what is no page's.
    """
    page = Page.from_bytes(url, body, charset, fetched_at)
    layout = layout_of(page)  # first: reading an article moves parts of its page
    return attributed(parse(page, paper=paper, rules=rules), page, paper), layout


def boxes_of(page: Page) -> tuple[Poll | None, Weather | None]:
    """The poll and the weather box on a page of any kind; none where we fail to read them."""
    try:
        with naming_faults():
            poll, weather = find_poll(page.index), find_weather(page.index)
    except OurFault as fault:
        logger.warning("%s: %s", page.url, fault)
        return None, None
    return poll.poll if poll else None, weather.weather if weather else None


class ParsingProcess:
    """Takes pages apart on the spot, or `apart`; a context manager, closed at its end.

    One that works apart should be made before there are threads and open databases: its process is
    a copy of this one.
    """

    def __init__(self, *, apart: bool = False) -> None:
        self._pool: ProcessPoolExecutor | None = None
        if apart:
            methods = multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
            self._pool = ProcessPoolExecutor(1, context, initializer=_serve)
            self._pool.submit(os.getpid)  # starts the process now

    async def parse(
        self,
        url: str,
        body: bytes,
        charset: str | None,
        fetched_at: str,
        paper: str,
        rules: Rules,
    ) -> tuple[Article, str]:
        """Like `parse_bytes`."""
        page = (url, body, charset, fetched_at, paper, rules)
        if self._pool is None:
            return parse_bytes(*page)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, parse_bytes, *page)
        except BrokenExecutor:
            logger.warning("the parsing process died; pages are taken apart on the spot now")
            self._pool = None
            return parse_bytes(*page)

    def close(self) -> None:
        """End the process."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _serve() -> None:
    """In the new process: leave Ctrl-C to the crawl, and end when it does, even by kill -9."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    crawl = multiprocessing.parent_process()
    assert crawl is not None

    def follow() -> None:
        crawl.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
