"""The reparse job: parses all captures again with the current parser and updates the articles.

Captures are parsed in order of time. An article that no capture yields any more is kept and
counted; it is never deleted automatically.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from archive.errors import CaptureProblem, NotAnArticle
from archive.model import Capture
from archive.store.frontier import Kind
from archive.store.store import Store
from archive.warc.reader import read_capture
from crawler import newspapers
from crawler.extraction.reader import newspaper_at, page_of_record, read_boxes, read_page
from crawler.failures import Failure, ParserError
from crawler.items import Failed, Fetched
from crawler.jobs.progress import Progress, print_line
from crawler.jobs.whole_archive import only_run, sigterm_as_ctrl_c
from crawler.run import Outcome, Run

COUNTS = ("new", "changed", "same", "not_article", "failed", "left")
"""The printed counts; "left" are articles that no capture yields any more."""

_BATCH = 500
_FIELDS = (
    "url",
    "status",
    "fetched_at",
    "sha256",
    "warc_file",
    "warc_offset",
    "content_type",
    "etag",
    "last_modified",
)

_CAPTURES = """
SELECT captures.id, captures.url, captures.status, captures.fetched_at, captures.sha256,
    captures.warc_file, captures.warc_offset, captures.content_type, captures.etag,
    captures.last_modified, coalesce(urls.kind, 'page')
FROM captures LEFT JOIN urls ON urls.url = captures.url
WHERE captures.status = 200 AND (captures.fetched_at, captures.id) > (?, ?)
ORDER BY captures.fetched_at, captures.id LIMIT ?
"""
_CREATE_PARSED = "CREATE TEMP TABLE parsed (url TEXT PRIMARY KEY)"
_INSERT_PARSED = "INSERT INTO parsed VALUES (?) ON CONFLICT DO NOTHING"
_COUNT_OTHERS = "SELECT count(*) FROM articles WHERE url NOT IN (SELECT url FROM parsed)"


def reparse(db: Path, console: Console) -> dict[str, int]:
    """Parse every capture again; returns the counts.

    Raises StorageFailed, and as `Store.open` does.
    """
    with (
        Store.open(db, create=False) as store,
        only_run(store, "reparse", {}),
        sigterm_as_ctrl_c(),
    ):
        store.db.conn.execute(_CREATE_PARSED)
        run = Run(store, "reparse", {})
        run.record_event("reparse", "articles")
        outcome: Outcome = "interrupted"
        try:
            with Progress(console, COUNTS, lambda: {"reparse": run.counts}):
                for capture, kind in _captures(store):
                    _read(run, capture, kind, console)
            run.commit()
            run.counts["left"] = store.db.conn.execute(_COUNT_OTHERS).fetchone()[0]
            outcome = "finished"
        finally:
            run.finish(outcome)
    return dict(run.counts)


def _read(run: Run, capture: Capture, kind: Kind, console: Console) -> None:
    """Parse a capture and record the result.

    A URL that crawls have used as a listing page is never an article.
    """
    newspaper = newspaper_at(capture.url)
    id_ = newspaper.id if newspaper else None
    result = Fetched(newspaper=id_, url=capture.url, kind=kind, capture=capture)
    try:
        page = page_of_record(read_capture(run.folder, capture), capture.url)
        if page is None:
            return
        if kind == "listing":
            poll, weather = read_boxes(page)
            result = replace(result, poll=poll, weather=weather)
        else:
            result = result.with_article(read_page(page, newspaper))
    except (CaptureProblem, NotAnArticle, ParserError) as error:
        print_line(console, f"{capture.url}: {error}")
        failed = Failed(
            newspaper=id_,
            url=capture.url,
            kind=kind,
            capture=capture,
            failure=Failure.of_error(error),
        )
        run.record(failed, in_frontier=False)
        return
    if newspaper:  # its file may be newer than the capture
        run.save_newspapers((newspaper, *newspapers.related_to(newspaper)))
    if result.article:
        run.store.db.conn.execute(_INSERT_PARSED, (result.article.canonical_url,))
    run.record(result, in_frontier=False)


def _captures(store: Store) -> Iterator[tuple[Capture, Kind]]:
    last: tuple[str, int] = ("", 0)
    while rows := store.db.conn.execute(_CAPTURES, (*last, _BATCH)).fetchall():
        for row in rows:
            yield Capture(**dict(zip(_FIELDS, row[1:-1], strict=True))), row[-1]
        last = rows[-1][3], rows[-1][0]
