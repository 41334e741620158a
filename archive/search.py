"""Questions to the archive: words in, hits out, newest first or by relevance.

A question with tone marks finds tone-exact articles first, then those that match without regard to
tones; a question without marks finds tone-free. Hits show the text as printed. The plan of every
statement is fixed: the index answers MATCH within a range of positions, which is a range of time,
and filters look each hit up in a covering index; the wide table is read for the winners alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from archive import index, position, schema, snippet
from archive.connection import guard
from archive.errors import NotAnArchive, QueryProblem, UnknownPaper
from archive.question import Node, Tier, marked, parse, to_fts5
from archive.vietnamese import clean, exact, fold, has_marks

Sort = Literal["newest", "relevance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a search; days are those of Viet Nam and both included.

    A bound on days leaves out the articles whose date is not known. `section` is compared like a
    question: with marks exactly, without marks tone-free.
    """

    first: date | None = None
    last: date | None = None
    paper: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search result.

    `published` is ISO 8601 as printed, at times a bare date. `headline` and `snippet` are the title
    and the best piece of the text with the hits marked: see archive.snippet for their forms.
    """

    id: int
    title: str | None
    published: str | None
    paper: str | None
    section: str | None
    url: str
    headline: str
    snippet: str
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The first hits, and how many articles there are in all.

    `exact` of them show the tones that were asked, `folded` more match without regard to tones;
    `exact` is None where tones were not asked, `folded` where only they were.
    """

    hits: tuple[Hit, ...]
    exact: int | None
    folded: int | None


# A filter is a correlated look-up on purpose: with a join the planner may turn the plan over.
_FOUND = """
FROM search_index
WHERE search_index MATCH :match AND rowid BETWEEN :first AND :last AND (:open OR EXISTS (
    SELECT 1 FROM articles INDEXED BY articles_by_position
    WHERE position = search_index.rowid
    AND (:paper IS NULL OR paper = :paper)
    AND (:sections IS NULL OR section IN (SELECT value FROM json_each(:sections)))
))
"""
_COUNT = "SELECT count(*)" + _FOUND
_PLACES: dict[Sort, str] = {
    "newest": "SELECT rowid" + _FOUND + "ORDER BY rowid DESC LIMIT :limit",
    # A word in the title weighs ten times as much as one in the body.
    "relevance": "SELECT rowid"
    + _FOUND
    + "ORDER BY bm25(search_index, 10, 1, 10, 1), rowid DESC LIMIT :limit",
}
_SHOW = """
SELECT position, articles.id, articles.title, published, paper, section, url,
    highlight(search_index, :title, :mark, :unmark),
    snippet(search_index, :body, :mark, :unmark, '…', 40)
FROM json_each(:places) AS place
CROSS JOIN search_index ON search_index.rowid = place.value
CROSS JOIN articles ON position = place.value
WHERE search_index MATCH :match
"""
# Steps from name to name in the index on sections instead of reading all of it.
_SECTIONS = """
WITH RECURSIVE known(name) AS (
    SELECT min(section) FROM articles
    UNION ALL
    SELECT (SELECT min(section) FROM articles WHERE section > name) FROM known
    WHERE name IS NOT NULL
)
SELECT name FROM known WHERE name IS NOT NULL
"""
_SHOWN_COLUMNS: dict[Tier, dict[str, int]] = {
    "exact": {"title": 0, "body": 1},
    "folded": {"title": 2, "body": 3},
}


def open_archive(path: Path | str) -> sqlite3.Connection:
    """A connection that only reads; the archive may be written at the same time.

    Raises NotAnArchive for a missing file or one of another kind, StorageFailed for one that cannot
    be read, RulesChanged when the index was made by other text rules.
    """
    path = Path(path)
    if path.is_dir():
        raise NotAnArchive(f"{path} is a folder: name a file in it, such as {path / 'archive.db'}")
    if not path.exists():
        raise NotAnArchive(f"{path} does not exist: crawl or ingest first, or name another one")
    with guard(path):
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            _check_mark(conn, path)
            index.check_rules(conn)
        except BaseException:
            conn.close()
            raise
    return conn


def _check_mark(conn: sqlite3.Connection, path: Path) -> None:
    try:
        mark = conn.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB:
            raise
        mark = None
    if mark != schema.APPLICATION_ID:
        raise NotAnArchive(f"{path} is not a baotinh archive: name another file")


