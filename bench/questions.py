"""Generates benchmark queries of every kind from the words of a synthetic archive.

Words are sampled by document frequency; phrases are passages of articles. A word is common if more
than a tenth of all articles contain it with these tones.
"""

from __future__ import annotations

import json
import random
import sqlite3
from dataclasses import dataclass

from archive.vietnamese import fold

_SHARES = {"common word": (0.3, 1.1), "medium word": (0.03, 0.1), "rare word": (0, 0.02)}


@dataclass(frozen=True)
class Class:
    """Queries of one kind; `common` if any of their words is common."""

    name: str
    questions: list[str]
    common: bool = False


def questions(conn: sqlite3.Connection, how_many: int) -> list[Class]:
    """Classes of `how_many` queries each, from words and passages of the archive."""
    rng = random.Random(7)
    shares = _shares(conn)
    classes = []
    for name, (low, high) in _SHARES.items():
        words = sorted(term for term, share in shares.items() if low <= share < high)
        drawn = rng.choices(words, k=how_many)
        classes.append(Class(name, drawn, common=low > 0.1))
        classes.append(Class(f"{name}, no tones", list(map(fold, drawn)), common=low > 0.1))
    texts = _texts(conn, rng, how_many)
    two, four, six = (_passages(texts, rng, words) for words in (2, 4, 6))
    ones = [_passages(texts, rng, 1) for _ in range(3)]
    medium = sorted(term for term, share in shares.items() if 0.01 <= share < 0.1)
    rows = list(zip(*ones, strict=True))
    return [
        *classes,
        Class("phrase of 2", [f'"{it}"' for it in two], common=True),
        Class("phrase of 2, no tones", [f'"{fold(it)}"' for it in two], common=True),
        Class("phrase of 4", [f'"{it}"' for it in four], common=True),
        Class("phrase of 6, no tones", [f'"{fold(it)}"' for it in six], common=True),
        Class("three words", [" ".join(row) for row in rows], common=True),
        Class("three words, no tones", [fold(" ".join(row)) for row in rows], common=True),
        Class("three medium words", [" ".join(rng.choices(medium, k=3)) for _ in two]),
        Class("a OR b", [" OR ".join(rng.choices(medium, k=2)) for _ in two]),
        Class("a -b", [f"{a} -{b}" for a, b, _ in rows], common=True),
        Class("a NEAR/5 b", [f"{a} NEAR/5 {b}" for a, b, _ in rows], common=True),
        Class("prefix*", [f"{it[:3]}*" for it in medium if len(it) > 3][:how_many], common=True),
        Class("title:", [f"title:{it}" for it, _, _ in rows], common=True),
        Class("=exact free", [f"={a} {fold(b)}" for a, b, _ in rows], common=True),
    ]


def _shares(conn: sqlite3.Connection) -> dict[str, float]:
    """The share of articles that contain a word with its tones, by word."""
    total = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    # Another name than that of the fts5vocab table in archive/search/prefixes.py.
    conn.execute("CREATE VIRTUAL TABLE temp.shares USING fts5vocab(main, search_index, col)")
    rows = conn.execute("SELECT term, doc FROM shares WHERE col = 'body'").fetchall()
    conn.execute("DROP TABLE temp.shares")
    return {term: found / total for term, found in rows}


def _texts(conn: sqlite3.Connection, rng: random.Random, how_many: int) -> list[str]:
    """The texts of randomly drawn articles."""
    total = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    drawn = json.dumps([rng.randint(1, total) for _ in range(how_many)])
    rows = conn.execute(
        "SELECT body FROM articles WHERE id IN (SELECT value FROM json_each(?))", [drawn]
    ).fetchall()
    return [rng.choice(rows)[0] for _ in range(how_many)]


def _passages(texts: list[str], rng: random.Random, words: int) -> list[str]:
    """A random passage of `words` words from each text."""
    found = []
    for text in texts:
        sentence = [it for it in text.replace("\n", " ").split(". ") if it.count(" ") > words]
        parts = rng.choice(sentence).rstrip(".").split()
        at = rng.randrange(len(parts) - words)
        found.append(" ".join(parts[at : at + words]))
    return found
