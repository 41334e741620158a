"""`Crawl`: the state that the parts of one crawl of a newspaper share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.newspaper import Newspaper
from crawler.run import Run
from crawler.spiders.fetching import Fetcher
from crawler.spiders.link_classifier import LinkClassifier
from crawler.spiders.listing_queue import ListingQueue
from crawler.spiders.origin import Origin
from crawler.urls.canonical import absolute


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day (ISO) of a crawl, both inclusive; "" for no limit."""

    since: str = ""
    until: str = ""


@dataclass(slots=True)
class Crawl:
    """An open crawl.

    `sitemaps` are named by robots.txt and not requested yet; `month_folders` are guessed URLs,
    which are listing pages only if they link to articles below them.
    """

    newspaper: Newspaper
    run: Run
    origin: Origin
    fetcher: Fetcher
    queue: ListingQueue
    classifier: LinkClassifier
    period: Period
    backfill: bool
    sitemaps: list[str] = field(default_factory=list)
    month_folders: set[str] = field(default_factory=set)

    @property
    def seeds(self) -> list[str]:
        """The stored URLs of the newspaper's seeds; its home page if it has none."""
        home = self.newspaper.home
        paths = [seed.path for seed in self.newspaper.seeds]
        return [absolute(path, home) or home for path in paths or ["/"]]

    def add_sitemaps(self, urls: Iterable[str]) -> None:
        """Add sitemaps from robots.txt, if the crawl uses them."""
        if self.newspaper.finds_listings or self.backfill:
            found = (absolute(url, self.newspaper.home) for url in urls)
            self.sitemaps += [own for url in found if url and (own := self.origin.stored(url))]

    def take_sitemaps(self) -> tuple[str, ...]:
        """The added sitemaps that are not requested yet; they count as requested."""
        sitemaps, self.sitemaps = self.sitemaps, []
        return self.queue.take(sitemaps)

    def add_month_folders(self, urls: Iterable[str]) -> None:
        """Add guessed listing pages; they count as requested."""
        self.month_folders.update(urls)
        self.queue.add(self.month_folders)
