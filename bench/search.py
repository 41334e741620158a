"""Latency of all kinds of queries compared with plain FTS5; index size, insert rate, export.

The archive is synthetic (bench/corpus.py) and built once into a folder; an existing one is reused.
Queries are made from its words by document frequency (bench/questions.py). Plain FTS5 (`unicode61
remove_diacritics 2`, with its own copy of the text) runs the same queries in the same order with
all tones folded; it does not match đ with d and has no filters.

A query is run once to warm the caches and then in several rounds; its time is the median of these,
and p50/p95 over its queries are printed for each class. A rare phrase of common words must scan all
articles with these words: `search(within=…)` ends such a page early with a cursor, and the number
of these pages is printed. On a busy machine, `--clock cpu` measures processor time, which equals
the wall time of an idle machine, since the files are cached.

    python bench/search.py [--articles 50000] [--folder DIR] [--questions 40] [--rounds 3]
        [--clock wall|cpu] [--only CLASS]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from archive.db.reader import open_archive
from archive.search.facets import facets
from archive.search.filters import Filters
from archive.search.histogram import histogram
from archive.search.kwic import kwic
from archive.search.parser import parse
from archive.search.query import to_fts5
from archive.search.search import search
from bench import corpus
from bench.questions import Class, questions

MONTH = Filters(first=date(2019, 5, 1), last=date(2019, 5, 31))
LARGE, SMALL = Filters(paper=corpus.papers()[0]), Filters(paper=corpus.papers()[-1])
PAPER_MONTH = Filters(paper=corpus.papers()[0], first=MONTH.first, last=MONTH.last)
TARGETS = {
    "a page of newest hits": 50,
    "the same without ending early": 50,
    "relevance": 150,
    "relevance of common words": 1000,
    "histogram": 300,
    "kwic": 1000,
}
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
WITHIN = 0.03
"""Seconds after which the search for a page ends early; snippets take additional time."""
_PLAIN = """
SELECT rowid, snippet(plain, 1, '[', ']', '…', 40) FROM plain
WHERE plain MATCH ? ORDER BY {order} LIMIT 20
"""


@dataclass(frozen=True)
class Timing:
    """How queries are timed."""

    rounds: int
    clock: str

    def __str__(self) -> str:
        return f"the {self.clock} clock, {self.rounds} rounds"


def main() -> None:
    """Build the archive if it is missing, measure, and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=50_000)
    options.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "baotinh-bench"
    )
    options.add_argument("--questions", type=int, default=40)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--clock", choices=CLOCKS, default="wall")
    options.add_argument("--only", default="", help="Classes that begin so, and no export.")
    given = options.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    path = corpus.build(given.folder, given.articles)
    with (
        closing(open_archive(path)) as conn,
        closing(sqlite3.connect(path.with_name("plain.db"))) as plain,
    ):
        plain.execute("PRAGMA cache_size = -65536")
        sizes(path, conn, plain)
        known = questions(conn, given.questions)
        classes = [one for one in known if one.name.startswith(given.only)]
        pages(conn, plain, classes, Timing(given.rounds, given.clock))
        counts(conn, classes, Timing(given.rounds, given.clock))
    if not given.only:
        exports(path, given.articles)


def sizes(path: Path, conn: sqlite3.Connection, plain: sqlite3.Connection) -> None:
    """Print the index size relative to the article table, and the insert rate."""
    articles, own_copy = size(conn, "articles"), size(plain, "plain_content")
    parts = ("data", "idx", "docsize", "config")
    index = sum(size(conn, f"search_index_{part}") for part in parts)
    fts5 = own_copy + sum(size(plain, f"plain_{part}") for part in parts)
    count = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    seconds = json.loads(path.with_name("build.json").read_text())
    print(f"{count} articles; article table {articles / 1e6:.0f} MB")
    print(
        f"index {index / 1e6:.0f} MB = {index / articles:.2f} of the article table (target 0.90);"
        f" plain FTS5 {fts5 / 1e6:.0f} MB = {fts5 / articles:.2f}, own copy of the text"
        f" {own_copy / 1e6:.0f} MB of it"
    )
    print(
        f"insert {count / seconds['archive']:.0f} articles/s with captures, revisions and both"
        f" tiers of the index; plain FTS5 {count / seconds['plain']:.0f}/s"
    )


def size(conn: sqlite3.Connection, table: str) -> int:
    """The size of a table in bytes."""
    rows = conn.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", [table])
    return int(rows.fetchone()[0])


