"""Recall and precision of `baotinh crawl` for newspapers without a file, and the requests it makes.

Each test newspaper has its own URL patterns and crawler traps, and no rules. It is crawled by its
home page, first completely and then again unchanged. Recall: share of its articles that are stored.
Precision: share of the stored articles that are its articles. Requests per article: all requests,
including robots.txt and traps. Again: requests of the second crawl, and how many were for articles.

    python -m bench.discovery [--copies 2] [--without feed,sitemap] [MAKE ...]
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.support.newspapers.makes import MAKES
from tests.support.newspapers.server import Served, served
from tests.support.newspapers.site import trap_of

RECALL, PRECISION = 0.95, 0.99


class Found(NamedTuple):
    """The measurements of one newspaper."""

    recall: float
    precision: float
    per_article: float
    again: int
    articles_again: int
    most_again: int


def measure(here: Served) -> Found:
    """Crawl a served newspaper twice and measure the result."""
    own = {*here.newspaper.addresses()}
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder, "archive.db")
        stored = _crawl(here, db)
        first = len(here.asked)
        _crawl(here, db)
    again = here.asked[first:]
    right = len(own & {*stored})
    return Found(
        recall=right / len(own),
        precision=right / max(len(stored), 1),
        per_article=first / max(right, 1),
        again=len([path for path in again if not trap_of(path)]),
        articles_again=len(own & {*again}),
        most_again=max(again.count(path) for path in again),
    )


def _crawl(here: Served, db: Path) -> list[str]:
    """Crawl; returns the paths of all stored articles."""
    options = ["--allow-private", "--delay", "0", "--db", str(db)]
    command = [sys.executable, "-m", "crawler.cli", "crawl", here.url, *options]
    subprocess.run(command, check=True, capture_output=True)
    with closing(sqlite3.connect(db)) as conn:
        urls = [urlsplit(url) for (url,) in conn.execute("SELECT url FROM articles")]
    return [url.path + (f"?{url.query}" if url.query else "") for url in urls]


def main() -> None:
    """Print a line for each newspaper; exit code 1 if one is below the targets."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("makes", nargs="*", metavar="MAKE", help=", ".join(MAKES))
    parser.add_argument("--copies", type=int, default=2, help="of 42 articles")
    parser.add_argument("--without", default="", help="feed, sitemap, traps; by commas")
    chosen = parser.parse_args()
    without = frozenset(filter(None, chosen.without.split(",")))
    print(f"{'':16}recall  precision  requests/article  again (seeds, articles)")
    failed = False
    for make in chosen.makes or MAKES:
        with served(make, copies=chosen.copies, without=without) as here:
            found = measure(here)
            seeds = len(here.newspaper.seeds()) + 1  # and robots.txt
        print(
            f"{make:16}{found.recall:6.3f}  {found.precision:9.3f}  {found.per_article:16.2f}"
            f"  {found.again:5} ({seeds}, {found.articles_again})",
            flush=True,
        )
        failed |= found.recall < RECALL or found.precision < PRECISION
        failed |= found.again > seeds or found.articles_again > 0 or found.most_again > 1
    sys.exit(failed)


if __name__ == "__main__":
    main()
