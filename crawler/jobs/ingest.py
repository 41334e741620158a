"""The ingest job: stores the pages of saved WARC and HTML files, parsed as in a crawl.

Each page is first copied into a WARC file of the archive with its original time, so the input files
are not needed later. A capture with the same URL, bytes and time as a known one is skipped. For
each page that is not stored, the reason is printed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path

from rich.console import Console

from archive.clock import FORM
from archive.errors import CaptureProblem, NotAnArticle, UnreadableInput, UsageProblem
from archive.store.frontier import Kind
from archive.store.store import Store
from archive.warc.cdx import is_index, original_url, records_of_index, with_original_url
from archive.warc.reader import Record, iterate
from crawler import newspapers
from crawler.extraction.reader import (
    newspaper_at,
    page_of_file,
    page_of_record,
    read_page,
    stored_url,
)
from crawler.failures import Failure, ParserError
from crawler.items import Failed, Fetched
from crawler.jobs.progress import Progress, print_line
from crawler.jobs.whole_archive import only_run, sigterm_as_ctrl_c
from crawler.newspaper import Newspaper
from crawler.parsers import Page
from crawler.run import Outcome, Run

COUNTS = ("new", "changed", "same", "known", "listings", "not_article", "failed", "other")
"""The printed counts; "known" are captures already stored, "other" records that are no pages."""

_WARC = (".warc", ".warc.gz", ".arc", ".arc.gz")
_HTML = (".html", ".htm", ".xhtml")
_NO_NEWSPAPER = "other"  # the folder of captures without a URL
_KNOWN = "SELECT 1 FROM captures WHERE url = ? AND sha256 = ? AND fetched_at = ? LIMIT 1"
_KNOWN_FILE = "SELECT 1 FROM captures WHERE url = ? AND sha256 = ? LIMIT 1"


def inputs(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """The files to read, including those in folders, each with its name for messages.

    Raises UnreadableInput for a missing or empty file, one of another kind, or a folder without
    WARC and HTML files.
    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _is_page_file(p))
            if not inside:
                raise UnreadableInput(f"{path} has no WARC and no HTML file")
            found += [(file, str(file.relative_to(path))) for file in inside]
        elif not path.exists():
            raise UnreadableInput(
                f"{path} does not exist: give a WARC file, an HTML file, or a folder of them"
            )
        else:
            _check(path)
            found.append((path, path.name))
    return found


def ingest(paths: Sequence[Path], db: Path, url: str | None, console: Console) -> dict[str, int]:
    """Store the pages of files and folders; returns the counts.

    Raises UnreadableInput, before anything is written, as `inputs` does; UsageProblem for `url`
    with several files; StorageFailed, and as `Store.open` does.
    """
    files = inputs(paths)
    if url and len(files) > 1:
        raise UsageProblem(f"--url is the URL of one page, but there are {len(files)} files")
    arguments = {"paths": [str(path) for path in paths], "url": url}
    with Store.open(db) as store, only_run(store, "ingest", arguments), sigterm_as_ctrl_c():
        run = Run(store, "ingest", arguments)
        reader = Ingest(run, console)
        outcome: Outcome = "interrupted"
        try:
            with Progress(console, COUNTS, lambda: {"ingest": run.counts}):
                for path, name in files:
                    reader.read_file(path, name, url)
            outcome = "finished"
        finally:
            run.finish(outcome)
    return dict(run.counts)


