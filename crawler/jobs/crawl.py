"""The crawl job: crawls newspapers side by side into one archive, and sums up how each ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.logging import RichHandler
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from archive.db.lock import exclusive_lock
from archive.errors import Exit, Locked, UsageProblem
from archive.store import runs
from archive.store.store import Store
from crawler.jobs.progress import Counts, Progress, summary
from crawler.newspaper import Newspaper
from crawler.run import Outcome
from crawler.schedule import hours, require_contact
from crawler.spiders.backfill import reached
from crawler.spiders.loader import spider_class
from crawler.spiders.newspaper import spider_of

SHOWN = ("pages", "new", "changed", "gone", "failed")
_SHOWN_IF_ANY = ("refused", "not_article", "unchanged", "restored", "images")
_SHORTEST_DELAY = 1.0  # seconds between two requests to a newspaper on the open Internet
_FAST = 8  # connections to a mirror or an intranet host that is asked without delay


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Limits of a crawl.

    `limit` single pages, no further back than `since` and, as far as lists tell, nothing after
    `until` (ISO days); `backfill` reads lists to their end. `delay` seconds between two requests;
    `mirror` stands in for the papers, `allow_private` lets their hosts be private ones; `jobs`
    papers at the same time, within the `hours` of the day ("22-5", by Viet Nam's clock). With
    `images` those of articles are kept too.
    """

    limit: int | None = None
    since: str | None = None
    until: str | None = None
    backfill: bool = False
    delay: float | None = None
    mirror: str | None = None
    allow_private: bool = False
    jobs: int = 8
    hours: str | None = None
    images: bool = False


_EXITS: Mapping[Outcome, Exit] = {
    "interrupted": Exit.INTERRUPTED,
    "failed": Exit.FAILED,
    "refused": Exit.REFUSED,
    "locked": Exit.LOCKED,
    "finished": Exit.DONE,
    "resting": Exit.DONE,  # as --hours asks
}
"""What a crawl ends with; of several papers, the first in this order."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How the crawl of one newspaper (its id) ended, and why.

    `reached` is the day of its oldest article after a backfill.
    """

    newspaper: str
    outcome: Outcome
    counts: Mapping[str, int]
    trouble: str | None
    reached: str | None = None

    def __str__(self) -> str:
        shown = (*SHOWN, *(name for name in _SHOWN_IF_ANY if self.counts.get(name)))
        line = summary(self.newspaper, shown, self.counts)
        line += f"; back to {self.reached}" if self.reached else ""
        if self.outcome == "finished":
            return line
        if not self.counts:  # it did not begin
            return str(self.trouble)
        why = f" ({self.trouble})" if self.trouble and self.outcome != "interrupted" else ""
        return f"{line}; {self.outcome}{why}: run the same command again to continue"


def crawl(
    newspapers: Sequence[Newspaper], db: Path, console: Console, options: Options
) -> list[Summary]:
    """Crawl newspapers side by side, each at its own pace; once per process, as Scrapy demands.

    A newspaper is skipped, with a row of its own, where another process holds its lock, where it
    asked to be left alone, or outside of the hours. Raises UsageProblem for a delay that is too
    short or a missing contact, as `Store.open` does, and StorageFailed when the disk refuses later.
    """
    hours(options.hours)
    private = _private_hosts(newspapers, options)
    if not private and options.delay is not None and options.delay < _SHORTEST_DELAY:
        raise UsageProblem(
            f"--delay {options.delay:g} is too short for a newspaper:"
            f" use {_SHORTEST_DELAY:g} or more"
        )
    fast = bool(private) and options.delay == 0
    settings = _settings(db, options.delay, private, fast=fast)
    if not private:
        require_contact(settings.get("CONTACT"))
    with closing(Store.open(db)) as store:
        process = AsyncCrawlerProcess(settings)
        _log_to(console)
        arguments = {
            "limit": options.limit,
            "since": options.since,
            "until": options.until,
            "backfill": options.backfill,
            "mirror": options.mirror,
            "hours": options.hours,
            "images": options.images,
        }
        queue = Queue(process, newspapers, store, arguments)
        queue.begin(options.jobs)
        with Progress(console, SHOWN, lambda: _counts(queue.crawlers)):
            process.start()
        return queue.ends()


def exit_code(ends: Sequence[Summary]) -> Exit:
    """What the crawl of these papers ends with."""
    outcomes = {end.outcome for end in ends}
    return next((code for outcome, code in _EXITS.items() if outcome in outcomes), Exit.DONE)


