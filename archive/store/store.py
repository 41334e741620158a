"""The one writer of the archive: it takes papers, captures, articles; it says NEW, CHANGED or SAME.

`articles` holds the state of the newest capture; every state is in `revisions`. Captures may arrive
in any order of time: an old one adds to the past and leaves the newest state alone. What stood on a
page beside its text, polls and weather, is seen apart: pages that are no articles show it too.
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
from archive.store.revisions import Reading

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
    """What a saved article was to the archive."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Saved(NamedTuple):
    """What became of an article: what it was to the archive, and its id."""

    outcome: Outcome
    article: int


class Store:
    """An open archive that is written to; a context manager that closes it."""

    def __init__(self, db: Database, path: Path) -> None:
        self.db = db
        self.path = path

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True, check_rules: bool = True) -> Self:
        """The archive at `path`, made when missing and `create`; its tables are brought up to date.

        Raises NotAnArchive when the file is something else or missing, RulesChanged when its index
        needs `baotinh reindex` (which opens it with `check_rules` off), StorageFailed when disk or
        SQLite refuse.
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
        """All or nothing: one transaction, or a part of the surrounding one.

        It takes the write lock at once, so it waits for another writer instead of failing halfway.
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
        """Make the search index anew, as an act on record; the number of articles."""
        with self.atomic():
            done = fts.reindex(self.db, progress)
            runs.note(self.db, "reindex", "search_index", {"articles": done})
        return done

    def save_paper(
        self,
        id: str,  # noqa: A002 - the word of the design
        title: str | None,
        province: str | None,
        province_now: str | None,
        hosts: Iterable[str],
    ) -> None:
        """Write what is known of a newspaper; `hosts` are all it ever had."""
        hosts_text = json.dumps(list(hosts), ensure_ascii=False)
        with self.atomic():
            self.db.conn.execute(_SAVE_PAPER, (id, title, province, province_now, hosts_text))

    def save_capture(self, capture: Capture, run: int) -> int:
        """The id of the capture; the same place in the same WARC file is the same capture."""
        place = (capture.warc_file, capture.warc_offset)
        values = (
            capture.url,
            capture.status,
            capture.fetched_at,
            capture.content_type,
            capture.etag,
            capture.last_modified,
            capture.sha256,
            *place,
            run,
        )
        with self.atomic():
            row = self.db.conn.execute(_SAVE_CAPTURE, values).fetchone()
            row = row or self.db.conn.execute(_KNOWN_CAPTURE, place).fetchone()
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
        """Store what `parser_version` read from a capture, as it was at the time of the capture.

        `key` is what all addresses of the article have in common (archive/store/identity.py).
        CHANGED means that a state was added or corrected, of today or of the past; a hidden article
        is always SAME. Raises NotAnArticle for a page of another kind, sqlite3.IntegrityError for a
        paper or run that was not stored before, StorageFailed when disk or SQLite refuse.
        """
        if article.kind != "article":
            raise NotAnArticle(f"{article.url} is not an article but {article.kind}")
        with self.atomic():
            seen: str = self.db.conn.execute(_CAPTURED_AT, (capture_id,)).fetchone()[0]
            reading = Reading(
                article=article,
                content_hash=article.content_hash(),
                capture=capture_id,
                seen=seen,
                run=run,
                parser_version=parser_version,
                key=key,
            )
            return self._save_states(reading)

    def see(
        self, paper: str | None, capture_id: int, poll: Poll | None, weather: Weather | None
    ) -> None:
        """Keep what stood on a page of a newspaper beside its text, each once.

        Raises sqlite3.IntegrityError for a paper that was not stored before, StorageFailed when
        disk or SQLite refuse.
        """
        if poll is None and weather is None:
            return
        with self.atomic():
            seen: str = self.db.conn.execute(_CAPTURED_AT, (capture_id,)).fetchone()[0]
            sight = boxes.Sight(paper, capture_id, seen)
            if poll:
                boxes.see_poll(self.db.conn, poll, sight)
            if weather:
                boxes.see_weather(self.db.conn, weather, sight)

    def is_hidden(self, article: int) -> bool:
        """Whether an article was taken from readers (archive/store/takedown.py)."""
        return self.db.conn.execute(_IS_HIDDEN, (article,)).fetchone() is not None

    def _save_states(self, reading: Reading) -> Saved:
        """Write the article's row and its revisions."""
        conn = self.db.conn
        known = reassign.leave_other_article(conn, reading)
        if known is None:
            article_id = articles.insert(conn, reading)
            revisions.begin(conn, article_id, reading)
            return Saved(Outcome.NEW, article_id)
        article_id = known.id
        if self.is_hidden(article_id):  # that it was seen is all that is kept
            conn.execute(_LINK, (article_id, reading.capture))
            conn.execute(_SEEN_HIDDEN, (reading.seen, article_id))
            return Saved(Outcome.SAME, article_id)
        taken = revisions.take_in(conn, article_id, reading)
        seen = {"seen": reading.seen, "revision": taken.newest, "key": reading.key}
        conn.execute(_SEEN, seen | {"id": article_id})
        is_latest = reading.seen >= known.last_seen or reading.capture == known.capture
        if taken.is_newest and (taken.changed or is_latest):
            articles.update(conn, article_id, reading)
        return Saved(Outcome.CHANGED if taken.changed else Outcome.SAME, article_id)