class Ingest:
    """An ingest into an open archive; `run.counts` has its progress."""

    def __init__(self, run: Run, console: Console) -> None:
        """`console` gets a line for each page that is not stored."""
        self.run = run
        self._print = partial(print_line, console)
        self._taken: set[tuple[str, ...]] = set()

    def read_file(self, path: Path, name: str, url: str | None = None) -> None:
        """Store the pages of one file; `url` is for an HTML file that does not state its URL.

        The complete records of a damaged file are stored. Raises StorageFailed.
        """
        try:
            if is_index(path) or _is_warc(path):
                self._take_warc(path, name)
            else:
                self._take_html(path, name, url)
        except OSError as error:
            self._failed(f"{path}: {error.strerror or error}")
        except CaptureProblem as error:
            self._failed(str(error))

    def _take_warc(self, path: Path, name: str) -> None:
        for kept in records_of_index(path) if is_index(path) else iterate(path):
            found = with_original_url(kept)
            if found.status != HTTPStatus.OK:
                self.run.counts["other"] += 1
                continue
            newspaper = newspaper_at(found.url)
            record = replace(found, url=stored_url(found.url, newspaper))
            if not self._is_known(_KNOWN, record.url, _sha256(record), record.fetched_at):
                self._take_page(record, newspaper, f"{name}: {record.url}")

    def _take_html(self, path: Path, name: str, url: str | None) -> None:
        url, captured = original_url(url) if url else (None, None)
        saved = captured or datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime(FORM)
        body = path.read_bytes()
        try:
            page = page_of_file(body, name, url, saved)
        except (NotAnArticle, ParserError) as error:
            self._failed(f"{name}: {error}")
            return
        record = Record(
            url=page.url,
            status=200,
            fetched_at=saved,
            content_type="text/html",
            headers=(),
            payload=body,
        )
        if not self._is_known(_KNOWN_FILE, record.url, _sha256(record)):
            self._keep(page, record, newspaper_at(page.url), name)

    def _take_page(self, record: Record, newspaper: Newspaper | None, name: str) -> None:
        try:
            page = page_of_record(record, record.url)
        except (CaptureProblem, NotAnArticle, ParserError) as error:
            self._failed(f"{name}: {error}")
            return
        if page is None:
            self.run.counts["other"] += 1
        else:
            self._keep(page, record, newspaper, name)

    def _keep(self, page: Page, record: Record, newspaper: Newspaper | None, name: str) -> None:
        """Copy a page into a WARC file of the archive, parse it, and record the result."""
        if newspaper:
            self.run.save_newspapers((newspaper, *newspapers.related_to(newspaper)))
        id_ = newspaper.id if newspaper else None
        capture = self.run.writer(id_ or _NO_NEWSPAPER).copy(record)
        try:
            article = read_page(page, newspaper)
        except (NotAnArticle, ParserError) as error:
            self._print(f"{name}: not stored: {error}")
            failed = Failed(
                newspaper=id_, url=page.url, capture=capture, failure=Failure.of_error(error)
            )
            self.run.record(failed, in_frontier=False)
            return
        result = Fetched(newspaper=id_, url=page.url, capture=capture).with_article(article)
        if result.article:
            in_frontier = bool(newspaper and self.run.unknown([page.url]))
            self.run.record(result, in_frontier=in_frontier)
            return
        words = "a listing" if result.is_listing else "not an article"
        self._print(f"{name}: not stored: {words}")
        kind: Kind = "listing" if result.is_listing else "page"
        self.run.record(replace(result, kind=kind), in_frontier=False)

    def _is_known(self, query: str, *key: str) -> bool:
        found = key in self._taken or self.run.store.db.conn.execute(query, key).fetchone()
        self._taken.add(key)
        self.run.counts["known"] += bool(found)
        return bool(found)

    def _failed(self, line: str) -> None:
        self.run.counts["failed"] += 1
        self._print(line)


def _sha256(record: Record) -> str:
    return hashlib.sha256(record.payload).hexdigest()


def _is_warc(path: Path) -> bool:
    if path.name.lower().endswith(_WARC):
        return True
    with path.open("rb") as file:
        return file.read(5) in {b"WARC/", b"filed"}  # ARC files begin with "filedesc:"


def _check(path: Path) -> None:
    """Raise UnreadableInput for an empty file, and for one that is neither WARC nor HTML."""
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}") from error
    if not start:
        raise UnreadableInput(f"{path} is empty")
    if not _is_page_file(path) and not is_index(path) and not _is_warc(path) and b"<" not in start:
        raise UnreadableInput(f"{path} is neither a WARC nor an HTML file")


def _is_page_file(path: Path) -> bool:
    return path.name.lower().endswith((*_WARC, *_HTML))
