"""The crawl job: crawls several newspapers at the same time into one archive."""

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
from crawler.spiders.backfill import oldest_day
from crawler.spiders.loader import spider_class
from crawler.spiders.newspaper import spider_of

SHOWN = ("pages", "new", "changed", "gone", "failed")
_SHOWN_IF_ANY = ("refused", "not_article", "unchanged", "restored", "images")
_SHORTEST_DELAY = 1.0  # seconds between two requests to a newspaper on the open Internet
_FAST = 8  # connections to a mirror or an intranet host without a delay


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of `baotinh crawl`.

    `limit` is the maximum of single pages; `since` and `until` (ISO days) limit how far listing
    pages are followed; `backfill` follows listings to their end. `delay` is in seconds between two
    requests. `mirror` is a server that replaces the newspapers'; `allow_private` allows private
    hosts. `jobs` newspapers are crawled at the same time, within the `hours` of the day in Viet Nam
    ("22-5"). `images` also stores the images of articles.
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
    "resting": Exit.DONE,  # outside of --hours
}
"""Exit codes by outcome; of several newspapers, the first in this order counts."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcome of the crawl of one newspaper (its id), with its counts.

    `trouble` is the first failure; `oldest_day` that of its articles, after a backfill.
    """

    newspaper: str
    outcome: Outcome
    counts: Mapping[str, int]
    trouble: str | None
    oldest_day: str | None = None

    def __str__(self) -> str:
        shown = (*SHOWN, *(name for name in _SHOWN_IF_ANY if self.counts.get(name)))
        line = summary(self.newspaper, shown, self.counts)
        line += f"; back to {self.oldest_day}" if self.oldest_day else ""
        if self.outcome == "finished":
            return line
        if not self.counts:  # it did not start
            return str(self.trouble)
        why = f" ({self.trouble})" if self.trouble and self.outcome != "interrupted" else ""
        return f"{line}; {self.outcome}{why}: run the same command again to continue"


def crawl(
    newspapers: Sequence[Newspaper], db: Path, console: Console, options: Options
) -> list[Summary]:
    """Crawl newspapers at the same time, each with its own throttle; only once per process.

    A newspaper is skipped, and its run recorded, if another process holds its lock, during a
    Retry-After, or outside of the hours. Raises UsageProblem for a delay that is too short or a
    missing contact, StorageFailed if the disk fails; and as `Store.open` does.
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
        queue = CrawlQueue(process, newspapers, store, arguments)
        queue.start(options.jobs)
        with Progress(console, SHOWN, lambda: _counts(queue.crawlers)):
            process.start()
        return queue.summaries()


def exit_code(summaries: Sequence[Summary]) -> Exit:
    """The exit code for the crawl of these newspapers."""
    outcomes = {end.outcome for end in summaries}
    return next((code for outcome, code in _EXITS.items() if outcome in outcomes), Exit.DONE)


class CrawlQueue:
    """Crawls newspapers, a given number at a time; each is locked during its crawl."""

    def __init__(
        self,
        process: AsyncCrawlerProcess,
        newspapers: Sequence[Newspaper],
        store: Store,
        arguments: Mapping[str, Any],
    ) -> None:
        """`arguments` are passed to the spiders."""
        self.crawlers: list[Crawler] = []
        self._process = process
        self._waiting = list(newspapers)
        self._store = store
        self._arguments = arguments
        self._tasks: list[asyncio.Task[None]] = []
        self._skipped: list[Summary] = []

    def start(self, jobs: int) -> None:
        """Start `jobs` crawls; whenever one ends, the next starts. Raises StorageFailed."""
        while self._waiting and len(self._tasks) < jobs:
            self._next()

    def summaries(self) -> list[Summary]:
        """The summaries of all crawls; raises the first error of the archive, if any."""
        for task in self._tasks:
            if not task.cancelled() and (error := task.exception()):
                raise error
        return [*map(_summary, self.crawlers), *self._skipped]

    def _next(self) -> None:
        """Start the crawl of the next newspaper that is neither locked nor paused."""
        while self._waiting:
            newspaper = self._waiting.pop(0)
            lock = ExitStack()
            try:
                lock.enter_context(exclusive_lock(self._store.path, f"crawl {newspaper.id}"))
            except Locked as error:
                self._skip(newspaper, "locked", str(error))
                continue
            if self._skip_if_paused(newspaper):
                lock.close()
                continue
            crawler = self._process.create_crawler(spider_class(newspaper))
            self.crawlers.append(crawler)
            task = self._process.crawl(crawler, store=self._store, **self._arguments)
            task.add_done_callback(partial(self._on_end, lock, crawler))
            self._tasks.append(task)
            return

    def _on_end(self, lock: ExitStack, crawler: Crawler, task: asyncio.Task[None]) -> None:
        lock.close()
        stopped = task.cancelled() or task.exception() is not None
        spider = spider_of(crawler)
        if not stopped and spider and spider.session.outcome != "interrupted":
            self._next()

    def _skip_if_paused(self, newspaper: Newspaper) -> bool:
        """Skip a newspaper during a Retry-After or outside of the hours; True if skipped."""
        if until := runs.retry_after(self._store.db, newspaper.id):
            why = f"{newspaper.id}: it asked not to be crawled until {until}"
            self._skip(newspaper, "refused", why)
            return True
        allowed = hours(self._arguments["hours"])
        if allowed and not allowed.contain(datetime.now(UTC)):
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
    """The private hosts that the options allow; requests to others are refused."""
    hosts = [options.mirror] if options.mirror else []
    if options.allow_private:
        hosts += [f"//{host}" for one in newspapers for host in one.hosts]
    return [urlsplit(host).hostname or "" for host in hosts]


def _log_to(console: Console) -> None:
    """Log only warnings, above the live table; Scrapy would make a record for each request."""
    handler: logging.Handler = RichHandler(console=console, show_path=False, show_time=False)
    if not console.is_terminal:
        handler = logging.StreamHandler(console.file)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    # The run reports an unreachable robots.txt; Scrapy would log a traceback.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)


def _counts(crawlers: Sequence[Crawler]) -> Counts:
    """The counts by newspaper; called by the display thread, also before the spiders exist."""
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
    back = oldest_day(run.store, id_) if spider.arguments.backfill else None
    return Summary(id_, session.outcome, run.counts, run.trouble, back)
