"""The archive for programs: `Archive("archive.db")` asks, counts, reads in context, exports.

Every method that takes a question takes the same filters by name: `first` and `last` (a date, or a
day, month or year as text; both included), `paper`, `province`, `section`, `source`, `author`,
`has` ("image", "poll", "table") and `once` (copies counted once). `exact_only` asks for the tones
as typed, words side by side for a phrase. A question of None means every article.

All raise QueryProblem for a question that cannot be read, UnknownName (and UnknownPaper) and
PeriodProblem for filters, StorageFailed when the disk or SQLite refuse.
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
from archive.exports import export as export_module
from archive.exports import manifest
from archive.exports.dataframes import Rows, frame
from archive.model import Article
from archive.search import collocates as collocations
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
"""Hits that are read at a time."""
SECONDS = 0.1
"""A page of newest hits ends then, with the hits so far: the first should not wait for the last."""


class Narrow(TypedDict, total=False):
    """Filters by name; see the module."""

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
    """The hits of a question, read page by page while they are iterated over.

    Each iteration begins anew, and sees what the archive has by then.
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
        """How many there are: with the tones as typed, and without regard to tones."""
        with self.archive.connection() as conn:
            return counts.counts(conn, self.question, self.filters, exact_only=self.exact_only)

    def to_pandas(self) -> DataFrame:
        """All hits as a DataFrame, a row each; raises UsageProblem without pandas."""
        return frame(self)


class Archive:
    """An archive that is read; a context manager that closes it. One thread at a time may ask."""

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
        """The connection, for one question; what SQLite refuses is StorageFailed."""
        with guard(self.path):
            yield self._conn

    def search(
        self,
        question: str | None,
        *,
        sort: search.Sort = "newest",
        exact_only: bool = False,
        **narrow: Unpack[Narrow],
    ) -> Hits:
        """The hits, tone-exact ones first and each tier newest or most relevant first."""
        hits = Hits(self, question, _filters(narrow), exact_only, sort)
        with self.connection() as conn:
            select(conn, question, hits.filters, exact_only=exact_only)  # tells now what is wrong
        return hits

    def count(
        self, question: str | None, *, exact_only: bool = False, **narrow: Unpack[Narrow]
    ) -> int:
        """How many articles match, in all tiers."""
        return self.search(question, exact_only=exact_only, **narrow).count().total

    def facets(
        self, question: str | None, *names: str, exact_only: bool = False, **narrow: Unpack[Narrow]
    ) -> dict[str, dict[str | None, int]]:
        """Articles by value of each facet: all of archive.search.facets.FACETS, or those named."""
        with self.connection() as conn:
            wanted = names or facet_counts.FACETS
            return facet_counts.facets(
                conn, question, _filters(narrow), wanted, exact_only=exact_only
            )

    def histogram(
        self,
        question: str | None,
        step: histograms.Step = "month",
        *,
        exact_only: bool = False,
        **narrow: Unpack[Narrow],
    ) -> histograms.Histogram:
        """Articles by day, month or year, and how many of 1,000 that the archive has."""
        with self.connection() as conn:
            return histograms.histogram(
                conn, question, _filters(narrow), step=step, exact_only=exact_only
            )

    def trend(
        self,
        questions: Sequence[str],
        step: histograms.Step = "year",
        *,
        exact_only: bool = False,
        **narrow: Unpack[Narrow],
    ) -> list[histograms.Histogram]:
        """A histogram for each question, over the same bins."""
        with self.connection() as conn:
            return histograms.trend(
                conn, questions, _filters(narrow), step=step, exact_only=exact_only
            )

    def kwic(
        self,
        question: str,
        *,
        width: int = 60,
        order: kwic.Order = "newest",
        limit: int | None = 1000,
        exact_only: bool = False,
        **narrow: Unpack[Narrow],
    ) -> Rows[kwic.Line]:
        """Every place of the words in its context, `width` characters on each side."""
        with self.connection() as conn:
            choices = {"width": width, "limit": limit, "exact_only": exact_only}
            return Rows(
                kwic.kwic(conn, question, _filters(narrow), order=order, **choices)  # type: ignore[arg-type]
            )

    def collocates(
        self,
        question: str,
        *,
        window: int = 5,
        syllables: int = 1,
        limit: int = 50,
        **narrow: Unpack[Narrow],
    ) -> Rows[collocations.Collocate]:
        """Words that stand within `window` syllables more often than by chance, by G²."""
        with self.connection() as conn:
            found = collocations.collocates(
                conn,
                question,
                _filters(narrow),
                window=window,
                syllables=syllables,
                limit=limit,
            )
        return Rows(found.words)

    def sample(
        self, question: str | None, size: int, *, seed: int = 0, **narrow: Unpack[Narrow]
    ) -> Rows[Hit]:
        """So many articles by chance; the same seed gives the same ones."""
        with self.connection() as conn:
            return Rows(sampling.sample(conn, question, _filters(narrow), size=size, seed=seed))

    def article(self, article: int) -> Article:
        """An article in its newest state; raises UnknownName."""
        return self.revisions(article)[-1].article

    def revisions(self, article: int) -> list[diff.Revision]:
        """All states of an article in order of time; raises UnknownName."""
        with self.connection() as conn:
            return diff.revisions(conn, article)

    def copies(self, article: int) -> list[near_duplicates.Copy]:
        """The articles that tell the same, the first of them first; raises UnknownName.

        They are known once `baotinh copies` has looked for them.
        """
        with self.connection() as conn:
            return near_duplicates.copies(conn, article)

    def cite(self, article: int, form: citations.Form = "text", revision: int | None = None) -> str:
        """The article as a reference: "text", "bibtex", "ris" or "csl"; raises UnknownName."""
        with self.connection() as conn:
            return citations.cite(conn, article, form, revision)

    def polls(self, **narrow: Unpack[Narrow]) -> Rows[timeseries.PollResult]:
        """Results of polls in order of time; paper, province and period narrow them."""
        with self.connection() as conn:
            return Rows(timeseries.polls(conn, _filters(narrow)))

    def weather(self, **narrow: Unpack[Narrow]) -> Rows[timeseries.Forecast]:
        """Forecasts in order of days; paper, province and period narrow them."""
        with self.connection() as conn:
            return Rows(timeseries.weather(conn, _filters(narrow)))

    def export(
        self,
        question: str | None,
        target: Path | str,
        form: export_module.Form = "jsonl",
        *,
        exact_only: bool = False,
        **narrow: Unpack[Narrow],
    ) -> manifest.Manifest:
        """Write articles to a file or folder, a manifest beside it; raises UsageProblem too."""
        with self.connection() as conn:
            return manifest.make(
                conn, question, _filters(narrow), Path(target), form=form, exact_only=exact_only
            )

    def repeat(self, path: Path | str) -> manifest.Repeated:
        """Ask again what an export asked; `path` is its manifest. Raises UnreadableInput too."""
        with self.connection() as conn:
            return manifest.repeat(conn, Path(path))


def _filters(narrow: Narrow) -> Filters:
    values = dict(narrow)
    for name, day in (("first", dates.first_day), ("last", dates.last_day)):
        if isinstance(typed := values.get(name), str):
            values[name] = day(typed)
    if isinstance(values.get("has"), str):
        values["has"] = (values["has"],)
    return Filters(**{**asdict(Filters()), **values})
