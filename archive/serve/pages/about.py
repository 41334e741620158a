"""About the archive: what it holds, how it is made, how to ask, and what it keeps of a reader."""

from __future__ import annotations

import sqlite3
from importlib import metadata
from typing import Any

from archive.db.result_cache import ResultCache
from archive.serve.papers import articles_by_paper
from archive.serve.request import PageRequest, Response
from archive.vietnamese import RULES_VERSION

_NUMBERS = """
SELECT (SELECT count(*) FROM papers), (SELECT count(*) FROM revisions),
    (SELECT count(*) FROM captures), (SELECT count(*) FROM polls), (SELECT count(*) FROM weather),
    (SELECT min(seen) FROM revisions), (SELECT max(last_seen) FROM articles),
    (SELECT max(finished) FROM runs)
"""
NAMES = ("papers", "revisions", "captures", "polls", "weather", "first", "last", "run")

_CACHE: ResultCache[dict[str, Any]] = ResultCache()


async def show(request: PageRequest) -> Response:
    """`/gioi-thieu`."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return _CACHE.get(conn, request.archive.path, lambda: _numbers(conn, request))

    return await request.page(
        "about.html",
        numbers=await request.query(read),
        program=metadata.version("baotinh"),
        rules=RULES_VERSION,
    )


def _numbers(conn: sqlite3.Connection, request: PageRequest) -> dict[str, Any]:
    numbers = dict(zip(NAMES, conn.execute(_NUMBERS).fetchone(), strict=True))
    articles = sum(articles_by_paper(conn, request.archive.path).values())
    return {"articles": articles, **numbers}
