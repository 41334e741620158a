"""`Run`: buffers the results of a crawl, ingest or reparse and stores them in transactions.

Results are buffered for up to a second and then stored in one transaction, captures, articles and
frontier states together, so a killed run never stores half a page. The WARC files are synced to the
disk before that, so no row refers to a missing record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from time import monotonic
from typing import Any, Literal, assert_never

from archive.clock import as_utc
from archive.model import Article, Capture
from archive.store import fingerprints, images, runs
from archive.store.frontier import Frontier, Kind
from archive.store.store import Store
from archive.warc.writer import CaptureWriter
from crawler.items import (
    Failed,
    Fetched,
    FetchResult,
    Gone,
    ImageResult,
    Moved,
    Refused,
    Unchanged,
)
from crawler.newspaper import Newspaper
from crawler.parsers import PARSER_VERSION

BATCH = 50  # results; a hundred articles take SQLite about 0.1 s
SECONDS = 1.0  # between two commits; a power failure loses at most this

COUNTED = ("pages", "new", "changed", "same", "not_article", "gone", "failed", "refused")
"""The main counts of a run, in display order; `pages` are requested single pages."""

_RESPONSES = ("new", "changed", "same", "unchanged", "not_article", "gone", "moved")

Outcome = Literal["finished", "interrupted", "failed", "refused", "locked", "resting"]
"""Outcomes of a run; "locked" and "resting" are also those of runs that did not start."""


class Run:
    """An open run; `counts` has its progress, `trouble` its first failure."""

    def __init__(
        self,
        store: Store,
        kind: runs.Kind,
        arguments: Mapping[str, Any],
        newspapers: Sequence[Newspaper] = (),
    ) -> None:
        """Insert the row of the run.

        The `newspapers` of a crawl are the one that is crawled and those related to it. Raises
        StorageFailed.
        """
        self.store = store
        self.newspaper = newspapers[0].id if newspapers else None
        self.frontier = Frontier(store.db)
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
        self.trouble: str | None = None
        self._newspapers: dict[str, Newspaper] = {}
        self.save_newspapers(newspapers)
        self._number = runs.start(store.db, kind, self.newspaper, arguments)
        self.folder = store.path.absolute().parent
        self._writers: dict[str, CaptureWriter] = {}
        self._captures: list[Capture] = []
        self._results: list[tuple[FetchResult, bool]] = []
        self._layouts: Counter[str] = Counter()
        self._images: list[ImageResult] = []
        self._reasons: dict[str, str] = {}
        self._found: set[str] = set()
        self._found_keys: set[str] = set()
        self._stored = monotonic()

    def writer(self, newspaper: str) -> CaptureWriter:
        """The WARC writer of this run for a newspaper's id, or for "other" pages."""
        if newspaper not in self._writers:
            self._writers[newspaper] = CaptureWriter(self.folder, newspaper, self._number)
        return self._writers[newspaper]

    def save_newspapers(self, newspapers: Iterable[Newspaper]) -> None:
        """Write the rows of newspapers, which their pages refer to. Raises StorageFailed."""
        for one in newspapers:
            if one.id not in self._newspapers:
                self._newspapers[one.id] = one
                self.store.save_paper(one.id, one.title, one.province, one.province_now, one.hosts)

    def unknown(self, urls: Iterable[str]) -> list[str]:
        """The URLs that are not in the frontier yet, each once, in their order."""
        unknown = self.frontier.unknown(urls)
        return [url for url in unknown if url not in self._found]

    def aliases(self, urls: Iterable[str]) -> tuple[str, ...]:
        """The URLs whose article is known, or earlier in the list, under another URL."""
        keys = self._keys(self.newspaper, urls)
        known = self.frontier.known_keys(keys.values())
        known |= self._found_keys
        found = []
        for url, key in keys.items():
            if key in known:
                found.append(url)
            known.add(key)
        return tuple(found)

    def is_fresh(self, urls: Iterable[str]) -> bool:
        """Whether any of the URLs was discovered by this run, on any listing page."""
        listed = list(urls)
        if self.unknown(listed) or not self._found.isdisjoint(listed):
            return True
        return self.frontier.discovered_by(self._number, listed)

    def add_capture(self, capture: Capture) -> None:
        """Add a capture, which may have no result, such as robots.txt or a retried request."""
        self._captures.append(capture)

    def record(self, result: FetchResult, *, in_frontier: bool = True) -> None:
        """Add a result, and commit if a commit is due.

        `in_frontier` is False for a page that the frontier should not contain, such as an ingested
        one without a newspaper. Raises StorageFailed.
        """
        self._results.append((result, in_frontier))
        links = result.links
        self._found.update(links.pages, links.aliases)
        self._found_keys.update(self._keys(result.newspaper, links.pages).values())
        self._commit_if_due(len(self._results))

    def record_image(self, result: ImageResult) -> None:
        """Add the result of an image. Raises StorageFailed."""
        self._images.append(result)
        self._commit_if_due(len(self._images))

    def set_reason(self, urls: Iterable[str], reason: str) -> None:
        """Set the reason in the frontier why discovered URLs are not fetched in this run."""
        self._reasons.update(dict.fromkeys(urls, reason))

    def capture_with_payload(self, sha256: str) -> images.StoredPayload | None:
        """The first capture of a payload with this SHA-256, if any. Raises StorageFailed."""
        if any(capture.sha256 == sha256 for capture in self._captures):
            self.commit()
        return images.capture_with_payload(self.store.db.conn, sha256)

    def commit(self) -> None:
        """Store all buffered results in one transaction. Raises StorageFailed."""
        self._stored = monotonic()
        if not (self._results or self._captures or self._images or self._reasons):
            return
        for writer in self._writers.values():
            writer.sync()
        counts: Counter[str] = Counter()
        with self.store.atomic():
            for capture in self._captures:
                self.store.save_capture(capture, self._number)
            for result, in_frontier in self._results:
                self._store(result, counts, in_frontier=in_frontier)
            for image in self._images:
                self._store_image(image, counts)
            for url, reason in self._reasons.items():
                self.frontier.set_reason(url, reason)
            fingerprints.count(self.store.db.conn, self._number, self._layouts)
        self._layouts.clear()
        self._images.clear()
        self._reasons.clear()
        self._captures.clear()
        self._results.clear()
        self._found.clear()
        self._found_keys.clear()
        self.counts.update(counts)

    def outcome(self) -> Outcome:
        """The outcome of a crawl that was not interrupted.

        It is "finished" if any page was fetched or nothing went wrong; else "refused" if at least
        half of the failures are refusals by the newspaper, and "failed" otherwise.
        """
        pages = sum(self.counts[name] for name in _RESPONSES)
        if self.counts["answers"] and (pages or not self.counts["pages"]):
            return "finished"
        if not self.trouble:
            return "finished"
        misses = self.counts["failed"] + self.counts["refused"]
        return "refused" if 2 * self.counts["turned_away"] >= misses else "failed"

    def record_event(self, kind: str, subject: str) -> None:
        """Record an event of this run. Raises StorageFailed."""
        runs.record_event(self.store.db, kind, subject, {"parser": PARSER_VERSION}, self._number)

    def record_retry_after(self, until: datetime, why: str) -> None:
        """Record that the newspaper must get no requests until a time. Raises StorageFailed."""
        assert self.newspaper is not None, "a crawl is one newspaper's"
        runs.record_retry_after(self.store.db, self.newspaper, until, why, self._number)

    def finish(self, outcome: Outcome) -> None:
        """Commit, close the WARC files and finish the run. Raises StorageFailed."""
        self.commit()
        for writer in self._writers.values():
            writer.close()
        runs.finish(self.store.db, self._number, outcome, self.counts)

    def _commit_if_due(self, waiting: int) -> None:
        if waiting >= BATCH or monotonic() - self._stored >= SECONDS:
            self.commit()

    def _store(self, result: FetchResult, counts: Counter[str], *, in_frontier: bool) -> None:
        article = result.article if isinstance(result, Fetched) else None
        counts["pages"] += result.kind == "page"
        counts["answers"] += not isinstance(result, Failed | Refused)
        counts["rechecked"] += result.revisited is not None or isinstance(result, Unchanged)
        counts["restored"] += result.revisited == "gone" and article is not None
        capture = None
        if result.capture:
            capture = self.store.save_capture(result.capture, self._number)
            owner = article.paper if article else result.newspaper
            boxes = (result.poll, result.weather) if isinstance(result, Fetched) else (None, None)
            self.store.save_boxes(owner, capture, *boxes)
        id_ = None
        if article is not None:
            assert capture is not None, "an article comes from a capture"
            key = self._key(article)
            saved = self.store.save(article, capture, self._number, PARSER_VERSION, key)
            counts[saved.outcome.value] += 1
            id_ = saved.article
            if saved.outcome.value == "new" and isinstance(result, Fetched) and result.layout:
                self._layouts[result.layout] += 1
        else:
            is_list = isinstance(result, Fetched) and result.kind == "listing"
            counts["listings" if is_list else result.counted_as] += 1
        if isinstance(result, Failed | Refused):
            self.trouble = self.trouble or f"{result.failure.text}: {result.url}"
            counts["turned_away"] += in_frontier and result.failure.is_refusal
        if in_frontier:
            self._update_frontier(result, capture, id_)

    def _store_image(self, image: ImageResult, counts: Counter[str]) -> None:
        capture = image.same_as
        if image.capture:
            capture = self.store.save_capture(image.capture, self._number)
        images.save(self.store.db.conn, image.src, image.state, capture, image.reason)
        counts["images"] += image.state == "kept"

    def _update_frontier(
        self, result: FetchResult, capture: int | None, article: int | None
    ) -> None:
        url, links = result.url, result.links
        self._discover(result, [url], result.kind, None)
        self._discover(result, links.aliases, "page", url)
        found: tuple[tuple[Kind, tuple[str, ...]], ...]
        found = ("page", links.pages), ("listing", links.listings)
        for kind, urls in found:
            if urls:
                self._discover(result, urls, kind, url)
                self.frontier.reopen(urls)
        match result:
            case Fetched() | Moved():
                assert capture is not None, "it was stored just now"
                times = (as_utc(result.capture.last_modified or ""), result.changed)
                changed = max(filter(None, times), default=None)
                etag = result.capture.etag
                self.frontier.fetched(url, capture, result.kind, article, etag, changed)
            case Unchanged():
                self.frontier.unchanged(url)
            case Gone(status=status):
                self.frontier.gone(url, status)
            case Failed(failure=failure):
                self.frontier.failed(url, failure.text, failure.status)
            case Refused(failure=failure):
                self.frontier.refused(url, failure.text)
            case _:
                assert_never(result)

    def _discover(
        self, result: FetchResult, urls: Sequence[str], kind: Kind, found_on: str | None
    ) -> None:
        if urls:
            keys = self._keys(result.newspaper, urls) if kind == "page" else {}
            newspaper = result.newspaper or ""
            self.frontier.discover(newspaper, urls, kind, found_on, self._number, keys)

    def _keys(self, newspaper: str | None, urls: Iterable[str]) -> dict[str, str]:
        """The frontier key of each URL that has one; all URLs of an article share it."""
        known = self._newspapers.get(newspaper or "")
        return {url: key for url in urls if known and (key := known.duplicate_key(url))}

    def _key(self, article: Article) -> str | None:
        owner = self._newspapers.get(article.paper or "")
        return owner.article_key(article.canonical_url) if owner else None
