"""The public Python API: `Archive`, with methods to search, count, compare and export.

Every method that takes a query (`question`) takes the same filters by name: `first` and `last` (a
date, or a day, month or year as text; both inclusive), `paper`, `province`, `section`, `source`,
`author`, `has` ("image", "poll", "table") and `once` (near-duplicates counted once). `exact_only`
leaves out hits whose tones differ from the query. A query of None matches every article.

All raise QueryProblem for an invalid query, UnknownName (and UnknownPaper) and PeriodProblem for
invalid filters, StorageFailed if the disk or SQLite fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from archive.db import reader
from archive.db.writer import guard
from archive.exports import cite as citations
from archive.exports import export as files
from archive.exports import manifest
from archive.exports.dataframes import Rows, frame
from archive.model import Article
from archive.search import collocates as collocation
from archive.search import counts, dates, diff, kwic, search, timeseries
from archive.search import facets as facet_counts
from archive.search import histogram as histograms
from archive.search import sample as sampling
from archive.search.filters import Filters, Media
from archive.search.hits import Hit
from archive.search.selection import select
from archive.store import near_duplicates

if TYPE_CHECKING:
    from pandas import DataFrame

PAGE = 50
"""Hits in a page."""
SECONDS = 0.1
"""A page of hits ends after this time, even if it is not full, so that the first hit is fast."""


class Options(TypedDict, total=False):
    """Filters by name, as described in the module docstring."""

    first: date | str
    last: date | str
    paper: str
    province: str
    section: str
    source: str
    author: str
    has: Media | Sequence[Media]
    once: bool


@dataclass(frozen=True)
class Hits:
    """The hits of a query, fetched page by page during iteration.

    Each iteration runs the query again on the current archive.
    """

    archive: Archive
    question: str | None
    filters: Filters
    exact_only: bool
    sort: search.Sort

    def __iter__(self) -> Iterator[Hit]:
        cursor = None
        while True:
            with self.archive.connection() as conn:
                answer = search.search(
                    conn,
                    self.question,
                    self.filters,
                    exact_only=self.exact_only,
                    sort=self.sort,
                    limit=PAGE,
                    cursor=cursor,
                    within=SECONDS,
                )
            yield from answer.hits
            cursor = answer.cursor
            if cursor is None:
                return

    def count(self) -> counts.Counts:
        """The number of hits by tier: with the tones as typed, and with other tones."""
        with self.archive.connection() as conn:
            return counts.counts(conn, self.question, self.filters, exact_only=self.exact_only)

    def to_pandas(self) -> DataFrame:
        """All hits as a DataFrame, one a row; raises UsageProblem without pandas."""
        return frame(self)


class Archive:
    """An archive opened read-only; a context manager that closes it. Not for concurrent threads."""

    def __init__(self, path: Path | str) -> None:
        """Open the archive at `path`.

        Raises NotAnArchive, OlderArchive, NewerArchive, RulesChanged, StorageFailed.
        """
        self.path = Path(path)
        self._conn = reader.open_archive(path)

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """The connection; SQLite failures in the block raise StorageFailed."""
        with guard(self.path):
            yield self._conn

    def search(
        self,
        question: str | None,
        *,
        sort: search.Sort = "newest",
        exact_only: bool = False,
        **filters: Unpack[Options],
    ) -> Hits:
        """Search articles: hits with exact tones first, each tier sorted by date or relevance."""
        hits = Hits(self, question, _filters(filters), exact_only, sort)
        with self.connection() as conn:
            select(conn, question, hits.filters, exact_only=exact_only)  # raises before iteration
        return hits

    def count(
        self, question: str | None, *, exact_only: bool = False, **filters: Unpack[Options]
    ) -> int:
        """The number of matching articles, in both tiers."""
        return self.search(question, exact_only=exact_only, **filters).count().total

    def facets(
        self,
        question: str | None,
        *names: str,
        exact_only: bool = False,
        **filters: Unpack[Options],
    ) -> dict[str, dict[str | None, int]]:
        """Article counts by value of each named facet; by default archive.search.facets.FACETS."""
        with self.connection() as conn:
            wanted, chosen = names or facet_counts.FACETS, _filters(filters)
            return facet_counts.facets(conn, question, chosen, wanted, exact_only=exact_only)

    def histogram(
        self,
        question: str | None,
        step: histograms.Step = "month",
        *,
        exact_only: bool = False,
        **filters: Unpack[Options],
    ) -> histograms.Histogram:
        """Matching articles by day, month or year, also per 1,000 archived articles of that bin."""
        with self.connection() as conn:
            return histograms.histogram(
                conn, question, _filters(filters), step=step, exact_only=exact_only
            )

    def trend(
        self,
        questions: Sequence[str],
        step: histograms.Step = "year",
        *,
        exact_only: bool = False,
        **filters: Unpack[Options],
    ) -> list[histograms.Histogram]:
        """A histogram for each query, with the same bins."""
        with self.connection() as conn:
            return histograms.trend(
                conn, questions, _filters(filters), step=step, exact_only=exact_only
            )

    def kwic(
        self,
        question: str,
        *,
        width: int = 60,
        order: kwic.Order = "newest",
        limit: int | None = 1000,
        exact_only: bool = False,
        **filters: Unpack[Options],
    ) -> Rows[kwic.Line]:
        """Keywords in context: every match with `width` characters on each side."""
        with self.connection() as conn:
            choices = {"width": width, "limit": limit, "exact_only": exact_only}
            return Rows(
                kwic.kwic(conn, question, _filters(filters), order=order, **choices)  # type: ignore[arg-type]
            )

    def collocates(
        self,
        question: str,
        *,
        window: int = 5,
        syllables: int = 1,
        limit: int = 50,
        **filters: Unpack[Options],
    ) -> Rows[collocation.Collocate]:
        """Words that occur within `window` syllables more often than by chance, ranked by G²."""
        with self.connection() as conn:
            chosen = _filters(filters)
            found = collocation.collocates(
                conn, question, chosen, window=window, syllables=syllables, limit=limit
            )
        return Rows(found.words)

    def sample(
        self, question: str | None, size: int, *, seed: int = 0, **filters: Unpack[Options]
    ) -> Rows[Hit]:
        """A random sample of `size` articles; the same seed draws the same articles."""
        with self.connection() as conn:
            return Rows(sampling.sample(conn, question, _filters(filters), size=size, seed=seed))

    def article(self, article: int) -> Article:
        """The newest revision of an article; raises UnknownName."""
        return self.revisions(article)[-1].article

    def revisions(self, article: int) -> list[diff.Revision]:
        """All revisions of an article in order of time; raises UnknownName."""
        with self.connection() as conn:
            return diff.revisions(conn, article)

    def copies(self, article: int) -> list[near_duplicates.Copy]:
        """The near-duplicates of an article and itself, the original first; raises UnknownName.

        `baotinh copies` detects them.
        """
        with self.connection() as conn:
            return near_duplicates.copies(conn, article)

    def cite(self, article: int, form: citations.Form = "text", revision: int | None = None) -> str:
        """A citation of an article: "text", "bibtex", "ris" or "csl"; raises UnknownName."""
        with self.connection() as conn:
            return citations.cite(conn, article, form, revision)

    def polls(self, **filters: Unpack[Options]) -> Rows[timeseries.PollResult]:
        """Poll results in order of time; only the filters for newspaper and period apply."""
        with self.connection() as conn:
            return Rows(timeseries.polls(conn, _filters(filters)))

    def weather(self, **filters: Unpack[Options]) -> Rows[timeseries.Forecast]:
        """Weather forecasts in order of days; only the filters for newspaper and period apply."""
        with self.connection() as conn:
            return Rows(timeseries.weather(conn, _filters(filters)))

    def export(
        self,
        question: str | None,
        target: Path | str,
        form: files.Form = "jsonl",
        *,
        exact_only: bool = False,
        **filters: Unpack[Options],
    ) -> manifest.Manifest:
        """Export articles to a file or folder, with a manifest; also raises UsageProblem."""
        with self.connection() as conn:
            return manifest.make(
                conn, question, _filters(filters), Path(target), form=form, exact_only=exact_only
            )

    def repeat(self, path: Path | str) -> manifest.Repeated:
        """Run the query of an export again; `path` is its manifest. Also raises UnreadableInput."""
        with self.connection() as conn:
            return manifest.repeat(conn, Path(path))


def _filters(options: Options) -> Filters:
    values = dict(options)
    for name, day in (("first", dates.first_day), ("last", dates.last_day)):
        if isinstance(typed := values.get(name), str):
            values[name] = day(typed)
    if isinstance(values.get("has"), str):
        values["has"] = (values["has"],)
    return Filters(**{**asdict(Filters()), **values})
