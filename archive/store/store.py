"""`Store`, the archive opened for writing: saves newspapers, captures, articles, polls and weather.

`articles` holds the newest revision of each article, `revisions` all of them. Captures may arrive
in any order of time: an old one adds an older revision and does not change the newest. Polls and
weather boxes are saved separately from articles, since other pages show them too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from sqlite_utils import Database

from archive.db import fts
from archive.db.writer import connect, guard
from archive.errors import NotAnArticle
from archive.model import Article, Capture, Poll, Weather
from archive.store import articles, boxes, reassign, revisions, runs
from archive.store.revisions import ParsedCapture

_SAVE_PAPER = """
INSERT INTO papers(id, title, province, province_now, hosts) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, province = excluded.province,
    province_now = excluded.province_now, hosts = excluded.hosts
"""
_SAVE_CAPTURE = """
INSERT INTO captures(url, status, fetched_at, content_type, etag, last_modified, sha256, warc_file,
    warc_offset, run)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (warc_file, warc_offset) DO NOTHING RETURNING id
"""
_KNOWN_CAPTURE = "SELECT id FROM captures WHERE warc_file = ? AND warc_offset = ?"
_CAPTURED_AT = "SELECT fetched_at FROM captures WHERE id = ?"
_IS_HIDDEN = "SELECT 1 FROM hidden WHERE article = ?"
_LINK = "UPDATE captures SET article = ? WHERE id = ?"
_SEEN_HIDDEN = "UPDATE articles SET last_seen = max(last_seen, ?) WHERE id = ?"
_SEEN = """
UPDATE articles SET first_seen = min(first_seen, :seen), last_seen = max(last_seen, :seen),
    revision = :revision, key = coalesce(:key, key)
WHERE id = :id
"""


class Outcome(StrEnum):
    """Whether a saved article was new, changed, or the same as before."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Saved(NamedTuple):
    """The result of saving an article: its outcome and its id."""

    outcome: Outcome
    article: int


class Store:
    """An archive opened for writing; a context manager that closes it."""

    def __init__(self, db: Database, path: Path) -> None:
        self.db = db
        self.path = path

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, check_rules: bool = True) -> Self:
        """Open the archive at `path` and migrate its tables; with `create`, a missing one is made.

        Raises NotAnArchive if the file is missing or of another kind, RulesChanged if its index
        needs `baotinh reindex` (which opens it with `check_rules` off), StorageFailed if the disk
        or SQLite fails.
        """
        path = Path(path)
        store = cls(connect(path, create=create), path)
        try:
            if check_rules:
                with guard(path):
                    fts.check_rules(store.db)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close the file; an open transaction is rolled back."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Run the block as one transaction, or as a savepoint of the current one.

        The write lock is taken at the start, so it waits for another writer instead of failing in
        the middle.
        """
        with guard(self.path):
            if self.db.conn.in_transaction:
                with self.db.atomic():
                    yield
                return
            self.db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.commit()
            except BaseException:
                self.db.rollback()
                raise

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Rebuild the search index and record it as an event; returns the number of articles."""
        with self.atomic():
            done = fts.reindex(self.db, progress)
            runs.record_event(self.db, "reindex", "search_index", {"articles": done})
        return done

    def save_paper(
        self,
        id: str,  # noqa: A002 - the word of the design
        title: str | None,
        province: str | None,
        province_now: str | None,
        hosts: Iterable[str],
    ) -> None:
        """Insert or update a newspaper; `hosts` are its present and former hosts."""
        hosts_text = json.dumps(list(hosts), ensure_ascii=False)
        with self.atomic():
            self.db.conn.execute(_SAVE_PAPER, (id, title, province, province_now, hosts_text))

    def save_capture(self, capture: Capture, run: int) -> int:
        """Insert a capture unless its WARC file and offset are known; returns its id."""
        location = (capture.warc_file, capture.warc_offset)
        values = (
            capture.url,
            capture.status,
            capture.fetched_at,
            capture.content_type,
            capture.etag,
            capture.last_modified,
            capture.sha256,
            *location,
            run,
        )
        with self.atomic():
            row = self.db.conn.execute(_SAVE_CAPTURE, values).fetchone()
            row = row or self.db.conn.execute(_KNOWN_CAPTURE, location).fetchone()
        capture_id: int = row[0]
        return capture_id

    def save(
        self,
        article: Article,
        capture_id: int,
        run: int,
        parser_version: str,
        key: str | None = None,
    ) -> Saved:
        """Save an article as `parser_version` parsed it from a capture.

        `key` is shared by all URLs of the article (archive/store/identity.py). CHANGED means that
        a revision was added or corrected, new or old; a hidden article is always SAME. Raises
        NotAnArticle for a page of another kind, sqlite3.IntegrityError for a newspaper or run that
        is not stored, StorageFailed if the disk or SQLite fails.
        """
        if article.kind != "article":
            raise NotAnArticle(f"{article.url} is not an article but {article.kind}")
        with self.atomic():
            seen: str = self.db.conn.execute(_CAPTURED_AT, (capture_id,)).fetchone()[0]
            parsed = ParsedCapture(
                article=article,
                content_hash=article.content_hash(),
                capture=capture_id,
                seen=seen,
                run=run,
                parser_version=parser_version,
                key=key,
            )
            return self._save_revisions(parsed)

    def save_boxes(
        self, paper: str | None, capture_id: int, poll: Poll | None, weather: Weather | None
    ) -> None:
        """Save the poll and the weather box of a captured page, without duplicates.

        Raises sqlite3.IntegrityError for a newspaper that is not stored, StorageFailed if the disk
        or SQLite fails.
        """
        if poll is None and weather is None:
            return
        with self.atomic():
            seen: str = self.db.conn.execute(_CAPTURED_AT, (capture_id,)).fetchone()[0]
            sighting = boxes.Sighting(paper, capture_id, seen)
            if poll:
                boxes.save_poll(self.db.conn, poll, sighting)
            if weather:
                boxes.save_weather(self.db.conn, weather, sighting)

    def is_hidden(self, article: int) -> bool:
        """Whether an article was taken down (archive/store/takedown.py)."""
        return self.db.conn.execute(_IS_HIDDEN, (article,)).fetchone() is not None

    def _save_revisions(self, parsed: ParsedCapture) -> Saved:
        """Write the article's row and its revisions."""
        conn = self.db.conn
        known = reassign.reassign_capture(conn, parsed)
        if known is None:
            article_id = articles.insert(conn, parsed)
            revisions.insert_first(conn, article_id, parsed)
            return Saved(Outcome.NEW, article_id)
        article_id = known.id
        if self.is_hidden(article_id):  # only the time of the capture is stored
            conn.execute(_LINK, (article_id, parsed.capture))
            conn.execute(_SEEN_HIDDEN, (parsed.seen, article_id))
            return Saved(Outcome.SAME, article_id)
        merged = revisions.merge(conn, article_id, parsed)
        seen = {"seen": parsed.seen, "revision": merged.newest, "key": parsed.key}
        conn.execute(_SEEN, seen | {"id": article_id})
        is_latest = parsed.seen >= known.last_seen or parsed.capture == known.capture
        if merged.is_newest and (merged.changed or is_latest):
            articles.update(conn, article_id, parsed)
        return Saved(Outcome.CHANGED if merged.changed else Outcome.SAME, article_id)
