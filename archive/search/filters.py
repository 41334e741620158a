"""What narrows a question beside its words: time, newspaper, section, source, what is shown.

Names are compared like words of a question: with marks exactly, without marks tone-free. As SQL, a
filter is a look-up of each hit in one covering index: 0.3 µs a hit, and no plan to turn over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, get_args

from archive.db import time_order
from archive.errors import PeriodProblem, UnknownName, UnknownPaper, UsageProblem
from archive.vietnamese import clean, exact, fold, has_marks

MONTHS, YEARS, PAPERS = 12, 4, 12
"""How many of them become terms of the search index; more would cost more than they save."""
Media = Literal["image", "poll", "table"]
MEDIA: tuple[Media, ...] = get_args(Media)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a search; days are those of Viet Nam and both included.

    A bound on days leaves out the articles whose date is not known. `province` is the one of the
    founding of the paper or that of today. `has` asks for articles with pictures, a poll beside
    them, tables. `once` counts copies of an article in other places once, where it came first.
    """

    first: date | None = None
    last: date | None = None
    paper: str | None = None
    province: str | None = None
    section: str | None = None
    source: str | None = None
    author: str | None = None
    has: tuple[Media, ...] = ()
    once: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The filters that are set, JSON-ready."""
        plain = json.loads(json.dumps(asdict(self), default=str))
        return {name: value for name, value in plain.items() if value}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Filters:
        """The inverse of `to_dict`; raises UsageProblem for what is no filter."""
        try:
            values = dict(plain)
            for name in ("first", "last"):
                if values.get(name):
                    values[name] = date.fromisoformat(values[name])
            return cls(**{**values, "has": tuple(values.get("has", ()))})
        except (TypeError, ValueError) as error:
            raise UsageProblem(f"invalid filters: {error}") from error


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters as SQL: a range of positions, and conditions on the columns of the covering index."""

    first: int = 0
    last: int = time_order.LAST
    conditions: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    narrow: str | None = None
    """An index of articles whose first column is one of the conditions and whose second is time."""
    terms: str = ""
    """The same as terms of the search index, as far as it helps: FTS5 does not stop at a rowid."""

    def parameters(self) -> dict[str, Any]:
        """What the statements need."""
        return {"first": self.first, "last": self.last, **self.values}


_HAS: dict[Media, str] = {"image": "n_images > 0", "poll": "has_poll", "table": "n_tables > 0"}
# Steps from name to name in an index instead of reading all of it.
_NAMES = """
WITH RECURSIVE known(name) AS (
    SELECT min(NAME) FROM articles
    UNION ALL
    SELECT (SELECT min(NAME) FROM articles WHERE NAME > known.name) FROM known
    WHERE known.name IS NOT NULL
)
SELECT name FROM known WHERE name IS NOT NULL
"""


def resolve(conn: sqlite3.Connection, filters: Filters) -> Scope:
    """The filters against what the archive has.

    Raises PeriodProblem, UnknownPaper, UnknownName. `author` is no part of it: it is asked of the
    search index.
    """
    first, last = _period(filters)
    conditions: list[str] = []
    values: dict[str, Any] = {}
    narrow: str | None = None
    columns = _columns(conn, filters)
    papers = columns.get("paper", [])
    for column, wanted in columns.items():
        if len(wanted) == 1:
            conditions.append(f"{column} = :{column}")
            values[column] = wanted[0]
            narrow = narrow or f"articles_by_{column}"
        else:
            conditions.append(f"{column} IN (SELECT value FROM json_each(:{column}))")  # noqa: S608
            values[column] = json.dumps(wanted)
    for medium in filters.has:
        if medium not in MEDIA:
            raise UsageProblem(f"unknown medium “{medium}”: use one of {', '.join(MEDIA)}")
        conditions.append(_HAS[medium])
    if filters.once:
        conditions.append("copy_of IS NULL")
    return Scope(
        first, last, " AND ".join(conditions), values, narrow, _terms(conn, first, last, papers)
    )


def papers_of(conn: sqlite3.Connection, filters: Filters) -> list[str]:
    """Ids of the papers that the filters leave; all of them without a filter on papers."""
    rows = conn.execute("SELECT id, province, province_now FROM papers ORDER BY id").fetchall()
    ids = [row[0] for row in rows]
    if filters.paper is not None:
        if filters.paper not in ids:
            raise UnknownPaper(
                f"no newspaper “{filters.paper}” in this archive;"
                f" it has: {', '.join(ids) or 'none'}"
            )
        ids = [filters.paper]
    if filters.province is not None:
        provinces = sorted({name for row in rows for name in row[1:] if name})
        wanted = set(_alike("province", filters.province, provinces))
        ids = [row[0] for row in rows if row[0] in ids and wanted & set(row[1:])]
    return ids


def _period(filters: Filters) -> tuple[int, int]:
    if filters.first and filters.last and filters.first > filters.last:
        raise PeriodProblem(f"the period {filters.first} to {filters.last} ends before it begins")
    if not (filters.first or filters.last):
        return 0, time_order.LAST
    first = time_order.of_day(filters.first) if filters.first else 0
    last = (
        time_order.of_day(filters.last) + time_order.PER_DAY - 1
        if filters.last
        else time_order.LAST
    )
    return max(first, time_order.FIRST_DATED), last


def _terms(conn: sqlite3.Connection, first: int, last: int, papers: list[str]) -> str:
    """The months or years of a range and a few papers, as an expression of the search index."""
    parts = []
    if first:
        newest = conn.execute("SELECT max(position) FROM articles").fetchone()[0] or first
        days = [time_order.day_of(place) for place in (first, max(first, min(last, newest)))]
        months, years = (
            list(dict.fromkeys(form.format(day) for day in _firsts(*days)))
            for form in ("m{:%Y%m}", "y{:%Y}")
        )
        if len(months) <= MONTHS:
            parts.append(months)
        elif len(years) <= YEARS:
            parts.append(years)
    if 0 < len(papers) <= PAPERS:
        parts.append(["p" + paper.replace("_", "") for paper in papers])
    words = (" OR ".join(f'"{word}"' for word in some) for some in parts)
    return " AND ".join(f"{{scope}} : ({some})" for some in words)


def _firsts(day: date, last: date) -> Iterator[date]:
    """The first days of the months from one day to another."""
    day = day.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(31)).replace(day=1)


def _columns(conn: sqlite3.Connection, filters: Filters) -> dict[str, list[str]]:
    """The values that columns of articles may have."""
    wanted: dict[str, list[str]] = {}
    if filters.paper is not None or filters.province is not None:
        wanted["paper"] = papers_of(conn, filters)
    for column, name in (("section", filters.section), ("source", filters.source)):
        if name is not None:
            names = [row[0] for row in conn.execute(_NAMES.replace("NAME", column))]
            wanted[column] = _alike(column, name, names)
    return wanted


def _alike(what: str, wanted: str, names: list[str]) -> list[str]:
    """Those of the names that are meant."""
    key = exact if has_marks(wanted) else fold
    alike = [name for name in names if key(clean(name)) == key(clean(wanted))]
    if not alike:
        some = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
        raise UnknownName(f"no {what} “{wanted}” in this archive; it has: {some or 'none'}")
    return alike
