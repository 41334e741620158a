"""Milliseconds of every kind of question beside plain FTS5; index size, insert rate, export.

The archive is invented (bench/corpus.py) and built once into a folder. Questions of a class are
drawn from its own words by how many articles have them. Plain FTS5 (`unicode61 remove_diacritics
2`, own copy of the text) answers the same questions in the same run, with all tones folded and in
the same order; it finds no đ for d and knows no filter.

    python bench/search.py [--articles 50000] [--folder DIR] [--questions 40]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archive.facets import facets
from archive.filters import Filters
from archive.grammar import parse
from archive.histogram import histogram
from archive.kwic import kwic
from archive.question import to_fts5
from archive.reader import open_archive
from archive.search import search
from archive.vietnamese import fold
from bench import corpus

MONTH = Filters(first=date(2019, 5, 1), last=date(2019, 5, 31))
LARGE, SMALL = Filters(paper=corpus.papers()[0]), Filters(paper=corpus.papers()[-1])
PAPER_MONTH = Filters(paper=corpus.papers()[0], first=MONTH.first, last=MONTH.last)
TARGETS = {
    "newest": 50,
    "newest, whole": 50,
    "relevance": 150,
    "relevance, common": 1000,
    "histogram": 300,
}
_SHARES = {"common word": (0.3, 1.1), "medium word": (0.03, 0.1), "rare word": (0, 0.02)}
_PLAIN = """
SELECT rowid, snippet(plain, 1, '[', ']', '…', 40) FROM plain
WHERE plain MATCH ? ORDER BY {order} LIMIT 20
"""


@dataclass(frozen=True)
class Class:
    """Questions of one kind; `common` if a word of theirs is in more than a tenth of articles."""

    name: str
    questions: list[str]
    common: bool = False


def main() -> None:
    """Build what is missing, measure, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=50_000)
    options.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "baotinh-bench"
    )
    options.add_argument("--questions", type=int, default=40)
    given = options.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    path = corpus.build(given.folder, given.articles)
    with (
        closing(open_archive(path)) as conn,
        closing(sqlite3.connect(path.with_name("plain.db"))) as plain,
    ):
        plain.execute("PRAGMA cache_size = -65536")
        sizes(path, conn, plain)
        classes = questions(conn, given.questions)
        pages(conn, plain, classes)
        counts(conn, classes)
    exports(path, given.articles)


