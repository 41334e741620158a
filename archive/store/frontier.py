"""The frontier: every known URL and its state, in the table `urls`.

Nothing is kept in memory, so a killed run goes on where its last transaction ended. A URL has one
row, whichever newspaper found it first. States: discovered → fetched, failed, gone or refused. A
failed URL is retried after a growing pause, five times at most. Articles are revisited, the younger
the sooner (archive/store/revisit_policy.py), and so are pages that are gone, in case they are back.

URLs of one article share a key where the crawler knows. One of them is fetched; the others are
aliases, which stay discovered and are fetched when that one fails, is gone or is not an article.
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


class Due(NamedTuple):
    """An address that is to be asked again, and what the server called the page we have."""

    url: str
    state: Literal["fetched", "gone"]
    etag: str | None
    last_modified: str | None


class Frontier:
    """The addresses of an open archive; every method raises StorageFailed when SQLite refuses."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._path = path_of(db)

    def unknown(self, urls: Iterable[str]) -> list[str]:
        """Those that have no row, each once, in their order; a row of another paper counts too."""
        asked = json.dumps(list(dict.fromkeys(urls)))
        with guard(self._path):
            return [url for (url,) in self.db.conn.execute(sql.UNKNOWN, (asked,))]

    def discover(
        self,
        paper: str,
        urls: Iterable[str],
        kind: Kind,
        found_on: str | None,
        run: int,
        keys: Mapping[str, str] = _NO_KEYS,
    ) -> None:
        """Add addresses of a paper, with their keys; those that are known stay as they are."""
        now = utc_now()
        rows = [(paper, url, kind, found_on, run, now, keys.get(url)) for url in urls]
        with guard(self._path), self.db.atomic():
            self.db.conn.executemany(sql.DISCOVER, rows)

    def known_keys(self, keys: Iterable[str]) -> set[str]:
        """Those keys under which an address is known that is fetched, or is going to be."""
        with guard(self._path):
            asked = json.dumps(list(keys))
            return {key for (key,) in self.db.conn.execute(sql.KNOWN_KEYS, (asked,))}

    def pending(self, paper: str, limit: int) -> list[tuple[str, Kind]]:
        """What is to be fetched: the discovered in their order, then the failed that are due."""
        values = {
            "paper": paper,
            "attempts": revisit_policy.MAX_ATTEMPTS,
            "limit": limit,
        } | _times()
        with guard(self._path):
            return self.db.conn.execute(sql.PENDING, values).fetchall()

    def discovered(self, paper: str, after: int, limit: int) -> list[tuple[int, str]]:
        """Pages that were found and not asked for, whose numbers come after one; number and url."""
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
        """The address answered: its capture, and the article that was read from it, if any."""
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

    def due(self, paper: str, limit: int) -> list[Due]:
        """Articles to be read again and pages that may be back, those first that wait longest."""
        values = {
            "paper": paper,
            "full": utc_now(-revisit_policy.FULL_AFTER),
            "limit": limit,
        } | _times()
        with guard(self._path):
            return [Due(*row) for row in self.db.conn.execute(sql.DUE, values)]

    def unchanged(self, url: str) -> None:
        """The server says that the page is what it was: no proof, and no sight of the article."""
        now = utc_now()
        with guard(self._path):
            row = self.db.conn.execute(sql.KNOWN_ARTICLE, (url,)).fetchone()
            later = self._next_check(url, row[0] if row else None, now)
            self.db.conn.execute(sql.UNCHANGED, {"url": url, "now": now, "next_check": later})

    def failed(self, url: str, reason: str, status: int | None) -> None:
        """It did not answer as it should, and may do so later."""
        attempts = self._attempts(url, "failed") + 1
        later = revisit_policy.retry(attempts, utc_now())
        self._not_fetched(url, "failed", reason, status, attempts, later)

    def gone(self, url: str, status: int) -> None:
        """The newspaper says that there is no such page; an article may come back.

        It may be there under another of its addresses, which is looked at next.
        """
        times = self._attempts(url, "gone") + 1
        with guard(self._path):
            row = self.db.conn.execute(sql.KNOWN_ARTICLE, (url,)).fetchone()
            self.db.conn.execute(sql.WATCH_ALIASES, {"url": url, "now": utc_now()})
        later = revisit_policy.revisit_gone(url, times, utc_now()) if row and row[0] else None
        self._not_fetched(url, "gone", None, status, times, later)

    def refused(self, url: str, reason: str) -> None:
        """We may not fetch it (robots.txt, address, size); it is not asked for again."""
        self._not_fetched(url, "refused", reason, None)

    def reopen(self, urls: Iterable[str]) -> None:
        """Let known addresses be fetched anew, whatever became of them; a failed one rests on."""
        with guard(self._path):
            self.db.conn.execute(sql.REOPEN, (json.dumps(list(urls)),))

    def leave(self, url: str, reason: str) -> None:
        """Give a discovered URL the reason why a run did not fetch it."""
        with guard(self._path):
            self.db.conn.execute(sql.LEAVE, (reason, url))

    def changed_since(self, url: str, changed: str | None) -> bool:
        """Whether a known page changed after what we have of it; False where nobody can tell."""
        if changed is None:
            return False
        with guard(self._path):
            row = self.db.conn.execute(sql.CHANGE_KNOWN, (url,)).fetchone()
        return bool(row and row[0] and row[0] < changed)

    def found_by(self, run: int, urls: Iterable[str]) -> bool:
        """Whether a run was the first to find any of the addresses."""
        with guard(self._path):
            asked = json.dumps(list(urls))
            return self.db.conn.execute(sql.FOUND_BY, (run, asked)).fetchone() is not None

    def _attempts(self, url: str, state: str) -> int:
        """How often in a row the address ended in this state."""
        with guard(self._path):
            row = self.db.conn.execute(sql.ATTEMPTS, {"url": url, "state": state}).fetchone()
        return row[0] if row else 0

    def _next_check(self, url: str, article: int | None, now: str) -> str | None:
        """When to read an article again; None for what is none, or is read elsewhere."""
        asked = {"article": article, "url": url}
        row = self.db.conn.execute(sql.BORN, asked).fetchone() if article else None
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


def _times() -> dict[str, str]:
    """Up to when something is due, and from when on a time cannot be meant."""
    return {"now": utc_now(), "never": utc_now(revisit_policy.NEVER)}
