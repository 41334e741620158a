"""A backfill: lists read to their end, however often it is interrupted, and articles by number.

It may take many runs. What they have in common is the time when the first of them began: a list
that was read since then is done with, any other is due.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from archive.store.store import Store
from crawler.extraction.feeds import Entry, Numbers

BATCH = 100  # numbers tried before it is asked whether any of them was an article

_BEGAN = """
SELECT min(started) FROM runs WHERE paper = :paper AND json_extract(arguments, '$.backfill')
    AND id > (SELECT coalesce(max(id), 0) FROM runs WHERE paper = :paper AND outcome = 'finished'
        AND json_extract(arguments, '$.backfill'))
"""
_READ = "SELECT state = 'fetched' AND fetched_at >= ? FROM urls WHERE url = ?"
_BROUGHT = """
SELECT 1 FROM urls WHERE url IN (SELECT value FROM json_each(?)) AND article IS NOT NULL LIMIT 1
"""
_ADDRESSES = "SELECT url FROM urls WHERE paper = ? AND kind = 'page'"
_REACHED = "SELECT min(substr(published, 1, 10)) FROM articles WHERE paper = ?"
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)/?(0[1-9]|1[0-2])(?:/?(0[1-9]|[12]\d|3[01]))?(?=\d{0,9}\D|$)"
)


def began(store: Store, paper: str) -> str:
    """When the first run of the backfill of a paper began of which the open run is a part (UTC)."""
    time: str = store.db.conn.execute(_BEGAN, {"paper": paper}).fetchone()[0]
    return time


def is_due(store: Store, url: str, since: str) -> bool:
    """Whether a list was not read since a time (UTC)."""
    row = store.db.conn.execute(_READ, (since, url)).fetchone()
    return row is None or not row[0]


def reached(store: Store, paper: str) -> str | None:
    """The day of the oldest article of a paper; None where there is none with a day."""
    day: str | None = store.db.conn.execute(_REACHED, (paper,)).fetchone()[0]
    return day


def is_later(address: str, line: Entry, day: str) -> bool:
    """Whether a line of a sitemap surely tells of an article published after a day.

    Only an address with a day or month in it says so: a change tells of no publication.

    >>> is_later("https://a.vn/tin/202307/bai-123456/", Entry("", None), "2023-06-30")
    True
    """
    found = None if line.kind == "sitemap" else _DAY.search(address)
    if found is None:
        return False
    return "-".join(filter(None, found.groups())) > day[: 10 if found[3] else 7]


def highest(store: Store, paper: str, seed: Numbers) -> int:
    """The highest number of an article that is known, or said to be."""
    before, _, after = seed.path.partition("{}")
    form = re.compile(re.escape(before) + r"(\d+)" + re.escape(after) + "$")
    known = (form.search(url) for (url,) in store.db.conn.execute(_ADDRESSES, (paper,)))
    return max(seed.newest, *(int(found[1]) for found in known if found), 0)


def batches(seed: Numbers, number: int) -> Iterator[list[str]]:
    """Paths from a number downwards, some at a time."""
    for top in range(number, 0, -BATCH):
        yield [seed.path.format(one) for one in range(top, max(top - BATCH, 0), -1)]


def brought(store: Store, urls: Iterable[str]) -> bool:
    """Whether any of these addresses gave an article."""
    return store.db.conn.execute(_BROUGHT, (json.dumps(list(urls)),)).fetchone() is not None