class Queue:
    """Newspapers, crawled so many at a time; each is locked from its beginning to its end."""

    def __init__(
        self,
        process: AsyncCrawlerProcess,
        newspapers: Sequence[Newspaper],
        store: Store,
        arguments: Mapping[str, Any],
    ) -> None:
        """`arguments` are those of the spiders."""
        self.crawlers: list[Crawler] = []
        self._process = process
        self._left = list(newspapers)
        self._store = store
        self._arguments = arguments
        self._tasks: list[asyncio.Task[None]] = []
        self._skipped: list[Summary] = []

    def begin(self, jobs: int) -> None:
        """Start so many; whenever one ends, the next begins. Raises StorageFailed."""
        while self._left and len(self._tasks) < jobs:
            self._next()

    def ends(self) -> list[Summary]:
        """How they ended; raises the error of the first that the archive stopped."""
        for task in self._tasks:
            if not task.cancelled() and (error := task.exception()):
                raise error
        return [*map(_summary, self.crawlers), *self._skipped]

    def _next(self) -> None:
        """Start the next newspaper that may be crawled now and is not locked."""
        while self._left:
            newspaper = self._left.pop(0)
            lock = ExitStack()
            try:
                lock.enter_context(exclusive_lock(self._store.path, f"crawl {newspaper.id}"))
            except Locked as error:
                self._skip(newspaper, "locked", str(error))
                continue
            if self._rests(newspaper):
                lock.close()
                continue
            crawler = self._process.create_crawler(spider_class(newspaper))
            self.crawlers.append(crawler)
            task = self._process.crawl(crawler, store=self._store, **self._arguments)
            task.add_done_callback(partial(self._ended, lock, crawler))
            self._tasks.append(task)
            return

    def _ended(self, lock: ExitStack, crawler: Crawler, task: asyncio.Task[None]) -> None:
        lock.close()
        stopped = task.cancelled() or task.exception() is not None
        spider = spider_of(crawler)
        if not stopped and spider and spider.session.outcome != "interrupted":
            self._next()

    def _rests(self, newspaper: Newspaper) -> bool:
        """Skip a newspaper that must not be crawled now, by its own wish or at this hour."""
        if until := runs.retry_after(self._store.db, newspaper.id):
            why = f"{newspaper.id}: it asked not to be crawled until {until}"
            self._skip(newspaper, "refused", why)
            return True
        allowed = hours(self._arguments["hours"])
        if allowed and not allowed.hold(datetime.now(UTC)):
            why = f"{newspaper.id}: crawled only at {allowed}"
            self._skip(newspaper, "resting", why)
            return True
        return False

    def _skip(self, newspaper: Newspaper, outcome: Outcome, why: str) -> None:
        runs.record_not_started(self._store.db, "crawl", newspaper.id, self._arguments, outcome)
        self._skipped.append(Summary(newspaper.id, outcome, {}, why))


def _settings(db: Path, delay: float | None, private: Sequence[str], *, fast: bool) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    chosen: dict[str, Any] = {
        "ARCHIVE_DB": str(db),
        "PRIVATE_HOSTS": list(private),
        "LOG_INSTALL_ROOT_HANDLER": False,
    }
    if delay is not None:
        chosen["DOWNLOAD_DELAY"] = delay
    if fast:
        chosen["CONCURRENT_REQUESTS_PER_DOMAIN"] = _FAST
        chosen["CONCURRENT_REQUESTS"] = 2 * _FAST
    settings.setdict(chosen, priority="cmdline")
    return settings


def _private_hosts(newspapers: Sequence[Newspaper], options: Options) -> list[str]:
    """The hosts that the person at the keyboard named; no other private one is ever asked."""
    hosts = [options.mirror] if options.mirror else []
    if options.allow_private:
        hosts += [f"//{host}" for one in newspapers for host in one.hosts]
    return [urlsplit(host).hostname or "" for host in hosts]


def _log_to(console: Console) -> None:
    """Warnings only, and past the live table; Scrapy would build a record for every request."""
    handler: logging.Handler = RichHandler(console=console, show_path=False, show_time=False)
    if not console.is_terminal:
        handler = logging.StreamHandler(console.file)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    # That robots.txt cannot be had is told by the run, with what it means; Scrapy adds a traceback.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)


def _counts(crawlers: Sequence[Crawler]) -> Counts:
    """Called from the thread that draws, at any moment: the spiders may not be there yet."""
    spiders = filter(None, map(spider_of, crawlers))
    return {one.newspaper.id: one.session.counts for one in spiders if one.session.run}


def _summary(crawler: Crawler) -> Summary:
    spider = spider_of(crawler)
    assert spider is not None, "a crawl that raised nothing has a spider"
    session = spider.session
    if session.failure:
        raise session.failure
    run = session.run
    assert run is not None, "a crawl that raised nothing has a run"
    id_ = spider.newspaper.id
    back = reached(run.store, id_) if spider.arguments.backfill else None
    return Summary(id_, session.outcome, run.counts, run.trouble, back)
