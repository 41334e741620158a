"""A run: one invocation of crawl, ingest or reparse for one paper, from its first row to its last.

What was learned is gathered for up to a second and then stored in one transaction: captures,
articles and the frontier's moves together, so that a killed run never half-knows a page. The WARC
files are forced to the disk before that, so no row points at a record that is not there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, Self

from archive import images, layouts, runs
from archive.article import Article, Capture, Poll, Weather
from archive.frontier import Frontier, Kind
from archive.store import Store
from crawler.answers import ImageAnswer
from crawler.captures import CaptureWriter
from crawler.parsers import PARSER_VERSION
from crawler.seeds import moment

if TYPE_CHECKING:
    from crawler.paper import Paper

BATCH = 50  # visits; a hundred articles take SQLite about 0.1 s
SECONDS = 1.0  # what a power cut may cost

COUNTED = ("pages", "new", "changed", "same", "not_article", "gone", "failed", "refused")
"""What is told of a run, in this order; `pages` are single pages asked for. There are others."""

MOVED = "moved"
"""The reason of a visit that met a redirect: an alias, counted apart."""

BEYOND = "before --since"
"""The reason of a list that was not read because what stands on it is too old."""

LISTING = "listing"
"""The reason of a single page that turned out to be a list."""

_ANSWERED = ("new", "changed", "same", "unchanged", "not_article", "gone", MOVED)
_TURNED_AWAY = re.compile(
    r"robots\.txt forbids it|challenge-page|login-page|HTTP status (?:401|403|429)\b"
)
"""Reasons that say: the newspaper does not want us to read."""

State = Literal["fetched", "failed", "gone", "refused", "unchanged"]
Outcome = Literal["finished", "interrupted", "failed", "refused", "locked", "resting"]
"""Of a run: "locked" and "resting" ones may not even have begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What became of one address, and what was found there.

    `poll` and `weather` stood on the page, article or not. `pages` and `listings` are addresses to
    fetch, known or not; `changed` (UTC) is the newest change that the newspaper's sitemap told of
    the page. `asked` is off for a page that came from elsewhere, of which the frontier need not
    hear. `was` is the state of a known page that was asked for again; `layout` is the one around
    the text of an article.
    """

    paper: str | None
    url: str
    state: State
    kind: Kind = "page"
    capture: Capture | None = None
    article: Article | None = None
    poll: Poll | None = None
    weather: Weather | None = None
    status: int | None = None
    reason: str | None = None
    layout: str | None = None
    changed: str | None = None
    pages: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    asked: bool = True
    was: Literal["fetched", "gone"] | None = None

    def saying(self, article: Article) -> Self:
        """The visit with what was read from the page, which may turn out to be no article."""
        return replace(
            self,
            article=article if article.kind == "article" else None,
            poll=article.poll,
            weather=article.weather,
            reason=LISTING if article.kind == "listing" else self.reason,
        )


class Run:
    """An open run; `counts` says how far it is."""

    def __init__(
        self, store: Store, kind: runs.Kind, paper: str | None, arguments: Mapping[str, Any]
    ) -> None:
        """Write the row of the run; raises StorageFailed."""
        self.store = store
        self.paper = paper
        self.frontier = Frontier(store.db)
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        self.trouble: str | None = None
        self._number = runs.start(store.db, kind, paper, arguments)
        self.folder = store.path.absolute().parent
        self._writers: dict[str, CaptureWriter] = {}
        self._captures: list[Capture] = []
        self._visits: list[Visit] = []
        self._layouts: Counter[str] = Counter()
        self._images: list[ImageAnswer] = []
        self._found: set[str] = set()
        self._introduced: set[str] = set()
        self._stored = monotonic()

    def writer(self, paper: str) -> CaptureWriter:
        """The WARC files of this run for a paper, or for "other" pages."""
        if paper not in self._writers:
            self._writers[paper] = CaptureWriter(self.folder, paper, self._number)
        return self._writers[paper]

    def introduce(self, paper: type[Paper]) -> None:
        """Write the row of a paper, once. Raises StorageFailed."""
        if paper.name not in self._introduced:
            self._introduced.add(paper.name)
            paper.introduce(self.store)

    def unknown(self, urls: Iterable[str]) -> list[str]:
        """Those addresses that nobody has found yet, each once, in their order."""
        unknown = self.frontier.unknown(urls)
        return [url for url in unknown if url not in self._found]

    def is_fresh(self, urls: Iterable[str]) -> bool:
        """Whether any of the addresses was found by this run, on whatever list it met it first."""
        asked = list(urls)
        if self.unknown(asked) or not self._found.isdisjoint(asked):
            return True
        return self.frontier.found_by(self._number, asked)

    def saw(self, capture: Capture) -> None:
        """Take in a capture that may belong to no visit, such as robots.txt or a first try."""
        self._captures.append(capture)

    def keep(self, visit: Visit) -> None:
        """Take in a visit; every so often all that was taken in is stored.

        Raises StorageFailed.
        """
        self._visits.append(visit)
        self._found.update(visit.pages)
        if len(self._visits) >= BATCH or monotonic() - self._stored >= SECONDS:
            self.commit()

    def keep_image(self, answer: ImageAnswer) -> None:
        """Take in what became of an image. Raises StorageFailed."""
        self._images.append(answer)
        if len(self._images) >= BATCH or monotonic() - self._stored >= SECONDS:
            self.commit()

    def with_bytes(self, sha256: str) -> images.Known | None:
        """The capture that holds these bytes already. Raises StorageFailed."""
        if any(capture.sha256 == sha256 for capture in self._captures):
            self.commit()
        return images.with_bytes(self.store.db.conn, sha256)

    def commit(self) -> None:
        """Store what was taken in, all or nothing. Raises StorageFailed."""
        self._stored = monotonic()
        if not self._visits and not self._captures and not self._images:
            return
        for writer in self._writers.values():
            writer.sync()
        counts: Counter[str] = Counter()
        with self.store.atomic():
            for capture in self._captures:
                self.store.save_capture(capture, self._number)
            for visit in self._visits:
                self._store(visit, counts)
            for answer in self._images:
                self._store_image(answer, counts)
            layouts.count(self.store.db.conn, self._number, self._layouts)
        self._layouts.clear()
        self._images.clear()
        self._captures.clear()
        self._visits.clear()
        self._found.clear()
        self.counts.update(counts)

    def outcome(self) -> Outcome:
        """How a crawl ended that came to its end: without any page or list it failed.

        "refused" where it was mostly the newspaper that turned us away.
        """
        pages = sum(self.counts[name] for name in _ANSWERED)
        if self.counts["answers"] and (pages or not self.counts["pages"]):
            return "finished"
        if not self.trouble:
            return "finished"
        misses = self.counts["failed"] + self.counts["refused"]
        return "refused" if 2 * self.counts["turned_away"] >= misses else "failed"

    def note(self, kind: str, subject: str) -> None:
        """Put on record, as an event, that this run did something to the whole archive.

        Raises StorageFailed.
        """
        runs.note(self.store.db, kind, subject, {"parser": PARSER_VERSION}, self._number)

    def rest(self, until: datetime, why: str) -> None:
        """Put on record until when the paper wants to be left alone. Raises StorageFailed."""
        assert self.paper is not None, "a crawl is one paper's"
        runs.rest(self.store.db, self.paper, until, why, self._number)

    def finish(self, outcome: Outcome) -> None:
        """Store the rest and end the run.

        Raises StorageFailed.
        """
        self.commit()
        for writer in self._writers.values():
            writer.close()
        runs.finish(self.store.db, self._number, outcome, self.counts)

    def _store(self, visit: Visit, counts: Counter[str]) -> None:
        counts["pages"] += visit.kind == "page"
        counts["answers"] += visit.state in {"fetched", "gone", "unchanged"}
        counts["rechecked"] += visit.was is not None or visit.state == "unchanged"
        counts["restored"] += visit.was == "gone" and visit.article is not None
        capture = None
        if visit.capture:
            capture = self.store.save_capture(visit.capture, self._number)
            owner = visit.article.paper if visit.article else visit.paper
            self.store.see(owner, capture, visit.poll, visit.weather)
        name, article = self._store_article(visit, capture)
        counts[name] += 1
        if name == "new" and visit.layout:
            self._layouts[visit.layout] += 1
        if visit.state in {"failed", "refused"} and visit.reason != BEYOND:
            self.trouble = self.trouble or f"{visit.reason}: {visit.url}"
            counts["turned_away"] += _TURNED_AWAY.match(visit.reason or "") is not None
        if visit.asked:
            self._tell_frontier(visit, capture, article)

    def _store_image(self, answer: ImageAnswer, counts: Counter[str]) -> None:
        capture = answer.same_as
        if answer.capture:
            capture = self.store.save_capture(answer.capture, self._number)
        images.save(self.store.db.conn, answer.src, answer.state, capture, answer.reason)
        counts["images"] += answer.state == "kept"

    def _store_article(self, visit: Visit, capture: int | None) -> tuple[str, int | None]:
        """Store what a page says; returns what the visit is counted as, and the article's id."""
        if visit.article is not None:
            assert capture is not None, "an article comes from a capture"
            saved = self.store.save(visit.article, capture, self._number, PARSER_VERSION)
            return saved.outcome.value, saved.article
        if visit.reason in {MOVED, BEYOND}:
            return visit.reason, None
        if visit.state == "fetched":
            return "listings" if visit.kind == "listing" else "not_article", None
        return visit.state, None

    def _tell_frontier(self, visit: Visit, capture: int | None, article: int | None) -> None:
        paper, url = visit.paper or "", visit.url
        self.frontier.discover(paper, [url], visit.kind, None, self._number)
        found: tuple[tuple[Kind, tuple[str, ...]], ...]
        found = ("page", visit.pages), ("listing", visit.listings)
        for kind, urls in found:
            if urls:
                self.frontier.discover(paper, urls, kind, url, self._number)
                self.frontier.reopen(urls)
        match visit.state:
            case "fetched":
                assert visit.capture is not None, "nothing is fetched without a capture"
                assert capture is not None, "it was stored just now"
                told = (moment(visit.capture.last_modified or ""), visit.changed)
                changed = max(filter(None, told), default=None)
                etag = visit.capture.etag
                self.frontier.fetched(url, capture, visit.kind, article, etag, changed)
            case "unchanged":
                self.frontier.unchanged(url)
            case "gone":
                self.frontier.gone(url, visit.status or 404)
            case "failed":
                self.frontier.failed(url, visit.reason or "unknown", visit.status)
            case "refused":
                self.frontier.refused(url, visit.reason or "unknown")
