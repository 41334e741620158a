"""Questions of every kind to an archive of invented articles, drawn from its own words.

Words are drawn by how many articles have them, phrases are passages of articles. A word passes for
common where more than a tenth of all articles have it, with the tones that are asked.
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
    """Questions of one kind; `common` if a word of theirs is in more than a tenth of articles."""

    name: str
    questions: list[str]
    common: bool = False


def questions(conn: sqlite3.Connection, how_many: int) -> list[Class]:
    """The classes, from words and passages of the archive itself."""
    chance = random.Random(7)
    shares = _shares(conn)
    classes = []
    for name, (low, high) in _SHARES.items():
        words = sorted(term for term, share in shares.items() if low <= share < high)
        drawn = chance.choices(words, k=how_many)
        classes.append(Class(name, drawn, common=low > 0.1))
        classes.append(Class(f"{name}, no tones", list(map(fold, drawn)), common=low > 0.1))
    texts = _texts(conn, chance, how_many)
    two, four, six = (_passages(texts, chance, words) for words in (2, 4, 6))
    ones = [_passages(texts, chance, 1) for _ in range(3)]
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
        Class("three medium words", [" ".join(chance.choices(medium, k=3)) for _ in two]),
        Class("a OR b", [" OR ".join(chance.choices(medium, k=2)) for _ in two]),
        Class("a -b", [f"{a} -{b}" for a, b, _ in rows], common=True),
        Class("a NEAR/5 b", [f"{a} NEAR/5 {b}" for a, b, _ in rows], common=True),
        Class("prefix*", [f"{it[:3]}*" for it in medium if len(it) > 3][:how_many], common=True),
        Class("title:", [f"title:{it}" for it, _, _ in rows], common=True),
        Class("=exact free", [f"={a} {fold(b)}" for a, b, _ in rows], common=True),
    ]


def _shares(conn: sqlite3.Connection) -> dict[str, float]:
    """Of each word with its tones, the share of articles that have it."""
    total = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    # A name of our own: archive/search/prefixes.py has a faster table of another kind.
    conn.execute("CREATE VIRTUAL TABLE temp.shares USING fts5vocab(main, search_index, col)")
    rows = conn.execute("SELECT term, doc FROM shares WHERE col = 'body'").fetchall()
    conn.execute("DROP TABLE temp.shares")
    return {term: found / total for term, found in rows}


def _texts(conn: sqlite3.Connection, chance: random.Random, how_many: int) -> list[str]:
    """The texts of some articles, as they are drawn."""
    total = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    drawn = json.dumps([chance.randint(1, total) for _ in range(how_many)])
    rows = conn.execute(
        "SELECT body FROM articles WHERE id IN (SELECT value FROM json_each(?))", [drawn]
    ).fetchall()
    return [chance.choice(rows)[0] for _ in range(how_many)]


def _passages(texts: list[str], chance: random.Random, words: int) -> list[str]:
    """Of each text, so many words in a row."""
    found = []
    for text in texts:
        sentence = [it for it in text.replace("\n", " ").split(". ") if it.count(" ") > words]
        parts = chance.choice(sentence).rstrip(".").split()
        at = chance.randrange(len(parts) - words)
        found.append(" ".join(parts[at : at + words]))
    return found