def questions(conn: sqlite3.Connection, how_many: int) -> list[Class]:
    """The classes, from words and passages of the archive itself."""
    chance = random.Random(7)
    total = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    conn.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search_index, col)")
    shares = {
        term: found / total
        for term, found in conn.execute("SELECT term, doc FROM vocabulary WHERE col = 'body'")
    }
    classes = []
    for name, (low, high) in _SHARES.items():
        words = sorted(term for term, share in shares.items() if low <= share < high)
        drawn = chance.choices(words, k=how_many)
        classes.append(Class(name, drawn, common=low > 0.1))
        classes.append(Class(f"{name}, no tones", list(map(fold, drawn)), common=low > 0.1))
    texts = [
        body
        for (body,) in conn.execute(
            "SELECT body FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps([chance.randint(1, total) for _ in range(how_many)])],
        )
    ]
    texts = [chance.choice(texts) for _ in range(how_many)]

    def passage(words: int) -> list[str]:
        found = []
        for text in texts:
            sentence = [s for s in text.replace("\n", " ").split(". ") if s.count(" ") > words]
            parts = chance.choice(sentence).rstrip(".").split()
            at = chance.randrange(len(parts) - words)
            found.append(" ".join(parts[at : at + words]))
        return found

    two, four, six = passage(2), passage(4), passage(6)
    ones = [passage(1) for _ in range(3)]
    medium = sorted(term for term, share in shares.items() if 0.01 <= share < 0.1)
    rows = list(zip(*ones, strict=True))
    classes += [
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
    return classes


def sizes(path: Path, conn: sqlite3.Connection, plain: sqlite3.Connection) -> None:
    """Index size beside the article table, insert rate beside plain FTS5."""
    articles, own_copy = size(conn, "articles"), size(plain, "plain_content")
    parts = ("data", "idx", "docsize", "config")
    ours = sum(size(conn, f"search_index_{part}") for part in parts)
    theirs = own_copy + sum(size(plain, f"plain_{part}") for part in parts)
    count = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    seconds = json.loads(path.with_name("build.json").read_text())
    print(f"{count} articles; article table {articles / 1e6:.0f} MB")
    print(
        f"index {ours / 1e6:.0f} MB = {ours / articles:.2f} of the article table (target 0.90);"
        f" plain FTS5 {theirs / 1e6:.0f} MB = {theirs / articles:.2f}, own copy of the text"
        f" {own_copy / 1e6:.0f} MB of it"
    )
    print(
        f"insert {count / seconds['archive']:.0f} articles/s with captures, revisions and both"
        f" tiers of the index; plain FTS5 {count / seconds['plain']:.0f}/s"
    )


def size(conn: sqlite3.Connection, table: str) -> int:
    """Bytes of a table."""
    rows = conn.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", [table])
    return int(rows.fetchone()[0])


def pages(conn: sqlite3.Connection, plain: sqlite3.Connection, classes: list[Class]) -> None:
    """A page of 20 hits with snippets: every class, order and filter."""
    print(f"\n{'20 hits with snippets, ms p50/p95':34}", end="")
    heads = (
        "newest",
        "within 30 ms",
        "in a month",
        "large paper",
        "small paper",
        "both",
        "relevance",
    )
    print("".join(f"{head:>14}" for head in (*heads, "plain newest", "plain rank")))
    worst: dict[str, float] = {}
    for one in classes:
        asked = [
            measure(one.questions, lambda q, f=filters: search(conn, q, f))
            for filters in (Filters(), MONTH, LARGE, SMALL, PAPER_MONTH)
        ]
        hurried = measure(one.questions, lambda q: search(conn, q, within=0.03))
        asked.insert(1, hurried)
        best = measure(one.questions, lambda q: search(conn, q, sort="relevance"))
        beside = [
            measure(one.questions, lambda q, by=order: ask_plain(plain, q, by))
            for order in ("rowid DESC", "rank")
        ]
        print(f"{one.name:34}" + "".join(f"{shown(it):>14}" for it in (*asked, best, *beside)))
        kind = "relevance, common" if one.common else "relevance"
        worst["newest"] = max(worst.get("newest", 0), *(p95(it) for it in asked[1:]))
        worst["newest, whole"] = max(worst.get("newest, whole", 0), p95(asked[0]))
        worst[kind] = max(worst.get(kind, 0), p95(best))
    for kind, value in worst.items():
        print(f"worst p95 {kind}: {value:.0f} ms (target {TARGETS[kind]})")


def counts(conn: sqlite3.Connection, classes: list[Class]) -> None:
    """Histograms, facets, concordances."""
    print(
        f"\n{'ms p50/p95':34}{'by month':>14}{'by day, paper':>14}{'facets':>14}{'kwic 1,000':>14}"
    )
    slowest = 0.0
    for one in classes:
        some = one.questions[:10]
        months = measure(some, lambda q: histogram(conn, q, step="month"))
        days = measure(some, lambda q: histogram(conn, q, LARGE, step="day"))
        faceted = measure(some[:5], lambda q: facets(conn, q))
        lines = measure(some[:5], lambda q: kwic(conn, q, limit=1000))
        slowest = max(slowest, p95(months), p95(days))
        print(
            f"{one.name:34}" + "".join(f"{shown(it):>14}" for it in (months, days, faceted, lines))
        )
    print(f"worst p95 histogram: {slowest:.0f} ms (target {TARGETS['histogram']})")


def exports(path: Path, articles: int) -> None:
    """Export everything as JSON lines, in a process of its own to see its memory."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        target = Path(folder) / "all.jsonl"
        began = time.perf_counter()
        subprocess.run(
            [
                *(sys.executable, "-c", "from archive.cli import commands; commands()"),
                *("export", "--db", str(path), "--out", str(target)),
            ],
            check=True,
        )
        seconds = time.perf_counter() - began
        size = target.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"\nexport: {articles / seconds:.0f} articles/s (target 10000), {size / 1e6:.0f} MB,"
        f" peak memory {peak:.0f} MB (target 300)"
    )


def ask_plain(plain: sqlite3.Connection, question: str, order: str) -> None:
    """The same question in plain FTS5: our expression without our columns."""
    match = to_fts5(parse(question), "folded")
    for columns in ("{title_folded body_folded}", "{title body}"):
        match = match.replace(f"{columns} : ", "")
    statement = _PLAIN.format(order=order)
    plain.execute(statement, (match.replace("{title_folded}", "{title}"),)).fetchall()


def measure(questions: Iterable[str], ask: Callable[[str], object]) -> list[float]:
    """Milliseconds of each question, the second time it is asked: the disk is not measured."""
    taken = []
    for question in questions:
        ask(question)
        began = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def p95(taken: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def shown(taken: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(taken):.1f}/{p95(taken):.0f}"


if __name__ == "__main__":
    main()
