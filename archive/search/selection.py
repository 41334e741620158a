"""The articles that a question and its filters mean: what all answers are made from.

A selection knows its tiers: articles with the tones as typed, then the rest, which match without
regard to tones. Its SQL is a sub-select of places (archive/db/time_order.py) in order of time, so
that every statement has one plan: the search index answers MATCH in a range of places, the covering
index answers filters, and the wide table is read for the winners alone.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.search.filters import Filters, Scope, resolve
from archive.search.parser import parse
from archive.search.prefixes import expand
from archive.search.query import All, Node, Term
from archive.search.tiered_query import TieredQuery
from archive.vietnamese import has_marks

_FOUND = """
    SELECT rowid AS place{} FROM search_index
    WHERE search_index MATCH :match AND rowid BETWEEN :first AND :last
"""
_FILTER = """ AND EXISTS (
        SELECT 1 FROM articles INDEXED BY articles_by_position
        WHERE position = search_index.rowid AND """
_ALL = """
    SELECT position AS place FROM articles INDEXED BY articles_by_position
    WHERE position BETWEEN :first AND :last
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """A question and its filters, read; without a `tree`, all articles that the filters leave."""

    tree: Node | None
    scope: Scope
    exact_only: bool = False

    @property
    def query(self) -> TieredQuery:
        """The query as expressions of the search index."""
        return TieredQuery(self.tree, self.scope.terms, self.exact_only)

    def places(self, columns: str = "") -> str:
        """A SELECT of the column `place`, in order of time or, with ORDER BY place DESC, back.

        `columns` are further ones of the search index, for a selection with a question.
        """
        conditions = self.scope.conditions
        if self.tree is None:
            return _ALL + (f" AND {conditions}" if conditions else "")
        return _FOUND.format(columns) + (f"{_FILTER}{conditions})" if conditions else "")

    def parameters(self, match: str | None = None) -> dict[str, Any]:
        """What `places` needs; `match` asks for one tier."""
        return {**self.scope.parameters(), "match": match or self.query.union()}


def select(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    *,
    exact_only: bool = False,
) -> Selection:
    """Read a question (None for every article) and its filters.

    `exact_only` leaves out what has other tones, and takes words side by side as a phrase. Raises
    QueryProblem, PeriodProblem, UnknownPaper, UnknownName.
    """
    filters = filters or Filters()
    tree = None if question is None else expand(conn, parse(question, in_a_row=exact_only))
    if filters.author is not None:
        author = Term(filters.author, exact=has_marks(filters.author), field="author")
        tree = author if tree is None else All((tree, author))
    return Selection(tree, resolve(conn, filters), exact_only)


def count(conn: sqlite3.Connection, selection: Selection, match: str | None = None) -> int:
    """How many articles there are, in one tier (`match`) or in all."""
    statement = f"SELECT count(*) FROM ({selection.places()})"  # noqa: S608 - built from constants
    found: int = conn.execute(statement, selection.parameters(match)).fetchone()[0]
    return found


def places(conn: sqlite3.Connection, selection: Selection) -> list[int]:
    """The places of all articles, as one row: after each row Python's threads wait for another."""
    statement = f"SELECT json_group_array(place) FROM ({selection.places()})"  # noqa: S608 - constants
    found: list[int] = json.loads(conn.execute(statement, selection.parameters()).fetchone()[0])
    return found
