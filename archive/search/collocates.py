"""Collocates: the words that stand near those of a question more often than chance would have it.

Measured against the other words of the same articles, with Dunning's log-likelihood (G²): 3.84 is
a chance of 1 in 20, 15.13 one of 1 in 10,000. Words are syllables with their tones, or runs of
them: most Vietnamese words are two.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from archive.db.reader import snapshot
from archive.search import snippets
from archive.search.filters import Filters
from archive.search.hits import TEXT_COLUMNS
from archive.search.selection import Selection, select
from archive.vietnamese import exact

ARTICLES = 5_000
"""The newest articles that collocates are counted in, at most."""
LEAST = 3
"""A word that stands near less often is left out: chance rules there."""

_TEXT = ", highlight(search_index, :body, :mark, :unmark)"
_WORD = re.compile(rf"\w+|[{snippets.OPEN}{snippets.CLOSE}]|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word: how often it stands `near`, how often `elsewhere` in the same articles, and G²."""

    word: str
    near: int
    elsewhere: int
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class Collocates:
    """Words in order of G², counted in the newest `articles` of `of` that match."""

    words: tuple[Collocate, ...]
    articles: int


def collocates(
    conn: sqlite3.Connection,
    question: str,
    filters: Filters | None = None,
    *,
    window: int = 5,
    syllables: int = 1,
    limit: int = 50,
    exact_only: bool = False,
) -> Collocates:
    """What stands within `window` syllables of the words found, without crossing punctuation."""
    near: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    articles = 0
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        for text in _texts(conn, selection):
            articles += 1
            _count(text, window, syllables, (near, elsewhere))
    words = _scored(near, elsewhere)
    return Collocates(tuple(words[:limit]), articles)


def log_likelihood(near: int, elsewhere: int, all_near: int, all_elsewhere: int) -> float:
    """Dunning's G² of a word; negative when it keeps away."""
    share = (near + elsewhere) / (all_near + all_elsewhere)
    expected = (all_near * share, all_elsewhere * share)
    parts = [
        seen * math.log(seen / due)
        for seen, due in zip((near, elsewhere), expected, strict=True)
        if seen
    ]
    return math.copysign(2 * sum(parts), near - expected[0])


def _texts(conn: sqlite3.Connection, selection: Selection) -> Iterable[str]:
    left = ARTICLES
    for tier, match in selection.query.disjoint().items():
        marks = {"mark": snippets.OPEN, "unmark": snippets.CLOSE, **TEXT_COLUMNS[tier]}
        values = selection.parameters(match) | marks | {"left": left}
        statement = f"{selection.places(_TEXT)} ORDER BY place DESC LIMIT :left"
        for _, text in conn.execute(statement, values):
            left -= 1
            yield text


def _count(
    text: str, window: int, syllables: int, counted: tuple[Counter[str], Counter[str]]
) -> None:
    """Add the words of one text to those that stand near a hit, and to the others."""
    near, elsewhere = counted
    words: list[str] = []
    is_hit: list[bool] = []
    marked = False
    for token in _WORD.findall(text):
        if token in (snippets.OPEN, snippets.CLOSE):
            marked = token == snippets.OPEN
        else:
            words.append(exact(token) if token[0].isalnum() else "")
            is_hit.append(marked)
    around: set[int] = set()
    for at in (at for at, hit in enumerate(is_hit) if hit):
        for step in (1, -1):
            for place in range(at + step, at + step * (window + 1), step):
                if not 0 <= place < len(words) or not words[place]:
                    break
                around.add(place)
    for at in range(len(words) - syllables + 1):
        run = range(at, at + syllables)
        if all(words[place] and not is_hit[place] for place in run):
            target = near if all(place in around for place in run) else elsewhere
            target[" ".join(words[place] for place in run)] += 1


def _scored(near: Counter[str], elsewhere: Counter[str]) -> list[Collocate]:
    all_near, all_elsewhere = near.total(), elsewhere.total()
    scored = [
        Collocate(
            word,
            count,
            elsewhere[word],
            log_likelihood(count, elsewhere[word], all_near, all_elsewhere),
        )
        for word, count in near.items()
        if count >= LEAST
    ]
    return sorted(scored, key=lambda one: (-one.log_likelihood, one.word))
