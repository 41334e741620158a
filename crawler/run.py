"""A run: one invocation of crawl, ingest or reparse for one paper, from its first row to its last.

What was learned is gathered for up to a second and then stored in one transaction: captures,
articles and the frontier's moves together, so that a killed run never half-knows a page. The WARC
files are forced to the disk before that, so no row points at a record that is not there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

from archive.model import Article, Capture
from archive.store import fingerprints, images, runs
from archive.store.frontier import Frontier, Kind
from archive.store.store import Store
from archive.warc.writer import CaptureWriter
from crawler.extraction.feeds import moment
from crawler.items import BEYOND, MOVED, Visit
from crawler.parsers import PARSER_VERSION
from crawler.spiders.responses import ImageAnswer

if TYPE_CHECKING:
    from crawler.newspaper import Paper

BATCH = 50  # visits; a hundred articles take SQLite about 0.1 s
SECONDS = 1.0  # what a power cut may cost

COUNTED = ("pages", "new", "changed", "same", "not_article", "gone", "failed", "refused")
"""What is told of a run, in this order; `pages` are single pages asked for. There are others."""

_ANSWERED = ("new", "changed", "same", "unchanged", "not_article", "gone", MOVED)
_TURNED_AWAY = re.compile(
    r"robots\.txt forbids it|challenge-page|login-page|HTTP status (?:401|403|429)\b"
)
"""Reasons that say: the newspaper does not want us to read."""

Outcome = Literal["finished", "interrupted", "failed", "refused", "locked", "resting"]
"""Of a run: "locked" and "resting" ones may not even have begun."""


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
        self._found_keys: set[str] = set()
        self._papers: dict[str, type[Paper]] = {}
        self._stored = monotonic()

    def writer(self, paper: str) -> CaptureWriter:
        """The WARC files of this run for a paper, or for "other" pages."""
        if paper not in self._writers:
            self._writers[paper] = CaptureWriter(self.folder, paper, self._number)
        return self._writers[paper]

    def introduce(self, paper: type[Paper]) -> None:
        """Write the rows of a paper and of those met with it, once. Raises StorageFailed."""
        if paper.name not in self._papers:
            self._papers |= {one.name: one for one in paper.met_together()}
            paper.introduce(self.store)

    def unknown(self, urls: Iterable[str]) -> list[str]:
        """Those addresses that nobody has found yet, each once, in their order."""
        unknown = self.frontier.unknown(urls)
        return [url for url in unknown if url not in self._found]

    def aliases(self, urls: Iterable[str]) -> tuple[str, ...]:
        """Those unknown addresses whose article is known, or named before them, by another one."""
        keys = self._keys(self.paper, urls)
        known = self.frontier.known_keys(keys.values())
        known |= self._found_keys
        found = []
        for url, key in keys.items():
            if key in known:
                found.append(url)
            known.add(key)
        return tuple(found)

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
        self._found.update(visit.pages, visit.aliases)
        self._found_keys.update(self._keys(visit.paper, visit.pages).values())
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
            fingerprints.count(self.store.db.conn, self._number, self._layouts)
        self._layouts.clear()
        self._images.clear()
        self._captures.clear()
        self._visits.clear()
        self._found.clear()
        self._found_keys.clear()
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
            key = self._key(visit.article)
            saved = self.store.save(visit.article, capture, self._number, PARSER_VERSION, key)
            return saved.outcome.value, saved.article
        if visit.reason in {MOVED, BEYOND}:
            return visit.reason, None
        if visit.state == "fetched":
            return "listings" if visit.kind == "listing" else "not_article", None
        return visit.state, None

    def _tell_frontier(self, visit: Visit, capture: int | None, article: int | None) -> None:
        url = visit.url
        self._discover(visit, [url], visit.kind, None)
        self._discover(visit, visit.aliases, "page", url)
        found: tuple[tuple[Kind, tuple[str, ...]], ...]
        found = ("page", visit.pages), ("listing", visit.listings)
        for kind, urls in found:
            if urls:
                self._discover(visit, urls, kind, url)
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

    def _discover(
        self, visit: Visit, urls: Sequence[str], kind: Kind, found_on: str | None
    ) -> None:
        if urls:
            keys = self._keys(visit.paper, urls) if kind == "page" else {}
            self.frontier.discover(visit.paper or "", urls, kind, found_on, self._number, keys)

    def _keys(self, paper: str | None, urls: Iterable[str]) -> dict[str, str]:
        """What each address shares with the other addresses of its article, where one can tell."""
        known = self._papers.get(paper or "")
        return {url: key for url in urls if known and (key := known.twin_key(url))}

    def _key(self, article: Article) -> str | None:
        owner = self._papers.get(article.paper or "")
        return owner.key(article.canonical_url) if owner else None
