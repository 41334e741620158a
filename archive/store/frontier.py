"""The frontier: every known URL and its state, in the table `urls`.

Nothing is held in memory, so a killed run continues after its last transaction. A URL has one row,
whichever newspaper linked to it first. States: discovered → fetched, failed, gone or refused. A
failed URL is retried after growing pauses, five times at most. Articles are revisited, recent ones
more often (archive/store/revisit_policy.py), and so are pages that are gone, in case they return.

URLs of one article share a key if the crawler can derive one. One of them is fetched; the others
are aliases, which stay discovered and are fetched if that one fails, is gone or is not an article.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from sqlite_utils import Database

from archive.clock import utc_now
from archive.db.writer import guard, path_of
from archive.store import frontier_statements as sql
from archive.store import revisit_policy

Kind = Literal["page", "listing"]

_NO_KEYS: Mapping[str, str] = {}


class Revisit(NamedTuple):
    """A URL that is due for a revisit, with the validators for a conditional request."""

    url: str
    state: Literal["fetched", "gone"]
    etag: str | None
    last_modified: str | None


class Frontier:
    """The frontier of an open archive; every method raises StorageFailed when SQLite fails."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._path = path_of(db)

    def unknown(self, urls: Iterable[str]) -> list[str]:
        """The URLs without a row, of any newspaper: each once, in the given order."""
        unique = json.dumps(list(dict.fromkeys(urls)))
        with guard(self._path):
            return [url for (url,) in self.db.conn.execute(sql.UNKNOWN, (unique,))]

    def discover(
        self,
        paper: str,
        urls: Iterable[str],
        kind: Kind,
        found_on: str | None,
        run: int,
        keys: Mapping[str, str] = _NO_KEYS,
    ) -> None:
        """Add URLs of a newspaper with their keys; a known URL at most gets its missing key."""
        now = utc_now()
        rows = [(paper, url, kind, found_on, run, now, keys.get(url)) for url in urls]
        with guard(self._path), self.db.atomic():
            self.db.conn.executemany(sql.DISCOVER, rows)

    def known_keys(self, keys: Iterable[str]) -> set[str]:
        """The keys that have a URL which is discovered, or was fetched as an article."""
        with guard(self._path):
            listed = json.dumps(list(keys))
            return {key for (key,) in self.db.conn.execute(sql.KNOWN_KEYS, (listed,))}

    def pending(self, paper: str, limit: int) -> list[tuple[str, Kind]]:
        """URLs to fetch: discovered ones in their order, then failed ones due for a retry."""
        attempts = revisit_policy.MAX_ATTEMPTS
        values = {"paper": paper, "attempts": attempts, "limit": limit} | _due_times()
        with guard(self._path):
            return self.db.conn.execute(sql.PENDING, values).fetchall()

    def discovered(self, paper: str, after: int, limit: int) -> list[tuple[int, str]]:
        """Discovered pages with an id above `after`, as (id, URL); aliases are left out."""
        with guard(self._path):
            return self.db.conn.execute(sql.DISCOVERED, (paper, after, limit)).fetchall()

    def fetched(
        self,
        url: str,
        capture_id: int,
        kind: Kind,
        article_id: int | None,
        etag: str | None,
        last_modified: str | None,
    ) -> None:
        """Record a response: its capture, and the article parsed from it, if any."""
        now = utc_now()
        values = {
            "url": url,
            "kind": kind,
            "capture": capture_id,
            "article": article_id,
            "etag": etag,
            "last_modified": last_modified,
            "now": now,
        }
        with guard(self._path):
            values["next_check"] = self._next_check(url, article_id, now)
            self.db.conn.execute(sql.FETCHED, values)

    def due(self, paper: str, limit: int) -> list[Revisit]:
        """Articles and gone pages that are due for a revisit, the longest overdue first."""
        values = {
            "paper": paper,
            "full": utc_now(-revisit_policy.UNCONDITIONAL_AFTER),
            "limit": limit,
        } | _due_times()
        with guard(self._path):
            return [Revisit(*row) for row in self.db.conn.execute(sql.DUE, values)]

    def unchanged(self, url: str) -> None:
        """Record a 304 response; the article's `last_seen` stays, since a 304 may be wrong."""
        now = utc_now()
        with guard(self._path):
            row = self.db.conn.execute(sql.KNOWN_ARTICLE, (url,)).fetchone()
            later = self._next_check(url, row[0] if row else None, now)
            self.db.conn.execute(sql.UNCHANGED, {"url": url, "now": now, "next_check": later})

    def failed(self, url: str, reason: str, status: int | None) -> None:
        """Record a failed request, and when to retry it."""
        attempts = self._attempts(url, "failed") + 1
        later = revisit_policy.retry(attempts, utc_now())
        self._not_fetched(url, "failed", reason, status, attempts, later)

    def gone(self, url: str, status: int) -> None:
        """Record that a page does not exist (404, 410); an article is checked again later.

        Fetched aliases of the article become due at once: it may still exist there.
        """
        times = self._attempts(url, "gone") + 1
        with guard(self._path):
            row = self.db.conn.execute(sql.KNOWN_ARTICLE, (url,)).fetchone()
            self.db.conn.execute(sql.WATCH_ALIASES, {"url": url, "now": utc_now()})
        later = revisit_policy.revisit_gone(url, times, utc_now()) if row and row[0] else None
        self._not_fetched(url, "gone", None, status, times, later)

    def refused(self, url: str, reason: str) -> None:
        """Record that a URL must not be fetched (robots.txt, URL, size); it is never retried."""
        self._not_fetched(url, "refused", reason, None)

    def reopen(self, urls: Iterable[str]) -> None:
        """Make fetched, gone and refused URLs pending again; failed ones keep their pause."""
        with guard(self._path):
            self.db.conn.execute(sql.REOPEN, (json.dumps(list(urls)),))

    def set_reason(self, url: str, reason: str) -> None:
        """Record why a run did not fetch a discovered URL."""
        with guard(self._path):
            self.db.conn.execute(sql.SET_REASON, (reason, url))

    def changed_since(self, url: str, changed: str | None) -> bool:
        """Whether a page was changed (UTC) after its capture; False if either time is unknown."""
        if changed is None:
            return False
        with guard(self._path):
            row = self.db.conn.execute(sql.LAST_MODIFIED, (url,)).fetchone()
        return bool(row and row[0] and row[0] < changed)

    def discovered_by(self, run: int, urls: Iterable[str]) -> bool:
        """Whether any of the URLs was discovered by this run."""
        with guard(self._path):
            listed = json.dumps(list(urls))
            return self.db.conn.execute(sql.DISCOVERED_BY, (run, listed)).fetchone() is not None

    def _attempts(self, url: str, state: str) -> int:
        """How often in a row requests of the URL ended in this state."""
        with guard(self._path):
            row = self.db.conn.execute(sql.ATTEMPTS, {"url": url, "state": state}).fetchone()
        return row[0] if row else 0

    def _next_check(self, url: str, article: int | None, now: str) -> str | None:
        """When to revisit an article; None for other pages, and for an alias of a fetched URL."""
        values = {"article": article, "url": url}
        row = self.db.conn.execute(sql.PUBLISHED, values).fetchone() if article else None
        return revisit_policy.revisit_article(url, row[0], now) if row else None

    def _not_fetched(
        self,
        url: str,
        state: Literal["failed", "gone", "refused"],
        reason: str | None,
        status: int | None,
        attempts: int = 0,
        next_check: str | None = None,
    ) -> None:
        values = {
            "url": url,
            "state": state,
            "reason": reason,
            "status": status,
            "attempts": attempts,
            "next_check": next_check,
            "now": utc_now(),
        }
        with guard(self._path):
            self.db.conn.execute(sql.NOT_FETCHED, values)


def _due_times() -> dict[str, str]:
    """The bounds of a `next_check` that is due: up to now, or later than any pause allows."""
    return {"now": utc_now(), "longest": utc_now(revisit_policy.LONGEST_PAUSE)}