@contextmanager
def reading(path: Path | str) -> Iterator[sqlite3.Connection]:
    """`open_archive` for a with-statement; what SQLite refuses meanwhile is StorageFailed."""
    conn = open_archive(path)
    try:
        with guard(path):
            yield conn
    finally:
        conn.close()


def search(
    conn: sqlite3.Connection,
    question: str,
    filters: Filters | None = None,
    *,
    exact_only: bool = False,
    sort: Sort = "newest",
    limit: int = 20,
) -> Answer:
    """The first `limit` hits, tone-exact ones first and each tier in `sort` order, and counts.

    Raises QueryProblem for a question or filters that cannot be read, UnknownPaper.
    """
    tree = parse(question)
    tiers: list[Tier] = ["exact", "folded"] if marked(tree) else ["folded"]
    if exact_only:
        tiers = ["exact"]
    hits: dict[int, Hit] = {}
    counts: dict[Tier, int] = {}
    with _snapshot(conn):
        bounds = _bounds(conn, filters or Filters())
        for tier in tiers:
            asked = bounds | {"match": to_fts5(tree, tier), "limit": limit}
            counts[tier] = conn.execute(_COUNT, asked).fetchone()[0]
            if len(hits) < limit:
                places = [row[0] for row in conn.execute(_PLACES[sort], asked)]
                new = [place for place in places if place not in hits][: limit - len(hits)]
                hits |= _show(conn, new, tree, tier)
    folded = counts.get("folded")
    if folded is not None:
        folded -= counts.get("exact", 0)  # what matches with tones matches without
    return Answer(hits=tuple(hits.values()), exact=counts.get("exact"), folded=folded)


@contextmanager
def _snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """One state of the archive for several statements, whatever a writer commits between them."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.rollback()


def _show(
    conn: sqlite3.Connection, places: Sequence[int], tree: Node, tier: Tier
) -> dict[int, Hit]:
    """The hits at some positions, in their order."""
    asked = {
        "places": json.dumps(places),
        "match": to_fts5(tree, tier),
        "mark": snippet.OPEN,
        "unmark": snippet.CLOSE,
        **_SHOWN_COLUMNS[tier],
    }
    names = ("id", "title", "published", "paper", "section", "url", "headline", "snippet")
    found: dict[int, Hit] = {}
    for place, *values in conn.execute(_SHOW, asked):
        shown = dict(zip(names, values, strict=True))
        shown["headline"] = shown["headline"] or ""
        found[place] = Hit(**shown, tier=tier)
    return {place: found[place] for place in places if place in found}


def _bounds(conn: sqlite3.Connection, filters: Filters) -> dict[str, Any]:
    """The filters as parameters of the statements above."""
    if filters.first and filters.last and filters.first > filters.last:
        raise QueryProblem(f"the period ends before it begins: {filters.first} to {filters.last}")
    dated = filters.first or filters.last
    first, last = position.FIRST_DATED if dated else 0, position.LAST
    if filters.first:
        first = max(first, position.of_day(filters.first))
    if filters.last:
        last = position.of_day(filters.last) + position.PER_DAY - 1
    return {
        "first": first,
        "last": last,
        "open": filters.paper is None and filters.section is None,
        "paper": _known_paper(conn, filters.paper),
        "sections": _known_sections(conn, filters.section),
    }


def _known_paper(conn: sqlite3.Connection, paper: str | None) -> str | None:
    if paper is None:
        return None
    papers = [row[0] for row in conn.execute("SELECT id FROM papers ORDER BY id")]
    if paper not in papers:
        raise UnknownPaper(
            f"no paper “{paper}” in this archive; it has: {', '.join(papers) or 'none'}"
        )
    return paper


def _known_sections(conn: sqlite3.Connection, section: str | None) -> str | None:
    """The names that the archive has for a section, as a JSON list."""
    if section is None:
        return None
    key = exact if has_marks(section) else fold
    sections = [row[0] for row in conn.execute(_SECTIONS)]
    wanted = [name for name in sections if key(clean(name)) == key(clean(section))]
    if not wanted:
        some = ", ".join(sections[:12]) or "none"
        raise QueryProblem(f"no section “{section}” in this archive; it has: {some}")
    return json.dumps(wanted)
