"""The demo: serves the sample newspaper on loopback and crawls it into an archive.

The first run serves edition 1. Later ones serve edition 2, which has no new articles and one
corrected article, which gets a second revision.
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
"""An example query: "clean water" as a phrase, typed without marks."""

_STORED = (
    ("articles", "SELECT count(*) FROM articles"),
    ("revisions", "SELECT count(*) FROM revisions"),
    ("images", "SELECT count(*) FROM images"),
    ("polls", "SELECT count(*) FROM polls"),
    ("weather reports", "SELECT count(*) FROM weather"),
    ("captures", "SELECT count(*) FROM captures"),
)


def demo(folder: Path, console: Console, echo: Callable[[str], None]) -> Path:
    """Serve the sample newspaper and crawl it into `folder`; returns the path of the database.

    `echo` is called with each line of output. Raises StorageFailed, and as `crawl` does.
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
        if newspaper.port != newspaper.requested_port:
            echo(f"port {newspaper.requested_port} is in use, so the next free one is used")
        echo(f"Báo Mẫu, an invented newspaper, edition {edition}, is online at {newspaper.url}")
        options = Options(delay=0, mirror=newspaper.url)
        for line in crawl([sample], db, console, options):
            echo(str(line))
    with Store.open(db) as store:
        parts = ", ".join(f"{count} {name}" for name, count in stored(store).items())
    echo(f"stored in {db}: {parts}")
    return db


def stored(store: Store) -> dict[str, int]:
    """Row counts of an archive, by what they count."""
    return {name: store.db.conn.execute(query).fetchone()[0] for name, query in _STORED}
