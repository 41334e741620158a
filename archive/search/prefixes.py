"""Beginnings of words (thủy*) as the words that the index has.

FTS5 answers a prefix by merging the lists of all its words first, every time: 60 to 180 ms at
400,000 articles, and again for every snippet. Given the words themselves it walks only as far as
the page needs. They are found by leaping from word to word: 20 µs each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from archive.search.query import Node, Term, Tier, beginnings, each_term, terms

MOST = 400
"""A beginning of more words than this is left to FTS5."""

_VOCABULARY = """
CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, search_index, instance)
"""
# `>=` and not `>`: the table would walk over all places of the word that is left behind.
_NEXT = "SELECT term FROM temp.vocabulary WHERE term >= ? LIMIT 1"
_ABOVE = "\x01"  # in no word


def expand(conn: sqlite3.Connection, tree: Node) -> Node:
    """The question with the words that its beginnings stand for."""
    if not any(term.prefix for term in terms(tree)):
        return tree
    conn.execute(_VOCABULARY)
    return each_term(tree, lambda term: _expanded(conn, term) if term.prefix else term)


def _expanded(conn: sqlite3.Connection, term: Term) -> Term:
    last = term.text.split()[-1]
    if not last.isalnum():  # "UBND-HĐN*": FTS5 parts the words itself
        return term
    ends: dict[Tier, tuple[str, ...]] = {}
    for tier in ("exact", "folded"):
        words = {word for begin in beginnings(last, tier) for word in _words(conn, begin)}
        if len(words) <= MOST:
            ends[tier] = tuple(sorted(words)) or (beginnings(last, tier)[0],)
    return replace(term, ends=ends)


def _words(conn: sqlite3.Connection, begin: str) -> Iterator[str]:
    at = begin
    for _ in range(MOST + 1):
        row = conn.execute(_NEXT, (at,)).fetchone()
        if row is None or not row[0].startswith(begin):
            return
        yield row[0]
        at = row[0] + _ABOVE