def pages(
    conn: sqlite3.Connection, plain: sqlite3.Connection, classes: list[Class], timing: Timing
) -> None:
    """Measure pages of 20 hits with snippets, for every class, order and filter."""
    print(f"\n20 hits with snippets, ms p50/p95 by {timing}; {load()}")
    heads = ("newest", "in a month", "large paper", "small paper", "both", "early", "whole")
    print(
        f"{'':26}" + "".join(f"{it:>13}" for it in (*heads, "rank", "plain newest", "plain rank"))
    )
    worst: dict[str, float] = {}
    for one in classes:

        def ask(how: Callable[[str], object], one: Class = one) -> list[float]:
            return measure(one.questions, how, timing)

        asked = [
            ask(lambda q, f=filters: search(conn, q, f, within=WITHIN))  # type: ignore[misc]
            for filters in (Filters(), MONTH, LARGE, SMALL, PAPER_MONTH)
        ]
        early = sum(search(conn, q, within=WITHIN).reached is not None for q in one.questions)
        whole = ask(lambda q: search(conn, q))
        best = ask(lambda q: search(conn, q, sort="relevance"))
        beside = [
            ask(lambda q, by=order: ask_plain(plain, q, by))  # type: ignore[misc]
            for order in ("rowid DESC", "rank")
        ]
        columns = [*map(shown, asked), f"{early}/{len(one.questions)}", shown(whole), shown(best)]
        print(f"{one.name:26}" + "".join(f"{it:>13}" for it in (*columns, *map(shown, beside))))
        kind = "relevance of common words" if one.common else "relevance"
        for name, some in (
            ("a page of newest hits", asked),
            ("the same without ending early", [whole]),
            (kind, [best]),
        ):
            worst[name] = max(worst.get(name, 0), *map(p95, some))
    judge(worst)


def counts(conn: sqlite3.Connection, classes: list[Class], timing: Timing) -> None:
    """Measure histograms, facets and concordances."""
    print(f"\ncounting, ms p50/p95 by {timing}; {load()}")
    heads = ("by month", "by day, paper", "facets", "kwic 1,000")
    print(f"{'':26}" + "".join(f"{head:>15}" for head in heads))
    worst = {"histogram": 0.0, "kwic": 0.0}
    for one in classes:
        some = one.questions[:10]
        months = measure(some, lambda q: histogram(conn, q, step="month"), timing)
        days = measure(some, lambda q: histogram(conn, q, LARGE, step="day"), timing)
        faceted = measure(some[:5], lambda q: facets(conn, q), replace(timing, rounds=1))
        lines = measure(some, lambda q: kwic(conn, q, limit=1000), timing)
        worst["histogram"] = max(worst["histogram"], p95(months), p95(days))
        worst["kwic"] = max(worst["kwic"], p95(lines))
        columns = map(shown, (months, days, faceted, lines))
        print(f"{one.name:26}" + "".join(f"{it:>15}" for it in columns))
    judge(worst)


def judge(worst: dict[str, float]) -> None:
    """Print the worst p95 of each kind and its target."""
    for kind, value in worst.items():
        verdict = "met" if value <= TARGETS[kind] else "MISSED"
        print(f"worst p95 of {kind}: {value:.0f} ms (target {TARGETS[kind]}: {verdict})")


def load() -> str:
    """The load average of the machine, as text."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def exports(path: Path, articles: int) -> None:
    """Measure an export of everything as JSON Lines, in a child process to measure its memory."""
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
    verdict = "met" if articles / seconds >= 10_000 and peak < 300 else "MISSED"
    print(
        f"\nexport: {articles / seconds:.0f} articles/s (target 10000), {size / 1e6:.0f} MB,"
        f" peak memory {peak:.0f} MB (target 300): {verdict}; {load()}"
    )


def ask_plain(plain: sqlite3.Connection, question: str, order: str) -> None:
    """Run a query in plain FTS5: the same FTS5 expression with other columns."""
    match = to_fts5(parse(question), "folded")
    for columns in ("{title_folded body_folded}", "{title body}"):
        match = match.replace(f"{columns} : ", "")
    statement = _PLAIN.format(order=order)
    plain.execute(statement, (match.replace("{title_folded}", "{title}"),)).fetchall()


def measure(questions: Iterable[str], ask: Callable[[str], object], timing: Timing) -> list[float]:
    """Milliseconds of each query: the median of the rounds after a warm-up round."""
    questions = list(questions)
    taken: dict[str, list[float]] = {question: [] for question in questions}
    clock = CLOCKS[timing.clock]
    for number in range(timing.rounds + 1):
        for question in taken:
            began = clock()
            ask(question)
            if number:
                taken[question].append((clock() - began) * 1000)
    return [statistics.median(taken[question]) for question in questions]


def p95(taken: list[float]) -> float:
    """The 95th percentile of times."""
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def shown(taken: list[float]) -> str:
    """Median and 95th percentile, as text."""
    return f"{statistics.median(taken):.1f}/{p95(taken):.0f}"


if __name__ == "__main__":
    main()
