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

from archive.article import Article
from crawler.parsers import Page, Rules, parse

logger = logging.getLogger(__name__)


def read(
    url: str, body: bytes, charset: str | None, fetched_at: str, paper: str, rules: Rules
) -> Article:
    """The article of a response; raises NotAnArticle by name."""
    return parse(Page.from_bytes(url, body, charset, fetched_at), paper=paper, rules=rules)


class Reader:
    """Reads pages on the spot, or `apart`; a context manager, closed at its end.

    One that reads apart should be made before there are threads and open databases: its process is
    a copy of this one.
    """

    def __init__(self, *, apart: bool = False) -> None:
        self._pool: ProcessPoolExecutor | None = None
        if apart:
            methods = multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
            self._pool = ProcessPoolExecutor(1, context, initializer=_serve)
            self._pool.submit(os.getpid)  # starts the process now

    async def read(
        self,
        url: str,
        body: bytes,
        charset: str | None,
        fetched_at: str,
        paper: str,
        rules: Rules,
    ) -> Article:
        """Like the function `read`."""
        page = (url, body, charset, fetched_at, paper, rules)
        if self._pool is None:
            return read(*page)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, read, *page)
        except BrokenExecutor:
            logger.warning("the process that reads pages died; they are read on the spot now")
            self._pool = None
            return read(*page)

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
