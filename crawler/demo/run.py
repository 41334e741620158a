"""The demo: serves the sample newspaper on loopback, crawls it, and stores it in an archive.

The first run shows edition 1; every later one shows edition 2, in which nothing is new and one
article was corrected, so that it gets a revision.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from archive.errors import StorageFailed
from archive.store.store import Store
from crawler import newspapers
from crawler.demo.server import serve_sample
from crawler.jobs.crawl import Options, crawl

QUESTION = '"nuoc sach"'
"""Clean water, a phrase typed without marks: what the sample newspaper's readers ask about."""

_STORED = (
    ("articles", "SELECT count(*) FROM articles"),
    ("revisions", "SELECT count(*) FROM revisions"),
    ("images", "SELECT count(*) FROM images"),
    ("polls", "SELECT count(*) FROM polls"),
    ("weather reports", "SELECT count(*) FROM weather"),
    ("captures", "SELECT count(*) FROM captures"),
)


def demo(folder: Path, console: Console, tell: Callable[[str], None]) -> Path:
    """Print, crawl and store the sample newspaper in `folder`; returns the database.

    `tell` takes the lines that a reader should see. Raises StorageFailed, and what `crawl` raises.
    """
    db = folder / "archive.db"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"cannot create {folder}: {error.strerror}") from error
    with Store.open(db) as store:
        edition = 2 if stored(store)["articles"] else 1
    sample = newspapers.get("sample")
    with serve_sample(edition=edition) as newspaper:
        if newspaper.port != newspaper.wanted_port:
            tell(f"port {newspaper.wanted_port} is in use, so the next free one is used")
        tell(f"Báo Mẫu, an invented newspaper, edition {edition}, is online at {newspaper.url}")
        options = Options(delay=0, mirror=newspaper.url)
        for line in crawl([sample], db, console, options):
            tell(str(line))
    with Store.open(db) as store:
        parts = ", ".join(f"{count} {name}" for name, count in stored(store).items())
    tell(f"stored in {db}: {parts}")
    return db


def stored(store: Store) -> dict[str, int]:
    """How much an archive holds, by kind."""
    return {name: store.db.conn.execute(query).fetchone()[0] for name, query in _STORED}
