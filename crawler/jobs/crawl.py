"""A crawl of one or several papers into one archive: call it, and get its summary."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
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

from archive.db.lock import only_one
from archive.errors import Exit, Locked, UsageProblem
from archive.store import runs
from crawler.contact import require
from crawler.extraction.parsing_process import ParsingProcess
from crawler.jobs.progress import Counts, Progress, summary
from crawler.newspaper import Paper
from crawler.pipelines import ArchivePipeline, shared_store
from crawler.run import Outcome
from crawler.schedule import hours
from crawler.spiders.backfill import reached
from crawler.spiders.newspaper import Walk

TOLD = ("pages", "new", "changed", "gone", "failed")
_TELL_IF_ANY = ("refused", "not_article", "unchanged", "restored", "images")
_SHORTEST_DELAY = 1.0  # seconds between two requests to a newspaper on the open Internet
_FAST = 8  # connections to a mirror or an intranet host that is asked without delay


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Bounds of a crawl.

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
    "resting": Exit.DONE,  # as somebody wished
}
"""What a crawl ends with; of several papers, the first in this order."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How the crawl of one paper ended, and why.

    `reached` is the day of the paper's oldest article after a backfill.
    """

    paper: str
    outcome: Outcome
    counts: Mapping[str, int]
    trouble: str | None
    reached: str | None = None

    def __str__(self) -> str:
        told = (*TOLD, *(name for name in _TELL_IF_ANY if self.counts.get(name)))
        line = summary(self.paper, told, self.counts)
        line += f"; back to {self.reached}" if self.reached else ""
        if self.outcome == "finished":
            return line
        if not self.counts:  # it did not begin
            return str(self.trouble)
        why = f" ({self.trouble})" if self.trouble and self.outcome != "interrupted" else ""
        return f"{line}; {self.outcome}{why}: the same command goes on from here"


def crawl(
    papers: Sequence[type[Paper]], db: Path, console: Console, options: Options
) -> list[Summary]:
    """Crawl papers side by side, each at its own pace; once per process, as Scrapy has it.

    A paper is passed over whose lock another process holds, that wants to be left alone, or that
    rests at this hour, and that is put on record. Raises UsageProblem for too fast a crawl or one
    that nobody answers for, as `Store.open` does, and StorageFailed when the disk refuses later.
    """
    hours(options.hours)
    private = _private_hosts(papers, options)
    if not private and options.delay is not None and options.delay < _SHORTEST_DELAY:
        raise UsageProblem(
            f"--delay {options.delay:g} is too fast for a newspaper: {_SHORTEST_DELAY:g} or more"
        )
    fast = bool(private) and options.delay == 0
    settings = _settings(db, options.delay, private, fast=fast)
    if not private:
        require(settings.get("CONTACT"))
    with ParsingProcess(apart=fast) as parsing, shared_store(db):
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
            "parsing": parsing,
        }
        queue = Queue(process, papers, db, arguments)
        queue.begin(options.jobs)
        with Progress(console, TOLD, lambda: _counts(queue.crawlers)):
            process.start()
        return queue.ends()


def exit_code(ends: Sequence[Summary]) -> Exit:
    """What the crawl of these papers ends with."""
    outcomes = {end.outcome for end in ends}
    return next((code for outcome, code in _EXITS.items() if outcome in outcomes), Exit.DONE)


class Queue:
    """Papers that are crawled so many at a time; each is locked from its beginning to its end."""

    def __init__(
        self,
        process: AsyncCrawlerProcess,
        papers: Sequence[type[Paper]],
        db: Path,
        arguments: Mapping[str, Any],
    ) -> None:
        self.crawlers: list[Crawler] = []
        self._process = process
        self._left = list(papers)
        self._db = db
        self._arguments = arguments
        self._tasks: list[asyncio.Task[None]] = []
        self._passed_over: list[Summary] = []

    def begin(self, jobs: int) -> None:
        """Start so many; whenever one ends, the next begins. Raises StorageFailed."""
        while self._left and len(self._tasks) < jobs:
            self._next()

    def ends(self) -> list[Summary]:
        """How they ended; raises what stopped the first that was stopped by the archive."""
        for task in self._tasks:
            if not task.cancelled() and (error := task.exception()):
                raise error
        return [*map(_summary, self.crawlers), *self._passed_over]

    def _next(self) -> None:
        """Start the next paper that neither rests nor is locked."""
        while self._left:
            paper = self._left.pop(0)
            lock = ExitStack()
            try:
                lock.enter_context(only_one(self._db, f"crawl {paper.name}"))
            except Locked as error:
                self._pass_over(paper, "locked", str(error))
                continue
            if self._rests(paper):
                lock.close()
                continue
            crawler = self._process.create_crawler(paper)
            self.crawlers.append(crawler)
            task = self._process.crawl(crawler, **self._arguments)
            task.add_done_callback(partial(self._ended, lock, crawler))
            self._tasks.append(task)
            return

    def _ended(self, lock: ExitStack, crawler: Crawler, task: asyncio.Task[None]) -> None:
        lock.close()
        stopped = task.cancelled() or task.exception() is not None
        if not stopped and ArchivePipeline.of(crawler).outcome != "interrupted":
            self._next()

    def _rests(self, paper: type[Paper]) -> bool:
        """Pass a paper over that must not be asked now: by its own wish, or because of the hour."""
        with shared_store(self._db) as store:
            until = runs.rests_until(store.db, paper.name)
        if until:
            why = f"{paper.name}: it wants to be left alone until {until}"
            self._pass_over(paper, "refused", why)
            return True
        allowed = hours(self._arguments["hours"] or paper.hours)
        if allowed and not allowed.hold(datetime.now(UTC)):
            self._pass_over(paper, "resting", f"{paper.name}: it may be crawled at {allowed} only")
            return True
        return False

    def _pass_over(self, paper: type[Paper], outcome: Outcome, why: str) -> None:
        told = {name: value for name, value in self._arguments.items() if name != "parsing"}
        with shared_store(self._db) as store:
            runs.refuse(store.db, "crawl", paper.name, told, outcome)
        self._passed_over.append(Summary(paper.name, outcome, {}, why))


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


def _private_hosts(papers: Sequence[type[Paper]], options: Options) -> list[str]:
    """The hosts that the person at the keyboard named; no other private one is ever asked."""
    hosts = [options.mirror] if options.mirror else []
    if options.allow_private:
        hosts += [f"//{host}" for paper in papers for host in paper.hosts]
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
    spiders = [crawler.spider for crawler in crawlers if isinstance(crawler.spider, Walk)]
    return {spider.name: spider.open_run.counts for spider in spiders if spider.open_run}


def _summary(crawler: Crawler) -> Summary:
    pipeline = ArchivePipeline.of(crawler)
    if pipeline.failure:
        raise pipeline.failure
    run = pipeline.run
    assert run is not None, "a crawl that raised nothing has a run"
    name, spider = crawler.spidercls.name, crawler.spider
    back = reached(run.store, name) if isinstance(spider, Walk) and spider.backfills else None
    return Summary(name, pipeline.outcome, run.counts, run.trouble, back)
